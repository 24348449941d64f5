namespace Billing.Domain;

/// <summary>Takes over what a customer owed and had to its credit in another system, before anything is issued here. A long list comes in several commands.</summary>
/// <param name="AsOf">The day that the figures are of; they are posted on it.</param>
/// <param name="Invoices">Open ones, and closed ones for the history.</param>
/// <param name="Credits">What the customer had paid and not used.</param>
public sealed record TakeOverBalance(DateOnly AsOf, IReadOnlyList<OpeningInvoice> Invoices, IReadOnlyList<OpeningCredit> Credits) : AccountCommand;

/// <summary>An invoice of another system.</summary>
/// <param name="Number">Its number there; payments may name it.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="DueDate">Its due date; not before its date.</param>
/// <param name="Total">With tax, 0 or more.</param>
/// <param name="Balance">What is owed of it, from 0 to the total.</param>
public sealed record OpeningInvoice(string Number, DateOnly IssueDate, DateOnly DueDate, Money Total, Money Balance);

/// <summary>A credit of another system.</summary>
/// <param name="Reference">What it is called there.</param>
/// <param name="ValueDate">When the money came.</param>
/// <param name="Unused">Above 0.</param>
public sealed record OpeningCredit(string Reference, DateOnly ValueDate, Money Unused);

/// <summary>Balances of another system were taken over.</summary>
public sealed record BalanceTakenOver(DateOnly AsOf, DateOnly PostingDate, IReadOnlyList<TakenOverInvoice> Invoices, IReadOnlyList<TakenOverCredit> Credits) : AccountEvent;

/// <summary>An invoice that was taken over, with its id here. There is no document of ours.</summary>
public sealed record TakenOverInvoice(string DocumentId, OpeningInvoice Opening);

/// <summary>A credit that was taken over, with its id here.</summary>
public sealed record TakenOverCredit(string CreditId, OpeningCredit Opening);
