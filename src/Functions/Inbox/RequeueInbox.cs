using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Inbox;

/// <summary>Enqueues again what was received more than ten minutes ago and is still not applied: its message was lost, or ended in the poison queue.</summary>
internal sealed class RequeueInbox(InboxBook inbox, WorkQueues queues, TimeProvider clock, ILogger<RequeueInbox> log)
{
    // With waits from ten minutes to six hours this is about three days, as long as Stripe itself would try.
    private const int MaximumTries = 16;

    [Function(nameof(RequeueInbox))]
    public async Task RunAsync([TimerTrigger("%Schedules:RequeueInbox%")] TimerInfo timer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await foreach (var pending in inbox.OverdueAsync(now, cancellation))
            await RetryAsync(pending, now, cancellation);
    }

    private async Task RetryAsync(PendingEvent pending, DateTimeOffset now, CancellationToken cancellation)
    {
        // Without its row the event was never acknowledged, and its sender delivers it again.
        if (await inbox.FindAsync(pending.Processor, pending.EventKey, cancellation) is not { Status: InboxStatus.Received } stuck)
        {
            await inbox.ForgetAsync(pending, cancellation);
            return;
        }

        if (pending.Tries >= MaximumTries)
        {
            log.LogError("{Processor} event {EventId} was not applied in {Tries} tries; it is marked as failed.", stuck.Processor, stuck.EventId, pending.Tries);
            await inbox.MarkAsync(stuck, InboxStatus.Failed, $"Not applied in {pending.Tries} tries.", cancellation);
            return;
        }

        await queues.SendAsync(StorageNames.ApplyPaymentEvents, new ApplyPaymentEventMessage(pending.Processor, pending.EventKey), cancellation);
        await inbox.PostponeAsync(pending, now, cancellation);
    }
}
