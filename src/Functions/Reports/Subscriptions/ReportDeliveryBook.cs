using Azure;
using Azure.Data.Tables;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Storage;

namespace Billing.Functions.Reports.Subscriptions;

/// <summary>A report that was sent for by the timer, with its files once they are made.</summary>
internal sealed record ReportDelivery(DeliverReportMessage Wanted, IReadOnlyList<StoredFile> Files);

/// <summary>Which reports were made for subscribers, in the table <c>Index</c>: partition <c>{seller}|reports</c>, a row <c>made|{id}</c> for each, and a row
/// <c>sent|{id}|{hash of the address}</c> for each recipient, which is claimed with a lease before the e-mail goes out and marked after it.</summary>
internal sealed class ReportDeliveryBook(BillingStorage storage, RowPayload payload)
{
    // Leases are real time, whatever a test clock says.
    private static readonly TimeProvider LeaseClock = TimeProvider.System;

    /// <summary>The ids of all that were sent for since a day.</summary>
    public async Task<IReadOnlySet<string>> StartedAsync(string sellerId, DateOnly since, CancellationToken cancellation)
    {
        var (from, to) = (MadeKey(since.ToString("O", System.Globalization.CultureInfo.InvariantCulture)), MadeKey("~"));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(sellerId)} and RowKey ge {from} and RowKey lt {to}");
        return await storage.Index.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancellation).Select(row => row.RowKey[MadeKey("").Length..]).ToHashSetAsync(cancellationToken: cancellation);
    }

    /// <summary>Marks that a report was sent for; one that is known stays as it is.</summary>
    public async Task StartAsync(DeliverReportMessage wanted, CancellationToken cancellation) =>
        await storage.Index.AddIfMissingAsync(await RowAsync(new ReportDelivery(wanted, []), cancellation), cancellation);

    /// <summary>The report with its files; nothing while it is not made.</summary>
    public async Task<ReportDelivery?> FindMadeAsync(DeliverReportMessage wanted, CancellationToken cancellation)
    {
        var row = await storage.Index.GetEntityIfExistsAsync<TableEntity>(PartitionOf(wanted.SellerId), MadeKey(wanted.Id), cancellationToken: cancellation);
        return row.HasValue && await payload.ReadAsync<ReportDelivery>(row.Value!, cancellation) is { Files.Count: > 0 } made ? made : null;
    }

    /// <summary>Records the files of a report.</summary>
    public async Task FinishAsync(ReportDelivery made, CancellationToken cancellation) =>
        await storage.Index.UpsertEntityAsync(await RowAsync(made, cancellation), TableUpdateMode.Replace, cancellation);

    /// <summary>Claims a recipient's e-mail; one that was sent, refused or withheld is settled.</summary>
    public async Task<Claim> ClaimAsync(DeliverReportMessage wanted, string address, TimeSpan lease, CancellationToken cancellation)
    {
        var (partition, key) = (PartitionOf(wanted.SellerId), SentKey(wanted, address));
        var found = await storage.Index.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellation);
        var state = found.HasValue ? found.Value!.GetString("State") : null;
        if (state is not (null or DeliveryBook.Requested or DeliveryBook.Claimed))
            return new Claim.Settled();
        if (state == DeliveryBook.Claimed && found.Value!.GetDateTimeOffset("LeasedUntil") is { } until && until > LeaseClock.GetUtcNow())
            return new Claim.Leased(until - LeaseClock.GetUtcNow());

        var takeovers = found.HasValue ? (found.Value!.GetInt32("Takeovers") ?? 0) + (state == DeliveryBook.Claimed ? 1 : 0) : 0;
        var row = new TableEntity(partition, key) { ["State"] = DeliveryBook.Claimed, ["LeasedUntil"] = LeaseClock.GetUtcNow() + lease, ["Takeovers"] = takeovers };
        try
        {
            var response = found.HasValue
                ? await storage.Index.UpdateEntityAsync(row, found.Value!.ETag, TableUpdateMode.Merge, cancellation)
                : await storage.Index.AddEntityAsync(row, cancellation);
            return new Claim.Held(wanted.Id, 1, response.Headers.ETag!.Value, takeovers);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return new Claim.Leased(lease);
        }
    }

    /// <summary>Marks what came of a claim; <see cref="DeliveryBook.Requested"/> gives it back.</summary>
    public async Task MarkAsync(DeliverReportMessage wanted, string address, Claim.Held claim, string state, string detail, CancellationToken cancellation) =>
        await storage.Index.UpdateEntityAsync(new TableEntity(PartitionOf(wanted.SellerId), SentKey(wanted, address)) { ["State"] = state, ["Detail"] = detail }, claim.ETag, TableUpdateMode.Merge, cancellation);

    /// <summary>The hash of the address that an e-mail went to; nothing where it is none of this report's.</summary>
    /// <exception cref="InvalidOperationException">An e-mail with the report is still being sent; try again.</exception>
    public async Task<string?> FindRecipientAsync(string sellerId, string reportId, string messageId, CancellationToken cancellation)
    {
        var (prefix, isSending) = ($"sent|{reportId}|", false);
        await foreach (var row in storage.Index.QueryAsync<TableEntity>(Keys.Prefix(PartitionOf(sellerId), prefix), cancellationToken: cancellation))
        {
            if (row.GetString("State") == DeliveryBook.Sent && row.GetString("Detail") == messageId)
                return row.RowKey[prefix.Length..];
            isSending |= row.GetString("State") == DeliveryBook.Claimed;
        }

        return isSending ? throw new InvalidOperationException($"The report {reportId} is still being sent.") : null;
    }

    private async Task<TableEntity> RowAsync(ReportDelivery delivery, CancellationToken cancellation) =>
        await payload.WriteAsync(new TableEntity(PartitionOf(delivery.Wanted.SellerId), MadeKey(delivery.Wanted.Id)), delivery, cancellation);

    private static string PartitionOf(string sellerId) => $"{sellerId}|reports";

    private static string MadeKey(string id) => $"made|{id}";

    private static string SentKey(DeliverReportMessage wanted, string address) => $"sent|{wanted.Id}|{Keys.Hash(address)}";
}
