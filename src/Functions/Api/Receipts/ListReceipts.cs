using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.Index;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Receipts;

/// <summary>Lists an account's receipts.</summary>
internal sealed class ListReceipts(AccountEntries entries)
{
    [Function(nameof(ListReceipts))]
    [ApiOperation("receipts", "Lists an account's receipts by issue date.", Answer = typeof(Page<ReceiptSummary>), Query =
        ["from: the first issue date", "to: the last issue date", "limit: how many at most", "continuation: where the page before ended"])]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/receipts")] HttpRequest request, string accountId, CancellationToken cancellation) =>
        entries.ListAsync<ReceiptEntry, ReceiptSummary>(request, accountId, IndexPartitions.Receipts, ReceiptSummary.Of, cancellation);
}
