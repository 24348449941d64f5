using Billing.Domain;
using Billing.Functions.Api.Approvals;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Invoices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.CreditNotes;

/// <summary>Gives back part of an invoice, or what is left of it.</summary>
internal sealed class CreateCreditNote(AccountCommands commands, InvoiceReader invoices, Caller caller)
{
    [Function(nameof(CreateCreditNote))]
    [ApiOperation("invoices", "Credits lines of an invoice, or all that is left of it, by a credit note. Over the seller's limit it waits for approval (202).",
        Body = typeof(CreditNoteBody), Answer = typeof(ApprovableAnswer), Statuses = [201, 202], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "invoices/{documentId}/credit-notes")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<CreditNoteBody>(cancellation);
        var account = await invoices.AccountOfAsync(documentId, cancellation);
        return ApprovableAnswer.Of(await commands.CarryOutAsync(request, account, new IssueCreditNote(key, documentId, body.Lines, body.Reason, body.Disposition), cancellation, body.Text));
    }
}
