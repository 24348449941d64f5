using Azure;
using Billing.Documents.GeneralLedger;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Storage;

namespace Billing.Functions.GeneralLedger;

/// <summary>Makes an export: takes what is in none yet, checks all of it, then writes the files. Everything is streamed, and held against itself at the end: a file that
/// does not say what the trial balance says is not given out.</summary>
internal sealed class LedgerExporter(LedgerExportBook book, LedgerCollector collector, ConfigurationBook configuration, BillingStorage storage, LedgerExportAlarm alarm)
{
    /// <summary>Makes an export, or finds it made. What stands in the way is recorded with it.</summary>
    public async Task<LedgerExport> RunAsync(string sellerId, string exportId, CancellationToken cancellation)
    {
        if (await book.ClaimAsync(sellerId, exportId, cancellation) is not { } claim)
            return await RequireAsync(sellerId, exportId, cancellation);
        LedgerExport made;
        try
        {
            made = await MakeAsync(claim.Export, cancellation);
        }
        catch (UnbalancedBooksException e)
        {
            made = Failed(claim.Export, new LedgerExportFailure("books-do-not-balance", e.Message, []));
            await alarm.RaiseAsync(made, e, cancellation);
        }

        try
        {
            await book.FinishAsync(claim, made, cancellation);
            if (made.State == LedgerExportState.Completed)
                await alarm.EndAsync(made, cancellation);
            return made;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // A later attempt has it.
            return await RequireAsync(sellerId, exportId, cancellation);
        }
    }

    private async Task<LedgerExport> MakeAsync(LedgerExport begun, CancellationToken cancellation)
    {
        var (seller, mapping) = await ConfiguredAsync(begun.SellerId, cancellation);
        var previous = begun.Previous > 0 ? await RequireAsync(begun.SellerId, begun.Series.IdOf(begun.Previous), cancellation) : null;
        var knownAt = previous?.KnownAt > begun.KnownAt ? previous.KnownAt.Value : begun.KnownAt!.Value;
        var export = begun with { KnownAt = knownAt, MappingVersion = mapping.Version };
        if (LedgerFormats.Refuse(export.Series.Format, mapping, seller, export.Series.Currency) is { } unfit)
            return Failed(export, new LedgerExportFailure(unfit.Code, unfit.Message, []));

        var exportedThrough = previous is null ? (DateOnly?)null : LedgerExportOrder.LastDay(previous.Month);
        var scope = new LedgerExportScope(export.StartsOn, LedgerExportOrder.LastDay(export.Month), knownAt, exportedThrough, export.Series.Currency);
        var check = new LedgerExportCheck(export.Series.Format, mapping);
        var folder = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{export.SellerId}/{export.ExportId}/{export.Attempt}/");
        if (await collector.CollectAsync(export, previous, scope, check, $"{folder}lines.gz", cancellation) is not { } content)
            return Failed(export, new LedgerExportFailure(check.Refusal!.Value.Refusal.Code, check.Refusal.Value.Refusal.Message, check.Refusal.Value.Items));

        var balance = new TrialBalance(content.Balances);
        var head = new LedgerExportHead(
            export.Series.Format, export.Number, export.Month, export.Series.Currency ?? seller.Currency, seller, SellerConfiguration.LocalTime(seller, knownAt), mapping, check.LedgerAccounts);
        return export with { State = LedgerExportState.Completed, Content = content, Files = await WriteAsync(head, content, balance, folder, cancellation) };
    }

    private async Task<IReadOnlyList<LedgerExportFile>> WriteAsync(LedgerExportHead head, LedgerExportContent content, TrialBalance balance, string folder, CancellationToken cancellation)
    {
        var container = storage.Container(StorageNames.LedgerExports);
        await using var files = new LedgerExportFiles(container, folder, cancellation);
        using var writer = LedgerWriter.Of(head, files);
        var written = new TrialBalanceFold();
        await using var lines = await container.GetBlobClient(content.LinesFile.Path).OpenReadAsync(cancellationToken: cancellation);
        await foreach (var entry in ExportedLines.ReadEntriesAsync(lines, cancellation))
        {
            writer.Write(entry);
            foreach (var line in entry.Entry.Lines)
                written.Move(line.LedgerAccount, line.Amount);
            await files.DrainAsync();
        }

        RequireSame(written.Result(), balance);
        writer.End(balance);
        return await files.CompleteAsync();
    }

    private static void RequireSame(TrialBalance written, TrialBalance balance)
    {
        var movements = balance.Rows.Where(row => !row.Debits.IsZero || !row.Credits.IsZero).Select(row => (row.LedgerAccount, row.Debits, row.Credits));
        if (!movements.SequenceEqual(written.Rows.Select(row => (row.LedgerAccount, row.Debits, row.Credits))))
            throw new UnbalancedBooksException("What was written is not what the trial balance says.");
    }

    private async Task<(Seller Seller, LedgerMapping Mapping)> ConfiguredAsync(string sellerId, CancellationToken cancellation)
    {
        var seller = await configuration.FindAsync<Seller>(ConfigurationNoun.Seller, sellerId, sellerId, cancellation) ?? throw new InvalidOperationException($"Seller {sellerId} is gone.");
        var mapping = await configuration.FindAsync<LedgerMapping>(ConfigurationNoun.LedgerMapping, sellerId, sellerId, cancellation) ?? throw new InvalidOperationException($"The ledger mapping of {sellerId} is gone.");
        return (seller.Value, mapping.Value);
    }

    private async Task<LedgerExport> RequireAsync(string sellerId, string exportId, CancellationToken cancellation) =>
        await book.FindAsync(sellerId, exportId, cancellation) ?? throw new InvalidOperationException($"Seller {sellerId} has no export {exportId}.");

    private static LedgerExport Failed(LedgerExport export, LedgerExportFailure failure) => export with { State = LedgerExportState.Failed, Failure = failure };
}
