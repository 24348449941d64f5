using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Processors;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Inbox;

/// <summary>Applies a stored webhook event. The event is marked last, so that until all is done a redelivery does all of it again.</summary>
internal sealed class ApplyInboxEvent(InboxBook inbox, WebhookSenders senders, ProcessorNews news)
{
    [Function(nameof(ApplyInboxEvent))]
    public async Task RunAsync([QueueTrigger(StorageNames.ApplyPaymentEvents, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var (processor, eventKey) = BillingJson.Read<ApplyPaymentEventMessage>(message);
        var stored = await inbox.FindAsync(processor, eventKey, cancellation) ?? throw new InvalidOperationException($"The inbox has no {processor} event {eventKey}.");
        var sender = senders.Find(processor) ?? throw new InvalidOperationException($"There is no adapter for {processor}.");
        if (stored.Status is InboxStatus.Applied or InboxStatus.Ignored && !sender.NamesOnly)
            return;

        try
        {
            var status = await ApplyAsync(sender, stored, cancellation);
            await inbox.MarkAsync(processor, eventKey, status, null, cancellation);
        }
        catch (FormatException e)
        {
            // What cannot be read now cannot be read later: it is marked, so that the timer leaves it alone, and its message ends in the poison queue.
            await inbox.MarkAsync(processor, eventKey, InboxStatus.Failed, e.Message, cancellation);
            throw;
        }
    }

    private async Task<InboxStatus> ApplyAsync(IWebhookSender sender, InboxEvent stored, CancellationToken cancellation) => sender switch
    {
        IPaymentProcessor processor => await news.ApplyAsync(processor, stored, await inbox.BodyAsync(stored, cancellation), cancellation),
        _ => throw new InvalidOperationException($"Nobody reads the events of {sender.Name}."),
    };
}
