using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Processors;
using Billing.Functions.Storage;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Inbox;

/// <summary>Takes verified events in: stored once, then enqueued.</summary>
internal sealed class WebhookIntake(InboxBook inbox, WorkQueues queues, IConfiguration settings, TimeProvider clock)
{
    /// <summary>Whether an event is refused: one of a test, in production.</summary>
    public bool Refuses(WebhookEvent received) => !received.IsLive && settings.IsProduction();

    /// <summary>Stores an event and enqueues it. Where the queue fails this throws, and the next delivery finds the event still received.</summary>
    public async Task TakeAsync(IWebhookSender sender, WebhookEvent received, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var stored = await inbox.StoreAsync(new InboxEvent(sender.Name, received.MerchantAccount, received.Id, received.Type, now, InboxStatus.Received), received.Body, cancellation);
        if (stored.Status != InboxStatus.Received && sender.NamesOnly)
            stored = await inbox.ReopenAsync(stored, now, cancellation);
        if (stored.Status == InboxStatus.Received)
            await queues.SendAsync(StorageNames.ApplyPaymentEvents, new ApplyPaymentEventMessage(stored.Processor, stored.Key), cancellation);
    }
}
