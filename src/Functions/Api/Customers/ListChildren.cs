using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Lookups;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Shows the accounts that belong to an account, and what they owe together.</summary>
internal sealed class ListChildren(CustomerReader customers, FamilyBook families, AccountRows rows)
{
    [Function(nameof(ListChildren))]
    [ApiOperation("customers", "Shows the children of an account with what they owe together.", Answer = typeof(ChildrenResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/children")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var parent = Requests.Account(accountId);
        await customers.RequireAsync(parent, cancellation);
        var children = await families.ChildrenAsync(parent, cancellation);
        var items = await Task.WhenAll(children.Select(child => ResourceAsync(child, cancellation)));
        return new JsonAnswer(new ChildrenResource(
            items, Money.Sum(children.Select(child => child.Receivable()), parent.Currency), Money.Sum(children.Select(child => child.Credit()), parent.Currency)));
    }

    private async Task<ChildResource> ResourceAsync(Account child, CancellationToken cancellation)
    {
        var profile = await rows.FindAsync<CustomerProfile>(AccountId.Parse(child.AccountId), AccountRows.ProfileKey(child.ProfileVersion), cancellation);
        return new ChildResource(child.AccountId, profile?.Name ?? "", child.Parent!.Billed, child.Receivable(), child.Credit());
    }
}
