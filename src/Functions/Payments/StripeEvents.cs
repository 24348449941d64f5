using Billing.Domain;

namespace Billing.Functions.Payments;

/// <summary>What an event says of a payment.</summary>
/// <param name="Payment">Which payment.</param>
/// <param name="Facts">What happened to it.</param>
/// <param name="Reference">What the payer said it is for.</param>
internal sealed record PaymentReport(PaymentId Payment, IReadOnlyList<PaymentFact> Facts, PaymentReference Reference);

/// <summary>Reads Stripe's events. The payment is the payment intent: the events about its charges tell of the same money. <c>invoice.paid</c> and
/// <c>charge.succeeded</c> are left out for the same reason.</summary>
internal static class StripeEvents
{
    /// <summary>What a verified event says, or nothing where it says nothing about money.</summary>
    /// <param name="json">The event.</param>
    /// <param name="merchantAccount">Our account that it is about.</param>
    /// <param name="dateAt">The seller's local date at a moment.</param>
    /// <exception cref="System.Text.Json.JsonException">A field that is needed is missing or of another type.</exception>
    /// <exception cref="FormatException">The currency is unknown.</exception>
    /// <exception cref="ArgumentException">The amount has more decimals than its currency.</exception>
    public static PaymentReport? Read(BinaryData json, string merchantAccount, Func<DateTimeOffset, DateOnly> dateAt)
    {
        if (StripeEnvelope.Parse(json) is not { } received)
            return null;
        var valueDate = dateAt(DateTimeOffset.FromUnixTimeSeconds(received.Created));
        return received.Type switch
        {
            "payment_intent.succeeded" => Succeeded(received.Object<StripePaymentIntent>(), merchantAccount, valueDate),
            "payment_intent.payment_failed" => Failed(received.Object<StripePaymentIntent>(), received.Id, merchantAccount, valueDate),
            "charge.refunded" => Refunded(received.Object<StripeCharge>(), merchantAccount, valueDate),
            _ => null,
        };
    }

    private static PaymentReport Succeeded(StripePaymentIntent intent, string merchantAccount, DateOnly valueDate) => new(
        IdOf(intent.Id, merchantAccount),
        [new PaymentSucceeded(StripeMoney.Of(intent.AmountReceived, intent.Currency), valueDate)],
        ReferenceOf(intent.Metadata, intent.Description));

    private static PaymentReport Failed(StripePaymentIntent intent, string eventId, string merchantAccount, DateOnly valueDate) => new(
        IdOf(intent.Id, merchantAccount),
        [new PaymentFailed(intent.LastPaymentError?.Charge ?? eventId, intent.LastPaymentError?.DeclineCode ?? intent.LastPaymentError?.Code ?? "unknown", valueDate)],
        ReferenceOf(intent.Metadata, intent.Description));

    // A charge without an intent never came in here, so what goes back of it does not go out here either.
    private static PaymentReport? Refunded(StripeCharge charge, string merchantAccount, DateOnly valueDate) => charge.PaymentIntent is { } intent
        ? new PaymentReport(
            IdOf(intent, merchantAccount),
            [new PaymentRefunded(StripeMoney.Of(charge.AmountRefunded, charge.Currency), valueDate)],
            ReferenceOf(charge.Metadata, charge.Description))
        : null;

    private static PaymentId IdOf(string intent, string merchantAccount) => intent.Length is > 0 and <= 255 && !intent.Contains('|', StringComparison.Ordinal)
        ? new PaymentId("stripe", merchantAccount, intent)
        : throw new FormatException($"'{intent}' is not the id of a payment intent.");

    private static PaymentReference ReferenceOf(Dictionary<string, string>? metadata, string? description) =>
        new(metadata?.GetValueOrDefault("invoice_number")?.Trim() ?? "", metadata?.GetValueOrDefault("invoice_id")?.Trim() ?? "", description ?? "");
}
