using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>Records that the customer contests an invoice; it is not dunned meanwhile.</summary>
internal sealed class DisputeInvoice(AccountCommands commands, InvoiceReader invoices)
{
    [Function(nameof(DisputeInvoice))]
    [ApiOperation("invoices", "Records that the customer contests an invoice.", Body = typeof(ReasonBody), Answer = typeof(CommandResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "invoices/{documentId}/dispute")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<ReasonBody>(cancellation);
        var account = await invoices.AccountOfAsync(documentId, cancellation);
        return CustomerReader.Answer(await commands.CarryOutAsync(request, account, new OpenDispute(documentId, body.Reason), cancellation, body.Reason));
    }
}
