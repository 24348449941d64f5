namespace Billing.Domain;

/// <summary>How an open invoice is dunned, as it stands on a day.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="DueDate">Its due date.</param>
/// <param name="Balance">What is owed.</param>
/// <param name="Step">The index of the last step taken, -1 for none.</param>
/// <param name="Action">What that was; nothing for none.</param>
/// <param name="NextStep">The index of the next step; nothing where none is left.</param>
/// <param name="NextAction">What that is.</param>
/// <param name="NextStepOn">The day it is due; quiet days and the pauses of arrangements are reckoned in.</param>
/// <param name="StoppedBy">The name of the rule that stops it at present; nothing where none does.</param>
/// <param name="Why">The reason, in words.</param>
/// <param name="DunnedAgainOn">The first day that nothing stops it, if nothing changes; nothing where something would have to.</param>
public sealed record InvoiceDunning(
    string DocumentId, string Number, DateOnly DueDate, Money Balance, int Step, DunningAction? Action, int? NextStep, DunningAction? NextAction, DateOnly? NextStepOn,
    string? StoppedBy, string? Why, DateOnly? DunnedAgainOn);

/// <summary>What an operator asks: how each open invoice is dunned, what comes next, and what stops it.</summary>
public static class DunningReview
{
    /// <summary>The open invoices, oldest due date first.</summary>
    public static IReadOnlyList<InvoiceDunning> Of(Account account, BillingPolicy policy, DateOnly today)
    {
        var own = policy.DunningOf(account);
        return [.. DunningSubject.OfOpen(account, own, today).Select(Of)];
    }

    private static InvoiceDunning Of(DunningSubject subject)
    {
        var (item, policy, ladder) = (subject.Item, subject.Policy, subject.Ladder);
        var handOff = HandOffEligibility.DayOf(subject.Account, ladder);
        var notice = ladder.NextNoticeOn();
        var collects = notice is null && handOff is not null && item.InCollectionsSince is null;
        int? next = notice is not null ? ladder.NextNotice() : collects ? DunningLadder.CollectionsStep(policy) : null;
        var stop = DunningStop.Of(subject);
        return new InvoiceDunning(
            item.ItemId, item.Number, item.DueDate, item.Balance, ladder.Step,
            item.InCollectionsSince is not null ? DunningAction.Collections : ladder.Step < 0 ? null : DunningLadder.ActionOf(ladder.Step, policy),
            next, next is { } index ? policy.Steps[index].Action : null, notice ?? (collects ? handOff : null),
            stop?.Name, stop?.Why(subject), stop is null ? null : DunningStop.FreeOn(subject));
    }
}
