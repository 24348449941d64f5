using System.Globalization;
using Azure.Storage.Blobs.Models;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Reports;

/// <summary>A snapshot of a seller's books.</summary>
/// <param name="SellerId">Whose.</param>
/// <param name="Moment">What is posted through its day, as known at its instant.</param>
internal sealed record Snapshot(string SellerId, ReportMoment Moment)
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string InstantFormat = "yyyyMMdd'T'HHmmssfffffff'Z'";

    /// <summary>Names it within the seller's: <c>2026-01-31-20260201T060000.0000000Z</c>, in the order of days and instants.</summary>
    public string Name => $"{Moment.AsOf.ToString(DayFormat, CultureInfo.InvariantCulture)}-{Moment.KnownAt.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture)}";

    public static Snapshot Parse(string sellerId, string name) => new(sellerId, new ReportMoment(
        DateOnly.ParseExact(name[..DayFormat.Length], DayFormat, CultureInfo.InvariantCulture),
        DateTimeOffset.ParseExact(name[(DayFormat.Length + 1)..], InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)));
}

/// <summary>The container of snapshots: <c>{seller}/whole/{name}</c>, an empty blob that is written last, and <c>{seller}/shards/{name}/{shard}.ndjson.gz</c>.</summary>
internal sealed class SnapshotBook(BillingStorage storage)
{
    /// <summary>The last snapshot of a day before one, known no later than an instant; null where there is none.</summary>
    public async Task<Snapshot?> LastAsync(string sellerId, DateOnly before, DateTimeOffset knownAt, CancellationToken cancellation)
    {
        Snapshot? last = null;
        await foreach (var snapshot in AllAsync(sellerId, cancellation))
        {
            if (snapshot.Moment.AsOf < before && snapshot.Moment.KnownAt <= knownAt)
                last = snapshot;
        }

        return last;
    }

    /// <summary>A seller's snapshots, by day and instant.</summary>
    public async IAsyncEnumerable<Snapshot> AllAsync(string sellerId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var prefix = $"{sellerId}/whole/";
        await foreach (var blob in Container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellation))
            yield return Snapshot.Parse(sellerId, blob.Name[prefix.Length..]);
    }

    /// <summary>Where a shard's lines are written to.</summary>
    public Task<Stream> WriteShardAsync(Snapshot snapshot, int shard, CancellationToken cancellation) =>
        Container.GetBlobClient(ShardName(snapshot, shard)).OpenWriteAsync(overwrite: true, cancellationToken: cancellation);

    /// <summary>The snapshot is whole: from now on reports start with it.</summary>
    public Task FinishAsync(Snapshot snapshot, CancellationToken cancellation) =>
        Container.GetBlobClient($"{snapshot.SellerId}/whole/{snapshot.Name}").UploadAsync(BinaryData.FromBytes(ReadOnlyMemory<byte>.Empty), overwrite: true, cancellation);

    /// <summary>A shard's lines.</summary>
    public async IAsyncEnumerable<PostedLine> ReadShardAsync(Snapshot snapshot, int shard, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = await Container.GetBlobClient(ShardName(snapshot, shard)).OpenReadAsync(cancellationToken: cancellation);
        await foreach (var line in SnapshotFile.ReadAsync(stream, cancellation))
            yield return line;
    }

    private Azure.Storage.Blobs.BlobContainerClient Container => storage.Container(StorageNames.Snapshots);

    private static string ShardName(Snapshot snapshot, int shard) => $"{snapshot.SellerId}/shards/{snapshot.Name}/{shard:D2}.ndjson.gz";
}
