namespace Billing.Domain;

/// <summary>What a customer has agreed to buy again and again.</summary>
/// <param name="SubscriptionId">Unique within the account.</param>
/// <param name="Start">The first day served.</param>
/// <param name="End">The day after the last day served, where an end is known.</param>
/// <param name="BilledThrough">The first day that is not billed yet; at the start the end of the trial.</param>
/// <param name="Terms">What it buys, in order; those that days still to be billed, or billed ahead, lie in, and those to come.</param>
/// <param name="Pauses">In order; past ones only while they matter.</param>
/// <param name="Ahead">What billed its last period in advance; nothing in arrears.</param>
/// <param name="TrialEnd">The first day that costs something, where there is a trial.</param>
/// <param name="CommittedUntil">It can not be cancelled to an earlier day unless the seller waives that.</param>
/// <param name="RemainderDueOn">Where days that were billed are to be billed anew, the day that is done on; nothing for at once.</param>
/// <param name="Revision">Rises each time days that were billed are to be billed anew.</param>
/// <param name="ForAccount">The child account that it is for, or empty for the account itself.</param>
public sealed record Subscription(
    string SubscriptionId,
    DateOnly Start,
    DateOnly? End,
    DateOnly BilledThrough,
    IReadOnlyList<SubscriptionTerms> Terms,
    IReadOnlyList<Pause> Pauses,
    IReadOnlyList<BilledAhead> Ahead,
    DateOnly? TrialEnd = null,
    DateOnly? CommittedUntil = null,
    DateOnly? RemainderDueOn = null,
    int Revision = 0,
    string ForAccount = "")
{
    /// <summary>The terms in force on a day; before the first, the first.</summary>
    public SubscriptionTerms TermsOn(DateOnly day)
    {
        for (var index = Terms.Count - 1; index > 0; index--)
        {
            if (Terms[index].From <= day)
                return Terms[index];
        }

        return Terms[0];
    }

    /// <summary>The next period to bill, cut at the subscription's start and end, at pauses, and where the calendar changes; null where all is billed.</summary>
    public BilledPeriod? NextPeriod()
    {
        if (FirstServed(BilledThrough) is not { } start || start >= End)
            return null;
        var terms = TermsOn(start);
        var full = terms.Calendar.PeriodOf(start);
        var end = full.End;
        if (End is { } last && last < end)
            end = last;
        // A pause within a measured period does not part it; what is used before and after is one quantity.
        if (!terms.Metered)
        {
            foreach (var pause in Pauses)
                end = pause.From > start && pause.From < end ? pause.From : end;
        }

        foreach (var later in Terms)
            end = later.From > start && later.From < end && !later.SameCalendarAs(terms) ? later.From : end;
        var due = terms.Timing == BillingTiming.InAdvance ? start : end;
        return new BilledPeriod(
            SubscriptionId, new ServicePeriod(start, end), full, RemainderDueOn is { } remainder && start < remainder && due < remainder ? remainder : due,
            TermsIn(start, end), Revision, ForAccount);
    }

    /// <summary>This subscription with a period billed.</summary>
    /// <param name="period">The period.</param>
    /// <param name="invoice">What billed it, or nothing where its lines are not issued yet.</param>
    public Subscription Billed(BilledPeriod period, Invoice? invoice)
    {
        if (period.Period.End < BilledThrough)
            return this;
        IReadOnlyList<BilledAhead> ahead = invoice is null || period.Terms[0].Timing == BillingTiming.InArrears ? [] :
            [.. Ahead.Where(known => known.Line.Period.End > period.Full.Start),
             .. invoice.Lines.Where(line => line.SubscriptionId == SubscriptionId && line.Kind is LineKind.Recurring or LineKind.MinimumCommitment && line.ChargeId.Length == 0 && period.Contains(line.Period))
                .Select(line => new BilledAhead(invoice.DocumentId, line.LineNo, line))];
        return (this with { BilledThrough = period.Period.End, Revision = Math.Max(Revision, period.Revision), Ahead = ahead, RemainderDueOn = period.Period.End >= RemainderDueOn ? null : RemainderDueOn }).WithoutPast();
    }

    /// <summary>This subscription with what was carried over billed at last: from then on that invoice is corrected.</summary>
    internal Subscription CarriedOver(string documentId, IReadOnlyDictionary<string, int> lines) =>
        lines.Count > 0 && Ahead.Any(known => lines.ContainsKey(PendingCharge.CarriedOverId(known.DocumentId, known.LineNo)))
            ? this with { Ahead = [.. Ahead.Select(known => lines.TryGetValue(PendingCharge.CarriedOverId(known.DocumentId, known.LineNo), out var lineNo) ? known with { DocumentId = documentId, LineNo = lineNo } : known)] }
            : this;

    /// <summary>The start of the period that a day lies in, whether or not it is billed.</summary>
    internal ServicePeriod PeriodOf(DateOnly day) => TermsOn(day).Calendar.PeriodOf(day);

    /// <summary>Whether it is paused on a day.</summary>
    internal bool IsPausedOn(DateOnly day) => Pauses.Any(pause => pause.From <= day && (pause.Until is not { } until || day < until));

    /// <summary>The first day on or after one that is not paused; nothing where the pause has no end.</summary>
    internal DateOnly? FirstServed(DateOnly day)
    {
        foreach (var pause in Pauses)
        {
            if (pause.From > day)
                break;
            if (pause.Until is not { } until)
                return null;
            day = until > day ? until : day;
        }

        return day;
    }

    private List<SubscriptionTerms> TermsIn(DateOnly start, DateOnly end)
    {
        List<SubscriptionTerms> terms = [TermsOn(start)];
        foreach (var later in Terms)
        {
            if (later.From > start && later.From < end)
                terms.Add(later);
        }

        return terms;
    }

    // Terms and pauses that no day billed ahead or still to be billed lies in are history, and stand in the events.
    private Subscription WithoutPast()
    {
        var first = Ahead.Count > 0 ? Ahead.Min(known => known.Line.Period.Start) : BilledThrough;
        first = first < BilledThrough ? first : BilledThrough;
        var terms = Terms.Count == 1 ? Terms : [.. Terms.Where((_, index) => index == Terms.Count - 1 || Terms[index + 1].From > first)];
        var pauses = Pauses.Count == 0 ? Pauses : [.. Pauses.Where(pause => pause.Until is not { } until || until > first)];
        return terms.Count == Terms.Count && pauses.Count == Pauses.Count ? this : this with { Terms = terms, Pauses = pauses };
    }
}
