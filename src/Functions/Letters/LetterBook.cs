using Azure;
using Azure.Data.Tables;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Storage;

namespace Billing.Functions.Letters;

/// <summary>The rows <c>dlv|{subject}|letter|{copy}</c> in the accounts' partitions: what became of a letter, each change under its ETag. Beside them the list of what waits
/// (<see cref="WaitingLetters"/>), which is written before a letter waits and is only a hint: the letter's own row says who has it.</summary>
internal sealed class LetterBook(BillingStorage storage, WaitingLetters waiting)
{
    public const string Channel = "letter";

    public const string Waiting = "waiting";
    public const string Printing = "printing";

    private const int Attempts = 16;

    public static string RowKey(string subjectId, int copy) => $"dlv|{subjectId}|{Channel}|{copy}";

    /// <summary>Enters a letter that waits for a print batch; one that is there stays as it is.</summary>
    public async Task AddAsync(Letter letter, DateTimeOffset at, CancellationToken cancellation)
    {
        await waiting.AddAsync(letter, cancellation);
        await storage.Accounts.AddIfMissingAsync(new TableEntity(letter.Ref.AccountId, RowKey(letter.Ref.SubjectId, letter.Ref.Copy))
        {
            ["State"] = Waiting,
            ["At"] = at,
            ["Kind"] = $"{RecipientKind.Customer}",
            ["Path"] = letter.File.Path,
            ["Sha256"] = letter.File.Sha256,
            ["Bytes"] = letter.File.Bytes,
            ["Pages"] = letter.Pages,
            ["Country"] = letter.Country,
            ["PostalCode"] = letter.PostalCode,

            // An erasure takes these away.
            ["Address"] = string.Join('\n', letter.AddressLines),
        }, cancellation);
    }

    /// <summary>Where a letter is: its state, and the batch that has it.</summary>
    public async Task<(string State, string? BatchId)?> StateAsync(LetterRef letter, CancellationToken cancellation) =>
        await RowAsync(letter, cancellation) is { } row ? (row.GetString("State"), row.GetString("BatchId")) : null;

    /// <summary>A letter as it was stored.</summary>
    public async Task<Letter?> FindAsync(LetterRef letter, CancellationToken cancellation) => await RowAsync(letter, cancellation) is { } row ? Read(row) : null;

    /// <summary>Claims a letter for a batch.</summary>
    /// <returns>The letter, also where this batch has claimed it before; null where it is not to be had. The letter of a customer who was erased meanwhile is withheld.</returns>
    public async Task<Letter?> ClaimAsync(LetterRef letter, string batchId, CancellationToken cancellation)
    {
        var claimed = await ChangeAsync(letter, row => row.GetString("State") == Waiting, row =>
        {
            var isErased = row.GetString("Address") is null;
            row["State"] = isErased ? DeliveryBook.Withheld : Printing;
            row["BatchId"] = isErased ? null : batchId;
        }, cancellation);
        return claimed is not null && IsIn(claimed, batchId) ? Read(claimed) : null;
    }

    /// <summary>Gives a batch's claim back; what another batch has is left to it. The letter waits again, and is listed.</summary>
    public async Task ReleaseAsync(LetterRef letter, string batchId, CancellationToken cancellation)
    {
        var row = await ChangeAsync(letter, row => IsIn(row, batchId), row =>
        {
            row["State"] = Waiting;
            row.Remove("BatchId");
        }, cancellation);

        // After the change, so that nobody takes a row off the list who still saw the letter in the batch. Whoever dies in between does it again.
        if (row?.GetString("State") == Waiting)
            await waiting.AddAsync(Read(row), cancellation);
    }

    /// <summary>Records that a batch's letter was mailed.</summary>
    public Task SentAsync(LetterRef letter, string batchId, string actor, DateTimeOffset at, CancellationToken cancellation) => ChangeAsync(letter, row => IsIn(row, batchId), row =>
    {
        row["State"] = DeliveryBook.Sent;
        row["Actor"] = actor;
        row["At"] = at;
    }, cancellation);

    /// <summary>Records that a batch's letter cannot be printed.</summary>
    public Task FailedAsync(LetterRef letter, string batchId, string why, DateTimeOffset at, CancellationToken cancellation) => ChangeAsync(letter, row => IsIn(row, batchId), row =>
    {
        row["State"] = DeliveryBook.Failed;
        row["Detail"] = why;
        row["At"] = at;
        row.Remove("BatchId");
    }, cancellation);

    private static bool IsIn(TableEntity row, string batchId) => row.GetString("State") == Printing && row.GetString("BatchId") == batchId;

    // The row as it is afterwards: changed where it applies, else as it was found.
    private async Task<TableEntity?> ChangeAsync(LetterRef letter, Func<TableEntity, bool> applies, Action<TableEntity> change, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await RowAsync(letter, cancellation) is not { } row || !applies(row))
                return await RowAsync(letter, cancellation);
            change(row);
            try
            {
                await storage.Accounts.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
                return row;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Somebody was faster; look again.
            }
        }

        throw new InvalidOperationException($"The letter of {letter.SubjectId} was changed {Attempts} times in a row.");
    }

    private async Task<TableEntity?> RowAsync(LetterRef letter, CancellationToken cancellation) =>
        (await storage.Accounts.GetEntityIfExistsAsync<TableEntity>(letter.AccountId, RowKey(Keys.Safe(letter.SubjectId), letter.Copy), cancellationToken: cancellation)) is { HasValue: true, Value: var row } ? row : null;

    private static Letter Read(TableEntity row) => new(
        new LetterRef(row.PartitionKey, row.RowKey.Split('|')[1], int.Parse(row.RowKey.Split('|')[3], System.Globalization.CultureInfo.InvariantCulture)),
        new StoredFile(row.GetString("Path"), row.GetString("Sha256"), row.GetInt64("Bytes") ?? 0), row.GetInt32("Pages") ?? 0,
        row.GetString("Address")?.Split('\n') ?? [], row.GetString("Country"), row.GetString("PostalCode"));
}
