using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Billing.SampleWorker;

/// <summary>A queue message of the sample: where to leave a trace, and how to behave.</summary>
/// <param name="Id">The name of the trace.</param>
/// <param name="FailTimes">How many deliveries throw before one succeeds.</param>
/// <param name="RunMilliseconds">How long a delivery takes.</param>
public sealed record SampleWork(string Id, int FailTimes = 0, int RunMilliseconds = 0);

/// <summary>Queue functions that leave a trace in storage for every delivery.</summary>
public sealed class QueueFunctions(TableServiceClient tables, BlobServiceClient blobs, ILogger<QueueFunctions> log)
{
    [Function("HandleWork")]
    public async Task HandleWork(
        [QueueTrigger("%WorkQueue%", Connection = "Storage:ConnectionString")] SampleWork work,
        string id,
        long dequeueCount,
        string popReceipt,
        DateTimeOffset insertionTime,
        CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(work);
        log.LogInformation("Delivery {DequeueCount} of {Work}", dequeueCount, work.Id);
        var trace = tables.GetTableClient("Trace");
        await trace.UpsertEntityAsync(
            new TableEntity(work.Id, $"{dequeueCount}")
            {
                ["MessageId"] = id,
                ["PopReceipt"] = popReceipt,
                ["InsertionTime"] = insertionTime,
            },
            cancellationToken: cancel);
        await Task.Delay(work.RunMilliseconds, cancel);
        if (dequeueCount <= work.FailTimes)
            throw new InvalidOperationException($"Delivery {dequeueCount} of {work.Id} was told to fail.");
        await blobs.GetBlobContainerClient("done").UploadBlobAsync(work.Id, BinaryData.FromString($"{dequeueCount}"), cancel);
    }

    [Function("HandleRawMessage")]
    public async Task HandleRawMessage([QueueTrigger("raw-messages", Connection = "Storage:ConnectionString")] QueueMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        await tables.GetTableClient("Trace").UpsertEntityAsync(new TableEntity("raw", message.MessageId)
        {
            ["Body"] = message.Body.ToString(),
            ["DequeueCount"] = message.DequeueCount,
            ["PopReceipt"] = message.PopReceipt,
            ["InsertedOn"] = message.InsertedOn,
        });
    }

    [Function("ListensNowhere")]
    public static void ListensNowhere([QueueTrigger("%NoSuchSetting%", Connection = "Storage:ConnectionString")] string message) =>
        throw new InvalidOperationException("A function whose queue does not resolve must never run.");
}
