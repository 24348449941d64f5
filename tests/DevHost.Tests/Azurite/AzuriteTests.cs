using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Billing.DevHost.Azurite;

namespace Billing.DevHost.Tests.Azurite;

public sealed class AzuriteTests
{
    [Fact]
    public async Task Storage_answers_and_what_it_holds_outlives_it_where_a_location_is_given()
    {
        var location = Directory.CreateTempSubdirectory("azurite").FullName;
        try
        {
            await using (var first = await AzuriteProcess.StartAsync(location: location))
            {
                await new TableServiceClient(first.ConnectionString).CreateTableAsync("Kept");
                await new QueueClient(first.ConnectionString, "kept").CreateAsync();
                await new BlobContainerClient(first.ConnectionString, "kept").CreateAsync();
            }
            await using var second = await AzuriteProcess.StartAsync(location: location);

            Assert.Equal("Kept", Assert.Single(new TableServiceClient(second.ConnectionString).Query().Select(t => t.Name)));
            Assert.True(await new QueueClient(second.ConnectionString, "kept").ExistsAsync());
            Assert.True(await new BlobContainerClient(second.ConnectionString, "kept").ExistsAsync());
        }
        finally
        {
            Directory.Delete(location, recursive: true);
        }
    }

    [Fact]
    public async Task It_is_gone_when_it_is_disposed_of()
    {
        int id;
        await using (var azurite = await AzuriteProcess.StartAsync())
        {
            id = azurite.ProcessId;
            Assert.Contains("node", Process.GetProcessById(id).ProcessName, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }
}
