using Billing.Domain;
using Billing.Functions.Letters;

namespace Billing.Functions.PrintBatches;

/// <summary>The letters that the next batch may have. Entries of the list that are left over from what is done are taken off on the way, and a letter that a batch
/// claimed too late is given back.</summary>
internal sealed class LettersForPrint(WaitingLetters waiting, LetterBook letters, PrintBatchBook batches)
{
    /// <summary>The letters of a seller that no batch has.</summary>
    public async Task<IReadOnlyList<WaitingLetter>> ListAsync(string sellerId, CancellationToken cancellation)
    {
        var (free, known) = (new List<WaitingLetter>(), new Dictionary<string, PrintBatch?>(StringComparer.Ordinal));
        foreach (var entry in await waiting.ListAsync(sellerId, cancellation))
        {
            // Without a row it is being written.
            if (await letters.StateAsync(entry.Ref, cancellation) is not var (state, batchId))
                continue;
            if (state == LetterBook.Waiting)
                free.Add(entry.Letter);
            else if (state != LetterBook.Printing)
                await waiting.RemoveAsync(entry, cancellation);
            else
                await TidyAsync(entry, batchId!, known, cancellation);
        }

        return free;
    }

    private async Task TidyAsync(WaitingEntry entry, string batchId, Dictionary<string, PrintBatch?> known, CancellationToken cancellation)
    {
        if (!known.TryGetValue(batchId, out var batch))
            known[batchId] = batch = (await batches.FindAsync(batchId, cancellation))?.Batch;
        if (batch is { Stage: PrintBatchStage.Claiming })
            return;
        if (batch?.Letters.Any(letter => letter.Ref == entry.Ref) != true)
            await letters.ReleaseAsync(entry.Ref, batchId, cancellation);
        else if (batch.Stage is PrintBatchStage.Ready or PrintBatchStage.Mailed)
            await waiting.RemoveAsync(entry, cancellation);
    }
}
