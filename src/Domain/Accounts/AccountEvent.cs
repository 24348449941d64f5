using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>A fact about an account. Appended, never changed; upcast when read.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(AccountOpened), nameof(AccountOpened))]
[JsonDerivedType(typeof(ProfileChanged), nameof(ProfileChanged))]
[JsonDerivedType(typeof(ParentLinked), nameof(ParentLinked))]
[JsonDerivedType(typeof(CustomerErased), nameof(CustomerErased))]
[JsonDerivedType(typeof(SubscriptionStarted), nameof(SubscriptionStarted))]
[JsonDerivedType(typeof(SubscriptionCancelled), nameof(SubscriptionCancelled))]
[JsonDerivedType(typeof(BillingAnchorSet), nameof(BillingAnchorSet))]
[JsonDerivedType(typeof(SubscriptionChanged), nameof(SubscriptionChanged))]
[JsonDerivedType(typeof(SubscriptionPaused), nameof(SubscriptionPaused))]
[JsonDerivedType(typeof(SubscriptionResumed), nameof(SubscriptionResumed))]
[JsonDerivedType(typeof(SubscriptionReactivated), nameof(SubscriptionReactivated))]
[JsonDerivedType(typeof(CouponApplied), nameof(CouponApplied))]
[JsonDerivedType(typeof(CouponRemoved), nameof(CouponRemoved))]
[JsonDerivedType(typeof(ChargeAdded), nameof(ChargeAdded))]
[JsonDerivedType(typeof(ChargeRemoved), nameof(ChargeRemoved))]
[JsonDerivedType(typeof(BillingCarriedOver), nameof(BillingCarriedOver))]
[JsonDerivedType(typeof(InvoiceDrafted), nameof(InvoiceDrafted))]
[JsonDerivedType(typeof(InvoiceFinalized), nameof(InvoiceFinalized))]
[JsonDerivedType(typeof(InvoiceVoided), nameof(InvoiceVoided))]
[JsonDerivedType(typeof(NumberVoided), nameof(NumberVoided))]
[JsonDerivedType(typeof(BillingParked), nameof(BillingParked))]
[JsonDerivedType(typeof(BillingResumed), nameof(BillingResumed))]
[JsonDerivedType(typeof(PaymentApplied), nameof(PaymentApplied))]
[JsonDerivedType(typeof(PaymentReversed), nameof(PaymentReversed))]
[JsonDerivedType(typeof(CreditReallocated), nameof(CreditReallocated))]
[JsonDerivedType(typeof(ReceiptIssued), nameof(ReceiptIssued))]
[JsonDerivedType(typeof(StatementIssued), nameof(StatementIssued))]
[JsonDerivedType(typeof(StatementSkipped), nameof(StatementSkipped))]
[JsonDerivedType(typeof(CreditUsed), nameof(CreditUsed))]
[JsonDerivedType(typeof(InvoiceBecameOverdue), nameof(InvoiceBecameOverdue))]
[JsonDerivedType(typeof(NoticeIssued), nameof(NoticeIssued))]
[JsonDerivedType(typeof(AccountSentToCollections), nameof(AccountSentToCollections))]
[JsonDerivedType(typeof(DunningStopped), nameof(DunningStopped))]
[JsonDerivedType(typeof(SubscriptionsSuspended), nameof(SubscriptionsSuspended))]
[JsonDerivedType(typeof(SubscriptionsReinstated), nameof(SubscriptionsReinstated))]
[JsonDerivedType(typeof(DunningAssigned), nameof(DunningAssigned))]
[JsonDerivedType(typeof(DunningAssignmentEnded), nameof(DunningAssignmentEnded))]
[JsonDerivedType(typeof(CollectionsCaseAcknowledged), nameof(CollectionsCaseAcknowledged))]
[JsonDerivedType(typeof(CollectionsCaseChanged), nameof(CollectionsCaseChanged))]
[JsonDerivedType(typeof(CollectionsCaseDisputed), nameof(CollectionsCaseDisputed))]
[JsonDerivedType(typeof(CollectionsCaseDisputeSettled), nameof(CollectionsCaseDisputeSettled))]
[JsonDerivedType(typeof(CollectionsCaseRecalled), nameof(CollectionsCaseRecalled))]
[JsonDerivedType(typeof(CollectionsCaseClosed), nameof(CollectionsCaseClosed))]
[JsonDerivedType(typeof(DunningHeld), nameof(DunningHeld))]
[JsonDerivedType(typeof(DunningReleased), nameof(DunningReleased))]
[JsonDerivedType(typeof(DisputeOpened), nameof(DisputeOpened))]
[JsonDerivedType(typeof(DisputeClosed), nameof(DisputeClosed))]
[JsonDerivedType(typeof(BillingTermsChanged), nameof(BillingTermsChanged))]
[JsonDerivedType(typeof(ProvisionChanged), nameof(ProvisionChanged))]
[JsonDerivedType(typeof(ApprovalRequested), nameof(ApprovalRequested))]
[JsonDerivedType(typeof(ApprovalGranted), nameof(ApprovalGranted))]
[JsonDerivedType(typeof(ApprovalRejected), nameof(ApprovalRejected))]
[JsonDerivedType(typeof(BalanceTakenOver), nameof(BalanceTakenOver))]
[JsonDerivedType(typeof(CreditNoteIssued), nameof(CreditNoteIssued))]
[JsonDerivedType(typeof(InvoiceWrittenOff), nameof(InvoiceWrittenOff))]
[JsonDerivedType(typeof(BalanceAdjusted), nameof(BalanceAdjusted))]
[JsonDerivedType(typeof(AdjustmentWithdrawn), nameof(AdjustmentWithdrawn))]
[JsonDerivedType(typeof(RefundPaid), nameof(RefundPaid))]
[JsonDerivedType(typeof(RefundForgone), nameof(RefundForgone))]
[JsonDerivedType(typeof(EarlyDiscountTaken), nameof(EarlyDiscountTaken))]
[JsonDerivedType(typeof(EarlyDiscountWithdrawn), nameof(EarlyDiscountWithdrawn))]
[JsonDerivedType(typeof(ArrangementAgreed), nameof(ArrangementAgreed))]
[JsonDerivedType(typeof(InstalmentReminded), nameof(InstalmentReminded))]
[JsonDerivedType(typeof(InstalmentMissed), nameof(InstalmentMissed))]
[JsonDerivedType(typeof(InstalmentCaughtUp), nameof(InstalmentCaughtUp))]
[JsonDerivedType(typeof(ArrangementKept), nameof(ArrangementKept))]
[JsonDerivedType(typeof(ArrangementBroken), nameof(ArrangementBroken))]
[JsonDerivedType(typeof(ArrangementCancelled), nameof(ArrangementCancelled))]
[JsonDerivedType(typeof(PaymentMethodSaved), nameof(PaymentMethodSaved))]
[JsonDerivedType(typeof(PaymentMethodPreferred), nameof(PaymentMethodPreferred))]
[JsonDerivedType(typeof(PaymentMethodEnded), nameof(PaymentMethodEnded))]
[JsonDerivedType(typeof(PaymentAttemptStarted), nameof(PaymentAttemptStarted))]
[JsonDerivedType(typeof(PaymentAttemptSent), nameof(PaymentAttemptSent))]
[JsonDerivedType(typeof(PaymentAttemptWithdrawn), nameof(PaymentAttemptWithdrawn))]
[JsonDerivedType(typeof(PaymentAttemptSucceeded), nameof(PaymentAttemptSucceeded))]
[JsonDerivedType(typeof(PaymentAttemptFailed), nameof(PaymentAttemptFailed))]
[JsonDerivedType(typeof(DeductionTaken), nameof(DeductionTaken))]
[JsonDerivedType(typeof(DeductionWithdrawn), nameof(DeductionWithdrawn))]
[JsonDerivedType(typeof(CertificateRecorded), nameof(CertificateRecorded))]
[JsonDerivedType(typeof(VirtualIbanSet), nameof(VirtualIbanSet))]
[JsonDerivedType(typeof(LateChargeIssued), nameof(LateChargeIssued))]
[JsonDerivedType(typeof(LateChargeDoubted), nameof(LateChargeDoubted))]
[JsonDerivedType(typeof(InterestDeferred), nameof(InterestDeferred))]
public abstract record AccountEvent;

/// <summary>The customer can be billed.</summary>
public sealed record AccountOpened(string AccountId, int ProfileVersion) : AccountEvent;

/// <summary>The customer's name, address, tax id or contact changed.</summary>
public sealed record ProfileChanged(int ProfileVersion) : AccountEvent;

/// <summary>The account belongs to another, or to none any more.</summary>
public sealed record ParentLinked(ParentLink? Parent, DateOnly Date) : AccountEvent;

/// <summary>What is paid to this IBAN is the account's from now on; nothing for none.</summary>
public sealed record VirtualIbanSet(string? Iban) : AccountEvent;

/// <summary>Who the customer was is to be forgotten: in place of its profiles stands a pseudonym.</summary>
public sealed record CustomerErased(int ProfileVersion, DateOnly Date) : AccountEvent;

/// <summary>A subscription runs from its start date on.</summary>
public sealed record SubscriptionStarted(Subscription Subscription) : AccountEvent;

/// <summary>Subscriptions that name no anchor of their own are billed by this one, so that they come on one invoice; nothing for the day each starts on.</summary>
public sealed record BillingAnchorSet(DateOnly? Anchor) : AccountEvent;

/// <summary>A subscription buys something else from a day on.</summary>
/// <param name="SubscriptionId">Which.</param>
/// <param name="Terms">What it buys from then on; terms that were to begin later are dropped.</param>
/// <param name="Anew">What is billed anew, where days were billed already.</param>
public sealed record SubscriptionChanged(string SubscriptionId, SubscriptionTerms Terms, BilledAnew? Anew) : AccountEvent;

/// <summary>Days that were billed in advance are not used as billed.</summary>
/// <param name="From">The first of them; it is billed from here again.</param>
/// <param name="DueOn">The day that is done on; nothing for at once.</param>
/// <param name="Unused">What is credited for them.</param>
public sealed record BilledAnew(DateOnly From, DateOnly? DueOn, IReadOnlyList<PendingCharge> Unused);

/// <summary>A subscription is neither served nor billed for some days.</summary>
public sealed record SubscriptionPaused(string SubscriptionId, Pause Pause, BilledAnew? Anew) : AccountEvent;

/// <summary>A paused subscription is served again from a day on; where that is not after the pause began, there was no pause.</summary>
public sealed record SubscriptionResumed(string SubscriptionId, DateOnly On) : AccountEvent;

/// <summary>A subscription ends; <paramref name="End"/> is the day after the last that is served.</summary>
public sealed record SubscriptionCancelled(string SubscriptionId, DateOnly End, BilledAnew? Anew) : AccountEvent;

/// <summary>A cancelled subscription goes on: as if it had not been cancelled, or from a day after its end on.</summary>
public sealed record SubscriptionReactivated(string SubscriptionId, DateOnly From) : AccountEvent;

/// <summary>The customer was given a coupon.</summary>
public sealed record CouponApplied(AppliedCoupon Coupon, DateOnly Date) : AccountEvent;

/// <summary>A coupon takes nothing off any more.</summary>
public sealed record CouponRemoved(string CouponId, string SubscriptionId) : AccountEvent;

/// <summary>Something is to be billed beside the periods.</summary>
public sealed record ChargeAdded(PendingCharge Charge) : AccountEvent;

/// <summary>A charge is not to be billed after all.</summary>
public sealed record ChargeRemoved(string ChargeId) : AccountEvent;

/// <summary>What was due is too little for an invoice and waits for a later one.</summary>
/// <param name="Invoice">As it would have been; it is not issued.</param>
/// <param name="Charges">What of it is to be billed later.</param>
/// <param name="Date">The day.</param>
public sealed record BillingCarriedOver(Invoice Invoice, IReadOnlyList<PendingCharge> Charges, DateOnly Date) : AccountEvent;

/// <summary>An invoice is written but has no number yet; its periods are taken.</summary>
public sealed record InvoiceDrafted(Invoice Invoice, DateOnly DraftedOn, DateOnly FinalizeOn) : AccountEvent;

/// <summary>An invoice is issued.</summary>
/// <param name="Invoice">Its content.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="DueDate">The last day to pay without being late.</param>
/// <param name="PostingDate">The day of the books; later than the issue date where that lies in a closed period.</param>
/// <param name="ProfileVersion">The profile it was issued to.</param>
/// <param name="PolicyVersion">The policy that gave its terms.</param>
/// <param name="Discount">The discount for early payment that it offers, if it does.</param>
public sealed record InvoiceFinalized(
    Invoice Invoice, string Number, DateOnly IssueDate, DateOnly DueDate, DateOnly PostingDate, int ProfileVersion, int PolicyVersion, DiscountOffer? Discount = null) : AccountEvent
{
    /// <summary>The tax that the customer is expected to withhold of it, if it withholds one.</summary>
    public ExpectedWithholding? Withholding { get; init; }
}

/// <summary>An invoice is cancelled by a document of its own; what was paid on it became credit.</summary>
/// <param name="Cancellation">The cancelling document's content.</param>
/// <param name="Number">The cancelling document's number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="PostingDate">The day of the books.</param>
/// <param name="VoidedDocumentId">The invoice.</param>
/// <param name="VoidedNumber">The invoice's number.</param>
/// <param name="VoidedPostingDate">The day the invoice was posted on.</param>
/// <param name="ProfileVersion">The profile it was issued to.</param>
/// <param name="Written">What was open and is owed no more.</param>
/// <param name="Released">What was paid and is credit now.</param>
public sealed record InvoiceVoided(
    Invoice Cancellation, string Number, DateOnly IssueDate, DateOnly PostingDate, string VoidedDocumentId, string VoidedNumber,
    DateOnly VoidedPostingDate, int ProfileVersion, Money Written, IReadOnlyList<Allocation> Released) : AccountEvent;

/// <summary>A number was reserved for a document that can no longer be issued; the number stands for a void sheet.</summary>
public sealed record NumberVoided(string DocumentId, string Number, DateOnly Date, Currency Currency) : AccountEvent;

/// <summary>Billing stops until an operator resumes it.</summary>
public sealed record BillingParked(string Reason, DateOnly Date) : AccountEvent;

/// <summary>An operator looked at a parked account; billing goes on.</summary>
public sealed record BillingResumed(DateOnly Date) : AccountEvent;

/// <summary>Money was assigned to the account and paid invoices; the rest is credit.</summary>
/// <param name="AssignmentId">The payment's assignment that it comes from.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Amount">Σ allocations + ToCredit.</param>
/// <param name="ValueDate">When the money came.</param>
/// <param name="PostingDate">The day of the books.</param>
/// <param name="Allocations">What it paid, and what of it recovers what was written off.</param>
/// <param name="ToCredit">What is left over.</param>
public sealed record PaymentApplied(
    string AssignmentId, string PaymentId, Money Amount, DateOnly ValueDate, DateOnly PostingDate, IReadOnlyList<Allocation> Allocations, Money ToCredit) : AccountEvent;

/// <summary>Money left the account again: a refund, a bounced cheque, or an assignment to the wrong account.</summary>
/// <param name="AssignmentId">The payment's assignment that it comes from.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Amount">FromCredit + Σ reopened; less than what was asked for where more invoices are reopened than fit one transaction.</param>
/// <param name="ValueDate">When the money went.</param>
/// <param name="PostingDate">The day of the books.</param>
/// <param name="FromCredit">What was unused.</param>
/// <param name="Reopened">What is owed again, by invoice.</param>
/// <param name="DisputedBecause">Why the payer's bank took it back, if it did; the reopened invoices are contested.</param>
public sealed record PaymentReversed(
    string AssignmentId, string PaymentId, Money Amount, DateOnly ValueDate, DateOnly PostingDate, Money FromCredit, IReadOnlyList<Allocation> Reopened,
    string? DisputedBecause = null) : AccountEvent;

/// <summary>Credit paid invoices, oldest first on both sides.</summary>
public sealed record CreditUsed(DateOnly Date, DateOnly PostingDate, IReadOnlyList<Allocation> Allocations) : AccountEvent;

/// <summary>An invoice is owed after its due date.</summary>
public sealed record InvoiceBecameOverdue(string DocumentId, string Number, DateOnly DueDate, Money Balance, DateOnly Date) : AccountEvent;

/// <summary>The customer gets a notice that lists all that is dunned, at the level of the most urgent, and the instalments to be reminded of.</summary>
/// <param name="NoticeId">Derived from the account and the day.</param>
/// <param name="Date">The day.</param>
/// <param name="Action">The level; where it lists instalments alone, a reminder, or an overdue notice where one did not come.</param>
/// <param name="Items">All open invoices that are dunned, oldest first, with their own steps; then the late charge of the day, with step -1. None where no step
/// is due.</param>
/// <param name="Total">The sum of their balances.</param>
/// <param name="ProfileVersion">Whom it goes to.</param>
/// <param name="PolicyVersion">The policy whose steps these are.</param>
public sealed record NoticeIssued(
    string NoticeId, DateOnly Date, DunningAction Action, IReadOnlyList<DunnedItem> Items, Money Total, int ProfileVersion, int PolicyVersion) : AccountEvent
{
    /// <summary>The instalments that are to come soon, and those that did not come.</summary>
    public IReadOnlyList<NoticedInstalment> Instalments { get; init; } = [];

    /// <summary>The last day before the first of the invoices at final notice is handed to collections, by the policy of the notice; null where none is.</summary>
    public DateOnly? PayBy { get; init; }

    /// <summary>How it goes out, as the highest of the steps says; by e-mail where it lists instalments alone.</summary>
    public NoticeChannel Channel { get; init; }

    /// <summary>How it speaks, as the highest of the steps says.</summary>
    public NoticeTone Tone { get; init; }
}

/// <summary>An instalment as a notice lists it.</summary>
/// <param name="ArrangementId">The arrangement.</param>
/// <param name="Number">The number of its document; empty for a promise.</param>
/// <param name="No">Which; 0 for a deposit.</param>
/// <param name="Of">How many there are.</param>
/// <param name="DueOn">Its day.</param>
/// <param name="ToPay">What is to be paid, earlier instalments included.</param>
/// <param name="GraceEndsOn">The last day that it can still come, where it did not come on its day.</param>
public sealed record NoticedInstalment(string ArrangementId, string Number, int No, int Of, DateOnly DueOn, Money ToPay, DateOnly? GraceEndsOn);

/// <summary>Invoices were handed to collections.</summary>
/// <param name="CaseId">The case; one of the account's that is open, or a new one.</param>
/// <param name="Date">The day.</param>
/// <param name="Items">What is handed off.</param>
/// <param name="Total">The sum of their balances.</param>
/// <param name="PolicyVersion">The policy that says so.</param>
public sealed record AccountSentToCollections(
    string CaseId, DateOnly Date, IReadOnlyList<DunnedItem> Items, Money Total, int PolicyVersion) : AccountEvent
{
    /// <summary>Who collects; empty where nobody is configured.</summary>
    public string AgencyId { get; init; } = "";

    /// <summary>Whether the agency has the case already.</summary>
    public bool IsAddition { get; init; }

    /// <summary>Who handed them off, as it is recorded; empty where the policy did.</summary>
    public string By { get; init; } = "";

    /// <summary>Why, where somebody did; else empty.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>An open invoice as a notice or a hand-off lists it.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="DueDate">Its due date.</param>
/// <param name="Balance">What is owed.</param>
/// <param name="DunningStep">The index of its step in the policy.</param>
/// <param name="Action">What its step does.</param>
public sealed record DunnedItem(string DocumentId, string Number, DateOnly IssueDate, DateOnly DueDate, Money Balance, int DunningStep, DunningAction Action)
{
    /// <summary>The days of its step, relative to the due date; nothing where it has taken none.</summary>
    public int? StepDays { get; init; }

    /// <summary>How far it is dunned with it.</summary>
    internal DunningReach? Reach() => StepDays is { } days ? new DunningReach(days, Action) : null;
}

/// <summary>The account is not dunned for a while.</summary>
public sealed record DunningHeld(string Reason, DateOnly? Until) : AccountEvent;

/// <summary>The account is dunned again.</summary>
public sealed record DunningReleased : AccountEvent;

/// <summary>The customer contests an invoice.</summary>
public sealed record DisputeOpened(string DocumentId, string Reason) : AccountEvent
{
    /// <summary>The day; nothing on older events.</summary>
    public DateOnly? Date { get; init; }
}

/// <summary>The contest is settled.</summary>
public sealed record DisputeClosed(string DocumentId) : AccountEvent
{
    /// <summary>The day; nothing on older events.</summary>
    public DateOnly? Date { get; init; }
}
