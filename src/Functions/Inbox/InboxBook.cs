using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Inbox;

/// <summary>The table <c>Inbox</c>: every verified event once, in the partition <c>{processor}|{hash of its id, mod 64}</c>, its raw body as a blob.
/// The partitions <c>pending|{hour}</c> index what is still to be applied, so that a lost message is found without reading everything.</summary>
internal sealed class InboxBook(BillingStorage storage)
{
    /// <summary>How long an event may wait before it is enqueued again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const int Buckets = 64;
    private const string Pending = "pending|";
    private static readonly TimeSpan LongestPatience = TimeSpan.FromHours(6);

    /// <summary>Names an event in keys and messages.</summary>
    public static string KeyOf(string eventId) => Keys.Hash(eventId);

    /// <summary>Stores an event, once.</summary>
    /// <returns>What is stored: this event, or the one that was there.</returns>
    public async Task<InboxEvent> StoreAsync(InboxEvent received, BinaryData body, CancellationToken cancellation)
    {
        if (await FindAsync(received.Processor, received.Key, cancellation) is { } known)
            return known;

        // The row makes it true, so the body and the index come first: a row never lacks either.
        await WriteBodyAsync(received, body, cancellation);
        var hour = received.ReceivedAt.UtcDateTime.ToString("yyyy-MM-ddTHH", CultureInfo.InvariantCulture);
        await storage.Inbox.UpsertEntityAsync(new TableEntity(Pending + hour, received.Key)
        {
            ["Processor"] = received.Processor,
            ["Tries"] = 0,
            ["NextAt"] = received.ReceivedAt + Patience,
        }, TableUpdateMode.Replace, cancellation);
        try
        {
            await storage.Inbox.AddEntityAsync(new TableEntity(PartitionOf(received.Processor, received.Key), received.Key)
            {
                ["EventId"] = received.EventId,
                ["MerchantAccount"] = received.MerchantAccount,
                ["Type"] = received.Type,
                ["ReceivedAt"] = received.ReceivedAt,
                ["Status"] = received.Status.ToString(),
                ["PendingHour"] = hour,
            }, cancellation);
            return received;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return (await FindAsync(received.Processor, received.Key, cancellation))!;
        }
    }

    public async Task<InboxEvent?> FindAsync(string processor, string eventKey, CancellationToken cancellation)
    {
        var row = await storage.Inbox.GetEntityIfExistsAsync<TableEntity>(PartitionOf(processor, eventKey), eventKey, cancellationToken: cancellation);
        return row.HasValue
            ? new InboxEvent(
                processor, row.Value!.GetString("MerchantAccount"), row.Value.GetString("EventId"), row.Value.GetString("Type"),
                row.Value.GetDateTimeOffset("ReceivedAt") ?? default, Enum.Parse<InboxStatus>(row.Value.GetString("Status")), row.Value.GetString("Note"))
            : null;
    }

    /// <summary>The body exactly as it came.</summary>
    public async Task<BinaryData> BodyAsync(InboxEvent stored, CancellationToken cancellation) =>
        (await Body(stored.Processor, stored.Key).DownloadContentAsync(cancellation)).Value.Content;

    /// <summary>Enters which payment an event is about: partition <c>payment|{hash of the payment's id}</c>, row = processor and event.</summary>
    public async Task LinkAsync(InboxEvent stored, PaymentId payment, CancellationToken cancellation) =>
        await storage.Inbox.UpsertEntityAsync(new TableEntity(OfPayment(payment), $"{stored.Processor}|{stored.Key}"), TableUpdateMode.Replace, cancellation);

    /// <summary>Deletes the bodies of a payment's events. One that is still to be applied keeps its own until it is.</summary>
    public async Task EraseBodiesAsync(PaymentId payment, CancellationToken cancellation)
    {
        var partition = OfPayment(payment);
        await foreach (var link in storage.Inbox.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellation))
        {
            if (link.RowKey.Split('|') is [var processor, var eventKey] && await FindAsync(processor, eventKey, cancellation) is { Status: not InboxStatus.Received })
                await Body(processor, eventKey).DeleteIfExistsAsync(cancellationToken: cancellation);
        }
    }

    /// <summary>Records what became of an event; it is no longer pending.</summary>
    public async Task MarkAsync(string processor, string eventKey, InboxStatus status, string? note, CancellationToken cancellation)
    {
        var row = (await storage.Inbox.GetEntityAsync<TableEntity>(PartitionOf(processor, eventKey), eventKey, cancellationToken: cancellation)).Value;
        row["Status"] = status.ToString();
        row["Note"] = note;
        await storage.Inbox.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, cancellation);
        await storage.Inbox.DeleteEntityAsync(Pending + row.GetString("PendingHour"), eventKey, cancellationToken: cancellation);
    }

    /// <summary>What was still to be applied when it was last looked at, and has waited long enough to be looked at again.</summary>
    public async IAsyncEnumerable<PendingEvent> OverdueAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {Pending} and PartitionKey lt {"pending}"} and NextAt le {now}");
        await foreach (var row in storage.Inbox.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            yield return new PendingEvent(row.PartitionKey[Pending.Length..], row.GetString("Processor"), row.RowKey, row.GetInt32("Tries") ?? 0);
    }

    /// <summary>Waits longer after each try, so that a long queue is not filled with copies.</summary>
    public async Task PostponeAsync(PendingEvent pending, DateTimeOffset now, CancellationToken cancellation)
    {
        var wait = pending.Tries < 6 ? Patience * (1 << pending.Tries) : LongestPatience;
        await storage.Inbox.UpsertEntityAsync(new TableEntity(Pending + pending.Hour, pending.EventKey)
        {
            ["Processor"] = pending.Processor,
            ["Tries"] = pending.Tries + 1,
            ["NextAt"] = now + (wait < LongestPatience ? wait : LongestPatience),
        }, TableUpdateMode.Replace, cancellation);
    }

    public Task ForgetAsync(PendingEvent pending, CancellationToken cancellation) =>
        storage.Inbox.DeleteEntityAsync(Pending + pending.Hour, pending.EventKey, cancellationToken: cancellation);

    private async Task WriteBodyAsync(InboxEvent received, BinaryData body, CancellationToken cancellation)
    {
        try
        {
            await Body(received.Processor, received.Key).UploadAsync(body, new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // An earlier delivery wrote it.
        }
    }

    private BlobClient Body(string processor, string eventKey) => storage.Container(StorageNames.InboxBodies).GetBlobClient($"{processor}/{eventKey}.json");

    private static string OfPayment(PaymentId payment) => $"payment|{Keys.Hash(payment.ToString())}";

    // The key is a hash in hex, so its first byte spreads as well as any.
    private static string PartitionOf(string processor, string eventKey) => $"{processor}|{Convert.FromHexString(eventKey.AsSpan(0, 2))[0] % Buckets:D2}";
}
