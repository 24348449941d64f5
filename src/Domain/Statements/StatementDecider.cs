namespace Billing.Domain;

/// <summary>Decides about statements: those that are asked for, and one for each month of an account that gets them.</summary>
internal static class StatementDecider
{
    public static Decision Issue(Account account, IssueStatement command, DecisionContext context)
    {
        if (command.From > command.Through)
            return AccountDecider.Refuse("wrong-period", $"{command.From:O} is after {command.Through:O}.");
        if (command.Through > context.Today)
            return AccountDecider.Refuse("date-to-come", $"{command.Through:O} has not come yet; what will have happened by then is not known.");
        return Issue(account, DocumentIds.OfStatement(account.AccountId, command.Key), Statement.Of(context.History, command.Kind, command.From, command.Through), null, context);
    }

    public static Decision Run(Account account, DecisionContext context)
    {
        if (StatementMonth.Next(account, context.Policy) is not { } month || month.DueOn > context.Today)
            return AccountDecider.Accept();
        var plan = account.Terms.StatementsBy(context.Policy);
        var statement = Statement.Of(context.History, plan.Kind, month.From, month.Through);
        var progress = new StatementProgress(month.Through, statement.OpenItems.Count > 0, statement.NextActivity(context.History));
        return IsWorthIt(statement, account.Stated?.ActiveFrom, plan)
            ? Issue(account, DocumentIds.OfStatement(account.AccountId, $"month|{month.From:yyyy-MM}"), statement, progress, context)
            : AccountDecider.Accept(new StatementSkipped(progress, context.Today));
    }

    // Where something was posted back into a month that is stated already, the next is worth it though its own days are quiet: its opening balance tells.
    private static bool IsWorthIt(Statement statement, DateOnly? activeFrom, StatementPolicy plan)
    {
        var nothing = Money.Zero(statement.Closing.Currency);
        var owed = Money.Sum(statement.OpenItems.Where(item => item.Open.IsPositive).Select(item => item.Open), nothing.Currency);
        var credit = -Money.Sum(statement.OpenItems.Where(item => item.Open.IsNegative).Select(item => item.Open), nothing.Currency);
        return (statement.OpenItems.Count > 0 || !statement.Charged.IsZero || !statement.Credited.IsZero || (activeFrom >= statement.From && activeFrom <= statement.Through)) && StatementMonth.IsEnough(owed, credit, plan);
    }

    private static Decision Issue(Account account, string derivedId, Statement statement, StatementProgress? progress, DecisionContext context)
    {
        var documentId = account.NotVoided(derivedId);
        return BillingDecider.ToNumber([(documentId, DocumentKind.Statement)], context) is { Count: > 0 } unnumbered
            ? new Decision.NeedsNumbers(unnumbered)
            : AccountDecider.Accept(new StatementIssued(
                documentId, context.Numbers[documentId], context.Today, statement.Kind, statement.From, statement.Through, statement.Opening, statement.Closing, account.ProfileVersion, context.Policy.Version, progress));
    }
}
