using Azure.Data.Tables;
using Billing.Documents.Collections;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Index;

namespace Billing.Functions.Collections;

/// <summary>An export that is asked for.</summary>
/// <param name="ExportId">Names it for ever.</param>
/// <param name="Agency">For whom.</param>
/// <param name="Content">What it lists.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="EvenIfEmpty">Whether one that tells nothing is made as well.</param>
internal sealed record AskedExport(string ExportId, Agency Agency, ExportContent Content, string Actor, bool EvenIfEmpty = true);

/// <summary>Makes exports: what an agency gets as a file. What it was told is remembered by case, so that the next export tells what is new. What an export tells is
/// decided before anything of it is written; whoever comes next finishes what died halfway, and nothing is told twice.</summary>
internal sealed class CaseExports(CaseExportBook exports, AgencyNews news, CaseReader cases, IndexList index, ConfigurationBook configuration, TimeProvider clock)
{
    /// <summary>How many cases one export takes.</summary>
    public const int MostCases = 2_000;

    private const int CasesPerPage = 200;

    // A step that others were faster with is looked at again.
    private const int MostSteps = 40;

    /// <summary>The export, and what does not fit its layout; where something does not, nothing was recorded.</summary>
    public async Task<(CaseExport Export, IReadOnlyList<ExportFault> Faults)> MakeAsync(AskedExport asked, CancellationToken cancellation)
    {
        var (seller, agency) = (asked.Agency.SellerId, asked.Agency.AgencyId);
        for (var step = 0; step < MostSteps; step++)
        {
            var head = await news.HeadAsync(seller, agency, cancellation);
            if (head.Pending is { } pending)
            {
                await TellAsync(pending, head, cancellation);
                continue;
            }

            if (await exports.FindAsync(seller, asked.ExportId, cancellation) is { } made)
                return (made, []);
            var export = await DraftAsync(asked, cancellation);
            if (export.Cases.Count == 0 && !asked.EvenIfEmpty)
                return (export, []);
            if ((await RenderAsync(export, cancellation)).Faults is { Count: > 0 } faults)
                return (export, faults);
            await news.BeginAsync(export, head, cancellation);
        }

        throw new InvalidOperationException($"The exports of agency {agency} were changed by others {MostSteps} times in a row.");
    }

    private async Task TellAsync(CaseExport pending, NewsHead head, CancellationToken cancellation)
    {
        await exports.EnterAsync(pending, cancellation);
        var (bytes, _) = await RenderAsync(pending, cancellation);
        await exports.WriteFileAsync(pending, bytes, cancellation);

        // An erasure that came between found no file to delete.
        if (await exports.FindAsync(pending.SellerId, pending.ExportId, cancellation) is { ErasedAt: not null } erased)
            await exports.EraseFileAsync(erased, cancellation);
        await news.TellAsync(pending, head, cancellation);
    }

    private async Task<CaseExport> DraftAsync(AskedExport asked, CancellationToken cancellation)
    {
        var (agency, now) = (asked.Agency, clock.GetUtcNow());
        var told = await news.ToldAsync(agency.SellerId, agency.AgencyId, cancellation);
        var wanted = told.Values.Select(known => (known.AccountId, CaseId: known.Case.ItemId)).Concat(await OpenAsync(agency, cancellation)).Distinct().ToList();
        var (listed, lines) = (new List<ExportedCase>(), new List<ExportedLine>());
        var hasMore = false;
        foreach (var (accountId, caseId) in wanted)
        {
            if (hasMore = listed.Count == MostCases)
                break;
            if (await cases.FindAsync(AccountId.Parse(accountId), caseId, cancellation) is not { } known)
                continue;
            var before = told.GetValueOrDefault(caseId)?.Case;
            List<ExportedLine> own = [.. known.Items.Select(item => new ExportedLine(caseId, item.DocumentId, ExportRow.NewsOf(known, item, before?.Items.FirstOrDefault(one => one.DocumentId == item.DocumentId), before?.IsOpen == false)))];
            own = asked.Content == ExportContent.Changes || !known.IsOpen ? own.FindAll(line => line.News != ExportNews.Unchanged) : [.. own.Select(line => AsOpen(line, known)).OfType<ExportedLine>()];

            // What ended before it was ever told of is no news; an end without a line of its own is one all the same.
            if (own.Count == 0 && (before is null || known.IsOpen))
                continue;
            listed.Add(new ExportedCase(accountId, known));
            lines.AddRange(own);
        }

        var today = (await configuration.ReadAsync(agency.SellerId, cancellation)).DateAt(now);
        return new CaseExport(asked.ExportId, agency.SellerId, agency.AgencyId, asked.Content, agency.Format, agency.Layout, today, now, asked.Actor, listed, lines, hasMore);
    }

    // Among all that is open, what is settled has no place, and what is contested says so.
    private static ExportedLine? AsOpen(ExportedLine line, CollectionsCase known) => (line.News, known.Items.First(item => item.DocumentId == line.DocumentId)) switch
    {
        (ExportNews.Unchanged, { Balance.IsZero: true }) => null,
        (ExportNews.Unchanged, { DisputedBecause: not null }) => line with { News = ExportNews.Disputed },
        _ => line,
    };

    // The list may be some seconds behind; each case is read from its account.
    private async Task<IReadOnlyList<(string AccountId, string CaseId)>> OpenAsync(Agency agency, CancellationToken cancellation)
    {
        var open = new List<(string, string)>();
        var filter = TableClient.CreateQueryFilter($"AgencyId eq {agency.AgencyId} and (Status eq {CaseStatus.Sent.ToString()} or Status eq {CaseStatus.Acknowledged.ToString()})");
        string? after = null;
        do
        {
            var (entries, endsAt) = await index.ReadAsync<CaseEntry>(new IndexQuery(agency.SellerId, IndexPartitions.Cases, null, null, filter, null, CasesPerPage, after), cancellation);
            open.AddRange(entries.Select(entry => (entry.AccountId, entry.CaseId)));
            after = endsAt;
        }
        while (after is not null);
        return open;
    }

    private async Task<(byte[] Bytes, IReadOnlyList<ExportFault> Faults)> RenderAsync(CaseExport export, CancellationToken cancellation)
    {
        var known = export.Cases.ToDictionary(one => one.Case.ItemId, StringComparer.Ordinal);
        var debtors = new Dictionary<string, CustomerProfile>(StringComparer.Ordinal);
        var rows = new List<ExportRow>();
        foreach (var line in export.Lines)
        {
            var (accountId, ofCase) = known[line.CaseId];
            if (!debtors.TryGetValue(accountId, out var debtor))
                debtors[accountId] = debtor = await cases.DebtorAsync(AccountId.Parse(accountId), cancellation);
            rows.Add(new ExportRow(line.News, ofCase, ofCase.Items.First(item => item.DocumentId == line.DocumentId), debtor, accountId, export.Date));
        }

        return export.Layout is { } layout && export.Format == ExportFormat.FixedWidth ? FixedWidthExport.Write(rows, layout) : (CaseExportCsv.Write(rows), []);
    }
}
