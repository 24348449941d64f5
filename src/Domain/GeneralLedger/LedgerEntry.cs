namespace Billing.Domain;

/// <summary>An entry of the journal: lines of one day that sum to 0.</summary>
public sealed record LedgerEntry
{
    private LedgerEntry(IReadOnlyList<PostedLine> lines)
    {
        Lines = lines;
        if (lines.GroupBy(line => line.Amount.Currency).Select(alike => Money.Sum(alike.Select(line => line.Amount), alike.Key)).FirstOrDefault(sum => !sum.IsZero) is { IsZero: false } sum)
            throw new UnbalancedBooksException($"The entry '{lines[0].Text}' of {lines[0].Source} {lines[0].Version} on {lines[0].PostingDate:O} is out of balance by {sum}.");
    }

    /// <summary>In their order; at least two.</summary>
    public IReadOnlyList<PostedLine> Lines { get; }

    /// <summary>The day of the books.</summary>
    public DateOnly PostingDate => Lines[0].PostingDate;

    /// <summary>What it is about.</summary>
    public string Text => Lines[0].Text;

    /// <summary>The currency of all of its lines.</summary>
    public Currency Currency => Lines[0].Amount.Currency;

    /// <summary>The entries that some lines of one version and day are of: what stands together and has one text. Entries that follow each other with the same
    /// text and currency become one, which balances as they do.</summary>
    /// <param name="lines">Lines of one version and posting date, in any order.</param>
    /// <exception cref="UnbalancedBooksException">An entry does not sum to 0.</exception>
    public static IReadOnlyList<LedgerEntry> Of(IEnumerable<PostedLine> lines)
    {
        var entries = new List<List<PostedLine>>();
        foreach (var line in lines.OrderBy(line => line.LineNo))
        {
            if (entries.Count == 0 || entries[^1][0].Text != line.Text || entries[^1][0].Amount.Currency != line.Amount.Currency)
                entries.Add([]);
            entries[^1].Add(line);
        }

        return [.. entries.Select(entry => new LedgerEntry(entry))];
    }
}

/// <summary>An entry as an export has it.</summary>
/// <param name="Number">Its number in the series of exports, from 1 without gaps.</param>
/// <param name="IsCorrection">Whether it is dated in a period that was exported before.</param>
/// <param name="Entry">The entry.</param>
public sealed record ExportedEntry(long Number, bool IsCorrection, LedgerEntry Entry)
{
    /// <summary>The entry's text; a correction says that it is one.</summary>
    public string Text => IsCorrection ? $"Correction: {Entry.Text}" : Entry.Text;

    /// <summary>The first number of a seller's document that the text names, such as <c>ACME-INV-2026-000042</c>; empty where it names none.</summary>
    /// <param name="numberPrefix">The start of the seller's document numbers.</param>
    public string DocumentNumber(string numberPrefix) =>
        Entry.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.TrimEnd(',', '.', ':', ';')).FirstOrDefault(word => word.StartsWith($"{numberPrefix}-", StringComparison.Ordinal)) ?? "";
}

/// <summary>The books do not balance, or are not what they were. Nothing is made of them until somebody has looked.</summary>
public sealed class UnbalancedBooksException(string message) : InvalidOperationException(message);
