using Billing.Functions.Deliveries;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Processors;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Inbox;

/// <summary>Applies a stored webhook event. The event is marked last, so that until all is done a redelivery does all of it again.</summary>
internal sealed class ApplyInboxEvent(InboxBook inbox, WebhookSenders senders, ProcessorNews news, MailOutcomes mail)
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
            var applied = await ApplyAsync(sender, stored, cancellation);
            await inbox.MarkAsync(stored, applied.Status, null, cancellation);
            foreach (var payment in applied.ErasedPayments)
                await inbox.EraseBodiesAsync(payment, cancellation);
        }
        catch (FormatException e)
        {
            // What cannot be read now cannot be read later: it is marked, so that the timer leaves it alone, and its message ends in the poison queue.
            await inbox.MarkAsync(stored, InboxStatus.Failed, e.Message, cancellation);
            throw;
        }
    }

    private async Task<AppliedNews> ApplyAsync(IWebhookSender sender, InboxEvent stored, CancellationToken cancellation) => sender switch
    {
        IPaymentProcessor processor => await news.ApplyAsync(processor, stored, await inbox.BodyAsync(stored, cancellation), cancellation),
        SendGridSender => new AppliedNews(await mail.ApplyAsync(await inbox.BodyAsync(stored, cancellation), cancellation), []),
        _ => throw new InvalidOperationException($"Nobody reads the events of {sender.Name}."),
    };
}
