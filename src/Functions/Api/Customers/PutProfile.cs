using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Puts a newer profile in force. Issued documents keep the one they were issued to.</summary>
internal sealed class PutProfile(AccountCommands commands, CustomerReader customers, Caller caller)
{
    [Function(nameof(PutProfile))]
    [ApiOperation("customers", "Changes a customer's profile under If-Match.", Body = typeof(ProfileBody), Answer = typeof(CustomerProfile), IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "customers/{accountId}/profile")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var id = Requests.Account(accountId);
        var body = await request.ReadAsync<ProfileBody>(cancellation);
        var account = await customers.RequireAsync(id, cancellation);
        request.RequireIfMatch($"{account.ProfileVersion}");

        // The next version is a row of its own, inserted once: of two changes to one version the account takes the first.
        var profile = body.ToProfile(account.ProfileVersion + 1);
        var key = caller.KeyOf(request, $"profile {profile.Version}");
        try
        {
            return await commands.CarryOutAsync(request, id, new ChangeProfile(profile.Version), key, cancellation, profile: profile) is AccountOutcome.Committed
                ? new JsonAnswer(profile, ETag: $"{profile.Version}")
                : Problems.Stale();
        }
        catch (ProblemException e) when (e.Problem.Code == "key-reused")
        {
            return Problems.Stale();
        }
    }
}
