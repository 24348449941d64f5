namespace Billing.Domain;

/// <summary>By how much a payment may fall short and its invoice is settled nevertheless. Where both are given, the lesser counts.</summary>
/// <param name="Amount">In major units of the account's currency; nothing for any amount.</param>
/// <param name="Percent">Of what the payment was meant to settle; nothing for any share.</param>
public sealed record ShortPaymentTolerance(decimal? Amount, decimal? Percent)
{
    /// <summary>The most that may be missing of a sum. Rounded down, so that it is never more than was allowed.</summary>
    public Money Of(Money due)
    {
        var most = new[] { Amount, due.Amount * Percent / 100 }.Min() ?? 0;
        return new Money(decimal.Round(most, due.Currency.MinorDigits, MidpointRounding.ToZero), due.Currency);
    }
}
