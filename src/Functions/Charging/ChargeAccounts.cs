using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Charging;

/// <summary>Starts the payment attempts of a batch of accounts.</summary>
internal sealed class ChargeAccounts(AccountBatch accounts, WorkQueues queues, IConfiguration settings)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(10);

    [Function(nameof(ChargeAccounts))]
    public async Task RunAsync([QueueTrigger(StorageNames.ChargeAccounts, Connection = "AzureWebJobsStorage")] string message, FunctionContext context, CancellationToken cancellation)
    {
        var batch = BillingJson.Read<AccountBatchMessage>(message);

        // Switched off in the middle of a run: what is queued waits until charging is on again.
        if (batch.DryRun || settings.IsOn("Charging"))
            await accounts.WorkAsync(WorkKind.Charge, batch, context.DequeueCount(), cancellation);
        else
            await queues.SendAsync(StorageNames.ChargeAccounts, batch, cancellation, LookAgainAfter);
    }
}
