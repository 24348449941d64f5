using System.Text;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Reports;

/// <summary>Lines on disk, by shard: the journal is read once, in the order of its days, and given shard by shard.</summary>
internal sealed class LineSpool : IDisposable
{
    private readonly SpoolFile[] files = new SpoolFile[Keys.Shards];
    private readonly BinaryWriter[] writers = new BinaryWriter[Keys.Shards];
    private readonly long[] counts = new long[Keys.Shards];

    public LineSpool()
    {
        for (var shard = 0; shard < files.Length; shard++)
            writers[shard] = new BinaryWriter((files[shard] = new SpoolFile()).Writing, Encoding.UTF8);
    }

    public void Add(PostedLine line)
    {
        var shard = Keys.ShardNo(line.Source);
        Write(writers[shard], line);
        counts[shard]++;
    }

    /// <summary>The lines of a shard, in the order they came.</summary>
    public IEnumerable<PostedLine> Read(int shard)
    {
        writers[shard].Flush();
        using var reader = new BinaryReader(files[shard].Read(0, files[shard].Length), Encoding.UTF8);
        for (var index = 0L; index < counts[shard]; index++)
            yield return Read(reader);
    }

    public void Dispose()
    {
        foreach (var file in files)
            file.Dispose();
    }

    private static void Write(BinaryWriter to, PostedLine line)
    {
        to.Write(line.Source);
        to.Write(line.Version);
        to.Write(line.LineNo);
        to.Write(line.PostingDate.DayNumber);
        to.Write(line.RecordedAt.UtcTicks);
        to.Write(line.LedgerAccount);
        to.Write(line.Amount.Amount);
        to.Write(line.Amount.Currency.Code);
        to.Write(line.DocumentId);
        to.Write(line.Number);
        to.Write(line.IssueDate?.DayNumber ?? -1);
        to.Write(line.DueDate?.DayNumber ?? -1);
        to.Write(line.CreditId);
        to.Write(line.Cause);
    }

    private static PostedLine Read(BinaryReader from) => new(
        from.ReadString(), from.ReadString(), from.ReadInt32(), DateOnly.FromDayNumber(from.ReadInt32()), new DateTimeOffset(from.ReadInt64(), TimeSpan.Zero), from.ReadString(), new Money(from.ReadDecimal(), Currency.Of(from.ReadString())))
    {
        DocumentId = from.ReadString(),
        Number = from.ReadString(),
        IssueDate = Date(from.ReadInt32()),
        DueDate = Date(from.ReadInt32()),
        CreditId = from.ReadString(),
        Cause = from.ReadString(),
    };

    private static DateOnly? Date(int dayNumber) => dayNumber < 0 ? null : DateOnly.FromDayNumber(dayNumber);
}
