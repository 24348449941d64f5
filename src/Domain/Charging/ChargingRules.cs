namespace Billing.Domain;

/// <summary>What is charged, and when.</summary>
internal static class ChargingRules
{
    /// <summary>How many attempts an invoice ever has: they stay with it.</summary>
    private const int MostAttempts = 40;

    /// <summary>The next day that an invoice is charged by itself, if any.</summary>
    public static DateOnly? NextOn(Account account, InvoiceItem item, BillingPolicy policy)
    {
        if (!account.Terms.AutoCollectBy(policy) || account.Methods is not [var method, ..] || WhyNot(account, item) is not null || IsLeftAlone(account, item))
            return null;
        return AfterHold(account.Hold, DayOf(item, method, account.Terms, policy));
    }

    /// <summary>Why an invoice cannot be charged, not even by hand; nothing where it can be.</summary>
    public static Refusal? WhyNot(Account account, InvoiceItem item) => item switch
    {
        { IsOpen: false } => new Refusal("not-open", $"Nothing is owed on {item.Number}."),
        { DisputedBecause: not null } => new Refusal("disputed", $"{item.Number} is contested; it is not charged before that is settled."),
        { InCollectionsSince: not null } => new Refusal("in-collections", $"{item.Number} is with collections; whoever collects it would collect it twice."),
        _ when item.Attempts.Any(attempt => attempt.IsLive) => new Refusal("attempt-live", $"A payment attempt for {item.Number} is under way; wait for what comes of it."),
        _ when item.Attempts.Count >= MostAttempts => new Refusal("too-many-attempts", $"{MostAttempts} payment attempts for {item.Number} were made; ask for another way to pay."),
        _ when account.ErasedOn is not null => new Refusal("customer-erased", "The customer's personal data was erased; nothing is charged any more."),
        _ => null,
    };

    /// <summary>Why an attempt that waits must not be sent any more; nothing where it is to be.</summary>
    public static string? WhyNotSend(Account account, InvoiceItem item, PaymentAttempt attempt, DecisionContext context)
    {
        if (account.Methods.All(known => known.MethodId != attempt.Method.MethodId))
            return "The saved method has ended.";
        if (item.Balance < attempt.Amount)
            return $"{item.Balance} is owed, less than was due when it was started.";
        if (WhyNot(account, item with { Attempts = [] }) is { } refusal)
            return refusal.Message;
        if (PaymentApplication.CanUseCredit(account))
            return "The customer has credit that settles it, or part of it.";
        return attempt.ByHand ? null
            : account.Hold?.HoldsOn(context.Today) == true ? $"The account is on hold: {account.Hold.Reason}"
            : !account.Terms.AutoCollectBy(context.Policy) || IsLeftAlone(account, item) ? "The invoice is not collected by itself any more." : null;
    }

    /// <summary>The day that a method is tried again after it failed for an invoice, this time included; nothing where its ladder is used up.</summary>
    public static DateOnly? RetryOn(Account account, InvoiceItem item, PaymentAttempt failed, DecisionContext context)
    {
        var before = item.Attempts.Count(attempt => attempt.AttemptId != failed.AttemptId && attempt.Method.MethodId == failed.Method.MethodId && attempt.State is AttemptState.Failed);
        var ladder = context.Policy.Charging.RetryDays;
        if (!account.Terms.AutoCollectBy(context.Policy))
            return null;
        return before < ladder.Count ? context.Today.AddDays(ladder[before])
            : context.Policy.Charging.RetryBeforeDunning ? DunningLadder.Of(account, item, context.Policy.DunningOf(account)).EveOfStepAfter(context.Today) : null;
    }

    // What is owed and yet not charged without being asked: what an arrangement covers; what an attempt has paid, or a payment, and is owed again by a refund, a
    // dispute or a reversal; what another system may have charged. A further reason to leave an invoice to its customer belongs here.
    private static bool IsLeftAlone(Account account, InvoiceItem item) =>
        account.ArrangementOf(item) is not null || item.SettledBefore is not null || item.TakenBack.Count > 0 || item.Attempts.Any(attempt => attempt.State is AttemptState.Succeeded);

    // Each method has a ladder of its own: another one that was saved or preferred since is tried at once.
    private static DateOnly? DayOf(InvoiceItem item, SavedMethod method, AccountTerms terms, BillingPolicy policy)
    {
        var tried = item.Attempts.Where(attempt => attempt.State is AttemptState.Failed).ToList();
        if (tried.LastOrDefault(attempt => attempt.Method.MethodId == method.MethodId) is { State: AttemptState.Failed same })
            return same.RetryOn;
        var first = FirstDay(item, method, terms, policy);
        return tried is [.., { State: AttemptState.Failed last }] && last.On > first ? last.On : first;
    }

    private static DateOnly FirstDay(InvoiceItem item, SavedMethod method, AccountTerms terms, BillingPolicy policy)
    {
        if (method.Kind != SavedMethodKind.DirectDebit)
            return terms.ChargeOnBy(policy) == ChargeDay.DueDate ? item.DueDate : item.IssueDate;
        var announced = item.IssueDate.AddDays(policy.Charging.DirectDebitNoticeDays);
        return announced > item.DueDate ? announced : item.DueDate;
    }

    private static DateOnly? AfterHold(DunningHold? hold, DateOnly? day) => hold switch
    {
        null => day,
        { Until: { } until } => day < until ? until : day,
        _ => null,
    };
}
