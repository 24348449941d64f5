using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>Shows what a customer is billed next.</summary>
internal sealed class GetUpcomingInvoice(BillingPreview preview)
{
    [Function(nameof(GetUpcomingInvoice))]
    [ApiOperation("invoices", "Shows what a customer is billed next, by the code that will bill it; changes nothing.", Answer = typeof(UpcomingInvoices))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/upcoming-invoice")] HttpRequest request, string accountId, CancellationToken cancellation) =>
        await preview.NextAsync(Requests.Account(accountId), [], cancellation) is { } upcoming
            ? new JsonAnswer(upcoming)
            : Problem.Of(StatusCodes.Status404NotFound, "nothing-to-bill", "Nothing is to be billed, or billing is parked until it is resumed.");
}
