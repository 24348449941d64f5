using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.Api.Invoices;
using Billing.Functions.Api.SavedMethods;
using Billing.Functions.Charging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.PaymentAttempts;

/// <summary>Gives the customer a link to pay an invoice; the payment bears our reference.</summary>
internal sealed class CreatePaymentLink(InvoiceReader invoices, CustomerReader customers, ProcessorChoice processors, FirstAnswers answers, Caller caller)
{
    [Function(nameof(CreatePaymentLink))]
    [ApiOperation("payment-attempts", "Makes a link under which the customer pays what is owed on an invoice.", Body = typeof(LinkBody), Answer = typeof(LinkResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "invoices/{documentId}/payment-links")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<LinkBody>(cancellation);
        var account = await invoices.AccountOfAsync(documentId, cancellation);
        var state = await customers.RequireAsync(account, cancellation);
        var item = state.Invoices.FirstOrDefault(known => known.ItemId == documentId && known.IsPayable)
            ?? throw new ProblemException(Problems.Refused(new Refusal("not-open", "Nothing is owed on the document; a link would collect what nobody owes.")));
        if (item.Attempts.Any(attempt => attempt.IsLive))
            throw new ProblemException(Problems.Refused(new Refusal("attempt-live", $"A payment attempt for {item.Number} is under way; with a link it could be paid twice.")));
        var merchantAccount = await processors.MerchantAccountAsync(account, body.Processor, body.MerchantAccount, cancellation);
        var processor = processors.Ready(body.Processor, merchantAccount);
        await answers.RequireSameAsync(key, body, cancellation);

        var email = (await customers.ProfileAsync(account, state.ProfileVersion, cancellation)).Email;
        var link = await processor.PaymentLinkAsync(new PaymentLinkRequest(key, account, merchantAccount, item.Balance + item.WrittenOff, documentId, item.Number, email, body.ReturnTo), cancellation);
        return new JsonAnswer(new LinkResource(link.Url, link.ExpiresAt), StatusCodes.Status201Created);
    }
}
