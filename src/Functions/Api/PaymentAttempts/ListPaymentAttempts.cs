using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.Api.Invoices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.PaymentAttempts;

/// <summary>Lists how what is open was tried to be collected from a customer.</summary>
internal sealed class ListPaymentAttempts(CustomerReader customers)
{
    [Function(nameof(ListPaymentAttempts))]
    [ApiOperation("payment-attempts", "Lists the payment attempts for a customer's open invoices, newest first; those for a paid one are listed with the invoice.", Answer = typeof(Page<PaymentAttemptResource>))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/payment-attempts")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        new QueryReader(request).End();
        var account = await customers.RequireAsync(Requests.Account(accountId), cancellation);
        return new JsonAnswer(new Page<PaymentAttemptResource>([.. account.Invoices.SelectMany(item => PaymentAttemptResource.AllOf(item).Reverse()).OrderByDescending(attempt => attempt.StartedOn)], null));
    }
}

/// <summary>Lists how an invoice was tried to be collected.</summary>
internal sealed class ListInvoicePaymentAttempts(InvoiceReader invoices, AccountRows rows)
{
    [Function(nameof(ListInvoicePaymentAttempts))]
    [ApiOperation("payment-attempts", "Lists the payment attempts for an invoice, newest first.", Answer = typeof(Page<PaymentAttemptResource>))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "invoices/{documentId}/payment-attempts")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        new QueryReader(request).End();
        var account = await invoices.AccountOfAsync(documentId, cancellation);
        var item = await rows.FindAsync<LedgerItem>(account, AccountRows.ItemKey(documentId), cancellation) as InvoiceItem;
        return new JsonAnswer(new Page<PaymentAttemptResource>(item is null ? [] : [.. PaymentAttemptResource.AllOf(item).Reverse()], null));
    }
}
