using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>Something that happened to a payment. Money is counted once by kind and key, however many deliveries tell of it, and in whatever order.</summary>
/// <param name="Key">Unique within the payment.</param>
/// <param name="ValueDate">When it happened, as a date in the seller's time zone.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(PaymentPending), "pending")]
[JsonDerivedType(typeof(PaymentSucceeded), "succeeded")]
[JsonDerivedType(typeof(CaptureFailed), "captureFailed")]
[JsonDerivedType(typeof(PaymentFailed), "failed")]
[JsonDerivedType(typeof(PaymentRefunded), "refunded")]
[JsonDerivedType(typeof(RefundMade), "refundMade")]
[JsonDerivedType(typeof(RefundFailed), "refundFailed")]
[JsonDerivedType(typeof(DisputeRaised), "disputeRaised")]
[JsonDerivedType(typeof(DisputeDecided), "disputeDecided")]
[JsonDerivedType(typeof(FeeCharged), "feeCharged")]
[JsonDerivedType(typeof(WasPayout), "wasPayout")]
public abstract record PaymentFact(string Key, DateOnly ValueDate)
{
    /// <summary>The money it is about, if any.</summary>
    public virtual Money? Money() => null;
}

/// <summary>The payment is under way: a debit that the bank has not confirmed, a transfer that has not come.</summary>
public sealed record PaymentPending(DateOnly ValueDate) : PaymentFact("pending", ValueDate);

/// <summary>The money came in, all of it or, where it is captured in parts, one part.</summary>
/// <param name="Amount">Above 0.</param>
/// <param name="ValueDate">When.</param>
/// <param name="CaptureId">The processor's id of the part; empty where the payment is one.</param>
public sealed record PaymentSucceeded(Money Amount, DateOnly ValueDate, string CaptureId = "")
    : PaymentFact(CaptureId.Length == 0 ? "succeeded" : $"captured:{CaptureId}", ValueDate)
{
    /// <inheritdoc />
    public override Money? Money() => Amount;
}

/// <summary>A capture that was reported did not come in after all, or was returned by the bank: a late failure of a debit, a bounced cheque.</summary>
/// <param name="CaptureId">Which; empty where the payment is one.</param>
/// <param name="Code">The processor's reason.</param>
/// <param name="ValueDate">When.</param>
public sealed record CaptureFailed(string CaptureId, string Code, DateOnly ValueDate) : PaymentFact($"capture-failed:{CaptureId}", ValueDate);

/// <summary>An attempt failed; another may succeed.</summary>
/// <param name="AttemptId">The processor's id of the attempt or of its report.</param>
/// <param name="Code">The processor's reason.</param>
/// <param name="ValueDate">When.</param>
/// <param name="Hard">Whether the same method must not be tried again: a lost card, a closed account, a revoked mandate.</param>
public sealed record PaymentFailed(string AttemptId, string Code, DateOnly ValueDate, bool Hard = false) : PaymentFact($"failed:{AttemptId}", ValueDate);

/// <summary>Money went back to the payer, told as a running total.</summary>
/// <param name="TotalSoFar">All that went back of the payment by then; a processor reports either totals or single refunds.</param>
/// <param name="ValueDate">When.</param>
public sealed record PaymentRefunded(Money TotalSoFar, DateOnly ValueDate) : PaymentFact($"refunded:{TotalSoFar.MinorUnits}", ValueDate)
{
    /// <inheritdoc />
    public override Money? Money() => TotalSoFar;
}

/// <summary>One refund went back to the payer.</summary>
/// <param name="RefundId">The processor's id.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="ValueDate">When.</param>
public sealed record RefundMade(string RefundId, Money Amount, DateOnly ValueDate) : PaymentFact($"refund:{RefundId}", ValueDate)
{
    /// <inheritdoc />
    public override Money? Money() => Amount;
}

/// <summary>A refund did not reach the payer; the money is here again.</summary>
/// <param name="RefundId">The processor's id.</param>
/// <param name="Amount">What came back.</param>
/// <param name="ValueDate">When.</param>
public sealed record RefundFailed(string RefundId, Money Amount, DateOnly ValueDate) : PaymentFact($"refund-failed:{RefundId}", ValueDate)
{
    /// <inheritdoc />
    public override Money? Money() => Amount;
}

/// <summary>The payer's bank disputes the payment. Money moves when it is decided.</summary>
/// <param name="DisputeId">The processor's id.</param>
/// <param name="Amount">What is disputed; it may differ from the payment.</param>
/// <param name="Reason">The bank's reason.</param>
/// <param name="ValueDate">When.</param>
public sealed record DisputeRaised(string DisputeId, Money Amount, string Reason, DateOnly ValueDate) : PaymentFact($"dispute:{DisputeId}", ValueDate)
{
    /// <inheritdoc />
    public override Money? Money() => Amount;
}

/// <summary>A dispute was decided. It may be decided again, as when a lost one is won after all: the latest decision counts.</summary>
/// <param name="DisputeId">The processor's id.</param>
/// <param name="Lost">Whether the money is gone.</param>
/// <param name="Amount">What is gone, or would have been.</param>
/// <param name="At">When it was decided.</param>
/// <param name="ValueDate">The same as a date in the seller's time zone.</param>
public sealed record DisputeDecided(string DisputeId, bool Lost, Money Amount, DateTimeOffset At, DateOnly ValueDate)
    : PaymentFact($"dispute:{DisputeId}:{(Lost ? "lost" : "won")}:{At.UtcTicks}", ValueDate)
{
    /// <inheritdoc />
    public override Money? Money() => Amount;
}

/// <summary>The processor kept something for itself.</summary>
/// <param name="FeeId">What for: the processor's id of the capture, dispute or balance transaction.</param>
/// <param name="Amount">Above 0, in the payment's currency; below 0 where the processor gave a fee back.</param>
/// <param name="ValueDate">When.</param>
public sealed record FeeCharged(string FeeId, Money Amount, DateOnly ValueDate) : PaymentFact($"fee:{FeeId}", ValueDate)
{
    /// <summary>What a bank took for something out of the same money: a statement shows both as one entry.</summary>
    /// <param name="fact">What for.</param>
    /// <param name="amount">Above 0.</param>
    public static FeeCharged Of(PaymentFact fact, Money amount) => new(fact.Key, amount, fact.ValueDate);

    /// <inheritdoc />
    public override Money? Money() => Amount;
}

/// <summary>What a bank statement showed was no payment but a processor's payout: the money has been counted where it was paid.</summary>
/// <param name="PayoutId">Which payout, as <see cref="PaymentId"/> writes it.</param>
/// <param name="ValueDate">When it arrived.</param>
public sealed record WasPayout(string PayoutId, DateOnly ValueDate) : PaymentFact(FactKey, ValueDate)
{
    /// <summary>Its key: a payment is no payment once.</summary>
    public const string FactKey = "was-payout";
}
