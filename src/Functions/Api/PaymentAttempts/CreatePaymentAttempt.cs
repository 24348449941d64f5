using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.Api.Invoices;
using Billing.Functions.Api.SavedMethods;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.PaymentAttempts;

/// <summary>What an operator wants to be charged.</summary>
/// <param name="MethodId">The method, or nothing for the one that comes first.</param>
/// <param name="Reason">Why, if given.</param>
internal sealed record PaymentAttemptBody(string? MethodId, string? Reason) : IRequestBody<PaymentAttemptBody>
{
    public static PaymentAttemptBody Read(BodyReader body) => new(body.TextOrNothing("methodId", 40, new TextForm("^mth_[0-9a-f]{24}$", "the id of a saved method")), body.TextOrNothing("reason", 500));
}

/// <summary>Charges a saved method for an invoice now.</summary>
internal sealed class CreatePaymentAttempt(AccountCommands commands, InvoiceReader invoices, CustomerReader customers, ProcessorChoice processors)
{
    [Function(nameof(CreatePaymentAttempt))]
    [ApiOperation("payment-attempts", "Charges a saved method for an invoice now, whatever the terms say; what comes of it is told by the invoice's payment attempts.", Body = typeof(PaymentAttemptBody), Answer = typeof(PaymentAttemptResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "invoices/{documentId}/payment-attempts")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<PaymentAttemptBody>(cancellation);
        var account = await invoices.AccountOfAsync(documentId, cancellation);
        var state = await customers.RequireAsync(account, cancellation);
        if (state.Methods.FirstOrDefault(known => body.MethodId is null || known.MethodId == body.MethodId) is { } method)
            processors.Ready(method.Processor, method.MerchantAccount);
        var outcome = (AccountOutcome.Committed)await commands.CarryOutAsync(request, account, new StartPaymentAttempt(documentId, body.MethodId), cancellation, body.Reason);
        var started = outcome.Events.OfType<PaymentAttemptStarted>().Single();
        return new JsonAnswer(PaymentAttemptResource.Of(started), StatusCodes.Status201Created, Location: $"/api/invoices/{documentId}/payment-attempts");
    }
}
