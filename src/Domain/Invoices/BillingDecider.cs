namespace Billing.Domain;

/// <summary>Decides what a billing run does: proposes what should be billed by today, less what is billed, and issues what is due.</summary>
internal static class BillingDecider
{
    public static Decision Run(Account account, DecisionContext context)
    {
        if (account.ParkedBecause is not null)
            return AccountDecider.Accept();

        var (proposals, parked) = Propose(account, context);
        var toIssue = account.Drafts.Where(draft => draft.FinalizeOn <= context.Today).Select(draft => context.Drafts[draft.DocumentId]).ToList();
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
        if (PaymentApplication.UseCredit(after, context) is { } used)
            events.Add(used);
        return new Decision.Accepted(events);
    }

    // One invoice for all periods that fall due on one day, oldest day first.
    private static (List<Invoice> Proposals, BillingParked? Parked) Propose(Account account, DecisionContext context)
    {
        var due = account.Subscriptions.Select(subscription => DuePeriods(subscription, context)).ToList();
        var proposals = new List<Invoice>();
        foreach (var day in due.SelectMany(periods => periods.Due).GroupBy(period => period.DueOn).OrderBy(day => day.Key))
        {
            if (Priced(account, [.. day], context) is not { } lines)
                return (proposals, new BillingParked(WhyNotPriced(account, day, context), context.Today));
            proposals.Add(Compose(account, lines, context));
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
        return new InvoiceLine(
            lineNo, price.Name, price.Product, period.Served, subscription.Quantity, price.Unit, unitPrice,
            Money.Round(subscription.Quantity * unitPrice, price.Currency),
            new LineTax(tax.Treatment, tax.Rate, tax.Jurisdiction, tax.Note),
            subscription.SubscriptionId, price.PriceId, version.EffectiveFrom);
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
        var periods = lines.Select(line => new BilledPeriod(line.SubscriptionId, line.Period)).ToList();
        var documentId = DocumentIds.OfInvoice(account.AccountId, periods);
        while (account.VoidedDocumentIds.Contains(documentId))
            documentId = DocumentIds.After(documentId);
        return InvoiceCalculation.Total(documentId, account.Currency(), lines, periods, context.Taxes.Version);
    }

    private static DocumentToNumber ToNumber(Invoice invoice, DecisionContext context) =>
        new(invoice.DocumentId, new NumberSeries(context.Seller.NumberPrefix, DocumentKind.Invoice, context.Today.Year), context.Today);

    private static InvoiceFinalized Finalize(Invoice invoice, Account account, DecisionContext context) => new(
        invoice, context.Numbers[invoice.DocumentId], context.Today, context.Today.AddDays(context.Policy.PaymentTermDays),
        context.PostingDate(context.Today), account.ProfileVersion, context.Policy.Version);
}
