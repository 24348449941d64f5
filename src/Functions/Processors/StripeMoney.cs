using System.Collections.Frozen;
using Billing.Domain;

namespace Billing.Functions.Processors;

/// <summary>Amounts as Stripe counts them, in minor units of its own: docs.stripe.com/currencies, "Zero-decimal currencies" and "Special cases".</summary>
internal static class StripeMoney
{
    // MGA has decimals in ISO 4217 and none at Stripe. ISK and UGX have none in ISO 4217 and two, always 00, at Stripe: they are not in this list.
    private static readonly FrozenSet<string> NoDecimals =
        "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> ThreeDecimals = "BHD JOD KWD OMR TND".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>An amount of Stripe's.</summary>
    /// <param name="units">In Stripe's minor units.</param>
    /// <param name="currency">In lower case, as Stripe writes it.</param>
    /// <exception cref="FormatException">The currency is not one of ISO 4217, the amount is not above 0, or has more decimals than the currency.</exception>
    public static Money Of(long units, string currency) => Amounts.Of(InMajorUnits(units, currency), currency.ToUpperInvariant());

    /// <summary>An amount of Stripe's, of either sign.</summary>
    /// <exception cref="FormatException">The currency is not one of ISO 4217, or the amount has more decimals than the currency.</exception>
    public static Money Any(long units, string currency) => Amounts.Any(InMajorUnits(units, currency), currency.ToUpperInvariant());

    /// <summary>An amount of ours in Stripe's minor units.</summary>
    /// <exception cref="FormatException">Stripe cannot express it: the currency has fewer decimals there, or three of which the last must be 0.</exception>
    public static long Units(Money amount)
    {
        var units = amount.Amount * UnitsPerMajor(amount.Currency.Code);
        return decimal.IsInteger(units) && (!ThreeDecimals.Contains(amount.Currency.Code) || units % 10 == 0) ? decimal.ToInt64(units) : throw new FormatException($"Stripe cannot express {amount}.");
    }

    /// <summary>A currency as Stripe writes it, in lower case.</summary>
    public static string Code(Currency currency) => currency.Code.ToLowerInvariant();

    private static decimal InMajorUnits(long units, string currency) => units / UnitsPerMajor(currency.ToUpperInvariant());

    private static decimal UnitsPerMajor(string code) => NoDecimals.Contains(code) ? 1 : ThreeDecimals.Contains(code) ? 1000 : 100;
}
