using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Invoices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Whether a customer's next invoices can be issued as data.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Format">As what they are issued; none where the PDF is the invoice.</param>
/// <param name="IsComplete">Whether nothing is wrong.</param>
/// <param name="Faults">What would keep them from getting a number, by business term and field.</param>
internal sealed record EInvoiceCheckResource(string AccountId, EInvoiceFormat Format, bool IsComplete, IReadOnlyList<EInvoiceFault> Faults);

/// <summary>Checks a customer's next invoices by the rules of its e-invoice format. Changes nothing.</summary>
internal sealed class GetEInvoiceCheck(BillingPreview preview)
{
    [Function(nameof(GetEInvoiceCheck))]
    [ApiOperation("customers", "Says what would keep a customer's next invoices from being valid e-invoices.", Answer = typeof(EInvoiceCheckResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/e-invoice-check")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var forecast = await preview.EInvoiceAsync(account, cancellation);
        return new JsonAnswer(new EInvoiceCheckResource(account.ToString(), forecast.Format, forecast.Faults.Count == 0, forecast.Faults));
    }
}
