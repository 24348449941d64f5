using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>Takes a deduction back that was accepted in error.</summary>
internal sealed class TakeBackDeduction(AccountCommands commands, InvoiceReader invoices)
{
    [Function(nameof(TakeBackDeduction))]
    [ApiOperation("invoices", "Takes a deduction back; the invoice owes it again.", Body = typeof(ReasonBody), Answer = typeof(CommandResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "invoices/{documentId}/deductions/{deductionId}/withdraw")] HttpRequest request, string documentId, string deductionId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<ReasonBody>(cancellation);
        var account = await invoices.AccountOfAsync(documentId, cancellation);
        return CustomerReader.Answer(await commands.CarryOutAsync(request, account, new WithdrawDeduction(documentId, deductionId, body.Reason), cancellation, body.Reason));
    }
}
