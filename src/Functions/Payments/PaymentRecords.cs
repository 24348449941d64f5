using Billing.Domain;

namespace Billing.Functions.Payments;

/// <summary>A fact of a payment as it was recorded, once.</summary>
/// <param name="PaymentId">As <see cref="Domain.PaymentId"/> writes it.</param>
/// <param name="SellerId">Whose money it is.</param>
/// <param name="Fact">What happened.</param>
/// <param name="RecordedAt">When it became known.</param>
/// <param name="Actor">Who told of it.</param>
/// <param name="Entry">What it posts, decided when it was recorded; nothing where it moves no money.</param>
internal sealed record RecordedFact(string PaymentId, string SellerId, PaymentFact Fact, DateTimeOffset RecordedAt, string Actor, JournalEntry? Entry);

/// <summary>Who decided an assignment, when and why; the account's command names the same actor.</summary>
internal sealed record AssignmentOrigin(int No, string Actor, string? Reason, DateTimeOffset RecordedAt);

/// <summary>Who changes a payment.</summary>
/// <param name="Actor">A person, a key, or a processor's account.</param>
/// <param name="Reason">Why, where it was given.</param>
/// <param name="Key">The caller's key where the change must be made once.</param>
/// <param name="Request">The hash of what was asked under the key; another request under the same key is refused.</param>
internal sealed record PaymentChange(string Actor, string? Reason = null, string? Key = null, string? Request = null);

/// <summary>What came of a request about a payment.</summary>
/// <param name="Payment">The payment, changed or not; nothing where it does not exist.</param>
/// <param name="Refusal">Why it was not changed, if it was refused.</param>
internal sealed record PaymentOutcome(Payment? Payment, Refusal? Refusal);
