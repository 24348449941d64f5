using Billing.DevHost.Azurite;
using Billing.Functions.Api;
using Billing.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests;

/// <summary>An Azurite for the tests of one class, which run one after the other, each with sellers and customers of its own; classes run side by side. One for all of
/// them would get slower with all that it holds.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess? azurite;

    internal AzuriteProcess Process => azurite!;

    internal string ConnectionString => Process.ConnectionString;

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
        azurite = await AzuriteProcess.StartAsync();
        await using var services = Services();
        await services.GetRequiredService<BillingStorage>().CreateMissingAsync(CancellationToken.None);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (azurite is not null)
            await azurite.DisposeAsync();
    }
}
