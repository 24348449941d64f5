using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>Why a draft is issued before its day, if that is said.</summary>
internal sealed record FinalizationBody(string? Reason) : IRequestBody<FinalizationBody>
{
    public static FinalizationBody Read(BodyReader body) => new(body.TextOrNothing("reason", 500));
}

/// <summary>Issues a draft before its day.</summary>
internal sealed class FinalizeInvoice(AccountCommands commands, InvoiceReader invoices)
{
    [Function(nameof(FinalizeInvoice))]
    [ApiOperation("invoices", "Issues a draft before its day.", Body = typeof(FinalizationBody), Answer = typeof(InvoiceResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "invoices/{documentId}/finalize")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<FinalizationBody>(cancellation);
        var account = await invoices.AccountOfAsync(documentId, cancellation);
        await commands.CarryOutAsync(request, account, new FinalizeDraft(documentId), cancellation, body.Reason);
        return new JsonAnswer(await invoices.RequireAsync(documentId, cancellation));
    }
}
