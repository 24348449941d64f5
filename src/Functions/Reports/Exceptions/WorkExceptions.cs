using Azure.Data.Tables;
using Billing.Functions.Api.PoisonMessages;
using Billing.Functions.Configuration;
using Billing.Functions.Numbers;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;

namespace Billing.Functions.Reports.Exceptions;

/// <summary>Work that is left: open tasks (parked accounts, what was not delivered, damaged documents, discrepancies and all else that a person must look at),
/// messages that failed for good, and numbers whose documents are not complete.</summary>
internal sealed class WorkExceptions(TaskBook tasks, PoisonQueues poison, NumberBook numbers, BillingStorage storage)
{
    private const int MostNumbersOfSeries = 200;

    // The sweep comes once a night.
    private static readonly TimeSpan SweptWithin = TimeSpan.FromHours(36);

    /// <summary>What is left now.</summary>
    public async Task<IReadOnlyList<ReportedException>> FindAsync(SellerConfiguration settings, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = await tasks.OpenTasksAsync(settings.Seller.SellerId, cancellation).Select(task => Told(task, settings)).ToListAsync(cancellation);

        // Messages carry ids and no seller: each seller's report has them all.
        var (counts, messages) = (await poison.CountsAsync(cancellation), await poison.PeekAsync(cancellation));
        found.AddRange(messages.Select(message => new ReportedException(ReportedException.PoisonMessage, $"{message.Queue}/{message.MessageId}", message.InsertedAt is { } at ? settings.DateAt(at) : null,
            $"The work of the queue {message.Queue} failed for good; {counts.GetValueOrDefault(message.Queue)} of its messages did. See the log for why, then replay it (POST /api/poison-messages/{message.Queue}/replay).")));
        await foreach (var series in numbers.SeriesAsync(cancellation))
            found.AddRange(await OfSeriesAsync(settings, series, now - SweptWithin, cancellation));
        return found;
    }

    /// <summary>The tasks that were open at an instant.</summary>
    public async Task<IReadOnlyList<ReportedException>> TasksAsync(SellerConfiguration settings, DateTimeOffset at, CancellationToken cancellation) =>
        [.. (await tasks.OpenTasksAsync(settings.Seller.SellerId, at, cancellation)).Select(task => Told(task, settings))];

    private static ReportedException Told(WorkTask task, SellerConfiguration settings) => new(task.Kind, task.Subject, settings.DateAt(task.OpenedAt), task.Text);

    private async Task<IReadOnlyList<ReportedException>> OfSeriesAsync(SellerConfiguration settings, string series, DateTimeOffset reservedBefore, CancellationToken cancellation)
    {
        if (await numbers.GivenAsync(series, 0, cancellation).FirstOrDefaultAsync(cancellation) is not { } first || first.Account.Seller != settings.Seller.SellerId)
            return [];
        var watermark = await storage.Numbers.GetEntityIfExistsAsync<TableEntity>(series, CompletenessSweep.WatermarkKey, cancellationToken: cancellation);
        var (found, last) = (new List<ReportedException>(), watermark.HasValue ? watermark.Value!.GetInt64("Through") ?? 0 : 0);
        await foreach (var given in numbers.GivenAsync(series, last, cancellation).TakeWhile(given => given.ReservedAt <= reservedBefore).Take(MostNumbersOfSeries))
        {
            if (given.N != last + 1)
                found.Add(new ReportedException(ReportedException.NumberGap, $"{series} {last + 1}", settings.DateAt(given.ReservedAt), $"{series} has no number {last + 1}{(given.N > last + 2 ? $" to {given.N - 1}" : "")}. A counter that was set by hand leaves such a gap; document why."));
            found.Add(new ReportedException(ReportedException.NumberNotComplete, given.Number, settings.DateAt(given.ReservedAt), $"{given.Number} of {given.Account} is not known to have its document, file and deliveries, or a number before it is not. The nightly sweep mends what it can; see the tasks of the kind number-without-document."));
            last = given.N;
        }

        return found;
    }
}
