using Billing.Domain;
using Billing.Functions.Index;

namespace Billing.Functions.Api.Payments;

/// <summary>A payment: what is known of it, and which accounts have it.</summary>
/// <param name="PaymentId">processor|merchant account|id; in a URL it is percent-encoded.</param>
/// <param name="SellerId">Whose money it is.</param>
/// <param name="Reference">What the payer said it is for.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Held">What came in less what went back; nothing while only failures are known.</param>
/// <param name="Suspense">What of it no account has.</param>
/// <param name="Facts">What happened to it.</param>
/// <param name="Assignments">What accounts were given, or had taken back.</param>
internal sealed record PaymentResource(
    string PaymentId, string SellerId, PaymentReference Reference, PaymentStatus Status, Money? Held, Money? Suspense, IReadOnlyList<FactResource> Facts, IReadOnlyList<Assignment> Assignments)
{
    public static PaymentResource Of(Payment payment) => new(
        payment.Id.ToString(), payment.SellerId, payment.Reference, payment.Status, payment.Held(), payment.Suspense(), [.. payment.Facts.Select(FactResource.Of)], payment.Assignments);
}

/// <summary>Something that happened to a payment.</summary>
/// <param name="Kind">Such as <c>succeeded</c>, <c>captured</c>, <c>failed</c>, <c>refunded</c>, <c>dispute</c>, <c>fee</c>.</param>
/// <param name="ValueDate">When.</param>
/// <param name="Amount">What came in, or all that went back by then.</param>
/// <param name="Code">Why it failed, or was returned.</param>
internal sealed record FactResource(string Kind, DateOnly ValueDate, Money? Amount, string? Code)
{
    public static FactResource Of(PaymentFact fact) => new(fact.Key.Split(':')[0], fact.ValueDate, fact.Money(), fact switch { PaymentFailed e => e.Code, CaptureFailed e => e.Code, _ => null });
}

/// <summary>A payment in a list.</summary>
internal sealed record PaymentSummary(string PaymentId, DateOnly RecordedOn, Money? Received, Money? Held, Money? Suspense, PaymentReference Reference)
{
    public static PaymentSummary Of(PaymentEntry entry) => new(entry.PaymentId, entry.RecordedOn, entry.Received, entry.Held, entry.Suspense, entry.Reference);
}
