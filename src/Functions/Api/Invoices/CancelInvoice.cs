using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>Cancels an invoice by a document of its own; what was paid on it becomes credit.</summary>
internal sealed class CancelInvoice(AccountCommands commands, InvoiceReader invoices)
{
    [Function(nameof(CancelInvoice))]
    [ApiOperation("invoices", "Cancels an invoice by a document of its own.", Body = typeof(ReasonBody), Answer = typeof(VoidedInvoice), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "invoices/{documentId}/void")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<ReasonBody>(cancellation);
        var account = await invoices.AccountOfAsync(documentId, cancellation);
        var outcome = (AccountOutcome.Committed)await commands.CarryOutAsync(request, account, new VoidInvoice(documentId), cancellation, body.Reason);
        return new JsonAnswer(VoidedInvoice.Of(documentId, outcome.Events.OfType<InvoiceVoided>().Single()));
    }
}
