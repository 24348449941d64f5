using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Invoices;

/// <summary>Bills a batch of accounts: what is due becomes drafts and invoices.</summary>
internal sealed class BillAccounts(AccountBatch accounts, WorkQueues queues, IConfiguration settings)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(10);

    [Function(nameof(BillAccounts))]
    public async Task RunAsync([QueueTrigger(StorageNames.BillAccounts, Connection = "AzureWebJobsStorage")] string message, FunctionContext context, CancellationToken cancellation)
    {
        var batch = BillingJson.Read<AccountBatchMessage>(message);

        // Switched off in the middle of a run: what is queued waits until billing is on again.
        if (batch.DryRun || settings.IsOn("Billing"))
            await accounts.WorkAsync(WorkKind.Bill, batch, context.DequeueCount(), cancellation);
        else
            await queues.SendAsync(StorageNames.BillAccounts, batch, cancellation, LookAgainAfter);
    }
}
