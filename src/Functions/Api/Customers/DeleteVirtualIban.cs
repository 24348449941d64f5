using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Takes an account's virtual IBAN away, so that another can have it. Named by the version it finds: doing it twice does it once.</summary>
internal sealed class DeleteVirtualIban(AccountCommands commands, CustomerReader customers, Caller caller)
{
    [Function(nameof(DeleteVirtualIban))]
    [ApiOperation("customers", "Takes an account's virtual IBAN away.", Answer = typeof(CommandResource), Query = ["reason: why"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "customers/{accountId}/virtual-iban")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var reason = query.Text("reason");
        query.End();
        var account = Requests.Account(accountId);
        var version = (await customers.RequireAsync(account, cancellation)).Version;
        return CustomerReader.Answer(await commands.CarryOutAsync(request, account, new SetVirtualIban(null), caller.KeyOf(request, $"version {version}"), cancellation, reason));
    }
}
