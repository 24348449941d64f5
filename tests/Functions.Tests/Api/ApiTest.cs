using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Index;
using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

/// <summary>Tests of the API on Azurite.</summary>
public abstract class ApiTest(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private ApiHost? host;

    internal AzuriteFixture Azurite => azurite;

    internal ApiHost Host => host!;

    internal ApiClient Client { get; private set; } = null!;

    internal virtual IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

    /// <summary>Does what the journal's handler does: brings the lists up to date with all that the account has recorded.</summary>
    internal async Task IndexAsync(AccountId account)
    {
        var records = await Host.Services.GetRequiredService<AccountRows>().HistoryAsync(account, default).Select(record => (account, record)).ToListAsync();
        await Host.Services.GetRequiredService<IndexBook>().RecordAsync(records, default);
    }

    /// <summary>The seller's open tasks, once the journal's handler has kept those of an account.</summary>
    internal async Task<IReadOnlyList<WorkTask>> TasksAsync(AccountId account)
    {
        await foreach (var record in Host.Services.GetRequiredService<AccountRows>().HistoryAsync(account, default))
            await Host.Services.GetRequiredService<AccountTasks>().KeepAsync(account, record, default);
        return await Host.Services.GetRequiredService<TaskBook>().OpenTasksAsync(account.Seller, default).ToListAsync();
    }

    async Task IAsyncLifetime.InitializeAsync() => await StartAsync();

    async Task IAsyncLifetime.DisposeAsync() => await StopAsync();

    private protected async Task StartAsync()
    {
        host = await ApiHost.StartAsync(azurite, settings: Settings);
        Client = host.CreateClient();
    }

    private protected async Task StopAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }
}
