using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Storage;

/// <summary>The storage account: its tables, containers and queues.</summary>
internal sealed class BillingStorage
{
    private readonly TableServiceClient tables;
    private readonly BlobServiceClient blobs;
    private readonly QueueServiceClient queues;
    private readonly QueueServiceClient rawQueues;

    public BillingStorage(IConfiguration settings)
    {
        var queueOptions = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        if (settings["Storage:ConnectionString"] is { Length: > 0 } connection)
        {
            tables = new TableServiceClient(connection);
            blobs = new BlobServiceClient(connection);
            queues = new QueueServiceClient(connection, queueOptions);
            rawQueues = new QueueServiceClient(connection);
            return;
        }

        var account = settings["Storage:AccountName"] ?? throw new InvalidOperationException("Set Storage__ConnectionString or Storage__AccountName.");
        TokenCredential credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = settings["Storage:ClientId"] });
        tables = new TableServiceClient(new Uri($"https://{account}.table.core.windows.net"), credential);
        blobs = new BlobServiceClient(new Uri($"https://{account}.blob.core.windows.net"), credential);
        queues = new QueueServiceClient(new Uri($"https://{account}.queue.core.windows.net"), credential, queueOptions);
        rawQueues = new QueueServiceClient(new Uri($"https://{account}.queue.core.windows.net"), credential);
    }

    public TableClient Accounts => tables.GetTableClient(StorageNames.Accounts);

    public TableClient Payments => tables.GetTableClient(StorageNames.Payments);

    public TableClient Inbox => tables.GetTableClient(StorageNames.Inbox);

    public TableClient Numbers => tables.GetTableClient(StorageNames.Numbers);

    public TableClient Calendar => tables.GetTableClient(StorageNames.Calendar);

    public TableClient Lookup => tables.GetTableClient(StorageNames.Lookup);

    public TableClient Journal => tables.GetTableClient(StorageNames.Journal);

    public TableClient Index => tables.GetTableClient(StorageNames.Index);

    public TableClient Config => tables.GetTableClient(StorageNames.Config);

    public TableClient Runs => tables.GetTableClient(StorageNames.Runs);

    public TableClient Usage => tables.GetTableClient(StorageNames.Usage);

    public TableClient PrintBatches => tables.GetTableClient(StorageNames.PrintBatches);

    public BlobContainerClient Container(string name) => blobs.GetBlobContainerClient(name);

    public QueueClient Queue(string name) => queues.GetQueueClient(name);

    /// <summary>A queue whose messages are read and sent as they are encoded.</summary>
    public QueueClient RawQueue(string name) => rawQueues.GetQueueClient(name);

    /// <summary>Creates what is missing. In Azure the deployment has created everything; on one machine nothing has.</summary>
    public async Task CreateMissingAsync(CancellationToken cancellation)
    {
        foreach (var table in StorageNames.Tables)
            await tables.CreateTableIfNotExistsAsync(table, cancellation);
        foreach (var container in StorageNames.Containers)
            await Container(container).CreateIfNotExistsAsync(cancellationToken: cancellation);
        foreach (var queue in StorageNames.Queues)
            await Queue(queue).CreateIfNotExistsAsync(cancellationToken: cancellation);
    }
}
