using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Letters;

/// <summary>An entry of the list of letters that wait.</summary>
/// <param name="Letter">The letter, as far as it matters for print.</param>
/// <param name="ETag">What it is taken off under.</param>
internal sealed record WaitingEntry(WaitingLetter Letter, ETag ETag)
{
    /// <summary>Names the letter.</summary>
    public LetterRef Ref => new(Letter.AccountId, Letter.SubjectId, Letter.Copy);
}

/// <summary>The rows <c>waiting|{account}|{subject}|{copy}</c> of the table <c>PrintBatches</c>, partition the seller: which letters may have to be printed. An entry too many is
/// harmless, as the letter's own row says who has it; so an entry is there before a letter waits, and goes when a batch is made that has it for good.</summary>
internal sealed class WaitingLetters(BillingStorage storage)
{
    private const string RowPrefix = "waiting|";

    public async Task AddAsync(Letter letter, CancellationToken cancellation) =>
        await storage.PrintBatches.UpsertEntityAsync(new TableEntity(AccountId.Parse(letter.Ref.AccountId).Seller, RowKey(letter.Ref))
        {
            ["Country"] = letter.Country,
            ["PostalCode"] = letter.PostalCode,
            ["Pages"] = letter.Pages,
        }, TableUpdateMode.Replace, cancellation);

    /// <summary>All that is listed for a seller.</summary>
    public async Task<IReadOnlyList<WaitingEntry>> ListAsync(string sellerId, CancellationToken cancellation) =>
        await storage.PrintBatches.QueryAsync<TableEntity>(Keys.Prefix(sellerId, RowPrefix), cancellationToken: cancellation).Select(Read).ToListAsync(cancellation);

    /// <summary>A letter's entry, if it is listed.</summary>
    public async Task<WaitingEntry?> FindAsync(LetterRef letter, CancellationToken cancellation) =>
        (await storage.PrintBatches.GetEntityIfExistsAsync<TableEntity>(AccountId.Parse(letter.AccountId).Seller, RowKey(letter), cancellationToken: cancellation)) is { HasValue: true, Value: { } row } ? Read(row) : null;

    /// <summary>Takes an entry off, unless it was entered again since it was read.</summary>
    public async Task RemoveAsync(WaitingEntry entry, CancellationToken cancellation)
    {
        try
        {
            await storage.PrintBatches.DeleteEntityAsync(AccountId.Parse(entry.Letter.AccountId).Seller, RowKey(entry.Ref), entry.ETag, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // It waits again.
        }
    }

    private static string RowKey(LetterRef letter) => $"{RowPrefix}{letter.AccountId}|{letter.SubjectId}|{letter.Copy}";

    private static WaitingEntry Read(TableEntity row) => row.RowKey.Split('|') is [_, var account, var subject, var copy]
        ? new(new WaitingLetter(account, subject, int.Parse(copy, System.Globalization.CultureInfo.InvariantCulture), row.GetString("Country"), row.GetString("PostalCode"), row.GetInt32("Pages") ?? 0), row.ETag)
        : throw new InvalidDataException($"{row.RowKey} names no letter.");
}
