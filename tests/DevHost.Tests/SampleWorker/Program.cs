using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

var storage = builder.Configuration["Storage:ConnectionString"]
    ?? throw new InvalidOperationException("The setting Storage__ConnectionString is missing.");
builder.Services.AddSingleton(new BlobServiceClient(storage));
builder.Services.AddSingleton(new TableServiceClient(storage));
builder.Services.AddSingleton(new QueueServiceClient(storage, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }));

await builder.Build().RunAsync();
