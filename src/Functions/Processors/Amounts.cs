using Billing.Domain;

namespace Billing.Functions.Processors;

/// <summary>Amounts as processors tell them, checked before they come near the ledger.</summary>
internal static class Amounts
{
    /// <summary>More than any invoice; a payment of more is a mistake of the sender's, and an operator's to decide.</summary>
    public const decimal Largest = 100_000_000_000m;

    /// <summary>An amount in major units, above 0.</summary>
    /// <param name="amount">In major units.</param>
    /// <param name="currency">In capitals.</param>
    /// <exception cref="FormatException">It is not above 0, larger than <see cref="Largest"/>, has more decimals than its currency, or that is unknown.</exception>
    public static Money Of(decimal amount, string currency) =>
        amount > 0 ? Any(amount, currency) : throw new FormatException($"An amount of {amount} {currency} cannot be; it must be above 0.");

    /// <summary>An amount in major units, of either sign.</summary>
    /// <exception cref="FormatException">It is larger than <see cref="Largest"/>, has more decimals than its currency, or that is unknown.</exception>
    public static Money Any(decimal amount, string currency)
    {
        var known = Currency.Of(currency);
        return amount is < -Largest or > Largest ? throw new FormatException($"An amount of {amount} {known} cannot be; it must be at most {Largest}.")
            : decimal.Round(amount, known.MinorDigits) != amount ? throw new FormatException($"{amount} {known} has more decimals than {known} has ({known.MinorDigits}).")
            : new Money(amount, known);
    }

    /// <summary>An amount in the minor units of ISO 4217, above 0.</summary>
    /// <exception cref="FormatException">As for <see cref="Of"/>.</exception>
    public static Money OfMinorUnits(long units, string currency) => Of(units * Currency.Of(currency).MinorUnit, currency);

    /// <summary>An amount in the minor units of ISO 4217, of either sign.</summary>
    /// <exception cref="FormatException">As for <see cref="Any"/>.</exception>
    public static Money AnyMinorUnits(long units, string currency) => Any(units * Currency.Of(currency).MinorUnit, currency);
}
