using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Statements;

/// <summary>Issues the statements of a batch of accounts: of each the oldest month that is due, and in further rounds the months after it.</summary>
internal sealed class StateAccounts(AccountBatch accounts)
{
    [Function(nameof(StateAccounts))]
    public Task RunAsync([QueueTrigger(StorageNames.StateAccounts, Connection = "AzureWebJobsStorage")] string message, FunctionContext context, CancellationToken cancellation) =>
        accounts.WorkAsync(WorkKind.State, BillingJson.Read<AccountBatchMessage>(message), context.DequeueCount(), cancellation);
}
