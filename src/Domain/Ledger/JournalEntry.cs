namespace Billing.Domain;

/// <summary>A balanced entry in the books, on one day.</summary>
public sealed record JournalEntry
{
    /// <summary>An entry whose lines sum to 0.</summary>
    /// <exception cref="ArgumentException">The debits do not equal the credits, or two currencies mix.</exception>
    public JournalEntry(DateOnly postingDate, string text, IReadOnlyList<JournalLine> lines)
    {
        PostingDate = postingDate;
        Text = text;
        Lines = [.. lines.Where(line => !line.Amount.IsZero)];
        if (Lines.Count > 0 && !Money.Sum(Lines.Select(line => line.Amount), Lines[0].Amount.Currency).IsZero)
            throw new ArgumentException($"The entry '{text}' does not balance: {string.Join(", ", Lines.Select(line => $"{line.Account} {line.Amount}"))}.", nameof(lines));
    }

    /// <summary>The day of the books, in the seller's time zone.</summary>
    public DateOnly PostingDate { get; }

    /// <summary>What it is about.</summary>
    public string Text { get; }

    /// <summary>The lines that are not 0; none where nothing is to post.</summary>
    public IReadOnlyList<JournalLine> Lines { get; }

    /// <summary>The event or fact that posts it, by its name.</summary>
    public string Cause { get; init; } = "";

    /// <summary>The number of the document that posts it or that it is about: a credit note's own, the invoice's that is written off; or empty.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Why, as a <see cref="ReasonCode"/> or another name, where the event gives a reason; or empty.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>A line of an entry.</summary>
/// <param name="Account">An account of the <see cref="ChartOfAccounts"/>.</param>
/// <param name="Amount">Above 0 is a debit, below 0 a credit.</param>
/// <param name="DocumentId">The invoice it is about, where it is about one.</param>
/// <param name="DueDate">The invoice's due date, on the receivable line that opens it.</param>
public sealed record JournalLine(string Account, Money Amount, string? DocumentId = null, DateOnly? DueDate = null)
{
    /// <summary>The invoice's number, on the receivable line that opens it.</summary>
    public string Number { get; init; } = "";

    /// <summary>The invoice's date, on the receivable line that opens it.</summary>
    public DateOnly? IssueDate { get; init; }

    /// <summary>The payment, credit note or other credit it is about, on lines of customer credit and suspense.</summary>
    public string CreditId { get; init; } = "";

    /// <summary>How it is taxed: on lines of tax, and on those of the income that is the tax's base; else null. Earning what was deferred has none.</summary>
    public PostedTax? Tax { get; init; }
}

/// <summary>How a line of the books is taxed.</summary>
/// <param name="Treatment">The EN 16931 category.</param>
/// <param name="Rate">In percent.</param>
/// <param name="Jurisdiction">Whom the tax is owed to.</param>
public sealed record PostedTax(TaxTreatment Treatment, decimal Rate, string Jurisdiction)
{
    /// <summary>Of a line of an invoice.</summary>
    public static PostedTax Of(LineTax tax) => new(tax.Treatment, tax.Rate, tax.Jurisdiction);
}
