using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.SavedMethods;

/// <summary>Charges a saved method before the others. Named by the version it finds: doing it twice does it once.</summary>
internal sealed class PreferSavedMethod(AccountCommands commands, CustomerReader customers, Caller caller)
{
    [Function(nameof(PreferSavedMethod))]
    [ApiOperation("saved-methods", "Charges a saved method before the others.", Answer = typeof(CommandResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "customers/{accountId}/saved-methods/{methodId}/default")] HttpRequest request, string accountId, string methodId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var version = (await customers.RequireAsync(account, cancellation)).Version;
        return CustomerReader.Answer(await commands.CarryOutAsync(request, account, new PreferMethod(methodId), caller.KeyOf(request, $"version {version}"), cancellation));
    }
}
