namespace Billing.Domain;

/// <summary>The account that another one belongs to: a subsidiary's to its group's, a branch's to its company's.</summary>
/// <param name="AccountId">The parent.</param>
/// <param name="Billed">Whether the parent is the buyer on the child's documents: it gets them and the notices, and its country, VAT id and language hold.
/// The receivables stay the child's own.</param>
public sealed record ParentLink(string AccountId, bool Billed)
{
    /// <summary>Why an account cannot be the parent of another, as far as other accounts decide it; nothing where it can. There is one level: a parent
    /// has no parent, and a child no children.</summary>
    /// <param name="parent">The parent's state, or null where it does not exist.</param>
    /// <param name="childHasChildren">Whether the child is a parent itself.</param>
    public static Refusal? WhyNot(Account? parent, bool childHasChildren) => (parent, childHasChildren) switch
    {
        (null, _) => new Refusal("unknown-parent", "The parent account does not exist."),
        ({ ErasedOn: not null }, _) => new Refusal("customer-erased", "The parent's data was erased; it takes no children any more."),
        ({ Parent: { } own }, _) => new Refusal("parent-has-parent", $"The parent belongs to {own.AccountId} itself; link the account to that one."),
        (_, true) => new Refusal("has-children", "The account has children itself; unlink them first."),
        _ => null,
    };

    /// <summary>The buyer on the documents of a child whose parent is billed: the parent, with the child's reference, or its name, to tell whom it is for.</summary>
    public static CustomerProfile Buyer(CustomerProfile parent, CustomerProfile child) =>
        parent with { Reference = child.Reference.Length > 0 ? child.Reference : child.Name };
}
