using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>What a line of a payout is about.</summary>
public enum SettlementKind
{
    /// <summary>A payment that came in.</summary>
    Charge,

    /// <summary>A refund, or one that failed and came back.</summary>
    Refund,

    /// <summary>A dispute that was lost, or won after all.</summary>
    Dispute,

    /// <summary>What the processor kept for itself.</summary>
    Fee,

    /// <summary>Anything else: a reserve, a correction, a top-up.</summary>
    Adjustment,
}

/// <summary>A part of what a processor settles by a payout, as it breaks the payout down.</summary>
/// <param name="LineId">Unique within the payout, and the same whenever it is told.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="PaymentId">The payment, as <see cref="Domain.PaymentId"/> writes it; empty where it belongs to none.</param>
/// <param name="Gross">Above 0 came in, below 0 went back; 0 for a fee.</param>
/// <param name="Fee">What the processor kept of it; below 0 where it gave a fee back.</param>
/// <param name="ValueDate">When it happened, in the seller's time zone.</param>
/// <param name="FeeId">What the fee is named by at the payment, so that one that its events told counts once; empty for the line's id.</param>
/// <param name="Text">The processor's word for it; may be empty.</param>
public sealed record SettlementLine(string LineId, SettlementKind Kind, string PaymentId, Money Gross, Money Fee, DateOnly ValueDate, string FeeId = "", string Text = "")
{
    /// <summary>What of it the payout holds.</summary>
    [JsonIgnore]
    public Money Net => Gross - Fee;

    /// <summary>The fee as a fact of its payment.</summary>
    public FeeCharged ToFee() => new(FeeId.Length > 0 ? FeeId : LineId, Fee, ValueDate);

    /// <summary>The fee as a fact of the payout, where it belongs to no payment.</summary>
    public PayoutCharged ToCharge() => new(LineId, Fee, ValueDate);
}
