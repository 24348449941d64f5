namespace Billing.Domain.Tests;

/// <summary>What a made-up history asks about arrangements: plans that fit and that do not, promises, the money of an instalment, and calling it off.</summary>
internal static class ArrangementSteps
{
    /// <param name="state">The account.</param>
    /// <param name="step">Chooses.</param>
    /// <param name="kind">0 to 8.</param>
    /// <param name="today">The day.</param>
    /// <param name="made">Names what is made.</param>
    public static AccountCommand? Command(Account state, Step step, int kind, DateOnly today, int made) => kind switch
    {
        < 3 => new AgreeInstalments($"g{made}", Some(state, step), step.B % 3 == 0 ? new Deposit(Money.OfMinorUnits(1 + step.A % 9, state.Currency()), null) : null, Schedule(state, step, today), step.B % 5 == 0 ? null : step.B % 4),
        < 5 => new PromisePayment($"g{made}", Some(state, step), today.AddDays(step.A % 30 - 1), step.B % 2 == 0 ? null : Money.OfMinorUnits(1 + step.B, state.Currency()), step.A % 3),
        < 8 => Instalment(state, step, today, made),
        _ => state.Arrangements.Count == 0 ? null : new CancelArrangement(state.Arrangements[step.A % state.Arrangements.Count].ItemId, "asked"),
    };

    private static List<string>? Some(Account state, Step step) =>
        step.A % 3 == 0 ? null : [.. state.Invoices.Where((_, index) => (index + step.B) % 3 == 0).Take(3).Select(item => item.ItemId)];

    private static InstalmentSchedule Schedule(Account state, Step step, DateOnly today)
    {
        var first = today.AddDays(step.A % 20);
        if (step.B % 4 != 0)
            return new InstalmentSchedule.Equal(1 + step.B % 7, first, (step.A % 3) switch { 0 => new BillingInterval(1, IntervalUnit.Week), 1 => new BillingInterval(2, IntervalUnit.Week), _ => new BillingInterval(1, IntervalUnit.Month) });
        var half = Money.OfMinorUnits(state.Receivable().MinorUnits / 2, state.Currency());
        return new InstalmentSchedule.Custom([new PlannedPart(first, half), new PlannedPart(first.AddDays(step.A % 11), state.Receivable() - half)]);
    }

    // What is to be paid next of one that runs, or a little more or less.
    private static ApplyPayment? Instalment(Account state, Step step, DateOnly today, int made)
    {
        if (state.Arrangements.FirstOrDefault(known => known.IsRunning) is not { } arrangement || arrangement.Unmet(state.PaidOf(arrangement)).FirstOrDefault() is not { } next)
            return null;
        var amount = arrangement.DueThrough(next.No) - state.PaidOf(arrangement) + Money.OfMinorUnits(step.B % 4 == 0 ? step.A % 3 - 1 : 0, state.Currency());
        return amount.IsPositive ? new ApplyPayment($"pay{made}", $"p{made}", amount, today, null) : null;
    }
}
