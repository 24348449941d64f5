namespace Billing.Domain;

/// <summary>A line of the journal as the general ledger is told of it.</summary>
/// <param name="Source">The account or payment it comes from.</param>
/// <param name="Version">The account's version, or the payment's fact; the lines of one version were recorded together.</param>
/// <param name="LineNo">Within the version.</param>
/// <param name="PostingDate">The day of the books, in the seller's time zone.</param>
/// <param name="RecordedAt">When it became known.</param>
/// <param name="LedgerAccount">An account of the <see cref="ChartOfAccounts"/>.</param>
/// <param name="Amount">Above 0 is a debit, below 0 a credit.</param>
/// <param name="DocumentId">The invoice it is about, or empty.</param>
/// <param name="DueDate">The invoice's due date, on receivable lines.</param>
/// <param name="Text">What the entry is about.</param>
public sealed record LedgerLine(
    string Source, string Version, int LineNo, DateOnly PostingDate, DateTimeOffset RecordedAt, string LedgerAccount, Money Amount, string DocumentId, DateOnly? DueDate, string Text);
