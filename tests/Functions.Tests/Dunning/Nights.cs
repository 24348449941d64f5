using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Dunning;
using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Dunning;

/// <summary>What the host does at night: a tick of the timer, then every message to its function until there is none.</summary>
internal static class Nights
{
    public static Task TickAsync(IServiceProvider services) => ActivatorUtilities.CreateInstance<FlagOverdueAccounts>(services).RunAsync(new TimerInfo(), default);

    /// <summary>The scans and the accounts that they find.</summary>
    /// <returns>Those accounts.</returns>
    public static async Task<IReadOnlyList<string>> WorkAsync(IServiceProvider services)
    {
        while (await Given.TakeMessagesAsync<ScanDueWorkMessage>(services, StorageNames.ScanDueWork) is { Count: > 0 } scans)
        {
            foreach (var scan in scans)
                await ActivatorUtilities.CreateInstance<ScanDueWork>(services).RunAsync(BillingJson.Write(scan), new DequeuedContext(1), default);
        }

        var batches = await Given.TakeMessagesAsync<AccountBatchMessage>(services, StorageNames.CollectAccounts);
        foreach (var batch in batches)
            await services.GetRequiredService<AccountBatch>().WorkAsync(WorkKind.Collect, batch, 1, default);
        return [.. batches.SelectMany(batch => batch.Accounts).Select(due => due.AccountId)];
    }

    /// <summary>The documents that came of it, rendered and e-mailed, and the notices.</summary>
    public static async Task DeliverAsync(IServiceProvider services)
    {
        foreach (var documents in await Given.TakeMessagesAsync<RenderDocumentsMessage>(services, StorageNames.RenderDocuments))
            await ActivatorUtilities.CreateInstance<RenderDocuments>(services).RunAsync(BillingJson.Write(documents), new DequeuedContext(1), default);
        foreach (var deliveries in await Given.TakeMessagesAsync<DeliverDocumentsMessage>(services, StorageNames.DeliverDocuments))
            await ActivatorUtilities.CreateInstance<DeliverDocuments>(services).RunAsync(BillingJson.Write(deliveries), new DequeuedContext(1), default);
    }
}
