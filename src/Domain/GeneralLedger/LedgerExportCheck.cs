namespace Billing.Domain;

/// <summary>Looks at every entry of an export before anything is written, and lists all that stands in the way. It holds what is wrong, not the entries.</summary>
/// <param name="format">The format it is to be written in.</param>
/// <param name="mapping">The accounts of the general ledger.</param>
public sealed class LedgerExportCheck(LedgerFormat format, LedgerMapping mapping)
{
    private const int MostFaults = 1_000;

    // Field 1 of the posting batch has at most ten digits before the comma (developer.datev.de, DATEV-Format, Buchungsstapel).
    private const decimal LargestDatevAmount = 9_999_999_999.99m;

    private readonly SortedSet<string> accounts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> unmapped = new(StringComparer.Ordinal);
    private readonly List<string> unfit = [];

    /// <summary>The ledger accounts that the entries post to.</summary>
    public IReadOnlyCollection<string> LedgerAccounts => accounts;

    /// <summary>Why the export is refused; nothing where it is not.</summary>
    public (Refusal Refusal, IReadOnlyList<string> Items)? Refusal => (unmapped.Count, unfit.Count) switch
    {
        ( > 0, _) => (new Refusal("unmapped-accounts", $"{unmapped.Count} ledger accounts have no account in the general ledger; put them into the ledger mapping."), [.. unmapped]),
        (_, > 0) => (new Refusal("entries-do-not-fit", $"Entries cannot be written in the format {format}."), unfit),
        _ => null,
    };

    /// <summary>Looks at an entry.</summary>
    public void Look(LedgerEntry entry)
    {
        foreach (var line in entry.Lines)
        {
            if (accounts.Add(line.LedgerAccount) && mapping.Find(line.LedgerAccount) is null)
                unmapped.Add(line.LedgerAccount);
        }

        if (format == LedgerFormat.Datev && unmapped.Count == 0 && unfit.Count < MostFaults && DatevFault(entry) is { } fault)
            unfit.Add($"{entry.PostingDate:O} {entry.Text}: {fault}");
    }

    private string? DatevFault(LedgerEntry entry) =>
        entry.Lines.Any(line => Math.Abs(line.Amount.Amount) > LargestDatevAmount) ? $"an amount is above {LargestDatevAmount}."
        : PostingPairs.TryMake(entry, mapping) is null ? "debit and credit have different tax codes or cost centres; a DATEV posting has room for one. Put a clearing account into the settings."
        : null;
}
