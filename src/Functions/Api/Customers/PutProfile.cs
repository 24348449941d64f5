using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Lookups;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Puts a newer profile in force. Issued documents keep the one they were issued to.</summary>
internal sealed class PutProfile(AccountCommands commands, CustomerReader customers, CustomerIntake intake, DuplicateBook duplicates, Caller caller)
{
    [Function(nameof(PutProfile))]
    [ApiOperation("customers", "Changes a customer's profile under If-Match.", Body = typeof(ProfileBody), Answer = typeof(CustomerProfile), IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "customers/{accountId}/profile")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var id = Requests.Account(accountId);
        var findings = new Findings([], false);
        var body = await request.ReadAsync<ProfileBody>(async asked =>
        {
            findings = await intake.CheckAsync(id.Seller, id.Currency, asked.ToProfile(0), cancellation);
            return findings.Faults.Where(fault => fault.Pointer!.StartsWith("#/profile", StringComparison.Ordinal)).Select(fault => fault with { Pointer = "#" + fault.Pointer!["#/profile".Length..] });
        }, cancellation);
        var account = await customers.RequireAsync(id, cancellation);
        request.RequireIfMatch($"{account.ProfileVersion}");

        // The next version is a row of its own, inserted once: of two changes to one version the account takes the first.
        var profile = body.ToProfile(account.ProfileVersion + 1);
        var key = caller.KeyOf(request, $"profile {profile.Version}");
        if (account.ErasedOn is null)
            await duplicates.EnterAsync(id, profile, cancellation);
        try
        {
            if (await commands.CarryOutAsync(request, id, new ChangeProfile(profile.Version), key, cancellation, profile: profile) is not AccountOutcome.Committed)
                return Problems.Stale();
            await intake.FollowUpAsync(id, findings, cancellation);
            return new JsonAnswer(profile, ETag: $"{profile.Version}");
        }
        catch (ProblemException e) when (e.Problem.Code == "key-reused")
        {
            return Problems.Stale();
        }
    }
}
