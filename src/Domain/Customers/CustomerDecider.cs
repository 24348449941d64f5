namespace Billing.Domain;

/// <summary>Decides about who the customer is: its parent, its virtual IBAN, and the erasure of its personal data.</summary>
internal static class CustomerDecider
{
    /// <summary>Refuses what an account does not do any more once its customer's data was erased. Money may still come back, and is still owed then.</summary>
    public static Decision? AfterErasure(Account account, AccountCommand command) => (account.ErasedOn, command) switch
    {
        (null, _) => null,
        (_, ChangeProfile or StartSubscription or ChangeSubscription or ResumeSubscription or ReactivateSubscription or ApplyCoupon or AddCharge or IssueInvoice or RebillInvoice or AdjustBalance or ReallocateCredit or SaveMethod or SendToCollections or AgreeInstalments or PromisePayment or IssueStatement or LinkParent { Parent: not null } or SetVirtualIban { Iban: not null }) => Erased(account),
        (_, ApplyPayment) when account.Invoices.All(item => !item.IsPayable) => Erased(account),
        _ => null,
    };

    public static Decision Link(Account account, LinkParent command, DecisionContext context)
    {
        if (account.Parent == command.Parent)
            return AccountDecider.Accept();
        if (command.Parent is { } link)
        {
            var (own, parent) = (AccountId.Parse(account.AccountId), AccountId.Parse(link.AccountId));
            if (own == parent)
                return AccountDecider.Refuse("own-parent", "An account cannot be its own parent.");
            if (own.Seller != parent.Seller || own.Currency != parent.Currency)
                return AccountDecider.Refuse("other-seller-or-currency", $"{parent} is of another seller or in another currency; parent and child share both.");
        }

        return AccountDecider.Accept(new ParentLinked(command.Parent, context.Today));
    }

    // That no other account has it is for whoever keeps the names of all accounts.
    public static Decision Set(Account account, SetVirtualIban command, DecisionContext context) =>
        account.VirtualIban == command.Iban ? AccountDecider.Accept()
        : command.Iban is { } iban && context.Seller.Bank.Any(bank => Iban.Normalise(bank.Iban) == iban)
            ? AccountDecider.Refuse("own-bank-account", $"{iban} is a bank account of the seller's, which everybody pays to.")
            : AccountDecider.Accept(new VirtualIbanSet(command.Iban));

    public static Decision Erase(Account account, EraseCustomer command, DecisionContext context)
    {
        if (account.ErasedOn is not null)
            return AccountDecider.Accept();
        List<string> open = [];
        if (!account.Receivable().IsZero)
            open.Add($"{account.Receivable()} is owed");
        if (!account.Credit().IsZero)
            open.Add($"{account.Credit()} is the customer's credit");
        if (account.Subscriptions.Any(subscription => subscription.NextPeriod() is not null))
            open.Add("a subscription has periods to bill");
        if (account.Drafts.Count > 0)
            open.Add("an invoice is a draft");
        if (account.Charges.Count > 0)
            open.Add("a charge waits for the next invoice");
        if (account.Approvals.Count > 0)
            open.Add("something waits for approval");
        return open.Count == 0
            ? AccountDecider.Accept(new CustomerErased(command.ProfileVersion, context.Today))
            : AccountDecider.Refuse("still-open", $"The account is not settled: {string.Join(", ", open)}. Settle it, then erase the customer.");
    }

    private static Decision Erased(Account account) =>
        AccountDecider.Refuse("customer-erased", $"The customer's personal data was erased on {account.ErasedOn:O}; open another account.");
}
