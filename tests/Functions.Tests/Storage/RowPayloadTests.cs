using System.Security.Cryptography;
using Azure.Data.Tables;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Storage;

public sealed class RowPayloadTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(10, "Json")]
    [InlineData(40_000, "Z0")]
    [InlineData(150_000, "Z2")]
    [InlineData(900_000, "Blob")]
    public async Task A_value_of_any_size_comes_back_and_is_kept_where_it_fits(int bytes, string property)
    {
        await using var services = azurite.Services();
        var (payload, storage) = (services.GetRequiredService<RowPayload>(), services.GetRequiredService<BillingStorage>());
        var value = Convert.ToHexString(RandomNumberGenerator.GetBytes(bytes));
        var row = await payload.WriteAsync(new TableEntity(Given.NewId("payload"), "row"), value, default);

        await storage.Config.AddEntityAsync(row);
        var read = (await storage.Config.GetEntityAsync<TableEntity>(row.PartitionKey, "row")).Value;

        Assert.Equal(value, await payload.ReadAsync<string>(read, default));
        Assert.True(read.ContainsKey(property), string.Join(", ", read.Keys));
    }
}
