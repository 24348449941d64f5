using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Deliveries;

/// <summary>E-mails documents and notices, each once; each is marked before the next is sent. While e-mail is switched off they wait, their letters do not; and while the
/// provider is out of reach they are put off for longer and longer, so that an outage does not end in the poison queue.</summary>
internal sealed class DeliverDocuments(DocumentDelivery delivering, WorkQueues queues, IConfiguration settings, ILogger<DeliverDocuments> log)
{
    // With waits from two minutes to an hour this is a day.
    private const int MostWaits = 28;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(10);

    [Function(nameof(DeliverDocuments))]
    public async Task RunAsync([QueueTrigger(StorageNames.DeliverDocuments, Connection = "AzureWebJobsStorage")] string message, FunctionContext context, CancellationToken cancellation)
    {
        var wanted = BillingJson.Read<DeliverDocumentsMessage>(message).Deliveries;
        if (!settings.IsOn("Email"))
        {
            foreach (var notice in wanted.Where(one => one.Notice is not null))
                await delivering.WriteLetterAsync(notice, cancellation);
            await queues.SendAsync(StorageNames.DeliverDocuments, new DeliverDocumentsMessage(wanted), cancellation, LookAgainAfter);
            return;
        }

        if (await queues.SplitAsync(StorageNames.DeliverDocuments, wanted, one => new DeliverDocumentsMessage([one]), context, cancellation))
            return;

        foreach (var delivery in wanted)
        {
            try
            {
                await delivering.DeliverAsync(delivery, cancellation);
            }
            catch (HttpRequestException e) when (context.DequeueCount() >= Delivery.LastAttempt && delivery.Waits < MostWaits)
            {
                log.LogWarning(e, "{Subject} of {Account} is put off, for the {Times}. time.", delivery.SubjectId, delivery.AccountId, delivery.Waits + 1);
                await queues.SendAsync(StorageNames.DeliverDocuments, new DeliverDocumentsMessage([delivery with { Waits = delivery.Waits + 1 }]), cancellation, WaitOf(delivery.Waits));
            }
        }
    }

    private static TimeSpan WaitOf(int waits) => waits < 5 ? TimeSpan.FromMinutes(2 << waits) : LongestWait;
}
