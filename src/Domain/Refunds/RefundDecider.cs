namespace Billing.Domain;

/// <summary>Decides about paying out credit. Money that a processor sends back of a payment by itself comes as <see cref="ReversePayment"/> instead.</summary>
internal static class RefundDecider
{
    public static Decision Record(Account account, RecordRefund command, DecisionContext context) => Check(account, command, context) is { } refusal
        ? new Decision.Refused(refusal)
        : AccountDecider.Accept(new RefundPaid(
            DocumentIds.OfRefund(account.AccountId, command.Key), command.CreditId, command.Amount, command.PaidOn, context.PostingDate(command.PaidOn), command.Method, command.Text));

    public static Refusal? Check(Account account, RecordRefund command, DecisionContext context)
    {
        if (account.Credits.FirstOrDefault(known => known.ItemId == command.CreditId) is not { } credit)
            return new Refusal("unknown-credit", $"The account has no credit {command.CreditId}.");
        if (command.PaidOn > context.Today)
            return new Refusal("paid-in-future", $"The money goes on {command.PaidOn:O}; record it when it has gone.");
        return command.Amount.Currency != account.Currency() || !command.Amount.IsPositive || command.Amount > credit.Unused
            ? new Refusal("exceeds-credit", $"{credit.Unused} of this credit is unused; pay out more than 0 and no more than that.")
            : null;
    }

    public static Decision Keep(Account account, KeepAsCredit command) =>
        account.Credits.FirstOrDefault(known => known.ItemId == command.CreditId) is not { } credit
            ? AccountDecider.Refuse("unknown-credit", $"The account has no credit {command.CreditId}.")
            : credit.ForRefund ? AccountDecider.Accept(new RefundForgone(credit.ItemId)) : AccountDecider.Accept();
}
