namespace Billing.Domain;

/// <summary>A customer agreed upon how some invoices are paid.</summary>
/// <param name="Arrangement">As it begins.</param>
/// <param name="Invoices">What it covers, oldest first.</param>
/// <param name="ProfileVersion">The profile it was agreed with.</param>
/// <param name="PolicyVersion">The policy that its reminders and grace come from.</param>
public sealed record ArrangementAgreed(PaymentArrangement Arrangement, IReadOnlyList<ArrangedInvoice> Invoices, int ProfileVersion, int PolicyVersion) : AccountEvent;

/// <summary>An invoice as an arrangement covers it.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="DueDate">Its due date.</param>
/// <param name="Balance">What is owed of it.</param>
public sealed record ArrangedInvoice(string DocumentId, string Number, DateOnly IssueDate, DateOnly DueDate, Money Balance);

/// <summary>The customer is reminded of an instalment that is to come; the notice of the day lists it.</summary>
/// <param name="ArrangementId">The arrangement.</param>
/// <param name="No">The instalment.</param>
/// <param name="DueOn">Its day.</param>
/// <param name="ToPay">What is still to be paid by then, earlier instalments included.</param>
/// <param name="Date">The day.</param>
public sealed record InstalmentReminded(string ArrangementId, int No, DateOnly DueOn, Money ToPay, DateOnly Date) : AccountEvent;

/// <summary>An instalment did not come on its day, and its grace begins; the notice of the day says so.</summary>
/// <param name="ArrangementId">The arrangement.</param>
/// <param name="No">The instalment.</param>
/// <param name="DueOn">Its day.</param>
/// <param name="ToPay">What is missing, earlier instalments included.</param>
/// <param name="Date">The day.</param>
/// <param name="GraceEndsOn">The last day that it can still come.</param>
public sealed record InstalmentMissed(string ArrangementId, int No, DateOnly DueOn, Money ToPay, DateOnly Date, DateOnly GraceEndsOn) : AccountEvent;

/// <summary>An instalment that was waited for came.</summary>
public sealed record InstalmentCaughtUp(string ArrangementId, int No, DateOnly Date) : AccountEvent;

/// <summary>All of an arrangement was paid, or is owed no more.</summary>
public sealed record ArrangementKept(string ArrangementId, Money Paid, DateOnly Date) : AccountEvent;

/// <summary>An instalment did not come within its grace: the arrangement is over, and what it covers is dunned from where that stood.</summary>
/// <param name="ArrangementId">The arrangement.</param>
/// <param name="No">The instalment.</param>
/// <param name="Missing">What was missing of it, earlier instalments included.</param>
/// <param name="Paid">What was paid of the arrangement.</param>
/// <param name="Date">The day.</param>
public sealed record ArrangementBroken(string ArrangementId, int No, Money Missing, Money Paid, DateOnly Date) : AccountEvent;

/// <summary>An operator ended an arrangement; what it covers is dunned from where that stood.</summary>
public sealed record ArrangementCancelled(string ArrangementId, string Reason, Money Paid, DateOnly Date) : AccountEvent;
