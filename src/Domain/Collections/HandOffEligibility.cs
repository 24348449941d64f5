namespace Billing.Domain;

/// <summary>Why an invoice is not handed to collections.</summary>
/// <param name="Name">Stable, lower-case with hyphens.</param>
/// <param name="Why">The reason, in words.</param>
public sealed record HandOffStop(string Name, string Why);

/// <summary>What may be handed to collections: what is dunned, had its final notice so many days ago, did not come back from there, and with all else comes to
/// the policy's least amount. What stops dunning stops this as well: see <see cref="DunningStop"/>.</summary>
public static class HandOffEligibility
{
    /// <summary>Of the invoices that nothing stops, those that are handed off on a day.</summary>
    internal static IReadOnlyList<DunningLadder> Due(Account account, IEnumerable<DunningLadder> dunned, DateOnly today)
    {
        List<DunningLadder> due = [.. dunned.Where(ladder => DayOf(account, ladder) <= today)];
        return due.Count > 0 && IsEnough(account, due) ? due : [];
    }

    /// <summary>The first day that something is handed off, if nothing changes.</summary>
    /// <param name="account">The account.</param>
    /// <param name="dunned">Its invoices that nothing stops from a day on, with that day.</param>
    internal static DateOnly? NextOn(Account account, IEnumerable<(DunningLadder Ladder, DateOnly From)> dunned)
    {
        var reached = new List<DunningLadder>();
        foreach (var (ladder, day) in dunned.Select(one => (one.Ladder, Day: DayOf(account, one.Ladder) is { } on ? on > one.From ? on : one.From : (DateOnly?)null)).Where(one => one.Day is not null).OrderBy(one => one.Day))
        {
            reached.Add(ladder);
            if (IsEnough(account, reached))
                return day;
        }

        return null;
    }

    /// <summary>The day from which an invoice may be handed off, whatever else stops it; nothing where something has to change first.</summary>
    internal static DateOnly? DayOf(Account account, DunningLadder ladder) =>
        OwnStop(account, ladder) is not null || ladder.HandOffOn() is not { } on ? null : ladder.Item.Returned?.Until is { } until && until > on ? until : on;

    /// <summary>Why an operator cannot hand an invoice off either: it is not overdue, or it is not dunned for another reason than that it is little. Nothing where
    /// it can be.</summary>
    internal static HandOffStop? Forbids(DunningSubject subject) =>
        DunningStop.Of(subject) is { Name: not DunningStop.BelowMinimum } stop ? new HandOffStop(stop.Name, stop.Why(subject))
        : subject.Item.DueDate >= subject.Today ? new HandOffStop("not-overdue", $"It is due on {subject.Item.DueDate:O}.")
        : null;

    /// <summary>Why an open invoice is not handed off on a day; nothing where it is.</summary>
    public static HandOffStop? WhyNot(Account account, InvoiceItem item, DunningPolicy policy, DateOnly today)
    {
        var subject = new DunningSubject(account, item, policy, today);
        if (DunningStop.Of(subject) is { } stop)
            return new HandOffStop(stop.Name, stop.Why(subject));
        var ladder = subject.Ladder;
        if (OwnStop(account, ladder) is { } own)
            return own;
        if (item.Returned is { Until: { } until } && until > today)
            return Back(item.Returned);
        if (ladder.HandOffOn() is { } on && on > today)
            return new HandOffStop("too-early", $"It is handed off on {on:O}, by the policy's ladder and {policy.Collections.DaysAfterFinalNotice} days after the final notice of {item.FinalNoticeOn:O}.");
        if (policy.QuietDays.IsQuiet(today))
            return new HandOffStop("quiet-day", $"Nothing goes out on {today:O}, which is a quiet day.");
        var dunned = DunningSubject.OfOpen(account, policy, today).Where(known => DunningStop.Of(known) is null).Select(known => known.Ladder);
        return Due(account, dunned, today).Any(due => due.Item.ItemId == item.ItemId)
            ? null
            : new HandOffStop("below-collections-minimum", $"What could be handed off comes to less than {policy.Collections.MinimumAmount}, the least that goes to collections.");
    }

    private static HandOffStop? OwnStop(Account account, DunningLadder ladder) => ladder switch
    {
        _ when account.ErasedOn is { } erased => new HandOffStop("customer-erased", $"The customer's data was erased on {erased:O}; nobody can be told whom to ask."),
        { Item.Returned: { Until: null } returned } => Back(returned),
        _ when DunningLadder.CollectionsStep(ladder.Policy) < 0 => new HandOffStop("no-collections-step", "The policy's ladder does not end in collections."),
        { Item.FinalNoticeOn: null } => new HandOffStop("no-final-notice", "The customer had no final notice."),
        _ => null,
    };

    private static HandOffStop Back(CollectionsReturn returned) => new(
        "returned-from-collections", $"It came back from collections on {returned.On:O}: {CaseTexts.Of(returned.Outcome)}. It is not handed off again {(returned.Until is { } until ? $"before {until:O}" : "by itself")}.");

    // What the agency has already counts: it has the debtor.
    private static bool IsEnough(Account account, IReadOnlyList<DunningLadder> due) =>
        Money.Sum(due.Select(ladder => ladder.Item.Balance).Concat(account.Invoices.Where(item => item.InCollectionsSince is not null).Select(item => item.Balance)), account.Currency()).Amount >= due[0].Policy.Collections.MinimumAmount;
}
