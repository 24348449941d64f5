using Billing.Domain;
using Billing.Functions.Api.Approvals;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>What of an invoice is given up, and why.</summary>
internal sealed record WriteOffBody(Money? Amount, ReasonCode Reason, string? Text) : IRequestBody<WriteOffBody>
{
    public static WriteOffBody Read(BodyReader body) => new(body.OptionalAmount("amount"), body.Choice<ReasonCode>("reason"), body.TextOrNothing("text", 500));
}

/// <summary>Writes an invoice off, or part of it.</summary>
internal sealed class GiveUpInvoice(AccountCommands commands, InvoiceReader invoices, Caller caller)
{
    [Function(nameof(GiveUpInvoice))]
    [ApiOperation("invoices", "Writes off what is owed of an invoice, or part of it; a later payment recovers it. Over the seller's limit it waits for approval (202).",
        Body = typeof(WriteOffBody), Answer = typeof(ApprovableAnswer), Statuses = [201, 202], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "invoices/{documentId}/write-off")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<WriteOffBody>(cancellation);
        var account = await invoices.AccountOfAsync(documentId, cancellation);
        return ApprovableAnswer.Of(await commands.CarryOutAsync(request, account, new WriteOffInvoice(key, documentId, body.Amount, body.Reason), cancellation, body.Text));
    }
}
