using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Storage;

namespace Billing.Functions.GeneralLedger;

/// <summary>An export whose making was begun; only whoever holds the latest claim can finish it.</summary>
internal sealed record LedgerExportClaim(LedgerExport Export, ETag ETag);

/// <summary>The exports, in the table <c>Journal</c> beside the books: partition <c>{seller}|exports</c>, rows <c>export|{series}|{number}</c>, <c>head|{series}</c> with the
/// last number, and <c>preview|{id}</c>. An export and the head of its series are written in one transaction, so numbers have no gap and a period comes once.</summary>
internal sealed class LedgerExportBook(BillingStorage storage, RowPayload payload, TimeProvider clock)
{
    private const int Attempts = 3;

    /// <summary>Marks a month as being exported, or finds the export that it is in.</summary>
    /// <param name="seller">Whose books.</param>
    /// <param name="series">The series.</param>
    /// <param name="month">The month, by its first day.</param>
    /// <param name="startsOn">What is posted before it is never exported; asked where the series begins.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<(LedgerExport? Export, Refusal? Refusal)> BeginAsync(Seller seller, LedgerSeries series, DateOnly month, DateOnly? startsOn, string actor, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (last, head) = await LastAsync(seller.SellerId, series, cancellation);
            if (last is not null && last.NumberOf(month) is var known && known >= 1 && known <= last.Number)
                return (await FindAsync(seller.SellerId, series.IdOf(known), cancellation), null);
            if (Refuse(seller, last, month, startsOn, isPreview: false) is { } refusal)
                return (null, refusal);

            var number = (last?.Number ?? 0) + 1;
            var export = New(seller, series, number, last, month, startsOn, actor, series.IdOf(number));
            try
            {
                await InsertAsync(export, head, cancellation);
                return (export, null);
            }
            catch (TableTransactionFailedException e) when (e.Status is 409 or 412 && attempt < Attempts)
            {
                // Begun by somebody else meanwhile.
            }
        }
    }

    /// <summary>Begins a preview of the month that follows, which marks nothing; or finds the one of the same key.</summary>
    public async Task<(LedgerExport? Export, Refusal? Refusal)> BeginPreviewAsync(Seller seller, LedgerSeries series, DateOnly month, DateOnly? startsOn, string actor, string key, CancellationToken cancellation)
    {
        var id = $"preview-{key[..20]}";
        if (await FindAsync(seller.SellerId, id, cancellation) is { } known)
            return (known, null);
        var (last, _) = await LastAsync(seller.SellerId, series, cancellation);
        if (Refuse(seller, last, month, startsOn, isPreview: true) is { } refusal)
            return (null, refusal);
        var export = New(seller, series, 0, last, month, startsOn, actor, id);
        await storage.Journal.AddIfMissingAsync(await RowAsync(export, cancellation), cancellation);
        return (export, null);
    }

    /// <summary>An export; null where there is none of the id.</summary>
    public async Task<LedgerExport?> FindAsync(string sellerId, string exportId, CancellationToken cancellation) =>
        RowKeyOf(exportId) is { } key && await storage.Journal.GetEntityIfExistsAsync<TableEntity>(PartitionOf(sellerId), key, cancellationToken: cancellation) is { HasValue: true, Value: { } row }
            ? await payload.ReadAsync<LedgerExport>(row, cancellation)
            : null;

    /// <summary>The exports of a seller, by series and number, after one of them; previews are not listed.</summary>
    public async IAsyncEnumerable<LedgerExport> ListAsync(string sellerId, LedgerFormat? format, string? afterId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = afterId is null ? null : RowKeyOf(afterId);
        var filter = Keys.Prefix(PartitionOf(sellerId), format is { } only ? $"export|{only.ToString().ToLowerInvariant()}" : "export|");
        await foreach (var row in storage.Journal.QueryAsync<TableEntity>(after is null ? filter : $"{filter} and {TableClient.CreateQueryFilter($"RowKey gt {after}")}", cancellationToken: cancellation))
            yield return await payload.ReadAsync<LedgerExport>(row, cancellation);
    }

    /// <summary>Begins an attempt at an export, which takes what is recorded by now: from now on earlier attempts cannot finish it. Null where it is complete, or
    /// not there.</summary>
    public async Task<LedgerExportClaim?> ClaimAsync(string sellerId, string exportId, CancellationToken cancellation)
    {
        if (RowKeyOf(exportId) is not { } key || await storage.Journal.GetEntityIfExistsAsync<TableEntity>(PartitionOf(sellerId), key, cancellationToken: cancellation) is not { HasValue: true, Value: { } row })
            return null;
        var export = await payload.ReadAsync<LedgerExport>(row, cancellation);
        if (export.State == LedgerExportState.Completed)
            return null;
        export = export with { State = LedgerExportState.Running, Attempt = export.Attempt + 1, KnownAt = clock.GetUtcNow(), Failure = null };
        return new LedgerExportClaim(export, await UpdateAsync(export, row.ETag, cancellation));
    }

    /// <summary>Records what came of an attempt.</summary>
    /// <exception cref="RequestFailedException">412: a later attempt was begun.</exception>
    public Task FinishAsync(LedgerExportClaim claim, LedgerExport export, CancellationToken cancellation) => UpdateAsync(export, claim.ETag, cancellation);

    private Refusal? Refuse(Seller seller, LedgerExport? last, DateOnly month, DateOnly? startsOn, bool isPreview)
    {
        var now = clock.GetUtcNow();
        return last is { State: not LedgerExportState.Completed } && month > last.Month
            ? new Refusal("export-unfinished", $"The export {last.ExportId} of {seller.SellerId} is not complete; ask for its period again first.")
            : LedgerExportOrder.Refuse(month, last?.Month, last?.StartsOn ?? startsOn, seller.FirstOpenDay(now), DateOnly.FromDateTime(SellerConfiguration.LocalTime(seller, now).DateTime), isPreview);
    }

    private LedgerExport New(Seller seller, LedgerSeries series, int number, LedgerExport? last, DateOnly month, DateOnly? startsOn, string actor, string id) =>
        new(seller.SellerId, id, series, number, last?.Number ?? 0, month, actor, clock.GetUtcNow()) { StartsOn = last?.StartsOn ?? startsOn ?? DateOnly.MinValue };

    private async Task<(LedgerExport? Last, TableEntity? Head)> LastAsync(string sellerId, LedgerSeries series, CancellationToken cancellation)
    {
        var head = await storage.Journal.GetEntityIfExistsAsync<TableEntity>(PartitionOf(sellerId), HeadKey(series), cancellationToken: cancellation);
        if (!head.HasValue)
            return (null, null);
        var id = series.IdOf(head.Value!.GetInt32("Number")!.Value);
        return (await FindAsync(sellerId, id, cancellation) ?? throw new InvalidOperationException($"The export {id} of {sellerId} is gone."), head.Value);
    }

    private async Task InsertAsync(LedgerExport export, TableEntity? head, CancellationToken cancellation)
    {
        var next = new TableEntity(PartitionOf(export.SellerId), HeadKey(export.Series)) { ["Number"] = export.Number };
        await storage.Journal.SubmitTransactionAsync(
            [
                new TableTransactionAction(TableTransactionActionType.Add, await RowAsync(export, cancellation)),
                head is null ? new TableTransactionAction(TableTransactionActionType.Add, next) : new TableTransactionAction(TableTransactionActionType.UpdateReplace, next, head.ETag),
            ], cancellation);
    }

    private async Task<ETag> UpdateAsync(LedgerExport export, ETag etag, CancellationToken cancellation) =>
        (await storage.Journal.UpdateEntityAsync(await RowAsync(export, cancellation), etag, TableUpdateMode.Replace, cancellation)).Headers.ETag ?? throw new InvalidOperationException("The table gave no ETag.");

    private Task<TableEntity> RowAsync(LedgerExport export, CancellationToken cancellation) =>
        payload.WriteAsync(new TableEntity(PartitionOf(export.SellerId), RowKeyOf(export.ExportId)!), export, cancellation);

    private static string PartitionOf(string sellerId) => $"{sellerId}|exports";

    private static string HeadKey(LedgerSeries series) => $"head|{series.Name}";

    private static string? RowKeyOf(string exportId)
    {
        if (!exportId.All(character => char.IsAsciiLetterOrDigit(character) || character == '-') || exportId.LastIndexOf('-') is not (> 0 and var dash))
            return null;
        if (exportId.StartsWith("preview-", StringComparison.Ordinal))
            return $"preview|{exportId}";
        return int.TryParse(exportId.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? $"export|{exportId[..dash]}|{number:D6}" : null;
    }
}
