using Billing.DevHost.Azurite;
using Billing.Functions.Api;
using Billing.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests;

/// <summary>A storage account for the tests of one class, which run one after the other, each with sellers and customers of its own; classes run side by side, each on
/// an Azurite that no other uses meanwhile.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteLease? lease;

    internal AzuriteProcess Process => lease!.Azurite.Process;

    internal string ConnectionString => ConnectionStringFor(Process.BlobUrl, Process.QueueUrl, Process.TableUrl);

    /// <summary>The connection string by way of other addresses, a proxy's for instance.</summary>
    internal string ConnectionStringFor(Uri blob, Uri queue, Uri table) => AzuriteProcess.ConnectionStringFor(blob, queue, table, lease!.Account);

    /// <summary>The services of the app on this storage.</summary>
    /// <param name="clock">The clock they read; the system's when null.</param>
    /// <param name="settings">Settings beside the storage connection, which they may replace.</param>
    internal ServiceProvider Services(TimeProvider? clock = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:ConnectionString"] = ConnectionString })
            .AddInMemoryCollection(settings ?? new Dictionary<string, string?>())
            .Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging()
            .AddBilling(configuration).AddApi().AddSingleton(clock ?? TimeProvider.System)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        lease = await AzuritePool.TakeAsync();
        await using var services = Services();
        await services.GetRequiredService<BillingStorage>().CreateMissingAsync(CancellationToken.None);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (lease is not null)
            await AzuritePool.GiveBackAsync(lease);
    }
}
