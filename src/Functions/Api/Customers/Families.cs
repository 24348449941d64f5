using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Customers;

/// <summary>The account that a customer's is to belong to.</summary>
internal sealed record ParentBody(string ParentAccountId, bool BilledToParent) : IRequestBody<ParentBody>
{
    public static ParentBody Read(BodyReader body) => new(
        body.Text("parentAccountId", 100, new TextForm(@"^[a-z0-9-]+\.[a-z0-9-]+\.[A-Z]{3}$", "an account id, seller.customer.CUR")), body.Flag("billedToParent", otherwise: false));
}

/// <summary>The children of an account.</summary>
/// <param name="Items">In the order of their ids.</param>
/// <param name="Receivable">What they owe together.</param>
/// <param name="Credit">What they have to their credit together.</param>
internal sealed record ChildrenResource(IReadOnlyList<ChildResource> Items, Money Receivable, Money Credit);

/// <summary>An account that belongs to another.</summary>
internal sealed record ChildResource(string AccountId, string Name, bool BilledToParent, Money Receivable, Money Credit);
