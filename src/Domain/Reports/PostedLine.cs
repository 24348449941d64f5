namespace Billing.Domain;

/// <summary>A line of the journal as reports read it.</summary>
/// <param name="Source">The account or payment it comes from; empty where several were summed up.</param>
/// <param name="Version">The account's version, or the key of the payment's fact; empty on a line that carries a balance forward.</param>
/// <param name="LineNo">Within the version, from 1 on; 0 where the version posts nothing.</param>
/// <param name="PostingDate">The day of the books, in the seller's time zone.</param>
/// <param name="RecordedAt">When it became known.</param>
/// <param name="LedgerAccount">An account of the <see cref="ChartOfAccounts"/>; empty where nothing is posted.</param>
/// <param name="Amount">Above 0 is a debit.</param>
public sealed record PostedLine(string Source, string Version, int LineNo, DateOnly PostingDate, DateTimeOffset RecordedAt, string LedgerAccount, Money Amount)
{
    /// <summary>The <see cref="Cause"/> of a line that carries a balance forward from a snapshot.</summary>
    public const string CarriedForward = "CarriedForward";

    /// <summary>The invoice it is about, or empty.</summary>
    public string DocumentId { get; init; } = "";

    /// <summary>The invoice's number, on the receivable line that opens it.</summary>
    public string Number { get; init; } = "";

    /// <summary>The invoice's date, on the receivable line that opens it.</summary>
    public DateOnly? IssueDate { get; init; }

    /// <summary>The invoice's due date, on the receivable line that opens it.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>The payment, credit note or other credit it is about, on lines of customer credit and suspense; or empty.</summary>
    public string CreditId { get; init; } = "";

    /// <summary>The event or fact that posted it, by its name: <c>InvoiceFinalized</c>; or <see cref="CarriedForward"/>.</summary>
    public string Cause { get; init; } = "";

    /// <summary>The number of the document that posts it or that it is about; or empty.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Why, where the event gives a reason; or empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How it is taxed: on lines of tax, and on those of the income that is the tax's base; else null.</summary>
    public PostedTax? Tax { get; init; }

    /// <summary>What it is about, in words.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether it carries a balance forward from a snapshot.</summary>
    public bool IsCarriedForward => Cause == CarriedForward;
}
