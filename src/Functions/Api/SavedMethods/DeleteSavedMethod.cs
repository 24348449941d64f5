using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.SavedMethods;

/// <summary>Charges a saved method no more. Named by the version it finds: doing it twice does it once.</summary>
internal sealed class DeleteSavedMethod(AccountCommands commands, CustomerReader customers, Caller caller)
{
    [Function(nameof(DeleteSavedMethod))]
    [ApiOperation("saved-methods", "Charges a saved method no more; at the processor it stays.", Answer = typeof(CommandResource), Query = ["reason: why"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "customers/{accountId}/saved-methods/{methodId}")] HttpRequest request, string accountId, string methodId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var reason = query.Text("reason");
        query.End();
        var account = Requests.Account(accountId);
        var version = (await customers.RequireAsync(account, cancellation)).Version;
        return CustomerReader.Answer(await commands.CarryOutAsync(request, account, new EndMethod(methodId, MethodEnd.Removed, reason ?? ""), caller.KeyOf(request, $"version {version}"), cancellation, reason));
    }
}
