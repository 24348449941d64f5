using Billing.Functions.Api.Contract;
using Billing.Functions.Deliveries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>What was sent to an account.</summary>
/// <param name="Deliveries">Each copy of each document and notice that was, or should have been, sent.</param>
/// <param name="AddressProblems">The addresses that get nothing at present.</param>
internal sealed record DeliveryList(IReadOnlyList<DeliveryState> Deliveries, IReadOnlyList<MailProblem> AddressProblems);

/// <summary>Shows what was sent to an account, and what became of it.</summary>
internal sealed class ListDeliveries(DeliveryBook deliveries, AddressMarks marks, CustomerReader customers)
{
    [Function(nameof(ListDeliveries))]
    [ApiOperation("customers", "Shows the documents and notices that were sent to an account, each copy, and what became of the e-mails: delivered, dropped, bounce or spamreport; and the addresses that get nothing because of that.", Answer = typeof(DeliveryList))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/deliveries")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        await customers.RequireAsync(account, cancellation);
        return new JsonAnswer(new DeliveryList(await deliveries.ListAsync(account, cancellation), await marks.ListAsync(account, cancellation)));
    }
}
