using System.Text.Json;
using System.Text.Json.Serialization;

namespace Billing.Functions.Payments;

/// <summary>A Stripe event, as much of it as is read. Read field by field and not through Stripe.net's classes, which follow one version of the API: a
/// webhook endpoint has a version of its own, and an event that cannot be read as a whole would be lost for a field that nobody needs.</summary>
internal sealed record StripeEnvelope(string Id, string Type, long Created, bool Livemode, string? Account, StripeData? Data)
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.Strict };

    /// <summary>Reads an event.</summary>
    /// <exception cref="JsonException">The text is not JSON, or a field has another type.</exception>
    public static StripeEnvelope? Parse(BinaryData json) => JsonSerializer.Deserialize<StripeEnvelope>(json, SnakeCase);

    /// <summary>The object that the event is about.</summary>
    /// <exception cref="JsonException">There is none, or it is not of this kind.</exception>
    public T Object<T>()
        where T : class => Data?.Object.Deserialize<T>(SnakeCase) ?? throw new JsonException($"Event {Id} has no object.");
}

internal sealed record StripeData(JsonElement Object);

internal sealed record StripePaymentIntent(
    string Id, long AmountReceived, string Currency, string? Description, Dictionary<string, string>? Metadata, StripePaymentError? LastPaymentError);

internal sealed record StripePaymentError(string? Charge, string? Code, string? DeclineCode);

internal sealed record StripeCharge(
    string Id,
    [property: JsonConverter(typeof(ExpandableIdConverter))] string? PaymentIntent,
    long AmountRefunded,
    string Currency,
    string? Description,
    Dictionary<string, string>? Metadata);

/// <summary>A reference is an id, or where the endpoint asks for it the whole object.</summary>
internal sealed class ExpandableIdConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var value = JsonElement.ParseValue(ref reader);
        return value.ValueKind == JsonValueKind.Object ? value.GetProperty("id").GetString() : value.GetString();
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
