using Billing.Domain;
using Billing.Functions.Calendar;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Runs;

/// <summary>Looks through one calendar partition and hands its accounts out in batches, a bounded number at a time; it waits while the queue is long.</summary>
internal sealed class ScanDueWork(DueCalendar calendar, ConfigurationBook configuration, RunBook runs, WorkQueues queues)
{
    private const int BatchesPerMessage = 25;
    private const int LongQueue = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    [Function(nameof(ScanDueWork))]
    public async Task RunAsync([QueueTrigger(StorageNames.ScanDueWork, Connection = "AzureWebJobsStorage")] string message, FunctionContext context, CancellationToken cancellation)
    {
        var scan = BillingJson.Read<ScanDueWorkMessage>(message);
        try
        {
            await ScanAsync(scan, cancellation);
        }
        catch (Exception) when (context.DequeueCount() >= Delivery.LastAttempt)
        {
            await runs.ScanGivenUpAsync(scan.RunId, scan.CalendarDay, scan.Shard, cancellation);
            throw;
        }
    }

    private async Task ScanAsync(ScanDueWorkMessage scan, CancellationToken cancellation)
    {
        var target = scan.Kind.Queue();
        if (await queues.LengthAsync(target, cancellation) > LongQueue)
        {
            await queues.SendAsync(StorageNames.ScanDueWork, scan, cancellation, Pause);
            return;
        }

        var found = await calendar.AccountsAsync(scan.Kind, scan.CalendarDay, scan.Shard, scan.AfterAccountId, cancellation)
            .Take(BatchesPerMessage * WorkQueues.BatchSize).ToListAsync(cancellation);
        var due = new List<DueAccount>();
        foreach (var account in found)
        {
            if (await IsDueAsync(account, scan, cancellation))
                due.Add(account);
        }

        foreach (var batch in due.Chunk(WorkQueues.BatchSize))
        {
            var batchId = $"{scan.CalendarDay:O}|{batch[0].AccountId}";
            await queues.SendAsync(target, new AccountBatchMessage(scan.RunId, batchId, scan.Day, batch, scan.DryRun, scan.Actor), cancellation);
            await runs.QueueBatchAsync(scan.RunId, batchId, cancellation);
        }

        if (found.Count == BatchesPerMessage * WorkQueues.BatchSize)
            await queues.SendAsync(StorageNames.ScanDueWork, scan with { AfterAccountId = found[^1].AccountId }, cancellation);
        else
            await runs.ScanDoneAsync(scan.RunId, scan.CalendarDay, scan.Shard, cancellation);
    }

    private async Task<bool> IsDueAsync(DueAccount account, ScanDueWorkMessage scan, CancellationToken cancellation)
    {
        var sellerId = AccountId.Parse(account.AccountId).Seller;
        if (scan.Sellers is not null && !scan.Sellers.Contains(sellerId))
            return false;
        try
        {
            return scan.CalendarDay <= (await configuration.ReadAsync(sellerId, cancellation)).DateOf(scan.Day, scan.DryRun);
        }
        catch (SellerNotConfiguredException)
        {
            // The account fails alone, with its reason and on the poison queue; the accounts of the others in this partition do not wait for it.
            return true;
        }
    }
}
