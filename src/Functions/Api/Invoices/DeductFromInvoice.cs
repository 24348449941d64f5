using Billing.Domain;
using Billing.Functions.Api.Approvals;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>What was kept back of an invoice, and why that is accepted.</summary>
internal sealed record DeductionBody(DeductionKind Kind, Money Amount, string Jurisdiction, string Certificate, string Reason) : IRequestBody<DeductionBody>
{
    public static TextForm JurisdictionForm { get; } = new("^[A-Z]{2}(-[A-Z0-9]{1,3})?$", "a country or one of its regions, such as IN or US-CA");

    public static DeductionBody Read(BodyReader body)
    {
        var deduction = new DeductionBody(
            body.Choice<DeductionKind>("kind"), body.Amount("amount"), body.OptionalText("jurisdiction", 10, JurisdictionForm), body.OptionalText("certificate", 100), body.OptionalText("reason", 500));
        var isTax = deduction.Kind == DeductionKind.WithholdingTax || body.HasFaultAt("kind");
        body.Check(!isTax || deduction.Jurisdiction.Length > 0 || body.HasFaultAt("jurisdiction") || body.HasFaultAt("kind"), "jurisdiction", "is required where tax was withheld");
        body.Check(isTax || deduction.Jurisdiction.Length == 0, "jurisdiction", "is for tax that was withheld");
        body.Check(isTax || deduction.Certificate.Length == 0, "certificate", "is for tax that was withheld");
        return deduction;
    }
}

/// <summary>Accepts that a part of an invoice was kept back.</summary>
internal sealed class DeductFromInvoice(AccountCommands commands, InvoiceReader invoices, Caller caller)
{
    [Function(nameof(DeductFromInvoice))]
    [ApiOperation("invoices", "Accepts that a part of an invoice was kept back: bank charges, tax that the customer withheld, or a little that is not asked for. Over the seller's limit it waits for approval (202).",
        Body = typeof(DeductionBody), Answer = typeof(ApprovableAnswer), Statuses = [201, 202], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "invoices/{documentId}/deductions")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<DeductionBody>(cancellation);
        var account = await invoices.AccountOfAsync(documentId, cancellation);
        return ApprovableAnswer.Of(await commands.CarryOutAsync(
            request, account, new TakeDeduction(key, documentId, body.Kind, body.Amount, body.Jurisdiction, body.Certificate, body.Reason), cancellation, body.Reason));
    }
}
