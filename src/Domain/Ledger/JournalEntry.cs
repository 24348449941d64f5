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
}

/// <summary>A line of an entry.</summary>
/// <param name="Account">An account of the <see cref="ChartOfAccounts"/>.</param>
/// <param name="Amount">Above 0 is a debit, below 0 a credit.</param>
/// <param name="DocumentId">The invoice it is about, where it is about one.</param>
/// <param name="DueDate">The invoice's due date, on receivable lines.</param>
public sealed record JournalLine(string Account, Money Amount, string? DocumentId = null, DateOnly? DueDate = null);
