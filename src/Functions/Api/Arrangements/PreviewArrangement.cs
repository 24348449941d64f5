using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Invoices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Arrangements;

/// <summary>Shows an instalment plan before it is agreed upon, by the code that makes it.</summary>
internal sealed class PreviewArrangement(BillingPreview preview)
{
    [Function(nameof(PreviewArrangement))]
    [ApiOperation("arrangements", "Shows what a plan would cover and its instalments; changes nothing. Its number stands as \"preview\".",
        Body = typeof(InstalmentPlanBody), Answer = typeof(ArrangementResource), ChangesNothing = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/arrangements/preview")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var body = await request.ReadAsync<InstalmentPlanBody>(cancellation);
        var agreed = (await preview.DecideAsync(account, body.ToCommand("preview"), cancellation)).OfType<ArrangementAgreed>().Single().Arrangement;
        return new JsonAnswer(ArrangementResource.Of(account, agreed, Money.Zero(agreed.Covered.Currency)));
    }
}
