using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Reports.Subscriptions;

/// <summary>Makes a report that is subscribed to, keeps its files, and e-mails them to its recipients as they are then. A message that comes again finds what was made
/// and sends what was not sent.</summary>
internal sealed class DeliverReports(ReportDeliveryBook book, ReportFiles files, ReportMail mail, ReportQueue queue)
{
    [Function(nameof(DeliverReports))]
    public async Task RunAsync([QueueTrigger(StorageNames.DeliverReports, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var wanted = BillingJson.Read<DeliverReportMessage>(message);
        if (await queue.FindSubscriptionAsync(wanted, cancellation) is not { } subscription)
            return;
        if (await book.FindMadeAsync(wanted, cancellation) is not { } made)
        {
            made = new ReportDelivery(wanted, await files.MakeAsync(wanted, subscription.Formats, cancellation));
            await book.FinishAsync(made, cancellation);
        }

        if (!queue.IsEmailOn)
        {
            await queue.LookAgainAsync(wanted, null, cancellation);
            return;
        }

        foreach (var address in subscription.Recipients)
        {
            if (await mail.SendAsync(made, address, cancellation) is { } leased)
                await queue.LookAgainAsync(wanted, leased, cancellation);
        }
    }
}

/// <summary>The queue of reports that are subscribed to.</summary>
internal sealed class ReportQueue(ConfigurationBook configuration, WorkQueues queues, IConfiguration settings)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(10);

    /// <summary>Whether e-mail may go out.</summary>
    public bool IsEmailOn => settings.IsOn("Email");

    /// <summary>The subscription that a message is about; nothing where it was taken back.</summary>
    public async Task<ReportSubscription?> FindSubscriptionAsync(DeliverReportMessage wanted, CancellationToken cancellation) =>
        (await configuration.FindAsync<ReportSubscriptions>(ConfigurationNoun.ReportSubscriptions, wanted.SellerId, wanted.SellerId, cancellation))?.Value.Find(wanted.Kind, wanted.Every);

    public Task SendAsync(DeliverReportMessage wanted, CancellationToken cancellation) => queues.SendAsync(StorageNames.DeliverReports, wanted, cancellation);

    /// <summary>Has a message come again: when a lease is over, or after a while.</summary>
    public Task LookAgainAsync(DeliverReportMessage wanted, TimeSpan? leased, CancellationToken cancellation) =>
        queues.SendAsync(StorageNames.DeliverReports, wanted, cancellation, leased is { } left ? left + TimeSpan.FromSeconds(1) : LookAgainAfter);
}
