using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Charges;

/// <summary>Takes a charge back that is not billed yet. Named by the version it finds: doing it twice does it once.</summary>
internal sealed class DeleteCharge(AccountCommands commands, CustomerReader customers, Caller caller)
{
    [Function(nameof(DeleteCharge))]
    [ApiOperation("charges", "Takes a charge back that is not billed yet.", Answer = typeof(CommandResource), Query = ["reason: why"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "customers/{accountId}/charges/{chargeId}")] HttpRequest request, string accountId, string chargeId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var reason = query.Text("reason");
        query.End();
        var account = Requests.Account(accountId);
        var version = (await customers.RequireAsync(account, cancellation)).Version;
        return CustomerReader.Answer(await commands.CarryOutAsync(request, account, new RemoveCharge(chargeId), caller.KeyOf(request, $"version {version}"), cancellation, reason));
    }
}
