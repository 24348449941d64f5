using Billing.Domain;
using Billing.Functions.Configuration;

namespace Billing.Functions.PrintBatches;

/// <summary>Makes print batches of what waits.</summary>
internal sealed class PrintBatchMaker(PrintBatchBook batches, LettersForPrint waiting, PrintBatchStages stages, ConfigurationBook configuration, TimeProvider clock)
{
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
        while (true)
        {
            if (await batches.FindAsync(id, cancellation) is null)
            {
                var chosen = PrintPlan.Next(await waiting.ListAsync(sellerId, cancellation), bothSides);
                if (chosen.Count == 0)
                    return null;
                await batches.AddAsync(
                    new PrintBatch(id, sellerId, configured.DateAt(now), now, actor, bothSides, PrintBatchStage.Claiming, [.. chosen.Select(letter => new BatchedLetter(letter, 0, ""))]), cancellation);
            }

            // Where none of them could be had, as their customers were erased, others may wait behind them.
            if (await stages.GoOnAsync(id, cancellation) is { } made)
                return made;
        }
    }
}
