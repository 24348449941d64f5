using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Dunning;

/// <summary>Duns a batch of accounts: flags what is overdue, takes the steps that are due, hands off what is past them.</summary>
internal sealed class CollectAccounts(AccountBatch accounts)
{
    [Function(nameof(CollectAccounts))]
    public Task RunAsync([QueueTrigger(StorageNames.CollectAccounts, Connection = "AzureWebJobsStorage")] string message, FunctionContext context, CancellationToken cancellation) =>
        accounts.WorkAsync(WorkKind.Collect, BillingJson.Read<AccountBatchMessage>(message), context.DequeueCount(), cancellation);
}
