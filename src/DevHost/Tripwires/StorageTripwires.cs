using Billing.DevHost.Azurite;

namespace Billing.DevHost.Tripwires;

/// <summary>A wire before each of the three storage services. Shared-key signatures don't cover the host, so they stay valid.</summary>
internal sealed record StorageTripwires(Tripwire Blobs, Tripwire Queues, Tripwire Tables) : IAsyncDisposable
{
    public string StorageConnectionString => AzuriteProcess.ConnectionStringFor(Blobs.Url, Queues.Url, Tables.Url);

    public static async Task<StorageTripwires> StartAsync(AzuriteProcess azurite, CancellationToken cancel) => new(
        await Tripwire.StartAsync("blobs", azurite.BlobUrl, cancel),
        await Tripwire.StartAsync("queues", azurite.QueueUrl, cancel),
        await Tripwire.StartAsync("tables", azurite.TableUrl, cancel));

    public async ValueTask DisposeAsync()
    {
        await Blobs.DisposeAsync();
        await Queues.DisposeAsync();
        await Tables.DisposeAsync();
    }
}
