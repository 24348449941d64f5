using System.IO.Compression;
using System.Text;
using Billing.Domain;
using Billing.Functions.Journal;
using Billing.Functions.Storage;

namespace Billing.Functions.GeneralLedger;

/// <summary>Takes from a seller's journal what is in no export yet. The first export of a series reads all; the others read their own month, the month before once
/// more, to hold it against what was exported, and of the months before that only what arrived since. One version of an account is held at a time, and a row for
/// each ledger account.</summary>
internal sealed class LedgerCollector(JournalBook journal, LedgerExportBook book, BillingStorage storage)
{
    public const string LinesType = "application/gzip";
    private const int BufferedBytes = 64 * 1024;

    /// <summary>Takes the lines of an export and writes them into a file of their own.</summary>
    /// <param name="export">The export.</param>
    /// <param name="previous">The one before it in its series, which is complete; null for the first.</param>
    /// <param name="scope">What it covers.</param>
    /// <param name="check">Is shown each entry.</param>
    /// <param name="path">Of the file.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Nothing where the check refuses an entry; then nothing is written.</returns>
    /// <exception cref="UnbalancedBooksException">The lines do not balance, or what was exported is not in the journal as it was.</exception>
    public async Task<LedgerExportContent?> CollectAsync(LedgerExport export, LedgerExport? previous, LedgerExportScope scope, LedgerExportCheck check, string path, CancellationToken cancellation)
    {
        var firstEntry = previous?.Content is { } ended ? ended.FirstEntry + ended.Entries : 1;
        await using var upload = new BlobUpload(storage.Container(StorageNames.LedgerExports).GetBlobClient(path), LinesType, cancellation);
        using var taken = new Taken(scope, firstEntry, check);
        foreach (var row in previous?.Content?.Balances ?? [])
            taken.Balances.Open(row.LedgerAccount, row.Closing);
        await foreach (var (key, line) in previous is null ? LinesAsync(export, scope, scope.StartsOn, cancellation) : FurtherLinesAsync(export, previous, scope, cancellation))
        {
            taken.Add(key, line);
            if (taken.Buffered >= BufferedBytes)
                await upload.WriteAsync(taken.TakeBuffered(), cancellation);
        }

        await upload.WriteAsync(taken.End(), cancellation);
        var balances = taken.Balances.Result();
        if (check.Refusal is not null)
            return null;
        var hash = await upload.CompleteAsync();
        return new LedgerExportContent(firstEntry, taken.Entries, taken.Lines, taken.Corrections, balances.Rows, new LedgerExportFile(Path.GetFileName(path), LinesType, path, hash, upload.Bytes));
    }

    // In the journal's order: what arrived since the export before and is posted earlier than its month, what is new in that month, and the month that follows.
    private async IAsyncEnumerable<(string Key, PostedLine Line)> FurtherLinesAsync(LedgerExport export, LedgerExport previous, LedgerExportScope scope, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var monthBefore = scope.StartsOn > previous.Month ? scope.StartsOn : previous.Month;
        await foreach (var arrived in ArrivedLinesAsync(export, previous, scope, monthBefore, cancellation))
            yield return arrived;

        await using var exported = await ExportedLines.OpenAsync(FilesAsync(export, previous.Number, cancellation), cancellation);
        await exported.SkipToAsync(JournalBook.FirstKeyOf(export.SellerId, monthBefore), cancellation);
        await foreach (var (key, line) in LinesAsync(export, scope with { Through = LedgerExportOrder.LastDay(previous.Month) }, monthBefore, cancellation))
        {
            if (!await exported.ContainsAsync(key, line, cancellation))
                yield return (key, line);
        }

        exported.End();
        await foreach (var line in LinesAsync(export, scope, previous.Month.AddMonths(1), cancellation))
            yield return line;
    }

    private async IAsyncEnumerable<(string Key, PostedLine Line)> ArrivedLinesAsync(LedgerExport export, LedgerExport previous, LedgerExportScope scope, DateOnly before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        ExportedLines? exported = null;
        try
        {
            await foreach (var row in journal.ArrivedAsync(export.SellerId, JournalArrival.FirstMonthAfter(previous.KnownAt!.Value), scope.StartsOn, before, cancellation))
            {
                var (key, line) = (JournalBook.KeyOf(row), row.ToLine());
                if (!scope.Covers(line))
                    continue;

                // No export of an earlier month has it, and later keys are of later months.
                exported ??= await ExportedLines.OpenAsync(FilesAsync(export, Math.Max(1, previous.NumberOf(line.PostingDate)), cancellation), cancellation);
                await exported.SkipToAsync(key, cancellation);
                if (!await exported.ContainsAsync(key, line, cancellation))
                    yield return (key, line);
            }
        }
        finally
        {
            if (exported is not null)
                await exported.DisposeAsync();
        }
    }

    private IAsyncEnumerable<(string Key, PostedLine Line)> LinesAsync(LedgerExport export, LedgerExportScope scope, DateOnly from, CancellationToken cancellation) =>
        journal.ReadAsync(export.SellerId, from, scope.Through, cancellation).Select(row => (JournalBook.KeyOf(row), Line: row.ToLine())).Where(row => scope.Covers(row.Line));

    // The lines of the exports from a number on.
    private async IAsyncEnumerable<Stream> FilesAsync(LedgerExport export, int first, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var number = first; number <= export.Previous; number++)
        {
            var earlier = await book.FindAsync(export.SellerId, export.Series.IdOf(number), cancellation);
            var lines = earlier?.Content?.LinesFile ?? throw new InvalidOperationException($"The export {export.Series.IdOf(number)} of {export.SellerId} has no lines.");
            yield return await storage.Container(StorageNames.LedgerExports).GetBlobClient(lines.Path).OpenReadAsync(bufferSize: BufferedBytes, cancellationToken: cancellation);
        }
    }

    // What was taken so far: its sums, and the text that is not written yet.
    private sealed class Taken(LedgerExportScope scope, long firstEntry, LedgerExportCheck check) : IDisposable
    {
        private readonly List<(string Key, PostedLine Line)> version = [];
        private readonly MemoryStream buffer = new();
        private GZipStream? compressed;

        public TrialBalanceFold Balances { get; } = new();

        public long Entries { get; private set; }

        public long Lines { get; private set; }

        public long Corrections { get; private set; }

        public long Buffered => buffer.Length;

        public void Add(string key, PostedLine line)
        {
            if (version.Count > 0 && !JournalVersion.IsSame(version[0].Line, line))
                Close();
            version.Add((key, line));
        }

        public byte[] TakeBuffered()
        {
            var bytes = buffer.ToArray();
            buffer.SetLength(0);
            return bytes;
        }

        public byte[] End()
        {
            Close();
            Compressed.Dispose();
            return TakeBuffered();
        }

        public void Dispose()
        {
            compressed?.Dispose();
            buffer.Dispose();
        }

        private GZipStream Compressed => compressed ??= new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true);

        // The entries of a version are known when its last line is there. The lines are kept in the journal's order.
        private void Close()
        {
            var numbers = new Dictionary<int, ExportedLine>();
            foreach (var entry in LedgerEntry.Of(version.Select(taken => taken.Line)))
            {
                var number = firstEntry + Entries++;
                check.Look(entry);
                foreach (var line in entry.Lines)
                {
                    numbers[line.LineNo] = new ExportedLine(number, scope.IsCorrection(line), line);
                    Balances.Move(line.LedgerAccount, line.Amount);
                    Lines++;
                }

                Corrections += scope.IsCorrection(entry.Lines[0]) ? 1 : 0;
            }

            foreach (var (key, line) in version)
                Compressed.Write(Encoding.UTF8.GetBytes(ExportedLines.Write(key, numbers[line.LineNo])));
            version.Clear();
        }
    }
}
