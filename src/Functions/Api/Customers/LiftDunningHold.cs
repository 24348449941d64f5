using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Lets dunning of an account go on. Named by the version it finds: doing it twice does it once.</summary>
internal sealed class LiftDunningHold(AccountCommands commands, CustomerReader customers, Caller caller)
{
    [Function(nameof(LiftDunningHold))]
    [ApiOperation("customers", "Lets dunning go on.", Answer = typeof(CommandResource), Query = ["reason: why"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "customers/{accountId}/dunning-hold")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var version = (await customers.RequireAsync(account, cancellation)).Version;
        return CustomerReader.Answer(await commands.CarryOutAsync(request, account, new ReleaseDunning(), caller.KeyOf(request, $"version {version}"), cancellation, new QueryReader(request).Text("reason")));
    }
}
