using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>What one customer has agreed upon; what is left out is as the seller's policy has it.</summary>
internal sealed record BillingTermsBody(AccountTerms Terms) : IRequestBody<BillingTermsBody>
{
    public static BillingTermsBody Read(BodyReader body) => new(new AccountTerms(
        body.OptionalObject("payment", TermsReader.Read), body.OptionalInteger("draftWindowDays", 0, 60), body.OptionalText("purchaseOrder", 60), body.OptionalText("memo", 500))
    {
        AutoCollect = body.OptionalFlag("autoCollect"),
        ChargeOn = body.OptionalChoice<ChargeDay>("chargeOn"),
        Statements = body.OptionalObject("statements", StatementsReader.ReadTerms),
        Segment = body.OptionalText("segment", 40, TextForm.Slug),
        Withholding = body.OptionalObject("withholding", tax => new WithholdingTerms(tax.Number("percent", 0.0001m, 50, 4), tax.Text("jurisdiction", 10, Invoices.DeductionBody.JurisdictionForm))),
    });
}

/// <summary>Shows a customer's own terms.</summary>
internal sealed class GetBillingTerms(CustomerReader customers)
{
    [Function(nameof(GetBillingTerms))]
    [ApiOperation("customers", "Shows a customer's own terms: of payment, draft window, order number, memo, the tax that it withholds, the segment it is dunned with, its statements, and whether and when saved methods are charged.", Answer = typeof(AccountTerms))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/billing-terms")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var terms = (await customers.RequireAsync(Requests.Account(accountId), cancellation)).Terms;
        return new JsonAnswer(terms, ETag: PutBillingTerms.Tag(terms));
    }
}

/// <summary>Puts terms of the customer's own in force, for what is issued from then on.</summary>
internal sealed class PutBillingTerms(AccountCommands commands, CustomerReader customers, Caller caller)
{
    [Function(nameof(PutBillingTerms))]
    [ApiOperation("customers", "Replaces a customer's own terms under If-Match; what is left out is as the seller's policy has it.", Body = typeof(BillingTermsBody), Answer = typeof(AccountTerms), IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "customers/{accountId}/billing-terms")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<BillingTermsBody>(cancellation);
        var id = Requests.Account(accountId);
        var account = await customers.RequireAsync(id, cancellation);
        request.RequireIfMatch(Tag(account.Terms));
        await commands.CarryOutAsync(request, id, new ChangeBillingTerms(body.Terms), caller.KeyOf(request, $"terms {account.Version}"), cancellation);
        return new JsonAnswer(body.Terms, ETag: Tag(body.Terms));
    }

    public static string Tag(AccountTerms terms) => Keys.Hash(BillingJson.Write(terms));
}
