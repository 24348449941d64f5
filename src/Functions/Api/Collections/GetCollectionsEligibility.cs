using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Collections;

/// <summary>Whether an open invoice would be handed off today.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="Balance">What is owed.</param>
/// <param name="IsEligible">Whether the next run hands it off.</param>
/// <param name="Stop">The rule against it.</param>
/// <param name="Why">The same in words.</param>
internal sealed record EligibilityResource(string DocumentId, string Number, Money Balance, bool IsEligible, string? Stop, string? Why);

/// <summary>Says of each open invoice of a customer why it is not handed to collections.</summary>
internal sealed class GetCollectionsEligibility(CustomerReader customers, ConfigurationBook configuration, TimeProvider clock)
{
    [Function(nameof(GetCollectionsEligibility))]
    [ApiOperation("collections", "Says of each open invoice of a customer whether the next run hands it to collections, and if not, why not.", Answer = typeof(Page<EligibilityResource>))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/collections-eligibility")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        new QueryReader(request).End();
        var account = Requests.Account(accountId);
        var state = await customers.RequireAsync(account, cancellation);
        var seller = await configuration.ReadAsync(account.Seller, cancellation);
        var (policy, today) = (seller.Policy.DunningOf(state), seller.DateAt(clock.GetUtcNow()));
        return new JsonAnswer(new Page<EligibilityResource>([.. state.Invoices.Where(item => item.IsOpen).Select(item => Of(item, HandOffEligibility.WhyNot(state, item, policy, today)))], null));
    }

    private static EligibilityResource Of(InvoiceItem item, HandOffStop? stop) => new(item.ItemId, item.Number, item.Balance, stop is null, stop?.Name, stop?.Why);
}
