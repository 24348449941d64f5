using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>An ISO 4217 currency with its real number of minor digits (EUR 2, JPY 0, KWD 3).</summary>
/// <remarks>Source: ISO 4217 list one. Payment processors use exponents of their own for a few currencies; their adapters map them.</remarks>
[JsonConverter(typeof(CurrencyJsonConverter))]
public readonly record struct Currency
{
    private readonly string? code;

    private Currency(string code, int minorDigits)
    {
        this.code = code;
        MinorDigits = minorDigits;
    }

    /// <summary>The three-letter code in capitals, for example <c>EUR</c>. A defaulted value has <c>XXX</c>, ISO's "no currency".</summary>
    public string Code => code ?? "XXX";

    /// <summary>How many decimals an amount of this currency has.</summary>
    public int MinorDigits { get; }

    /// <summary>The smallest amount that can be paid: 0.01 for EUR, 1 for JPY, 0.001 for KWD.</summary>
    public decimal MinorUnit => new(1, 0, 0, false, (byte)MinorDigits);

    /// <summary>The currency of a code.</summary>
    /// <exception cref="FormatException">The code is not an active ISO 4217 currency in capitals.</exception>
    public static Currency Of(string code) =>
        TryParse(code, out var currency)
            ? currency
            : throw new FormatException($"'{code}' is not an ISO 4217 currency code; give three capitals such as EUR.");

    /// <summary>Finds the currency of a code; false where there is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? code, out Currency currency)
    {
        if (code is not null && Iso4217.MinorDigits.TryGetValue(code, out var digits))
        {
            currency = new Currency(code, digits);
            return true;
        }

        currency = default;
        return false;
    }

    /// <inheritdoc />
    public override string ToString() => Code;

    private sealed class CurrencyJsonConverter : JsonConverter<Currency>
    {
        public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Of(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Code);
    }
}
