namespace Billing.Domain;

/// <summary>Turns a period into priced lines: by the terms and price versions on its days, with what is included, and up to its minimum commitment.</summary>
internal static class PeriodPricing
{
    private const int UnitPriceDecimals = 12;

    /// <summary>The lines of a period, without discounts and numbers.</summary>
    /// <returns>The lines, or why there are none.</returns>
    public static (IReadOnlyList<InvoiceLine> Lines, string? Problem) Lines(BilledPeriod period, DecisionContext context)
    {
        var lines = new List<InvoiceLine>();
        var minimum = 0m;
        foreach (var (days, terms) in Segments(period))
        {
            if (!context.Prices.TryGetValue(terms.PriceId, out var price))
                return ([], $"The seller has no price {terms.PriceId}; restore it, then resume billing.");
            if (context.TaxOf(price.TaxCategory, period.DueOn) is not { } tax)
                return ([], context.WhyNoTax(price.TaxCategory, period.DueOn));
            foreach (var part in Parts(days, terms, price))
            {
                var version = price.VersionFor(period.Full.Start, part.Start, terms.From);
                minimum += version.MinimumAmount * part.Days / period.Full.Days;
                lines.AddRange(Priced(period, part, terms, price, version).Select(line => line with { Tax = tax }));
            }
        }

        if (MinimumLine(lines, minimum, period, context) is { } trueUp)
            lines.Add(trueUp);
        return lines.Count <= PriceVersion.MostLinesOfPeriod
            ? (lines, null)
            : ([], $"Subscription {period.SubscriptionId} has {lines.Count} lines from {period.Period.Start:O}, more than {PriceVersion.MostLinesOfPeriod}; check its price and terms, then resume billing.");
    }

    private static IEnumerable<(ServicePeriod Days, SubscriptionTerms Terms)> Segments(BilledPeriod period)
    {
        for (var index = 0; index < period.Terms.Count; index++)
        {
            var start = index == 0 ? period.Period.Start : period.Terms[index].From;
            var end = index + 1 < period.Terms.Count ? period.Terms[index + 1].From : period.Period.End;
            yield return (new ServicePeriod(start, end), period.Terms[index]);
        }
    }

    // A price that changes at once parts the days; what is metered cannot be parted and keeps the version of the period's start.
    private static IEnumerable<ServicePeriod> Parts(ServicePeriod days, SubscriptionTerms terms, Price price)
    {
        var start = days.Start;
        if (!terms.Metered)
        {
            foreach (var cut in price.Versions.Where(version => version.Applies == PriceChange.AtOnce && version.EffectiveFrom > days.Start && version.EffectiveFrom < days.End))
            {
                yield return new ServicePeriod(start, cut.EffectiveFrom);
                start = cut.EffectiveFrom;
            }
        }

        yield return new ServicePeriod(start, days.End);
    }

    private static IEnumerable<InvoiceLine> Priced(BilledPeriod period, ServicePeriod days, SubscriptionTerms terms, Price price, PriceVersion version)
    {
        var full = price.IsMetered ? days : period.Full;
        var quantity = price.Meter is { } meter ? Measured(period).Quantity(meter) : terms.Quantity;
        var included = Math.Max(0, Math.Min(quantity, version.IncludedQuantity));
        var kind = price.IsMetered ? LineKind.Usage : LineKind.Recurring;
        var late = price.IsMetered ? Measured(period).LateCount : 0;

        InvoiceLine Line(LineKind lineKind, PricedPart part) => InvoiceLine.Of(
            0, lineKind, part.Label.Length == 0 ? price.Name : $"{price.Name} ({part.Label})", price.Product, days, part.Quantity,
            part.OwnUnit switch { null => price.Unit, "" => "", var own => $"{price.Unit} {own}" }, UnitPriceOf(part.UnitAmount, days, full), Untaxed, price.Currency) with
        {
            Gross = Money.Round(part.Quantity * part.UnitAmount * days.Days / full.Days, price.Currency),
            TaxIncluded = price.TaxIncluded,
            SubscriptionId = period.SubscriptionId,
            PriceId = price.PriceId,
            PriceEffectiveFrom = version.EffectiveFrom,
            ForAccount = period.ForAccount,
            TaxCategory = price.TaxCategory,
            LateEvents = late,
        };

        if (included > 0)
            yield return Line(LineKind.Included, new PricedPart(included, 0));
        if (included > 0 && quantity == included)
            yield break;
        foreach (var part in version.Pricing.Parts(quantity - included))
            yield return Line(kind, part);
    }

    // For the document; the line itself is rounded once, from the exact product.
    private static decimal UnitPriceOf(decimal amount, ServicePeriod days, ServicePeriod full) =>
        days == full ? amount : decimal.Round(amount * days.Days / full.Days, UnitPriceDecimals, MidpointRounding.AwayFromZero);

    private static InvoiceLine? MinimumLine(List<InvoiceLine> lines, decimal minimum, BilledPeriod period, DecisionContext context)
    {
        if (minimum <= 0)
            return null;
        var currency = lines[0].Gross.Currency;
        var missing = Money.Round(minimum, currency) - Money.Sum(lines.Select(line => line.Gross), currency);
        return missing.IsPositive
            ? lines[^1] with { Kind = LineKind.MinimumCommitment, Description = context.Prices[lines[^1].PriceId].Name, Period = period.Period, Quantity = 1, Unit = "", UnitPrice = missing.Amount, Gross = missing, Net = missing, LateEvents = 0 }
            : null;
    }

    private static UsageReading Measured(BilledPeriod period) =>
        period.Usage ?? throw new InvalidOperationException($"The usage of {period.SubscriptionId} from {period.Period.Start:O} was not read.");

    private static readonly LineTax Untaxed = new(TaxTreatment.OutOfScope, 0, "", "");
}
