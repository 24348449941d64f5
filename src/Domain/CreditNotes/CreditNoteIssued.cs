namespace Billing.Domain;

/// <summary>A credit note is issued.</summary>
/// <param name="Note">Its content; amounts are below 0, and its lines bear the numbers of the lines that they correct.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="PostingDate">The day of the books.</param>
/// <param name="Corrects">The invoice.</param>
/// <param name="Credited">What it gives back by line; above 0 where the line is.</param>
/// <param name="ProfileVersion">The profile it was issued to.</param>
/// <param name="Reason">Why.</param>
/// <param name="Disposition">What was asked to become of it.</param>
/// <param name="Allocations">What it settled and recovered of the invoice.</param>
/// <param name="ToCredit">The rest of it.</param>
public sealed record CreditNoteIssued(
    Invoice Note, string Number, DateOnly IssueDate, DateOnly PostingDate, CorrectedInvoice Corrects, IReadOnlyList<CreditedLine> Credited, int ProfileVersion,
    ReasonCode Reason, CreditDisposition Disposition, IReadOnlyList<Allocation> Allocations, Money ToCredit) : AccountEvent;

/// <summary>The invoice that a document corrects.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="PostingDate">The day it was posted on.</param>
public sealed record CorrectedInvoice(string DocumentId, string Number, DateOnly IssueDate, DateOnly PostingDate);
