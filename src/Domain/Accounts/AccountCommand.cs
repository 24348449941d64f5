namespace Billing.Domain;

/// <summary>Something asked of an account. Scheduled and payment commands are idempotent by themselves; manual ones are made once by the caller's key.</summary>
public abstract record AccountCommand;

/// <summary>Opens an account for a customer whose first profile is stored.</summary>
public sealed record OpenAccount(string AccountId, int ProfileVersion) : AccountCommand;

/// <summary>Puts a newer profile in force.</summary>
public sealed record ChangeProfile(int ProfileVersion) : AccountCommand;

/// <summary>Starts a subscription.</summary>
/// <param name="SubscriptionId">Unique within the account.</param>
/// <param name="PriceId">A price of the account's seller and currency.</param>
/// <param name="Quantity">Above 0.</param>
/// <param name="Start">The first day served.</param>
/// <param name="Anchor">The date the periods are reckoned from; where it is not the start, the first period is cut and prorated.</param>
public sealed record StartSubscription(string SubscriptionId, string PriceId, decimal Quantity, DateOnly Start, DateOnly Anchor) : AccountCommand;

/// <summary>Ends a subscription.</summary>
/// <param name="SubscriptionId">Which.</param>
/// <param name="End">The day after the last served, or nothing for the end of what is billed already (in arrears: of the running period).</param>
public sealed record CancelSubscription(string SubscriptionId, DateOnly? End) : AccountCommand;

/// <summary>Bills what is due by today, issues the drafts that are due, and uses up credit. Scheduled: deciding again gives nothing new, unless there was
/// more than fits one transaction; then <see cref="AccountAgenda.BillOn"/> still names a day that has come.</summary>
public sealed record RunBilling : AccountCommand;

/// <summary>Lets a parked account be billed again.</summary>
public sealed record ResumeBilling : AccountCommand;

/// <summary>Cancels an invoice by a document of its own.</summary>
public sealed record VoidInvoice(string DocumentId) : AccountCommand;

/// <summary>Turns a number whose document can no longer be issued into a void sheet.</summary>
public sealed record VoidNumber(string DocumentId, string Number) : AccountCommand;

/// <summary>Applies money to the account's invoices, the named one first, then oldest first; what is left becomes credit.</summary>
public sealed record ApplyPayment(string AssignmentId, string PaymentId, Money Amount, DateOnly ValueDate, string? DocumentId) : AccountCommand;

/// <summary>Takes money back, from credit first, then from what it paid last.</summary>
public sealed record ReversePayment(string AssignmentId, string PaymentId, Money Amount, DateOnly ValueDate) : AccountCommand;

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
