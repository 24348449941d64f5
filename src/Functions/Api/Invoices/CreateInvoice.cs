using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Charges;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>An invoice that an operator writes.</summary>
internal sealed record InvoiceBody(IReadOnlyList<ManualLine> Lines, string PurchaseOrder, string Memo, string? Reason) : IRequestBody<InvoiceBody>
{
    /// <summary>How many lines an invoice can have.</summary>
    public const int MostLines = 10_000;

    public static InvoiceBody Read(BodyReader body) => new(
        body.List("lines", 1, MostLines, LineBody.Read), body.OptionalText("purchaseOrder", 100), body.OptionalText("memo", 1000), body.TextOrNothing("reason", 500));
}

/// <summary>Issues an invoice of its own, at once.</summary>
internal sealed class CreateInvoice(AccountCommands commands, InvoiceReader invoices, Caller caller)
{
    private const int LargestBodyBytes = 8 * 1024 * 1024;

    [Function(nameof(CreateInvoice))]
    [ApiOperation("invoices", "Issues an invoice of its own, at once, with up to 10,000 lines.", Body = typeof(InvoiceBody), Answer = typeof(InvoiceResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/invoices")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<InvoiceBody>(cancellation, LargestBodyBytes);
        var outcome = await commands.CarryOutAsync(request, account, new IssueInvoice(key, body.Lines, body.PurchaseOrder, body.Memo), key, cancellation, body.Reason);
        var documentId = outcome is AccountOutcome.Committed committed ? committed.Events.OfType<InvoiceFinalized>().Single().Invoice.DocumentId : DocumentIds.OfOneOff(account.ToString(), key);
        return new JsonAnswer(await invoices.RequireAsync(documentId, cancellation), StatusCodes.Status201Created, Location: $"/api/invoices/{documentId}");
    }
}
