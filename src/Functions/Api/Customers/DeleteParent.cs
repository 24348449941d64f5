using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Lookups;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Lets an account stand on its own again. Named by the version it finds: doing it twice does it once.</summary>
internal sealed class DeleteParent(AccountCommands commands, CustomerReader customers, FamilyBook families, Caller caller)
{
    [Function(nameof(DeleteParent))]
    [ApiOperation("customers", "Unlinks an account from its parent.", Answer = typeof(CommandResource), Query = ["reason: why"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "customers/{accountId}/parent")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var reason = query.Text("reason");
        query.End();
        var child = Requests.Account(accountId);
        var version = (await customers.RequireAsync(child, cancellation)).Version;
        var outcome = await commands.CarryOutAsync(request, child, new LinkParent(null), caller.KeyOf(request, $"version {version}"), cancellation, reason);
        await families.LeaveAsync(child, cancellation);
        return CustomerReader.Answer(outcome);
    }
}
