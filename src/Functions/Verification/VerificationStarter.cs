using Billing.Functions.Messages;
using Billing.Functions.Numbers;
using Billing.Functions.Runs;
using Billing.Functions.Storage;

namespace Billing.Functions.Verification;

/// <summary>Starts verifications: for each month a message that goes through the files, and one for each series that has numbers of its year.</summary>
internal sealed class VerificationStarter(NumberBook numbers, RunBook runs, WorkQueues queues)
{
    // What was numbered just now is still being rendered.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(15);

    /// <summary>Starts a run over one seller's months, or goes on starting one that was cut short.</summary>
    public async Task StartAsync(Run run, string sellerId, MonthSpan months, CancellationToken cancellation)
    {
        // Rows are stamped by the storage's clock, whatever a test clock says.
        var settledBefore = TimeProvider.System.GetUtcNow() - Settled;
        await runs.BeginAsync(run, cancellation);
        var series = await SeriesAsync(sellerId, cancellation);
        foreach (var month in months.Each())
        {
            var places = series.Where(name => name.EndsWith($"-{month:yyyy}", StringComparison.Ordinal)).Prepend(null);
            foreach (var place in places)
                await SendAsync(queues, runs, new VerifyDocumentsMessage(run.RunId, "", sellerId, month, place, null, settledBefore), cancellation);
        }

        await runs.AllScansQueuedAsync(run, cancellation);
    }

    /// <summary>Sends a message, and then has the run know of it.</summary>
    public static async Task SendAsync(WorkQueues queues, RunBook runs, VerifyDocumentsMessage message, CancellationToken cancellation)
    {
        var batchId = $"{message.Month:yyyy-MM}|{message.Series ?? "files"}|{Keys.Hash(message.After ?? "")}";
        await queues.SendAsync(StorageNames.VerifyDocuments, message with { BatchId = batchId }, cancellation);
        await runs.QueueBatchAsync(message.RunId, batchId, cancellation);
    }

    // A series is one seller's: its name begins with the seller's prefix.
    private async Task<IReadOnlyList<string>> SeriesAsync(string sellerId, CancellationToken cancellation) => await numbers.SeriesAsync(cancellation)
        .Where(async (series, stop) => await numbers.GivenAsync(series, 0, stop).FirstOrDefaultAsync(stop) is { } first && first.Account.Seller == sellerId)
        .ToListAsync(cancellation);
}
