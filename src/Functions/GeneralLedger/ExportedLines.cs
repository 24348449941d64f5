using System.IO.Compression;
using System.Text;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.GeneralLedger;

/// <summary>A line as an export took it.</summary>
/// <param name="Number">The number of its entry.</param>
/// <param name="IsCorrection">Whether the entry is a correction.</param>
/// <param name="Line">The line.</param>
internal sealed record ExportedLine(long Number, bool IsCorrection, PostedLine Line);

/// <summary>The lines that earlier exports took, read side by side with the journal, which has the same order. Each export keeps its lines as compressed text: the
/// journal's key, a tab, the line as JSON.</summary>
internal sealed class ExportedLines : IAsyncDisposable
{
    private readonly PriorityQueue<LinesFile, string> next = new(StringComparer.Ordinal);
    private readonly List<StreamReader> readers = [];
    private string lastKey = "";

    private ExportedLines()
    {
    }

    /// <summary>Opens the lines of some exports.</summary>
    /// <param name="files">As they were written, compressed.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<ExportedLines> OpenAsync(IAsyncEnumerable<Stream> files, CancellationToken cancellation)
    {
        var lines = new ExportedLines();
        await foreach (var file in files.WithCancellation(cancellation))
        {
            var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress), Encoding.UTF8);
            lines.readers.Add(reader);
            await lines.AdvanceAsync(new LinesFile(reader), cancellation);
        }

        return lines;
    }

    /// <summary>Goes past the lines before a key, which nobody asks about.</summary>
    public async Task SkipToAsync(string key, CancellationToken cancellation)
    {
        while (next.TryPeek(out var file, out var exported) && string.CompareOrdinal(exported, key) < 0)
        {
            next.Dequeue();
            await AdvanceAsync(file, cancellation);
        }
    }

    /// <summary>Whether a line of the journal was exported. Asked of every line from the first that was not skipped on, in the journal's order.</summary>
    /// <exception cref="UnbalancedBooksException">A line that was exported is not in the journal any more, or not as it was.</exception>
    public async ValueTask<bool> ContainsAsync(string key, PostedLine line, CancellationToken cancellation)
    {
        if (string.CompareOrdinal(key, lastKey) <= 0)
            throw new InvalidOperationException($"The journal gave {key} after {lastKey}.");
        lastKey = key;
        if (!next.TryPeek(out var file, out var exported) || string.CompareOrdinal(key, exported) < 0)
            return false;
        if (key != exported)
            throw Gone(exported);
        var was = Read(file.Text).Line;
        if ((was.LedgerAccount, was.Amount) != (line.LedgerAccount, line.Amount))
            throw new UnbalancedBooksException($"The line {key} was exported as {was.LedgerAccount} {was.Amount} and is {line.LedgerAccount} {line.Amount} now.");
        next.Dequeue();
        await AdvanceAsync(file, cancellation);
        return true;
    }

    /// <summary>Ends the reading.</summary>
    /// <exception cref="UnbalancedBooksException">A line that was exported is not in the journal any more.</exception>
    public void End()
    {
        if (next.TryPeek(out _, out var exported))
            throw Gone(exported);
    }

    /// <summary>The text of a line.</summary>
    public static string Write(string key, ExportedLine line) => $"{key}\t{BillingJson.Write(line)}\n";

    /// <summary>The entries of an export, from its lines.</summary>
    public static async IAsyncEnumerable<ExportedEntry> ReadEntriesAsync(Stream file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress), Encoding.UTF8);
        var version = new List<ExportedLine>();
        while (await reader.ReadLineAsync(cancellation) is { } text)
        {
            var line = Read(text);
            if (version.Count > 0 && !JournalVersion.IsSame(version[0].Line, line.Line))
            {
                foreach (var entry in Entries(version))
                    yield return entry;
                version.Clear();
            }

            version.Add(line);
        }

        foreach (var entry in Entries(version))
            yield return entry;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var reader in readers)
            reader.Dispose();
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<ExportedEntry> Entries(IEnumerable<ExportedLine> version) => version.GroupBy(line => line.Number).OrderBy(lines => lines.Key)
        .Select(lines => new ExportedEntry(lines.Key, lines.First().IsCorrection, LedgerEntry.Of(lines.Select(line => line.Line)).Single()));

    private static UnbalancedBooksException Gone(string key) => new($"The line {key} was exported and is not in the journal any more.");

    private static ExportedLine Read(string text) => BillingJson.Read<ExportedLine>(text[(text.IndexOf('\t', StringComparison.Ordinal) + 1)..]);

    private async Task AdvanceAsync(LinesFile file, CancellationToken cancellation)
    {
        if (await file.Reader.ReadLineAsync(cancellation) is not { } text)
            return;
        file.Text = text;
        next.Enqueue(file, text[..text.IndexOf('\t', StringComparison.Ordinal)]);
    }

    // A file and the line that it is at.
    private sealed class LinesFile(StreamReader reader)
    {
        public StreamReader Reader { get; } = reader;

        public string Text { get; set; } = "";
    }
}

/// <summary>What of a version of an account or payment is posted on one day; it stands together in the journal.</summary>
internal static class JournalVersion
{
    public static bool IsSame(PostedLine a, PostedLine b) => a.PostingDate == b.PostingDate && a.Source == b.Source && a.Version == b.Version;
}
