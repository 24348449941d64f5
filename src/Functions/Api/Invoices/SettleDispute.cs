using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Invoices;

/// <summary>Records that a contest is settled; the invoice is dunned again. Named by the version it finds: doing it twice does it once.</summary>
internal sealed class SettleDispute(AccountCommands commands, InvoiceReader invoices, CustomerReader customers, Caller caller)
{
    [Function(nameof(SettleDispute))]
    [ApiOperation("invoices", "Records that a contest is settled.", Answer = typeof(CommandResource), Query = ["reason: how"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "invoices/{documentId}/dispute")] HttpRequest request, string documentId, CancellationToken cancellation)
    {
        var account = await invoices.AccountOfAsync(documentId, cancellation);
        var version = (await customers.RequireAsync(account, cancellation)).Version;
        return CustomerReader.Answer(await commands.CarryOutAsync(request, account, new CloseDispute(documentId), caller.KeyOf(request, $"version {version}"), cancellation, new QueryReader(request).Text("reason")));
    }
}
