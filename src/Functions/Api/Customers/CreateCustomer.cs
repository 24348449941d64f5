using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Opens an account for a customer.</summary>
internal sealed class CreateCustomer(AccountCommands commands, FirstAnswers answers, Caller caller, SellerSettings settings, ConfigurationBook configuration)
{
    private const int FirstProfile = 1;

    [Function(nameof(CreateCustomer))]
    [ApiOperation("customers", "Creates a customer: an account with one seller in one currency.", Body = typeof(CustomerBody), Answer = typeof(CustomerResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers")] HttpRequest request, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<CustomerBody>(cancellation);
        await answers.RequireSameAsync(key, body, cancellation);
        return await CreateAsync(request, key, body, cancellation);
    }

    private async Task<JsonAnswer> CreateAsync(HttpRequest request, string key, CustomerBody body, CancellationToken cancellation)
    {
        await RequireConfiguredAsync(body.SellerId, cancellation);
        var account = AccountId.Of(body.SellerId, body.CustomerId ?? $"c-{key[..16]}", body.Currency);
        var profile = body.Profile.ToProfile(FirstProfile);
        var outcome = (AccountOutcome.Committed)await commands.CarryOutAsync(request, account, new OpenAccount(account.ToString(), FirstProfile), key, cancellation, profile: profile);

        // From its own events, so that a repeat gets the first answer whatever happened since.
        var opened = AccountEvolution.Apply(null, outcome.Events)!;
        return new JsonAnswer(CustomerResource.Of(opened, profile), StatusCodes.Status201Created, $"{opened.Version}", $"/api/customers/{account}");
    }

    private async Task RequireConfiguredAsync(string sellerId, CancellationToken cancellation)
    {
        if (await configuration.FindAsync<Seller>(ConfigurationNoun.Seller, sellerId, sellerId, cancellation) is null)
            throw new ProblemException(Problem.Of(StatusCodes.Status422UnprocessableEntity, "unknown-seller", "The customer's seller does not exist.", [new Fault($"there is no seller {sellerId}", "#/sellerId")]));
        await settings.RequireCompleteAsync(sellerId, cancellation);
    }
}
