namespace Billing.Domain;

/// <summary>Fees, compensation or interest for late payment are charged, by a document of their own: the invoices that it is about stay as they are.</summary>
/// <param name="Charge">Its content.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="DueDate">The last day to pay it.</param>
/// <param name="PostingDate">The day of the books.</param>
/// <param name="ProfileVersion">The profile it was issued to.</param>
/// <param name="PolicyVersion">The policy that says what is charged.</param>
/// <param name="Invoices">The invoices that it is about.</param>
public sealed record LateChargeIssued(
    Invoice Charge, string Number, DateOnly IssueDate, DateOnly DueDate, DateOnly PostingDate, int ProfileVersion, int PolicyVersion, IReadOnlyList<LateInvoice> Invoices) : AccountEvent;

/// <summary>What a late charge charges for one invoice; a fee for the notice is for none of them.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="Days">The days whose interest is charged; nothing where none is.</param>
/// <param name="Interest">The interest of these days.</param>
/// <param name="Compensation">The flat compensation, or 0.</param>
/// <param name="Fee">The fee for this invoice, or 0.</param>
public sealed record LateInvoice(string DocumentId, string Number, ServicePeriod? Days, Money Interest, Money Compensation, Money Fee);

/// <summary>What a line of a late charge is reckoned from.</summary>
/// <param name="Number">The invoice's number; empty where the line is for the notice.</param>
/// <param name="Principal">What was owed, on a line of interest.</param>
/// <param name="Percent">The rate a year, on a line of interest.</param>
public sealed record LateDebt(string Number, Money? Principal, decimal? Percent);
