using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Arrangements;

/// <summary>Lists a customer's arrangements.</summary>
internal sealed class ListArrangements(ArrangementReader arrangements)
{
    [Function(nameof(ListArrangements))]
    [ApiOperation("arrangements", "Lists a customer's plans and promises, the newest first.", Answer = typeof(Page<ArrangementResource>))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/arrangements")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        new QueryReader(request).End();
        return new JsonAnswer(new Page<ArrangementResource>(await arrangements.ListAsync(Requests.Account(accountId), cancellation), null));
    }
}
