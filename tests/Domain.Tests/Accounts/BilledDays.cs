namespace Billing.Domain.Tests;

/// <summary>The days of each subscription that are billed, kept from the events alone: each day that is served is billed once, net of what is credited,
/// at what the day costs.</summary>
internal sealed class BilledDays(Func<World> world)
{
    private readonly Dictionary<string, Served> subscriptions = [];
    private readonly HashSet<string> drafted = [];
    private readonly Dictionary<(string DocumentId, int LineNo), InvoiceLine> lines = [];

    public void See(AccountEvent happened, DateOnly today)
    {
        switch (happened)
        {
            case SubscriptionStarted e:
                subscriptions.Add(e.Subscription.SubscriptionId, new Served(e.Subscription));
                break;
            case SubscriptionChanged e:
                var terms = subscriptions[e.SubscriptionId].Terms;
                terms.RemoveAll(known => known.From >= e.Terms.From);
                terms.Add(e.Terms);
                Anew(e.SubscriptionId, e.Anew);
                break;
            case SubscriptionPaused e:
                subscriptions[e.SubscriptionId].Pauses.Add(e.Pause);
                Anew(e.SubscriptionId, e.Anew);
                break;
            case SubscriptionResumed e:
                subscriptions[e.SubscriptionId].Resume(e.On);
                break;
            case SubscriptionCancelled e:
                subscriptions[e.SubscriptionId].End = e.End;
                Anew(e.SubscriptionId, e.Anew);
                break;
            case SubscriptionReactivated e:
                subscriptions[e.SubscriptionId].Reactivate(e.From);
                break;
            case InvoiceDrafted e:
                Assert.True(drafted.Add(e.Invoice.DocumentId));
                Billed(e.Invoice, today);
                break;
            case InvoiceFinalized e when !drafted.Contains(e.Invoice.DocumentId):
                Billed(e.Invoice, today);
                break;
            case BillingCarriedOver e:
                Billed(e.Invoice, today);
                break;
            case InvoiceVoided e:
                Corrected(e.VoidedDocumentId);
                break;
            case CreditNoteIssued { Reason: not ReasonCode.Cancellation } e:
                Corrected(e.Corrects.DocumentId);
                break;
        }
    }

    /// <summary>Once all that is due is billed: each day that is served and due is billed, and the amounts are those of the days, to half a minor unit for
    /// each line that was rounded.</summary>
    public void EverythingDueIsBilled(DateOnly today)
    {
        foreach (var (id, served) in subscriptions)
        {
            for (var day = served.FirstBilled; day <= today; day = day.AddDays(1))
            {
                if (served.IsDue(day, today))
                    Assert.True(served.Costs.ContainsKey(day), $"{id} is not billed for {day:O}.");
            }

            var (expected, currency) = (served.Costs.Values.Sum(), Currency.Of(world().AccountId[^3..]));
            if (served.IsPlain)
                Assert.True(Math.Abs(expected - served.Amount) <= served.Roundings * currency.MinorUnit, $"{id} is billed {served.Amount}, and its days cost {expected}.");
        }
    }

    private void Billed(Invoice invoice, DateOnly today)
    {
        foreach (var line in invoice.Lines)
            lines[(invoice.DocumentId, line.LineNo)] = line;
        if (invoice.ReplacesNumber.Length > 0)
            return;
        foreach (var period in invoice.Periods)
        {
            var served = subscriptions[period.SubscriptionId];
            Assert.True((period.Terms[0].Timing == BillingTiming.InAdvance ? period.Period.Start : period.Period.End) <= today, "A period is billed before it is due.");
            Assert.True(period.Period.Days > 0);
            for (var day = period.Period.Start; day < period.Period.End; day = day.AddDays(1))
            {
                Assert.True(served.IsServed(day), $"{period.SubscriptionId} is not served on {day:O}.");
                Assert.True(served.Costs.TryAdd(day, CostOf(served, day)), $"{period.SubscriptionId} is billed twice for {day:O}.");
            }

            Covers(period, [.. invoice.Lines.Where(line => line.SubscriptionId == period.SubscriptionId && line.ChargeId.Length == 0 && period.Contains(line.Period))], served);
        }
    }

    // The lines of a period are for its days, for each day once or for all of the tiers.
    private static void Covers(BilledPeriod period, List<InvoiceLine> own, Served served)
    {
        var parts = own.Where(line => line.Kind != LineKind.MinimumCommitment).Select(line => line.Period).Distinct().OrderBy(part => part.Start).ToList();
        Assert.Equal(period.Period, new ServicePeriod(parts[0].Start, parts[^1].End));
        Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        foreach (var line in own)
        {
            served.Amount += line.Gross.Amount;
            served.Roundings++;
            served.IsPlain &= line.Discounts.Count == 0;
        }
    }

    private decimal CostOf(Served served, DateOnly day)
    {
        var terms = served.TermsOn(day);
        served.IsPlain &= HistoryWorld.Plain.Contains(terms.PriceId);
        var price = world().Prices[terms.PriceId].Versions[0].Pricing as PerUnitPricing;
        return terms.Quantity * (price?.UnitAmount ?? 0) / terms.Calendar.PeriodOf(day).Days;
    }

    private void Anew(string subscriptionId, BilledAnew? anew)
    {
        if (anew is null)
            return;
        var served = subscriptions[subscriptionId];
        foreach (var day in served.Costs.Keys.Where(day => day >= anew.From).ToList())
            served.Costs.Remove(day);
        if (anew.DueOn is { } later)
            served.Later.Add((anew.From, later));
        foreach (var charge in anew.Unused)
        {
            // No more than the days cost, whatever was rounded before.
            var line = lines[(charge.CorrectsDocumentId, charge.Corrects!.LineNo)];
            var share = line.Net.Amount * charge.Line.Period.Days / line.Period.Days;
            Assert.True(charge.Corrects.Net.Amount <= share + 2 * line.Net.Currency.MinorUnit, $"{charge.Corrects.Net} is credited for days that cost {share}.");
            served.Amount += charge.Line.Gross.Amount;
            served.Roundings += 2;
        }
    }

    // What an operator corrects has no price by the day any more.
    private void Corrected(string documentId)
    {
        foreach (var line in lines.Where(known => known.Key.DocumentId == documentId && known.Value.SubscriptionId.Length > 0))
            subscriptions[line.Value.SubscriptionId].IsPlain = false;
    }

    private sealed class Served(Subscription started)
    {
        public List<SubscriptionTerms> Terms { get; } = [.. started.Terms];

        public List<Pause> Pauses { get; } = [];

        public DateOnly FirstBilled { get; } = started.TrialEnd ?? started.Start;

        public DateOnly? End { get; set; } = started.End;

        /// <summary>Days that are billed anew on a later day.</summary>
        public List<(DateOnly From, DateOnly DueOn)> Later { get; } = [];

        /// <summary>What each billed day costs.</summary>
        public SortedDictionary<DateOnly, decimal> Costs { get; } = [];

        public decimal Amount { get; set; }

        public int Roundings { get; set; } = 1;

        public bool IsPlain { get; set; } = true;

        public SubscriptionTerms TermsOn(DateOnly day) => Terms.LastOrDefault(known => known.From <= day) ?? Terms[0];

        // A pause does not part what is measured.
        public bool IsServed(DateOnly day) => day >= FirstBilled && (End is not { } end || day < end) && (TermsOn(day).Metered || !IsPaused(day));

        public bool IsDue(DateOnly day, DateOnly today) =>
            IsServed(day) && !IsPaused(day) && !Later.Any(later => day >= later.From && day < later.DueOn && today < later.DueOn)
            && (TermsOn(day).Timing == BillingTiming.InAdvance || TermsOn(day).Calendar.PeriodOf(day).End <= today);

        private bool IsPaused(DateOnly day) => Pauses.Any(pause => pause.From <= day && (pause.Until is not { } until || day < until));

        public void Resume(DateOnly on)
        {
            var pause = Pauses[^1];
            Pauses.RemoveAt(Pauses.Count - 1);
            if (pause.From < on)
                Pauses.Add(pause with { Until = on });
        }

        public void Reactivate(DateOnly from)
        {
            if (End < from)
            {
                Pauses.RemoveAll(pause => pause.From >= End);
                Pauses.Add(new Pause(End.Value, from));
            }

            End = null;
        }
    }
}
