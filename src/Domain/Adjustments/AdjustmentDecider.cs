namespace Billing.Domain;

/// <summary>Decides about credit without a document.</summary>
internal static class AdjustmentDecider
{
    public static Decision Adjust(Account account, AdjustBalance command, DecisionContext context)
    {
        var adjustmentId = DocumentIds.OfAdjustment(account.AccountId, command.Key);
        if (account.Credits.Any(known => known.ItemId == adjustmentId))
            return AccountDecider.Accept();
        return Check(account, command) is { } refusal
            ? new Decision.Refused(refusal)
            : AccountDecider.Accept(new BalanceAdjusted(adjustmentId, command.Amount, context.Today, context.PostingDate(context.Today), command.Reason, command.Text));
    }

    public static Refusal? Check(Account account, AdjustBalance command) =>
        command.Amount.Currency != account.Currency() ? new Refusal("wrong-currency", $"The adjustment is in {command.Amount.Currency}, the account is in {account.Currency()}.")
        : command.Amount.IsPositive ? null
        : new Refusal("amount-not-positive", "An adjustment gives credit; what the customer owes besides needs an invoice.");

    public static Decision Withdraw(Account account, WithdrawAdjustment command, DecisionContext context) =>
        account.Credits.FirstOrDefault(known => known.ItemId == command.AdjustmentId && known.Kind == CreditKind.Adjustment) is not { } credit
            ? AccountDecider.Refuse("unknown-adjustment", $"The account has no adjustment {command.AdjustmentId}.")
            : credit.IsOpen
                ? AccountDecider.Accept(new AdjustmentWithdrawn(credit.ItemId, credit.Unused, context.Today, context.PostingDate(context.Today), command.Text))
                : AccountDecider.Refuse("nothing-unused", "All of the adjustment is used.");
}
