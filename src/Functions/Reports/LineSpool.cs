using System.Text;
using Billing.Domain;

namespace Billing.Functions.Reports;

/// <summary>Lines on disk, by shard: the journal is read once, in the order of its days, and given shard by shard.</summary>
internal sealed class LineSpool : IDisposable
{
    private readonly Func<string, int> shardOf;
    private readonly SpoolFile[] files;
    private readonly BinaryWriter[] writers;
    private readonly long[] counts;

    /// <param name="shards">How many there are.</param>
    /// <param name="shardOf">The shard of a line's source.</param>
    public LineSpool(int shards, Func<string, int> shardOf)
    {
        (this.shardOf, counts) = (shardOf, new long[shards]);
        files = [.. Enumerable.Range(0, shards).Select(_ => new SpoolFile())];
        writers = [.. files.Select(file => new BinaryWriter(file.Writing, Encoding.UTF8))];
    }

    public void Add(PostedLine line)
    {
        var shard = shardOf(line.Source);
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
        to.Write(line.Reference);
        to.Write(line.Reason);
        to.Write(line.Tax is not null);
        if (line.Tax is not { } tax)
            return;
        to.Write((int)tax.Treatment);
        to.Write(tax.Rate);
        to.Write(tax.Jurisdiction);
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
        Reference = from.ReadString(),
        Reason = from.ReadString(),
        Tax = from.ReadBoolean() ? new PostedTax((TaxTreatment)from.ReadInt32(), from.ReadDecimal(), from.ReadString()) : null,
    };

    private static DateOnly? Date(int dayNumber) => dayNumber < 0 ? null : DateOnly.FromDayNumber(dayNumber);
}
