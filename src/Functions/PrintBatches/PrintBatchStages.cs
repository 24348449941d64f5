namespace Billing.Functions.PrintBatches;

/// <summary>Takes batches from stage to stage, and goes on with those that were cut short. A batch first names the letters that it wants, then claims each under the ETag of its
/// own row, then fixes those that it got, under its own ETag, and then makes its files. Each step can be done again by anybody: what was claimed stays claimed, the same files are
/// written once, and only what a batch has for good is taken off the list. So no letter is lost, and none is in two batches, whatever dies when.</summary>
internal sealed class PrintBatchStages(PrintBatchBook batches, LettersOfBatch letters, PrintBatchFiles files)
{
    // A step that others were faster with is looked at again.
    private const int MostSteps = 20;

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
                case PrintBatchStage.Claiming when await letters.ClaimAsync(batch, cancellation) is { Count: > 0 } got:
                    await batches.ChangeAsync(batch with { Stage = PrintBatchStage.Claimed, Letters = got }, known, cancellation);
                    break;
                case PrintBatchStage.Claiming:
                    await batches.RemoveAsync(batch, known, cancellation);
                    break;
                case PrintBatchStage.Claimed:
                    await batches.ChangeAsync(await files.MakeAsync(batch, cancellation) with { Stage = PrintBatchStage.Ready }, known, cancellation);
                    break;
                default:
                    await letters.FollowAsync(batch, cancellation);
                    await batches.ChangeAsync(batch with { IsSettled = true }, known, cancellation);
                    break;
            }
        }

        throw new InvalidOperationException($"Print batch {batchId} was changed {MostSteps} times in a row.");
    }
}
