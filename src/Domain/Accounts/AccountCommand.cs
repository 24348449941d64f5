namespace Billing.Domain;

/// <summary>Something asked of an account. Scheduled and payment commands are idempotent by themselves; manual ones are made once by the caller's key.</summary>
public abstract record AccountCommand;

/// <summary>Opens an account for a customer whose first profile is stored.</summary>
public sealed record OpenAccount(string AccountId, int ProfileVersion) : AccountCommand;

/// <summary>Puts a newer profile in force.</summary>
public sealed record ChangeProfile(int ProfileVersion) : AccountCommand;

/// <summary>Sets the date that subscriptions without an anchor of their own are billed by; running ones keep theirs.</summary>
public sealed record SetBillingAnchor(DateOnly? Anchor) : AccountCommand;

/// <summary>Gives the account a virtual IBAN of its own, or takes it away.</summary>
/// <param name="Iban">In electronic form; nothing for none.</param>
public sealed record SetVirtualIban(string? Iban) : AccountCommand;

/// <summary>Links the account to a parent, or to none.</summary>
public sealed record LinkParent(ParentLink? Parent) : AccountCommand;

/// <summary>Erases who the customer is; the books stay.</summary>
/// <param name="ProfileVersion">The pseudonym's, which takes the place of the profile in force.</param>
public sealed record EraseCustomer(int ProfileVersion) : AccountCommand;

/// <summary>Starts a subscription.</summary>
/// <param name="SubscriptionId">Unique within the account.</param>
/// <param name="PriceId">A price of the account's seller and currency.</param>
/// <param name="Quantity">Above 0; of no meaning where usage is metered.</param>
/// <param name="Start">The first day served.</param>
/// <param name="Anchor">The date the periods are reckoned from; where it is not the first billed day, the first period is cut and prorated. Nothing for the
/// account's anchor, or where that has none, for the first billed day.</param>
/// <param name="TrialEnd">The first day that costs something, where there is a trial.</param>
/// <param name="End">The day after the last served, where the term is fixed.</param>
/// <param name="CommittedUntil">The first day that it can be cancelled to, where the customer is bound.</param>
/// <param name="ForAccount">The child account that it is for, or empty.</param>
public sealed record StartSubscription(
    string SubscriptionId, string PriceId, decimal Quantity, DateOnly Start, DateOnly? Anchor = null, DateOnly? TrialEnd = null, DateOnly? End = null,
    DateOnly? CommittedUntil = null, string ForAccount = "") : AccountCommand;

/// <summary>When a change of a subscription takes effect.</summary>
public enum ChangeEffect
{
    /// <summary>Where the running period ends; nothing is prorated.</summary>
    AtPeriodEnd,

    /// <summary>On a day; what is billed for the days from then on is credited, and they are billed anew.</summary>
    AtOnce,
}

/// <summary>Changes what a subscription buys.</summary>
/// <param name="SubscriptionId">Which.</param>
/// <param name="PriceId">Another price, or nothing to keep it.</param>
/// <param name="Quantity">Another quantity, or nothing to keep it.</param>
/// <param name="Effect">When it takes effect.</param>
/// <param name="On">The day, where it is at once; nothing for today.</param>
/// <param name="Prorate">Whether days that are billed are credited and billed anew; else the change is billed from the next period on.</param>
/// <param name="BillAtOnce">Whether that is billed on the day; else with the next period.</param>
public sealed record ChangeSubscription(
    string SubscriptionId, string? PriceId, decimal? Quantity, ChangeEffect Effect, DateOnly? On = null, bool Prorate = true, bool BillAtOnce = false) : AccountCommand;

/// <summary>Pauses a subscription.</summary>
/// <param name="SubscriptionId">Which.</param>
/// <param name="From">The first day not served, or nothing for today.</param>
/// <param name="Until">The day it goes on, or nothing where that is open.</param>
/// <param name="Unused">What becomes of days that are billed; where they are forfeited, the pause begins after them.</param>
public sealed record PauseSubscription(string SubscriptionId, DateOnly? From, DateOnly? Until, UnusedTime Unused) : AccountCommand;

/// <summary>Lets a paused subscription go on.</summary>
/// <param name="SubscriptionId">Which.</param>
/// <param name="On">The day it is served again, or nothing for today.</param>
public sealed record ResumeSubscription(string SubscriptionId, DateOnly? On) : AccountCommand;

/// <summary>Ends a subscription.</summary>
/// <param name="SubscriptionId">Which.</param>
/// <param name="End">The day after the last served, or nothing for the end of what is billed already (in arrears: of the running period).</param>
/// <param name="Unused">What becomes of days after the end that are billed; nothing where there must not be any.</param>
/// <param name="WaiveCommitment">Whether a customer who is bound for longer is let go.</param>
/// <param name="AtOnce">Whether it ends today, where no end is given.</param>
public sealed record CancelSubscription(string SubscriptionId, DateOnly? End, UnusedTime? Unused = null, bool WaiveCommitment = false, bool AtOnce = false) : AccountCommand;

/// <summary>Takes a cancellation back, or lets an ended subscription go on.</summary>
/// <param name="SubscriptionId">Which.</param>
/// <param name="From">Where it has ended, the day it is served again; nothing for today.</param>
public sealed record ReactivateSubscription(string SubscriptionId, DateOnly? From) : AccountCommand;

/// <summary>Gives the customer a coupon.</summary>
/// <param name="CouponId">A coupon of the seller.</param>
/// <param name="SubscriptionId">The subscription it is for, or empty for all of the account.</param>
public sealed record ApplyCoupon(string CouponId, string SubscriptionId) : AccountCommand;

/// <summary>Takes a coupon away again.</summary>
public sealed record RemoveCoupon(string CouponId, string SubscriptionId) : AccountCommand;

/// <summary>What an operator bills by hand.</summary>
/// <param name="Description">As printed; empty where the price's name is to be.</param>
/// <param name="Product">The product whose revenue it is; empty where the price says it.</param>
/// <param name="Quantity">How many units; not 0.</param>
/// <param name="Unit">What is counted; empty where the price says it.</param>
/// <param name="UnitPrice">For one unit, in major units; nothing where the price says it.</param>
/// <param name="TaxCategory">The seller's name for how it is taxed; empty where the price says it.</param>
/// <param name="TaxIncluded">Whether the unit price includes the tax.</param>
/// <param name="Period">The days served, or nothing for the day it is billed for.</param>
/// <param name="PriceId">A price that is sold once, or empty.</param>
public sealed record ManualLine(
    string Description, string Product, decimal Quantity, string Unit, decimal? UnitPrice, string TaxCategory, bool TaxIncluded = false, ServicePeriod? Period = null, string PriceId = "");

/// <summary>Adds something to the next invoice.</summary>
/// <param name="ChargeId">Unique within the account.</param>
/// <param name="Line">What is billed.</param>
/// <param name="BillOn">The first day that an invoice takes it; nothing for the next invoice, or today where none is to come.</param>
public sealed record AddCharge(string ChargeId, ManualLine Line, DateOnly? BillOn) : AccountCommand;

/// <summary>Takes a charge back that is not billed yet.</summary>
public sealed record RemoveCharge(string ChargeId) : AccountCommand;

/// <summary>Issues an invoice of its own, at once.</summary>
/// <param name="InvoiceKey">Names it; the same key is the same invoice.</param>
/// <param name="Lines">What is billed.</param>
/// <param name="PurchaseOrder">The customer's order number, or empty.</param>
/// <param name="Memo">A note to the customer, or empty.</param>
public sealed record IssueInvoice(string InvoiceKey, IReadOnlyList<ManualLine> Lines, string PurchaseOrder, string Memo) : AccountCommand;

/// <summary>Issues a draft before its day.</summary>
public sealed record FinalizeDraft(string DocumentId) : AccountCommand;

/// <summary>Cancels an invoice and bills the same again, by the catalogue, taxes and profile of now.</summary>
public sealed record RebillInvoice(string DocumentId) : AccountCommand;

/// <summary>Bills what is due by today, issues the drafts that are due, and uses up credit. Scheduled: deciding again gives nothing new, unless there was
/// more than fits one transaction; then <see cref="AccountAgenda.BillOn"/> still names a day that has come.</summary>
public sealed record RunBilling : AccountCommand;

/// <summary>Lets a parked account be billed again.</summary>
public sealed record ResumeBilling : AccountCommand;

/// <summary>Cancels an invoice by a document of its own.</summary>
public sealed record VoidInvoice(string DocumentId) : AccountCommand;

/// <summary>Turns a number whose document can no longer be issued into a void sheet.</summary>
public sealed record VoidNumber(string DocumentId, string Number) : AccountCommand;

/// <summary>Applies money to the account's invoices, the named one first (or those of the named arrangement), then what an arrangement covers, then oldest first;
/// what is left becomes credit.</summary>
public sealed record ApplyPayment(string AssignmentId, string PaymentId, Money Amount, DateOnly ValueDate, string? DocumentId) : AccountCommand
{
    /// <summary>What an agency kept for itself of what it collected and remits; nothing for other payments.</summary>
    public Money? AgencyFee { get; init; }
}

/// <summary>Takes money back, from credit first, then from what it paid last.</summary>
/// <param name="AssignmentId">The payment's assignment that it comes from.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="ValueDate">When the money went.</param>
/// <param name="DisputedBecause">Why the payer's bank took it back, if it did; what is owed again is then contested, and not dunned.</param>
public sealed record ReversePayment(string AssignmentId, string PaymentId, Money Amount, DateOnly ValueDate, string? DisputedBecause = null) : AccountCommand
{
    /// <summary>Why, as the receipt says it.</summary>
    public ReversalCause Cause { get; init; }
}

/// <summary>Flags what is overdue, takes the dunning steps that are due, and hands off what is past them. Scheduled: deciding again gives nothing new.</summary>
public sealed record RunCollections : AccountCommand;

/// <summary>Stops dunning until a day, or until it is released.</summary>
public sealed record HoldDunning(string Reason, DateOnly? Until) : AccountCommand;

/// <summary>Lets dunning go on.</summary>
public sealed record ReleaseDunning : AccountCommand;

/// <summary>Records that the customer contests an invoice.</summary>
public sealed record OpenDispute(string DocumentId, string Reason) : AccountCommand;

/// <summary>Records that a contest is settled.</summary>
public sealed record CloseDispute(string DocumentId) : AccountCommand;
