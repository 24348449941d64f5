using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Lookups;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>Links an account to a parent.</summary>
internal sealed class PutParent(AccountCommands commands, CustomerReader customers, FamilyBook families, Caller caller)
{
    [Function(nameof(PutParent))]
    [ApiOperation("customers", "Links an account to a parent; a link that exists is changed under If-Match with the customer's ETag.", Body = typeof(ParentBody), Answer = typeof(CommandResource), IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "customers/{accountId}/parent")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var child = Requests.Account(accountId);
        var body = await request.ReadAsync<ParentBody>(cancellation);
        var account = await customers.RequireAsync(child, cancellation);
        request.RequireIfMatch(account.Parent is not null || request.IfMatch() is not null ? $"{account.Version}" : null);
        var parent = await ParentAsync(child, body, cancellation);

        // Entered first: of two links that would make a second level, each sees the other.
        await families.JoinAsync(parent, child, cancellation);
        try
        {
            return CustomerReader.Answer(await commands.CarryOutAsync(
                request, child, new LinkParent(new ParentLink(parent.ToString(), body.BilledToParent)), caller.KeyOf(request, $"version {account.Version}"), cancellation));
        }
        catch (ProblemException e) when (e.Problem.Code == "key-reused")
        {
            // Another link was made from the same version meanwhile.
            return Problems.Stale();
        }
    }

    private async Task<AccountId> ParentAsync(AccountId child, ParentBody body, CancellationToken cancellation)
    {
        var parent = Requests.Account(body.ParentAccountId);
        var hasChildren = (await families.ChildrenAsync(child, cancellation)).Count > 0;
        if (ParentLink.WhyNot(await customers.FindAsync(parent, cancellation), hasChildren) is { } refusal)
            throw new ProblemException(Problems.Refused(refusal));
        if ((await families.ChildrenAsync(parent, cancellation)).Count >= FamilyBook.MostChildren)
            throw new ProblemException(Problems.Refused(new Refusal("too-many-children", $"{parent} has {FamilyBook.MostChildren} children already.")));
        return parent;
    }
}
