using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Opens an account for a customer.</summary>
internal sealed class CreateCustomer(AccountCommands commands, FirstAnswers answers, Caller caller, SellerSettings settings, CustomerIntake intake)
{
    private const int FirstProfile = 1;

    [Function(nameof(CreateCustomer))]
    [ApiOperation("customers", "Creates a customer: an account with one seller in one currency.", Body = typeof(CustomerBody), Answer = typeof(CustomerResource), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers")] HttpRequest request, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var findings = new Findings([], false);
        var body = await request.ReadAsync<CustomerBody>(async asked =>
        {
            // What was taken once is answered the same for ever, whatever the seller allows now.
            if (asked.SellerId.Length > 0 && asked.Currency != default && await commands.IsMadeAsync(AccountOf(asked, key), key, cancellation))
                return [];
            findings = await intake.CheckAsync(asked.SellerId, asked.Currency, asked.Profile.ToProfile(FirstProfile), cancellation);
            return findings.Faults;
        }, cancellation);
        await answers.RequireSameAsync(key, body, cancellation);
        var answer = await CreateAsync(request, key, body, cancellation);
        await intake.FollowUpAsync(AccountOf(body, key), findings, cancellation);
        return answer;
    }

    private async Task<JsonAnswer> CreateAsync(HttpRequest request, string key, CustomerBody body, CancellationToken cancellation)
    {
        var account = AccountOf(body, key);
        var profile = body.Profile.ToProfile(FirstProfile);
        if (!await commands.IsMadeAsync(account, key, cancellation))
        {
            await settings.RequireCompleteAsync(body.SellerId, cancellation);
            await intake.EnterAsync(account, profile, body.AllowDuplicate, cancellation);
        }

        var outcome = (AccountOutcome.Committed)await commands.CarryOutAsync(request, account, new OpenAccount(account.ToString(), FirstProfile), key, cancellation, profile: profile);

        // From its own events, so that a repeat gets the first answer whatever happened since.
        var opened = AccountEvolution.Apply(null, outcome.Events)!;
        return new JsonAnswer(CustomerResource.Of(opened, profile), StatusCodes.Status201Created, $"{opened.Version}", $"/api/customers/{account}");
    }

    private static AccountId AccountOf(CustomerBody body, string key) => AccountId.Of(body.SellerId, body.CustomerId ?? $"c-{key[..16]}", body.Currency);
}
