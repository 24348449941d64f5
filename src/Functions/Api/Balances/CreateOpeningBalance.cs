using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Balances;

/// <summary>What a customer owed and had to its credit in another system.</summary>
internal sealed record OpeningBalanceBody(DateOnly AsOf, IReadOnlyList<OpeningInvoice> Invoices, IReadOnlyList<OpeningCredit> Credits) : IRequestBody<OpeningBalanceBody>
{
    // As many as one transaction of the account holds.
    private const int MostItems = 80;

    public static OpeningBalanceBody Read(BodyReader body)
    {
        var opening = new OpeningBalanceBody(
            body.Date("asOf"),
            body.List("invoices", 0, MostItems, invoice => new OpeningInvoice(
                invoice.Text("number", 60), invoice.Date("issueDate"), invoice.Date("dueDate"), invoice.AmountOrNone("total"), invoice.AmountOrNone("balance"))),
            body.List("credits", 0, MostItems, credit => new OpeningCredit(credit.Text("reference", 60), credit.Date("valueDate"), credit.Amount("unused"))));
        body.Check(body.HasFaultAt("invoices") || opening.Invoices.Count + opening.Credits.Count is > 0 and <= MostItems, "invoices", $"must be 1 to {MostItems} together with the credits; send more in another request");
        return opening;
    }
}

/// <summary>Takes over what a customer owed and had to its credit in another system, before anything is issued.</summary>
internal sealed class CreateOpeningBalance(AccountCommands commands)
{
    [Function(nameof(CreateOpeningBalance))]
    [ApiOperation("customers", "Takes over open and closed invoices and credits of another system, before anything is issued; at most 80 a request.",
        Body = typeof(OpeningBalanceBody), Answer = typeof(CommandResource), IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/opening-balance")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<OpeningBalanceBody>(cancellation);
        return CustomerReader.Answer(await commands.CarryOutAsync(request, Requests.Account(accountId), new TakeOverBalance(body.AsOf, body.Invoices, body.Credits), cancellation));
    }
}
