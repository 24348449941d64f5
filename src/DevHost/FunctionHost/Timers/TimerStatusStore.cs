using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;

namespace Billing.DevHost.FunctionHost.Timers;

/// <summary>What a timer remembers between runs of the host; both times in UTC.</summary>
internal sealed record TimerStatus(DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated);

/// <summary>The timers' statuses, in the container and under the names that the Functions host uses.</summary>
internal sealed class TimerStatusStore(BlobServiceClient blobs)
{
    private const string ContainerName = "azure-webjobs-hosts";
    private const string HostId = "billing-devhost";

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(ContainerName);

    public async Task<TimerStatus?> ReadAsync(string function, CancellationToken cancel)
    {
        try
        {
            var content = await Blob(function).DownloadContentAsync(cancel);
            return JsonSerializer.Deserialize<TimerStatus>(content.Value.Content);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    public async Task WriteAsync(string function, TimerStatus status, CancellationToken cancel)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancel);
        await Blob(function).UploadAsync(BinaryData.FromObjectAsJson(status), overwrite: true, cancel);
    }

    private BlobClient Blob(string function) => container.GetBlobClient($"timers/{HostId}/Host.Functions.{function}/status");
}
