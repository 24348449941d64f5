namespace Billing.Domain;

/// <summary>Decides what a billing run does: proposes what should be billed by today, less what is billed, and issues what is due.</summary>
internal static class BillingDecider
{
    /// <summary>How many periods one invoice bills; where more are due on one day, there is another invoice.</summary>
    public const int PeriodsPerInvoice = 50;

    // One transaction holds 100 rows: the state, the events, the command and a profile; these for what is billed; and two for each use of credit,
    // the invoice's and the payment's. What does not fit stays due, and the next run takes it.
    private const int RowsPerCommand = 96;
    private const int RowsForBilling = 60;
    private const int RowsPerInvoice = 3;

    public static Decision Run(Account account, DecisionContext context)
    {
        if (account.ParkedBecause is not null)
            return AccountDecider.Accept();

        var toIssue = account.Drafts.Where(draft => draft.FinalizeOn <= context.Today).Take(RowsForBilling / RowsPerInvoice)
            .Select(draft => context.Drafts[draft.DocumentId]).ToList();
        var (proposals, parked) = Propose(account, context, RowsForBilling - toIssue.Count * RowsPerInvoice);
        var rows = (toIssue.Count + proposals.Count) * RowsPerInvoice + proposals.Sum(invoice => invoice.Periods.Count);
        if (context.Policy.DraftWindowDays == 0)
            toIssue.AddRange(proposals);

        var unnumbered = toIssue.Where(invoice => !context.Numbers.ContainsKey(invoice.DocumentId)).Select(invoice => ToNumber(invoice, context)).ToList();
        if (unnumbered.Count > 0)
            return new Decision.NeedsNumbers(unnumbered);

        List<AccountEvent> events = [.. toIssue.Select(invoice => Finalize(invoice, account, context))];
        if (context.Policy.DraftWindowDays > 0)
            events.AddRange(proposals.Select(invoice => new InvoiceDrafted(invoice, context.Today, context.Today.AddDays(context.Policy.DraftWindowDays))));
        if (parked is not null)
            events.Add(parked);

        var after = events.Aggregate(account, AccountEvolution.Evolve);
        if (PaymentApplication.UseCredit(after, context, (RowsPerCommand - rows) / 2) is { } used)
            events.Add(used);
        return new Decision.Accepted(events);
    }

    // One invoice for all periods that fall due on one day, oldest day first.
    private static (List<Invoice> Proposals, BillingParked? Parked) Propose(Account account, DecisionContext context, int rows)
    {
        var due = account.Subscriptions.Select(subscription => DuePeriods(subscription, context)).ToList();
        var proposals = new List<Invoice>();
        foreach (var day in due.SelectMany(periods => periods.Due).GroupBy(period => period.DueOn).OrderBy(day => day.Key).SelectMany(day => day.Chunk(PeriodsPerInvoice)))
        {
            rows -= RowsPerInvoice + day.Length;
            if (rows < 0)
                break;
            if (Priced(account, day, context) is not { } lines)
                return (proposals, new BillingParked(WhyNotPriced(account, day, context), context.Today));
            var invoice = Compose(account, lines, context);
            if (invoice.Totals.Total.IsNegative)
                return (proposals, new BillingParked($"The invoice due on {day[0].DueOn:O} would be {invoice.Totals.Total}; correct the prices, then resume billing.", context.Today));
            proposals.Add(invoice);
        }

        return (proposals, due.Any(periods => periods.More)
            ? new BillingParked($"More than {context.Policy.CatchUpPeriods} periods were due at once; the oldest were billed, the rest waits for a review.", context.Today)
            : null);
    }

    private static (List<DuePeriod> Due, bool More) DuePeriods(Subscription subscription, DecisionContext context)
    {
        var due = new List<DuePeriod>();
        while (subscription.NextPeriod() is { } next && next.DueOn <= context.Today)
        {
            if (due.Count == context.Policy.CatchUpPeriods)
                return (due, true);
            due.Add(next);
            subscription = subscription.Billed(next.Served);
        }

        return (due, false);
    }

    private static List<InvoiceLine>? Priced(Account account, IReadOnlyList<DuePeriod> periods, DecisionContext context)
    {
        var lines = new List<InvoiceLine>();
        foreach (var period in periods)
        {
            var subscription = account.Subscriptions.First(known => known.SubscriptionId == period.SubscriptionId);
            if (!context.Prices.TryGetValue(subscription.PriceId, out var price) || FindTax(price, period, context) is not { } tax)
                return null;
            lines.Add(Line(lines.Count + 1, subscription, period, price, tax));
        }

        return lines;
    }

    private static InvoiceLine Line(int lineNo, Subscription subscription, DuePeriod period, Price price, TaxRule tax)
    {
        var version = price.VersionOn(period.Full.Start);
        var unitPrice = version.UnitAmount * InvoiceCalculation.Proration(period);
        return InvoiceLine.Of(
            lineNo, LineKind.Recurring, price.Name, price.Product, period.Served, subscription.Quantity, price.Unit, unitPrice,
            new LineTax(tax.Treatment, tax.Rate, tax.Jurisdiction, tax.Note), price.Currency) with
        { SubscriptionId = subscription.SubscriptionId, PriceId = price.PriceId, PriceEffectiveFrom = version.EffectiveFrom };
    }

    private static TaxRule? FindTax(Price price, DuePeriod period, DecisionContext context) =>
        context.Taxes.Find(context.Profile.Address.Country, context.Profile.Address.Region, context.Profile.IsBusiness, price.TaxCategory, period.DueOn);

    private static string WhyNotPriced(Account account, IEnumerable<DuePeriod> periods, DecisionContext context)
    {
        var priceIds = periods.Select(period => account.Subscriptions.First(known => known.SubscriptionId == period.SubscriptionId).PriceId).Distinct().ToList();
        return priceIds.FirstOrDefault(priceId => !context.Prices.ContainsKey(priceId)) is { } missing
            ? $"The seller has no price {missing}; restore it, then resume billing."
            : $"No tax rule covers {string.Join(", ", priceIds.Select(priceId => context.Prices[priceId].TaxCategory).Distinct())} for {context.Profile.Address.Country} {context.Profile.Address.Region}; add one, then resume billing.";
    }

    private static Invoice Compose(Account account, List<InvoiceLine> lines, DecisionContext context)
    {
        var periods = lines.Select(line => new BilledPeriod(line.SubscriptionId, line.Period, line.Period)).ToList();
        return InvoiceCalculation.Total(account.NotVoided(DocumentIds.OfInvoice(account.AccountId, periods)), account.Currency(), lines, periods, context.Taxes.Version, []);
    }

    private static DocumentToNumber ToNumber(Invoice invoice, DecisionContext context) =>
        new(invoice.DocumentId, new NumberSeries(context.Seller.NumberPrefix, DocumentKind.Invoice, context.Today.Year), context.Today);

    private static InvoiceFinalized Finalize(Invoice invoice, Account account, DecisionContext context) => new(
        invoice, context.Numbers[invoice.DocumentId], context.Today, context.Today.AddDays(context.Policy.PaymentTermDays),
        context.PostingDate(context.Today), account.ProfileVersion, context.Policy.Version);
}
