using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.Charging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.SavedMethods;

/// <summary>Gives the customer a link to save a method; the processor's webhook then tells of it.</summary>
internal sealed class CreateSetUpLink(CustomerReader customers, ProcessorChoice processors, FirstAnswers answers, Caller caller)
{
    [Function(nameof(CreateSetUpLink))]
    [ApiOperation("saved-methods", "Makes a link under which the customer saves a method.", Body = typeof(LinkBody), Answer = typeof(LinkResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/saved-methods/set-up-links")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<LinkBody>(cancellation);
        var state = await customers.RequireAsync(account, cancellation);
        if (state.ErasedOn is not null)
            throw new ProblemException(StatusCodes.Status409Conflict, "customer-erased", "The customer's personal data was erased; open another account.");
        var merchantAccount = await processors.MerchantAccountAsync(account, body.Processor, body.MerchantAccount, cancellation);
        var processor = processors.Ready(body.Processor, merchantAccount);
        await answers.RequireSameAsync(key, body, cancellation);

        // Whom the processor knows already gets the new method beside the others.
        var payer = state.Methods.FirstOrDefault(known => known.Processor == body.Processor && known.MerchantAccount == merchantAccount)?.PayerReference ?? "";
        var profile = await customers.ProfileAsync(account, state.ProfileVersion, cancellation);
        var link = await processor.SetUpLinkAsync(new SetUpLinkRequest(key, account, merchantAccount, payer, profile.Name, profile.Email, account.Currency, body.ReturnTo), cancellation);
        return new JsonAnswer(new LinkResource(link.Url, link.ExpiresAt), StatusCodes.Status201Created);
    }
}
