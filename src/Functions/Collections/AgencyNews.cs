using Azure;
using Azure.Data.Tables;
using Billing.Functions.Storage;

namespace Billing.Functions.Collections;

/// <summary>How far an agency is told.</summary>
/// <param name="Pending">The export that is being told; nothing where the last is told in full.</param>
/// <param name="ETag">What it is changed under; nothing where there was never an export.</param>
internal sealed record NewsHead(CaseExport? Pending, ETag? ETag);

/// <summary>What agencies were told by exports, in the table <c>Index</c>, partition <c>{seller}|exported|{agency}</c>: a row for each case that the agency was told of and
/// not yet that it ended, as it was told; <c>head</c> the export that is being told; <c>night</c> the last night that was exported. Exports of an agency follow each
/// other: the next begins when all of the one before is told, and everything changes under the ETag of the head, so that none tells what another told, and
/// nobody who was slow takes back what was told since.</summary>
internal sealed class AgencyNews(BillingStorage storage, RowPayload payload)
{
    private const string Head = "head";
    private const string Night = "night";
    private const string Case = "cas_";

    // A transaction has 100 rows, of which one is the head.
    private const int CasesPerTransaction = 99;

    public async Task<NewsHead> HeadAsync(string sellerId, string agencyId, CancellationToken cancellation)
    {
        var row = await storage.Index.GetEntityIfExistsAsync<TableEntity>(PartitionOf(sellerId, agencyId), Head, cancellationToken: cancellation);
        return row switch
        {
            { HasValue: false } => new NewsHead(null, null),
            { Value: { } head } when head.GetBoolean("IsTold") == true => new NewsHead(null, head.ETag),
            _ => new NewsHead(await payload.ReadAsync<CaseExport>(row.Value!, cancellation), row.Value!.ETag),
        };
    }

    /// <summary>What an agency was told of cases that it was not told the end of, by case.</summary>
    public async Task<IReadOnlyDictionary<string, ExportedCase>> ToldAsync(string sellerId, string agencyId, CancellationToken cancellation)
    {
        var told = new Dictionary<string, ExportedCase>(StringComparer.Ordinal);
        await foreach (var row in storage.Index.QueryAsync<TableEntity>(Keys.Prefix(PartitionOf(sellerId, agencyId), Case), cancellationToken: cancellation))
            told[row.RowKey] = await payload.ReadAsync<ExportedCase>(row, cancellation);
        return told;
    }

    /// <summary>Makes an export the one that is told next, unless another was faster.</summary>
    public async Task BeginAsync(CaseExport export, NewsHead after, CancellationToken cancellation)
    {
        var head = await payload.WriteAsync(new TableEntity(PartitionOf(export.SellerId, export.AgencyId), Head) { ["IsTold"] = false }, export, cancellation);
        try
        {
            if (after.ETag is { } known)
                await storage.Index.UpdateEntityAsync(head, known, TableUpdateMode.Replace, cancellation);
            else
                await storage.Index.AddEntityAsync(head, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // The other is told first, and what this one found may be told by then.
        }
    }

    /// <summary>Remembers what the pending export told, and that all of it is told, unless somebody else does. The end of a case is told once.</summary>
    public async Task TellAsync(CaseExport export, NewsHead head, CancellationToken cancellation)
    {
        var (partition, known) = (PartitionOf(export.SellerId, export.AgencyId), head.ETag!.Value);
        var told = await ToldAsync(export.SellerId, export.AgencyId, cancellation);
        var left = export.Cases.Where(one => one.Case.IsOpen || told.ContainsKey(one.Case.ItemId)).ToList();
        try
        {
            foreach (var some in left.Chunk(CasesPerTransaction))
            {
                List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateMerge, new TableEntity(partition, Head) { ["IsTold"] = false }, known)];
                foreach (var one in some)
                {
                    actions.Add(one.Case.IsOpen
                        ? new(TableTransactionActionType.UpsertReplace, await payload.WriteAsync(new TableEntity(partition, one.Case.ItemId), one, cancellation))
                        : new(TableTransactionActionType.Delete, new TableEntity(partition, one.Case.ItemId), ETag.All));
                }

                known = (await storage.Index.SubmitTransactionAsync(actions, cancellation)).Value[0].Headers.ETag!.Value;
            }

            await storage.Index.UpdateEntityAsync(new TableEntity(partition, Head) { ["IsTold"] = true }, known, TableUpdateMode.Replace, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Somebody else is at it.
        }
    }

    /// <summary>Whether what is new of a night was exported.</summary>
    public async Task<bool> IsNightDoneAsync(string sellerId, string agencyId, DateOnly day, CancellationToken cancellation) =>
        (await storage.Index.GetEntityIfExistsAsync<TableEntity>(PartitionOf(sellerId, agencyId), Night, cancellationToken: cancellation)) is { HasValue: true, Value: { } row } && row.GetString("Day") == $"{day:O}";

    public Task NightDoneAsync(string sellerId, string agencyId, DateOnly day, CancellationToken cancellation) =>
        storage.Index.UpsertEntityAsync(new TableEntity(PartitionOf(sellerId, agencyId), Night) { ["Day"] = $"{day:O}" }, TableUpdateMode.Replace, cancellation);

    private static string PartitionOf(string sellerId, string agencyId) => $"{sellerId}|exported|{agencyId}";
}
