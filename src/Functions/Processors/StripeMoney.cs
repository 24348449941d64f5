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

    private static decimal InMajorUnits(long units, string currency)
    {
        var code = currency.ToUpperInvariant();
        return units / (NoDecimals.Contains(code) ? 1m : ThreeDecimals.Contains(code) ? 1000m : 100m);
    }
}
