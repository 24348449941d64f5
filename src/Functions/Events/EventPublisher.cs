using Azure.Messaging.ServiceBus;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Collections;
using Billing.Functions.Storage;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Events;

/// <summary>An event as other systems get it: no personal data, only ids and amounts.</summary>
/// <param name="EventId"><c>{account}/{version}/{index}</c>; the same event always has the same.</param>
/// <param name="Name">The event's name.</param>
/// <param name="SellerId">Whose customer it is.</param>
/// <param name="AccountId">The account.</param>
/// <param name="AccountVersion">Rises by one with each command: a subscriber orders by it and sees a gap.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Date">The billing date it was decided for.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="Data">The event.</param>
internal sealed record PublishedEvent(
    string EventId, string Name, string SellerId, string AccountId, long AccountVersion, DateTimeOffset RecordedAt, DateOnly Date, string Actor, AccountEvent Data)
{
    /// <summary>The case document in the container <c>collections</c>, where the event is for a collection agency.</summary>
    public string? Document { get; init; }
}

/// <summary>Announces events on the Service Bus topic <c>billing-events</c>. The topic drops what it has had under the same id.</summary>
internal sealed class EventPublisher(ServiceBusClient bus, RowPayload payload, CaseDocuments cases, IConfiguration settings)
{
    private const int LargestBody = 200_000;

    private readonly ServiceBusSender topic = bus.CreateSender(settings["ServiceBus:Topic"] ?? "billing-events");

    public async Task PublishAsync(IEnumerable<(AccountId Account, CommandRecord Record)> committed, CancellationToken cancellation)
    {
        var messages = new Queue<ServiceBusMessage>();
        foreach (var (account, record) in committed)
        {
            for (var index = 0; index < record.Events.Count; index++)
                messages.Enqueue(await MessageAsync(account, record, index, cancellation));
        }

        while (messages.Count > 0)
        {
            using var batch = await topic.CreateMessageBatchAsync(cancellation);
            while (messages.TryPeek(out var message) && batch.TryAddMessage(message))
                messages.Dequeue();
            if (batch.Count == 0)
                throw new InvalidOperationException($"Event {messages.Peek().MessageId} is larger than the topic takes.");
            await topic.SendMessagesAsync(batch, cancellation);
        }
    }

    private async Task<ServiceBusMessage> MessageAsync(AccountId account, CommandRecord record, int index, CancellationToken cancellation)
    {
        var happened = record.Events[index];
        var published = new PublishedEvent($"{account}/{record.Version}/{index}", happened.GetType().Name, account.Seller, account.ToString(), record.Version, record.At, record.Today, record.Actor, happened)
        {
            Document = await cases.WriteAsync(account, record, index, cancellation),
        };
        var body = BillingJson.Write(published);
        if (body.Length > LargestBody)
            body = BillingJson.Write(new { published.EventId, published.Name, published.SellerId, published.AccountId, published.AccountVersion, published.Document, Blob = await payload.WriteBlobAsync(published, cancellation) });
        var message = new ServiceBusMessage(body)
        {
            MessageId = published.EventId,
            Subject = published.Name,
            ContentType = "application/json",
            ApplicationProperties = { ["accountVersion"] = record.Version, ["accountId"] = account.ToString(), ["sellerId"] = account.Seller },
        };

        // The subscription of the collections system gets what is meant for it, whatever it is called.
        if (CaseDocuments.CaseOf(happened) is { } caseId)
            (message.ApplicationProperties["audience"], message.ApplicationProperties["caseId"]) = ("collections", caseId);
        return message;
    }
}
