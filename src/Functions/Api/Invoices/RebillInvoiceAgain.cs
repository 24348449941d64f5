using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>How an invoice was billed again.</summary>
/// <param name="Voided">The cancellation of the first.</param>
/// <param name="Invoice">The invoice that replaces it.</param>
internal sealed record RebilledInvoice(VoidedInvoice Voided, InvoiceResource Invoice);

/// <summary>Cancels an invoice and bills the same again.</summary>
internal sealed class RebillInvoiceAgain(AccountCommands commands, InvoiceReader invoices)
{
    [Function(nameof(RebillInvoiceAgain))]
    [ApiOperation("invoices", "Cancels an invoice and bills the same again, by the prices, taxes and profile as they are now.", Body = typeof(ReasonBody), Answer = typeof(RebilledInvoice), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "invoices/{documentId}/rebill")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<ReasonBody>(cancellation);
        var account = await invoices.AccountOfAsync(documentId, cancellation);
        var outcome = (AccountOutcome.Committed)await commands.CarryOutAsync(request, account, new RebillInvoice(documentId), cancellation, body.Reason);
        var again = outcome.Events.OfType<InvoiceFinalized>().Single();
        return new JsonAnswer(new RebilledInvoice(VoidedInvoice.Of(documentId, outcome.Events.OfType<InvoiceVoided>().Single()), await invoices.RequireAsync(again.Invoice.DocumentId, cancellation)));
    }
}
