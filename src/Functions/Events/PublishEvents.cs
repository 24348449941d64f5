using Billing.Functions.Accounts;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Events;

/// <summary>Announces what commands caused to other systems.</summary>
internal sealed class PublishEvents(AccountRows rows, EventPublisher publisher, WorkQueues queues)
{
    [Function(nameof(PublishEvents))]
    public async Task RunAsync([QueueTrigger(StorageNames.PublishEvents, Connection = "AzureWebJobsStorage")] string message, FunctionContext context, CancellationToken cancellation)
    {
        var named = BillingJson.Read<PublishEventsMessage>(message).Accounts;
        if (!await queues.SplitAsync(StorageNames.PublishEvents, named, one => new PublishEventsMessage([one]), context, cancellation))
            await publisher.PublishAsync(await rows.RecordsAsync(named, cancellation), cancellation);
    }
}
