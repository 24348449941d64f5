using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Tasks;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.PrintBatches;

/// <summary>What a seller's letters come to at night, once for each day; and what was cut short, whenever it is asked.</summary>
internal sealed class PrintNight(PrintBatchMaker maker, PrintBatchStages stages, PrintBatchBook batches, TaskBook tasks, TimeProvider clock, ILogger<PrintNight> log)
{
    private const string FailedTask = "print-batch-failed";

    private const int PrintHour = 4;

    // Whatever was left undone before this has had its task for long.
    private const int OldestOpenDays = 400;

    /// <summary>Goes on with the batches that were cut short, then makes those of the night if it is time.</summary>
    public async Task PrintAsync(Seller seller, CancellationToken cancellation)
    {
        var local = SellerConfiguration.LocalTime(seller, clock.GetUtcNow());
        var today = DateOnly.FromDateTime(local.DateTime);
        await GoOnAsync(seller.SellerId, today.AddDays(-OldestOpenDays), cancellation);
        if (local.Hour >= PrintHour && !await batches.IsNightDoneAsync(seller.SellerId, today, cancellation))
            await MakeAsync(seller.SellerId, today, cancellation);
    }

    // A batch that cannot be finished keeps its letters, and nobody else from printing.
    private async Task GoOnAsync(string sellerId, DateOnly since, CancellationToken cancellation)
    {
        foreach (var batchId in await batches.OpenIdsAsync(sellerId, since, cancellation))
        {
            var taskId = TaskBook.IdOf(FailedTask, batchId);
            try
            {
                await stages.GoOnAsync(batchId, cancellation);
                await tasks.CloseAsync(sellerId, taskId, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Print batch {Batch} could not be finished.", batchId);
                await tasks.OpenAsync(new WorkTask(sellerId, taskId, FailedTask, batchId, $"Print batch {batchId} could not be finished, and is tried again every hour: {e.Message}", clock.GetUtcNow()), cancellation);
            }
        }
    }

    private async Task MakeAsync(string sellerId, DateOnly night, CancellationToken cancellation)
    {
        for (var n = 1; ; n++)
        {
            // What an earlier tick made, or could not finish, has its letters; the next batch follows it.
            if (await batches.FindAsync(PrintBatch.IdOf(sellerId, night, $"night-{n}"), cancellation) is not null)
                continue;
            if (await maker.MakeAsync(sellerId, $"night-{n}", nameof(MakePrintBatches), cancellation) is not { } made)
                break;
            log.LogInformation("Print batch {Batch} has {Letters} letters on {Pages} pages.", made.BatchId, made.Letters.Count, made.Pages);
        }

        await batches.NightDoneAsync(sellerId, night, cancellation);
    }
}
