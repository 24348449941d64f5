using System.IO.Compression;
using System.Text;
using Billing.Domain;
using Billing.Functions.Journal;
using Billing.Functions.Storage;

namespace Billing.Functions.GeneralLedger;

/// <summary>Goes through a seller's journal once, from its first line that can be exported, and takes what is in no export yet. One version of an account is held
/// at a time, and a row for each ledger account.</summary>
internal sealed class LedgerCollector(JournalBook journal, LedgerExportBook book, BillingStorage storage)
{
    public const string LinesType = "application/gzip";
    private const int BufferedBytes = 64 * 1024;

    /// <summary>Takes the lines of an export and writes them into a file of their own.</summary>
    /// <returns>Nothing where the check refuses an entry; then nothing is written.</returns>
    public async Task<LedgerExportContent?> CollectAsync(LedgerExport export, LedgerExportScope scope, long firstEntry, LedgerExportCheck check, string path, CancellationToken cancellation)
    {
        await using var earlier = await ExportedLines.OpenAsync(EarlierAsync(export, cancellation), cancellation);
        await using var upload = new BlobUpload(storage.Container(StorageNames.LedgerExports).GetBlobClient(path), LinesType, cancellation);
        using var taken = new Taken(scope, firstEntry, check);
        await foreach (var row in journal.ReadAsync(export.SellerId, scope.StartsOn, scope.Through, cancellation))
        {
            var line = row.ToLine();
            if (!scope.Covers(line))
                continue;
            var key = JournalBook.KeyOf(row);
            if (await earlier.ContainsAsync(key, cancellation))
                taken.Open(line);
            else
                taken.Add(key, line);
            if (taken.Buffered >= BufferedBytes)
                await upload.WriteAsync(taken.TakeBuffered(), cancellation);
        }

        earlier.End();
        await upload.WriteAsync(taken.End(), cancellation);
        var balances = taken.Balances.Result();
        if (check.Refusal is not null)
            return null;
        var hash = await upload.CompleteAsync();
        return new LedgerExportContent(firstEntry, taken.Entries, taken.Lines, taken.Corrections, balances.Rows, new LedgerExportFile(Path.GetFileName(path), LinesType, path, hash, upload.Bytes));
    }

    private async IAsyncEnumerable<Stream> EarlierAsync(LedgerExport export, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var number = 1; number <= export.Previous; number++)
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

        public void Open(PostedLine line) => Balances.Open(line.LedgerAccount, line.Amount);

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
