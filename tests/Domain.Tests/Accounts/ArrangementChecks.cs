namespace Billing.Domain.Tests;

/// <summary>What must hold of arrangements, kept from the events alone: what a running one covers is not dunned, sums are exact, and dunning goes on where it
/// stood, later by the days that it was paused or that nothing was owed.</summary>
internal sealed class ArrangementChecks(Func<World> world)
{
    private readonly Dictionary<string, PaymentArrangement> running = [];
    private readonly Dictionary<string, List<(DateOnly From, DateOnly Until)>> pauses = [];
    private readonly Dictionary<string, (int Days, DunningAction Action)> reached = [];
    private readonly Dictionary<string, DateOnly> finals = [];
    private readonly Dictionary<string, List<string>> charged = [];
    private readonly Dictionary<string, (bool IsOpen, DateOnly Since)> owed = [];

    public void See(AccountEvent happened)
    {
        switch (happened)
        {
            case ArrangementAgreed e:
                Agreed(e);
                break;
            case ArrangementKept e:
                Assert.True(e.Paid >= running[e.ArrangementId].Total(), "An arrangement counts as kept before all is paid.");
                End(e.ArrangementId, e.Date);
                break;
            case ArrangementBroken e:
                Assert.True(e.Date > running[e.ArrangementId].Instalments.Single(known => known.No == e.No).DueOn.AddDays(running[e.ArrangementId].GraceDays), "An arrangement is broken within its grace.");
                End(e.ArrangementId, e.Date);
                break;
            case ArrangementCancelled e:
                End(e.ArrangementId, e.Date);
                break;
            case LateChargeIssued e:
                charged[e.Charge.DocumentId] = [.. e.Invoices.Select(invoice => invoice.DocumentId)];
                break;
            case NoticeIssued e:
                Assert.All(e.Items, item => Noticed(item, e.Date));
                break;
            case AccountSentToCollections e:
                Assert.All(e.Items, item => HandedOff(item, e));
                break;
        }
    }

    /// <summary>After a command nothing is left that its money has met, and no invoice is under two.</summary>
    public void Settled(Account state, IReadOnlyList<AccountEvent> events)
    {
        foreach (var item in state.Invoices)
            Owed(item, events);
        var now = state.Arrangements.Where(known => known.IsRunning).ToList();
        Assert.Equal(running.Keys.Order(StringComparer.Ordinal), now.Select(known => known.ItemId).Order(StringComparer.Ordinal));
        Assert.Distinct(now.SelectMany(known => known.DocumentIds));
        foreach (var arrangement in now)
        {
            var open = state.Invoices.Where(item => arrangement.DocumentIds.Contains(item.ItemId)).Select(item => item.Balance);
            var paid = arrangement.Covered - Money.Sum(open, state.Currency());
            Assert.Equal(paid, state.PaidOf(arrangement));
            Assert.True(paid < arrangement.Total(), "All is paid, and the arrangement still runs.");
            Assert.True(arrangement.Missed is not { } missed || paid < arrangement.DueThrough(missed.No), "An instalment is paid, and is still waited for.");
        }
    }

    // Owed again, it was paused since it was settled; what its last arrangement paused is counted already.
    private void Owed(InvoiceItem item, IReadOnlyList<AccountEvent> events)
    {
        var known = owed.TryGetValue(item.ItemId, out var before);
        if (known && before.IsOpen == item.IsOpen)
            return;
        var on = events.Select(happened => happened switch
        {
            PaymentApplied e => e.ValueDate,
            PaymentReversed e => e.ValueDate,
            CreditUsed e => e.Date,
            CreditReallocated e => e.Date,
            CreditNoteIssued e => e.IssueDate,
            InvoiceWrittenOff e => e.Date,
            DeductionTaken e => e.Deduction.Date,
            DeductionWithdrawn e => e.Date,
            _ => DateOnly.MinValue,
        }).Max();
        owed[item.ItemId] = (item.IsOpen, !known && item.IsOpen ? DateOnly.MinValue : on > before.Since ? on : before.Since);
        if (!known || !item.IsOpen || running.Values.Any(arrangement => arrangement.DocumentIds.Contains(item.ItemId)))
            return;
        if (!pauses.TryGetValue(item.ItemId, out var paused))
            pauses[item.ItemId] = paused = [];
        var from = paused.Select(pause => pause.Until).Append(before.Since).Max();
        if (from < on)
            paused.Add((from, on));
    }

    private void Agreed(ArrangementAgreed e)
    {
        var agreed = e.Arrangement;
        Assert.Equal(agreed.Covered, Money.Sum(e.Invoices.Select(invoice => invoice.Balance), agreed.Covered.Currency));
        if (agreed.Kind == ArrangementKind.InstalmentPlan)
            Assert.Equal(agreed.Covered, agreed.Total());
        Assert.All(agreed.Instalments, part => Assert.True(part.Amount.IsPositive && part.DueOn >= agreed.AgreedOn));
        Assert.All(agreed.Instalments.Zip(agreed.Instalments.Skip(1)), pair => Assert.True(pair.First.DueOn < pair.Second.DueOn && pair.First.No < pair.Second.No));
        running.Add(agreed.ItemId, agreed);
    }

    private void End(string arrangementId, DateOnly on)
    {
        Assert.True(running.Remove(arrangementId, out var ended));
        foreach (var documentId in ended!.DocumentIds)
        {
            if (!pauses.TryGetValue(documentId, out var known))
                pauses[documentId] = known = [];
            known.Add((ended.AgreedOn, on));
        }
    }

    // The step is the one that the ladder has reached, its days being later by those of the pauses.
    private void Noticed(DunnedItem item, DateOnly on)
    {
        NotCovered(item);
        var ladder = world().Dunning.Steps;
        var before = reached.TryGetValue(item.DocumentId, out var reach) ? Enumerable.Range(0, ladder.Count).LastOrDefault(index => ladder[index].Days <= reach.Days && ladder[index].Action <= reach.Action, -1) : -1;
        var now = Enumerable.Range(0, ladder.Count).LastOrDefault(
            index => ladder[index].Action != DunningAction.Collections && item.DueDate.AddDays(ladder[index].Days) > item.IssueDate && Open(item.DueDate.AddDays(ladder[index].Days + Paused(item.DocumentId))) <= on, -1);
        Assert.Equal(Math.Max(before, now), item.DunningStep);
        Reach(item);
        if (item.Action == DunningAction.FinalNotice)
            finals.TryAdd(item.DocumentId, on);
    }

    // What an operator hands off waits for no step, and takes none. A late charge goes with what it is about, whatever its own ladder says.
    private void HandedOff(DunnedItem item, AccountSentToCollections sent)
    {
        NotCovered(item);
        if (sent.Reason.Length > 0)
        {
            Assert.Null(item.Reach());
            return;
        }

        Reach(item);
        if (charged.TryGetValue(item.DocumentId, out var about) && sent.Items.Any(other => about.Contains(other.DocumentId)))
            return;
        var on = sent.Date;
        Assert.True(item.DueDate.AddDays(world().Dunning.Steps[^1].Days + Paused(item.DocumentId)) <= on);
        var since = Paused(item.DocumentId, finals[item.DocumentId]);
        Assert.True(on.DayNumber - finals[item.DocumentId].DayNumber - since >= world().Dunning.Collections.DaysAfterFinalNotice);
    }

    // What was reached on one ladder is not given back on another.
    private void Reach(DunnedItem item)
    {
        if (item.DunningStep < 0)
            return;
        var (days, action) = reached.GetValueOrDefault(item.DocumentId, (int.MinValue, DunningAction.Reminder));
        var step = world().Dunning.Steps[item.DunningStep];
        reached[item.DocumentId] = (Math.Max(days, step.Days), item.Action > action ? item.Action : action);
    }

    private DateOnly Open(DateOnly day)
    {
        while (world().Dunning.QuietDays.IsQuiet(day))
            day = day.AddDays(1);
        return day;
    }

    private void NotCovered(DunnedItem item) => Assert.DoesNotContain(running.Values, arrangement => arrangement.DocumentIds.Contains(item.DocumentId));

    private int Paused(string documentId, DateOnly? from = null) =>
        pauses.GetValueOrDefault(documentId, []).Sum(pause => Math.Max(0, pause.Until.DayNumber - (from > pause.From ? from.Value : pause.From).DayNumber));
}
