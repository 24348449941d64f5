namespace Billing.Domain;

/// <summary>Where an invoice stands on the policy's ladder. A step's day is reckoned from the due date and does not count the days on which it was
/// paused; where it is a quiet day, the step comes on the next that is none.</summary>
/// <param name="Item">The invoice.</param>
/// <param name="Pause">How long it was paused.</param>
/// <param name="Policy">The ladder.</param>
internal readonly record struct DunningLadder(InvoiceItem Item, DunningPause Pause, DunningPolicy Policy)
{
    public static DunningLadder Of(Account account, InvoiceItem item, DunningPolicy policy) => new(item, account.PauseOf(item), policy);

    /// <summary>The index of the hand-off to collections, -1 where the ladder has none.</summary>
    public static int CollectionsStep(DunningPolicy policy)
    {
        for (var index = policy.Steps.Count - 1; index >= 0; index--)
        {
            if (policy.Steps[index].Action == DunningAction.Collections)
                return index;
        }

        return -1;
    }

    /// <summary>The index of the last step that was taken, on this ladder; -1 for none. What was dunned before the reach of a step was kept has its index.</summary>
    public int Step => Item.Dunned?.On(Policy) ?? Math.Min(Item.DunningStep, Policy.Steps.Count - 1);

    /// <summary>What a step does; of the hand-off, what was done before it.</summary>
    public static DunningAction ActionOf(int step, DunningPolicy policy) => NoticeOf(step, policy).Action;

    /// <summary>The step that sends the notice.</summary>
    public static DunningStep NoticeOf(int step, DunningPolicy policy) =>
        policy.Steps.Take(step + 1).LastOrDefault(known => known.Action != DunningAction.Collections) ?? new DunningStep(0, DunningAction.Reminder);

    /// <summary>The index of the step reached by a day, -1 for none.</summary>
    public int StepReached(DateOnly today)
    {
        for (var index = Policy.Steps.Count - 1; index > Step; index--)
        {
            if (Exists(index) && DayOf(index) <= today)
                return index;
        }

        return Step;
    }

    /// <summary>The index of the step that is due by a day, the hand-off included, whether or not something stops it; -1 for none.</summary>
    public int StepDue(DateOnly today) => HandOffOn() <= today ? Math.Max(CollectionsStep(Policy), Step) : StepReached(today);

    /// <summary>The steps after the last that was taken, up to one: what they do beside their notices is done with its.</summary>
    public IReadOnlyList<DunningStep> StepsTo(int step)
    {
        var ladder = this;
        return [.. Enumerable.Range(0, Policy.Steps.Count).Where(index => index > ladder.Step && index <= step && ladder.Exists(index)).Select(index => ladder.Policy.Steps[index])];
    }

    /// <summary>The index of the next step that sends a notice, -1 for none.</summary>
    public int NextNotice() => NextAfter(Step);

    /// <summary>The day of the next notice, if there is one.</summary>
    public DateOnly? NextNoticeOn() => NextNotice() is >= 0 and var index ? DayOf(index) : null;

    /// <summary>The next day that a step is due which was neither taken nor noted as stopped.</summary>
    public DateOnly? NextDueOn()
    {
        var noted = Math.Max(Step, Item.Stopped?.On(Policy) ?? Item.StoppedStep);
        var notice = NextAfter(noted) is >= 0 and var index ? DayOf(index) : (DateOnly?)null;
        var handOff = CollectionsStep(Policy) > noted ? HandOffOn() : null;
        return notice is null || handOff < notice ? handOff : notice;
    }

    /// <summary>The day of the next step that charges something, and the step, if there is one.</summary>
    public (DateOnly On, DunningStep Step)? NextCharge()
    {
        var ladder = this;
        return Enumerable.Range(0, Policy.Steps.Count).Where(index => index > ladder.Step && ladder.Exists(index) && ladder.Policy.Steps[index] is { LateFee: not null } or { ChargesInterest: true })
            .Select(index => ((DateOnly, DunningStep)?)(ladder.DayOf(index), ladder.Policy.Steps[index])).FirstOrDefault();
    }

    /// <summary>Whether a step after one charges interest.</summary>
    public bool ChargesInterestAfter(int step)
    {
        var ladder = this;
        return Enumerable.Range(0, Policy.Steps.Count).Any(index => index > step && ladder.Exists(index) && ladder.Policy.Steps[index].ChargesInterest);
    }

    /// <summary>The day that it goes to collections, once it has had its final notice.</summary>
    public DateOnly? HandOffOn()
    {
        var index = CollectionsStep(Policy);
        if (index < 0 || Item.FinalNoticeOn is not { } final)
            return null;
        var afterFinal = Policy.QuietDays.NextOpen(final.AddDays(Math.Max(1, Policy.Collections.DaysAfterFinalNotice) + Pause.SinceFinalNotice));
        return DayOf(index) > afterFinal ? DayOf(index) : afterFinal;
    }

    /// <summary>The first day after one that is the day before a step.</summary>
    public DateOnly? EveOfStepAfter(DateOnly day)
    {
        for (var index = Step + 1; index < Policy.Steps.Count; index++)
        {
            if (Exists(index) && DayOf(index).AddDays(-1) is var eve && eve > day)
                return eve;
        }

        return HandOffOn()?.AddDays(-1) is { } last && last > day ? last : null;
    }

    private int NextAfter(int step)
    {
        for (var index = step + 1; index < Policy.Steps.Count; index++)
        {
            if (Exists(index))
                return index;
        }

        return -1;
    }

    // A step whose day is not after the issue date never comes: a bill that is due on receipt is not reminded of before it exists.
    private bool Exists(int index) => Policy.Steps[index].Action != DunningAction.Collections && Item.DueDate.AddDays(Policy.Steps[index].Days) > Item.IssueDate;

    private DateOnly DayOf(int index) => Policy.QuietDays.NextOpen(Item.DueDate.AddDays(Policy.Steps[index].Days + Pause.Days));
}
