using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>An exact amount in one currency, never with more decimals than the currency has. Two currencies never mix.</summary>
/// <remarks>As JSON it is one string, <c>"12.50 EUR"</c>, always with all of the currency's decimals, so equal amounts have equal text.</remarks>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly record struct Money : IComparable<Money>
{
    /// <summary>An exact amount.</summary>
    /// <param name="amount">In major units (12.50 means twelve euros fifty).</param>
    /// <param name="currency">Its currency.</param>
    /// <exception cref="ArgumentException">The amount has more decimals than the currency: round it by name with <see cref="Round"/>.</exception>
    public Money(decimal amount, Currency currency)
    {
        if (decimal.Round(amount, currency.MinorDigits) != amount)
            throw new ArgumentException($"{amount.ToString(CultureInfo.InvariantCulture)} has more decimals than {currency} has ({currency.MinorDigits}); round it first.", nameof(amount));
        Amount = Rescale(amount, currency);
        Currency = currency;
    }

    /// <summary>In major units.</summary>
    public decimal Amount { get; }

    /// <summary>The currency of the amount.</summary>
    public Currency Currency { get; }

    /// <summary>Whether the amount is 0.</summary>
    public bool IsZero => Amount == 0;

    /// <summary>Whether the amount is above 0.</summary>
    public bool IsPositive => Amount > 0;

    /// <summary>Whether the amount is below 0.</summary>
    public bool IsNegative => Amount < 0;

    /// <summary>The amount as a whole number of minor units (1250 for 12.50 EUR).</summary>
    public long MinorUnits => decimal.ToInt64(Amount / Currency.MinorUnit);

    /// <summary>Nothing, in a currency.</summary>
    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>An amount given as a whole number of minor units.</summary>
    public static Money OfMinorUnits(long units, Currency currency) => new(units * currency.MinorUnit, currency);

    /// <summary>Rounds to the currency's minor unit, half away from zero, as EN 16931 has it on documents.</summary>
    public static Money Round(decimal amount, Currency currency) =>
        new(decimal.Round(amount, currency.MinorDigits, MidpointRounding.AwayFromZero), currency);

    /// <summary>The sum; zero of the currency where there is nothing to add.</summary>
    /// <exception cref="InvalidOperationException">An amount has another currency.</exception>
    public static Money Sum(IEnumerable<Money> amounts, Currency currency) =>
        amounts.Aggregate(Zero(currency), (sum, amount) => sum + amount);

    /// <summary>The smaller of two amounts of one currency.</summary>
    public static Money Min(Money a, Money b) => a <= b ? a : b;

    /// <summary>Splits into shares by weight: the shares sum exactly to the amount and differ from the exact share by less than one minor unit (largest remainder).</summary>
    /// <param name="weights">Not negative, and not all 0.</param>
    /// <exception cref="ArgumentException">The weights are empty, negative or all 0.</exception>
    public IReadOnlyList<Money> Split(IReadOnlyList<decimal> weights)
    {
        var sum = weights.Sum();
        if (sum <= 0 || weights.Any(weight => weight < 0))
            throw new ArgumentException("Weights must not be negative, and their sum must be above 0.", nameof(weights));

        var units = MinorUnits;
        var exact = weights.Select(weight => units * weight / sum).ToArray();
        var shares = exact.Select(share => decimal.ToInt64(decimal.Truncate(share))).ToArray();
        var left = units - shares.Sum();
        var step = Math.Sign(left);
        foreach (var index in Enumerable.Range(0, shares.Length).OrderByDescending(i => Math.Abs(exact[i] - shares[i])).ThenBy(i => i).Take((int)Math.Abs(left)))
            shares[index] += step;

        var currency = Currency;
        return [.. shares.Select(share => OfMinorUnits(share, currency))];
    }

    /// <inheritdoc />
    public int CompareTo(Money other) => Amount.CompareTo(Same(other).Amount);

    /// <summary>The amount and the code: <c>12.50 EUR</c>.</summary>
    public override string ToString() => $"{Amount.ToString(CultureInfo.InvariantCulture)} {Currency.Code}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is not an amount, a space and a currency code, or has more decimals than the currency.</exception>
    public static Money Parse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !decimal.TryParse(text.AsSpan(0, space), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            throw new FormatException($"'{text}' is not an amount of money; write it as '12.50 EUR'.");
        var currency = Currency.Of(text[(space + 1)..]);
        return decimal.Round(amount, currency.MinorDigits) == amount
            ? new Money(amount, currency)
            : throw new FormatException($"'{text}' has more decimals than {currency} has ({currency.MinorDigits}).");
    }

    /// <summary>Adds two amounts of one currency.</summary>
    public static Money operator +(Money a, Money b) => new(a.Amount + a.Same(b).Amount, a.Currency);

    /// <summary>Subtracts two amounts of one currency.</summary>
    public static Money operator -(Money a, Money b) => new(a.Amount - a.Same(b).Amount, a.Currency);

    /// <summary>The opposite amount.</summary>
    public static Money operator -(Money a) => new(-a.Amount, a.Currency);

    /// <summary>Compares two amounts of one currency.</summary>
    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;

    /// <summary>Compares two amounts of one currency.</summary>
    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;

    /// <summary>Compares two amounts of one currency.</summary>
    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;

    /// <summary>Compares two amounts of one currency.</summary>
    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    private Money Same(Money other) =>
        other.Currency == Currency ? other : throw new InvalidOperationException($"{this} and {other} are of different currencies.");

    // 12.5 becomes 12.50, so that the text of an amount is the same whatever computed it.
    private static decimal Rescale(decimal amount, Currency currency) =>
        decimal.Round(amount, currency.MinorDigits) + new decimal(0, 0, 0, false, (byte)currency.MinorDigits);

    private sealed class MoneyJsonConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
