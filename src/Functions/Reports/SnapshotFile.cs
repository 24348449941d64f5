using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Reports;

/// <summary>Lines as compressed JSON, one a line: what one shard carries forward.</summary>
internal static class SnapshotFile
{
    private static readonly JsonSerializerOptions Options = Create();
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <summary>Writes lines.</summary>
    public static async Task WriteAsync(Stream to, IEnumerable<PostedLine> lines, CancellationToken cancellation)
    {
        await using var gzip = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true);
        await using var buffer = new BufferedStream(gzip, 64 * 1024);
        foreach (var line in lines)
        {
            await buffer.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(Carried.Of(line), Options), cancellation);
            await buffer.WriteAsync(NewLine, cancellation);
        }
    }

    /// <summary>Reads what <see cref="WriteAsync"/> wrote.</summary>
    public static async IAsyncEnumerable<PostedLine> ReadAsync(Stream from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var gzip = new GZipStream(from, CompressionMode.Decompress);
        await foreach (var line in JsonSerializer.DeserializeAsyncEnumerable<Carried>(gzip, topLevelValues: true, Options, cancellation))
            yield return line!.ToLine();
    }

    private static JsonSerializerOptions Create()
    {
        var options = BillingJson.Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>A line with names of a letter or two, and without what it lacks: a snapshot has millions.</summary>
    private sealed record Carried(
        [property: JsonPropertyName("s")] string? Source,
        [property: JsonPropertyName("v")] string? Version,
        [property: JsonPropertyName("p")] DateOnly PostingDate,
        [property: JsonPropertyName("r")] DateTimeOffset RecordedAt,
        [property: JsonPropertyName("l")] string? LedgerAccount,
        [property: JsonPropertyName("a")] Money Amount,
        [property: JsonPropertyName("d")] string? DocumentId,
        [property: JsonPropertyName("n")] string? Number,
        [property: JsonPropertyName("i")] DateOnly? IssueDate,
        [property: JsonPropertyName("u")] DateOnly? DueDate,
        [property: JsonPropertyName("c")] string? CreditId,
        [property: JsonPropertyName("f")] bool IsCarriedForward)
    {
        public static Carried Of(PostedLine line) => new(
            Some(line.Source), Some(line.Version), line.PostingDate, line.RecordedAt, Some(line.LedgerAccount), line.Amount, Some(line.DocumentId), Some(line.Number), line.IssueDate, line.DueDate, Some(line.CreditId), line.IsCarriedForward);

        public PostedLine ToLine() => new(Source ?? "", Version ?? "", 0, PostingDate, RecordedAt, LedgerAccount ?? "", Amount)
        {
            DocumentId = DocumentId ?? "",
            Number = Number ?? "",
            IssueDate = IssueDate,
            DueDate = DueDate,
            CreditId = CreditId ?? "",
            Cause = IsCarriedForward ? PostedLine.CarriedForward : "",
        };

        private static string? Some(string text) => text.Length == 0 ? null : text;
    }
}
