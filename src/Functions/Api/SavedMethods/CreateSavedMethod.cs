using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.SavedMethods;

/// <summary>Keeps a method that was saved at a processor without a link of ours.</summary>
internal sealed class CreateSavedMethod(AccountCommands commands, ProcessorChoice processors, ConfigurationBook configuration, TimeProvider clock)
{
    [Function(nameof(CreateSavedMethod))]
    [ApiOperation("saved-methods", "Keeps a method that a customer has saved at a processor; it is charged before the others.", Body = typeof(SavedMethodBody), Answer = typeof(SavedMethodResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/saved-methods")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var body = await request.ReadAsync<SavedMethodBody>(cancellation);
        var merchantAccount = await processors.MerchantAccountAsync(account, body.Processor, body.MerchantAccount, cancellation);
        var method = new SavedMethod(
            SavedMethod.IdOf(body.Processor, merchantAccount, body.MethodReference), body.Processor, merchantAccount, body.PayerReference, body.MethodReference, body.Kind, body.Label,
            (await configuration.ReadAsync(account.Seller, cancellation)).DateAt(clock.GetUtcNow()));
        await commands.CarryOutAsync(request, account, new SaveMethod(method), cancellation);
        return new JsonAnswer(SavedMethodResource.Of(method, isDefault: true), StatusCodes.Status201Created);
    }
}
