using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Invoices;

/// <summary>Bills a batch of accounts: what is due becomes drafts and invoices.</summary>
internal sealed class BillAccounts(AccountBatch accounts)
{
    [Function(nameof(BillAccounts))]
    public Task RunAsync([QueueTrigger(StorageNames.BillAccounts, Connection = "AzureWebJobsStorage")] string message, FunctionContext context, CancellationToken cancellation) =>
        accounts.WorkAsync(WorkKind.Bill, BillingJson.Read<AccountBatchMessage>(message), context.DequeueCount(), cancellation);
}
