using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.Index;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Statements;

/// <summary>Lists an account's statements.</summary>
internal sealed class ListStatements(AccountEntries entries)
{
    [Function(nameof(ListStatements))]
    [ApiOperation("statements", "Lists an account's statements by issue date.", Answer = typeof(Page<StatementSummary>), Query =
        ["from: the first issue date", "to: the last issue date", "limit: how many at most", "continuation: where the page before ended"])]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/statements")] HttpRequest request, string accountId, CancellationToken cancellation) =>
        entries.ListAsync<StatementEntry, StatementSummary>(request, accountId, IndexPartitions.Statements, StatementSummary.Of, cancellation);
}
