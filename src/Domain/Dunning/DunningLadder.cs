namespace Billing.Domain;

/// <summary>Where an invoice stands on the policy's ladder. A step's day is reckoned from the due date and does not count the days that an arrangement
/// paused it.</summary>
/// <param name="Item">The invoice.</param>
/// <param name="Pause">How long it was paused.</param>
/// <param name="Policy">The ladder.</param>
internal readonly record struct DunningLadder(InvoiceItem Item, DunningPause Pause, DunningPolicy Policy)
{
    public static DunningLadder Of(Account account, InvoiceItem item, DunningPolicy policy) => new(item, account.PauseOf(item), policy);

    /// <summary>The index of the hand-off to collections, -1 where the ladder has none.</summary>
    public static int CollectionsStep(DunningPolicy policy) =>
        Enumerable.Range(0, policy.Steps.Count).Where(index => policy.Steps[index].Action == DunningAction.Collections).DefaultIfEmpty(-1).First();

    /// <summary>What a step does. An invoice keeps the step it has reached when the policy's ladder gets shorter, so its step may lie beyond the end.</summary>
    public static DunningAction ActionOf(int step, DunningPolicy policy) => NoticeOf(step, policy).Action;

    /// <summary>The step that sends the notice.</summary>
    public static DunningStep NoticeOf(int step, DunningPolicy policy) =>
        policy.Steps.Take(step + 1).LastOrDefault(known => known.Action != DunningAction.Collections) ?? new DunningStep(0, DunningAction.Reminder);

    /// <summary>The index of the step reached by a day, -1 for none.</summary>
    public int StepReached(DateOnly today)
    {
        var ladder = this;
        return Math.Max(Item.DunningStep, Enumerable.Range(0, Policy.Steps.Count).Where(index => ladder.Exists(index) && ladder.DayOf(index) <= today).DefaultIfEmpty(-1).Last());
    }

    /// <summary>The day of the next notice, if there is one.</summary>
    public DateOnly? NextNoticeOn()
    {
        var ladder = this;
        return Enumerable.Range(0, Policy.Steps.Count).Where(index => index > ladder.Item.DunningStep && ladder.Exists(index)).Select(index => (DateOnly?)ladder.DayOf(index)).FirstOrDefault();
    }

    /// <summary>The day that it goes to collections, once it has had its final notice.</summary>
    public DateOnly? HandOffOn()
    {
        var index = CollectionsStep(Policy);
        if (index < 0 || Item.FinalNoticeOn is not { } final)
            return null;
        var afterFinal = final.AddDays(Math.Max(1, Policy.Collections.DaysAfterFinalNotice) + Pause.SinceFinalNotice);
        return DayOf(index) > afterFinal ? DayOf(index) : afterFinal;
    }

    // A step whose day is not after the issue date never comes: a bill that is due on receipt is not reminded of before it exists.
    private bool Exists(int index) => Policy.Steps[index].Action != DunningAction.Collections && Item.DueDate.AddDays(Policy.Steps[index].Days) > Item.IssueDate;

    private DateOnly DayOf(int index) => Item.DueDate.AddDays(Policy.Steps[index].Days + Pause.Days);
}
