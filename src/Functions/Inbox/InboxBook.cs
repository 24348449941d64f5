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
/// The partitions <c>pending|{hour}</c> index what is still to be applied, so that a lost message is found without reading everything; <c>log|{day}</c> lists
/// all for operators, newest first.</summary>
internal sealed class InboxBook(BillingStorage storage)
{
    /// <summary>How long an event may wait before it is enqueued again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const int Buckets = 64;
    private const string Pending = "pending|";
    private const string Log = "log|";
    private static readonly TimeSpan LongestPatience = TimeSpan.FromHours(6);

    /// <summary>Names an event in keys and messages.</summary>
    public static string KeyOf(string eventId) => Keys.Hash(eventId);

    /// <summary>Whether a text can be such a name.</summary>
    public static bool IsKey(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Stores an event, once.</summary>
    /// <returns>What is stored: this event, or the one that was there.</returns>
    public async Task<InboxEvent> StoreAsync(InboxEvent received, BinaryData body, CancellationToken cancellation)
    {
        if (await FindAsync(received.Processor, received.Key, cancellation) is { } known)
            return known;

        // The row makes it true, so the body and the indexes come first: a row never lacks them.
        await Task.WhenAll(WriteBodyAsync(received, body, cancellation), AwaitAsync(received, received.ReceivedAt, cancellation), ListAsync(received, cancellation));
        try
        {
            await storage.Inbox.AddEntityAsync(Write(new TableEntity(PartitionOf(received.Processor, received.Key), received.Key), received), cancellation);
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
        return row.HasValue ? Read(processor, row.Value!) : null;
    }

    /// <summary>Has an event applied again, whatever became of it before.</summary>
    /// <returns>The event, still to be applied.</returns>
    public async Task<InboxEvent> ReopenAsync(InboxEvent stored, DateTimeOffset now, CancellationToken cancellation)
    {
        var reopened = stored with { Status = InboxStatus.Received, Note = null };
        await AwaitAsync(stored, now, cancellation);
        await SetStatusAsync(reopened, cancellation);
        return reopened;
    }

    /// <summary>The body, or nothing where it was erased.</summary>
    public async Task<BinaryData?> FindBodyAsync(InboxEvent stored, CancellationToken cancellation)
    {
        try
        {
            return await BodyAsync(stored, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
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
    public async Task MarkAsync(InboxEvent stored, InboxStatus status, string? note, CancellationToken cancellation)
    {
        await SetStatusAsync(stored with { Status = status, Note = note }, cancellation);
        await storage.Inbox.DeleteEntityAsync(Pending + HourOf(stored.ReceivedAt), stored.Key, cancellationToken: cancellation);
    }

    /// <summary>The events of some days, newest first.</summary>
    /// <returns>A page, and the place it ends at; no place where nothing follows.</returns>
    public async Task<(IReadOnlyList<InboxEvent> Events, string? EndsAt)> ListAsync(InboxQuery query, CancellationToken cancellation)
    {
        var (first, last) = (DayOf(query.To), DayOf(query.From));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last}");
        if (query.Status is { } status)
            filter += TableClient.CreateQueryFilter($" and Status eq {status.ToString()}");
        if (query.Processor is { } processor)
            filter += TableClient.CreateQueryFilter($" and Processor eq {processor}");
        if (query.Accounts is { } accounts)
            filter += $" and ({(accounts.Count == 0 ? "false" : string.Join(" or ", accounts.Select(account => TableClient.CreateQueryFilter($"(Processor eq {account.Processor} and MerchantAccount eq {account.Account})"))))})";
        if (query.After?.Split('\n') is [var partition, var row])
            filter += TableClient.CreateQueryFilter($" and (PartitionKey gt {partition} or (PartitionKey eq {partition} and RowKey gt {row}))");
        var rows = await storage.Inbox.QueryAsync<TableEntity>(filter, maxPerPage: query.Limit + 1, cancellationToken: cancellation).Take(query.Limit + 1).ToListAsync(cancellation);
        var page = rows.Take(query.Limit).ToList();
        var events = new List<InboxEvent>();
        foreach (var listed in page.Select(found => Read(found.GetString("Processor"), found)))
        {
            // A delivery that died, or came at the same moment as another, left its line without an event of its own.
            if (listed.Status != InboxStatus.Received || (await FindAsync(listed.Processor, listed.Key, cancellation))?.ReceivedAt == listed.ReceivedAt)
                events.Add(listed);
        }

        return (events, rows.Count > query.Limit ? $"{page[^1].PartitionKey}\n{page[^1].RowKey}" : null);
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

    // The list first: until the event itself is marked, whoever handles it does so again.
    private async Task SetStatusAsync(InboxEvent changed, CancellationToken cancellation)
    {
        await ListAsync(changed, cancellation);
        await storage.Inbox.UpdateEntityAsync(Write(new TableEntity(PartitionOf(changed.Processor, changed.Key), changed.Key), changed), ETag.All, TableUpdateMode.Replace, cancellation);
    }

    private Task ListAsync(InboxEvent received, CancellationToken cancellation)
    {
        var place = new TableEntity(DayOf(DateOnly.FromDateTime(received.ReceivedAt.UtcDateTime)), $"{DateTime.MaxValue.Ticks - received.ReceivedAt.UtcTicks:D19}|{received.Processor}|{received.Key}") { ["Processor"] = received.Processor };
        return storage.Inbox.UpsertEntityAsync(Write(place, received), TableUpdateMode.Replace, cancellation);
    }

    private Task AwaitAsync(InboxEvent received, DateTimeOffset now, CancellationToken cancellation) => storage.Inbox.UpsertEntityAsync(new TableEntity(Pending + HourOf(received.ReceivedAt), received.Key)
    {
        ["Processor"] = received.Processor,
        ["Tries"] = 0,
        ["NextAt"] = now + Patience,
    }, TableUpdateMode.Replace, cancellation);

    private static TableEntity Write(TableEntity row, InboxEvent received)
    {
        (row["EventId"], row["MerchantAccount"], row["Type"]) = (received.EventId, received.MerchantAccount, received.Type);
        (row["ReceivedAt"], row["Status"], row["Note"]) = (received.ReceivedAt, received.Status.ToString(), received.Note);
        return row;
    }

    private static InboxEvent Read(string processor, TableEntity row) => new(
        processor, row.GetString("MerchantAccount"), row.GetString("EventId"), row.GetString("Type"),
        row.GetDateTimeOffset("ReceivedAt") ?? default, Enum.Parse<InboxStatus>(row.GetString("Status")), row.GetString("Note"));

    private static string HourOf(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH", CultureInfo.InvariantCulture);

    // Counted down, so that the newest day comes first.
    private static string DayOf(DateOnly day) => $"{Log}{DateOnly.MaxValue.DayNumber - day.DayNumber:D7}";

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
