using Azure;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Deliveries;
using Billing.Functions.Letters;

namespace Billing.Functions.PrintBatches;

/// <summary>Makes print batches, and goes on with those that were cut short. A batch first names the letters that it wants, then claims each under the ETag of its own row, then fixes
/// those that it got, under its own ETag, and then makes its files. Each step can be done again by anybody: what was claimed stays claimed, the same files are written once, and only
/// what a batch has for good is taken off the list. So no letter is lost, and none is in two batches, whatever dies when.</summary>
internal sealed class PrintBatchMaker(PrintBatchBook batches, LetterBook letters, WaitingLetters waiting, PrintBatchFiles files, DeliveryTasks tasks, ConfigurationBook configuration, TimeProvider clock)
{
    // A step that others were faster with is looked at again.
    private const int MostSteps = 20;

    /// <summary>Makes one batch of what waits for print.</summary>
    /// <param name="sellerId">Whose letters.</param>
    /// <param name="key">Names the batch within the day, so that making it again gives the same one.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The batch; null where nothing waits.</returns>
    public async Task<PrintBatch?> MakeAsync(string sellerId, string key, string actor, CancellationToken cancellation)
    {
        var configured = await configuration.ReadAsync(sellerId, cancellation);
        var (now, bothSides) = (clock.GetUtcNow(), configured.Seller.Template.BothSides);
        var id = PrintBatch.IdOf(sellerId, configured.DateAt(now), key);
        if (await batches.FindAsync(id, cancellation) is null)
        {
            var chosen = PrintPlan.Next(await WaitingAsync(sellerId, cancellation), bothSides);
            if (chosen.Count == 0)
                return null;
            await batches.AddAsync(
                new PrintBatch(id, sellerId, configured.DateAt(now), now, actor, bothSides, PrintBatchStage.Claiming, [.. chosen.Select(letter => new BatchedLetter(letter, 0, ""))]), cancellation);
        }

        return await GoOnAsync(id, cancellation);
    }

    /// <summary>Does what is left to do for a batch, whatever stage it is in.</summary>
    /// <returns>The batch; null where it got no letter, and so is none.</returns>
    public async Task<PrintBatch?> GoOnAsync(string batchId, CancellationToken cancellation)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            if (await batches.FindAsync(batchId, cancellation) is not var (batch, known))
                return null;
            if (batch.IsSettled)
                return batch;
            switch (batch.Stage)
            {
                case PrintBatchStage.Claiming:
                    await ClaimAsync(batch, known, cancellation);
                    break;
                case PrintBatchStage.Claimed:
                    await batches.ChangeAsync(await files.MakeAsync(batch, cancellation) with { Stage = PrintBatchStage.Ready }, known, cancellation);
                    break;
                default:
                    await SettleAsync(batch, cancellation);
                    await batches.ChangeAsync(batch with { IsSettled = true }, known, cancellation);
                    break;
            }
        }

        throw new InvalidOperationException($"Print batch {batchId} was changed {MostSteps} times in a row.");
    }

    /// <summary>The letters of a seller that wait. Entries of the list that are left over from what is done are taken off on the way, and a letter that a batch claimed too late is
    /// given back.</summary>
    public async Task<IReadOnlyList<WaitingLetter>> WaitingAsync(string sellerId, CancellationToken cancellation)
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

    private async Task ClaimAsync(PrintBatch batch, ETag known, CancellationToken cancellation)
    {
        var got = new List<BatchedLetter>();
        foreach (var wanted in batch.Letters)
        {
            if (await letters.ClaimAsync(wanted.Ref, batch.BatchId, cancellation) is not { } letter)
                continue;
            if (await files.FaultOfAsync(letter, cancellation) is { } fault)
            {
                await tasks.DamagedAsync(wanted.Ref, fault, cancellation);
                await letters.FailedAsync(wanted.Ref, batch.BatchId, fault, clock.GetUtcNow(), cancellation);
            }
            else
            {
                got.Add(wanted with { Sha256 = letter.File.Sha256 });
            }
        }

        if (got.Count == 0)
            await batches.RemoveAsync(batch, known, cancellation);
        else
            await batches.ChangeAsync(batch with { Stage = PrintBatchStage.Claimed, Letters = got }, known, cancellation);
    }

    private async Task SettleAsync(PrintBatch batch, CancellationToken cancellation)
    {
        foreach (var letter in batch.Letters)
        {
            switch (batch.Stage)
            {
                case PrintBatchStage.Rejected:
                    await letters.ReleaseAsync(letter.Ref, batch.BatchId, cancellation);
                    break;
                case PrintBatchStage.Mailed:
                    await letters.SentAsync(letter.Ref, batch.BatchId, batch.End!.Actor, batch.End.At, cancellation);
                    break;
                default:
                    if (await waiting.FindAsync(letter.Ref, cancellation) is { } entry && await letters.StateAsync(letter.Ref, cancellation) is (LetterBook.Printing, var holder) && holder == batch.BatchId)
                        await waiting.RemoveAsync(entry, cancellation);
                    break;
            }
        }
    }
}
