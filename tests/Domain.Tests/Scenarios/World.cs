namespace Billing.Domain.Tests;

/// <summary>What a decision knows beside the account: one seller with its catalogue, taxes, policy and books, and the one customer.</summary>
internal sealed record World(
    Seller Seller,
    BillingPolicy Policy,
    IReadOnlyDictionary<string, Price> Prices,
    TaxTable Taxes,
    CustomerProfile Profile,
    DateOnly FirstOpenDay,
    string AccountId)
{
    /// <summary>The seller's coupons.</summary>
    public IReadOnlyDictionary<string, Coupon> Coupons { get; init; } = new Dictionary<string, Coupon>();

    /// <summary>What was measured, beside the events of a <see cref="PaperUsage"/>.</summary>
    public IReadOnlyDictionary<UsagePeriodKey, UsageReading> Usage { get; init; } = new Dictionary<UsagePeriodKey, UsageReading>();

    /// <summary>The ids of the seller's collection agencies.</summary>
    public IReadOnlyList<string> Agencies { get; init; } = [];

    /// <summary>Who asks.</summary>
    public string Actor { get; init; } = "ann";

    /// <summary>3 days before due, due, +3, +7, +14, +30 final, +45 collections.</summary>
    public static IReadOnlyList<DunningStep> Ladder => DunningPolicy.StandardSteps;

    /// <summary>How its one customer is dunned.</summary>
    public DunningPolicy Dunning => Policy.DunningOf(Currency.Of(AccountId[^3..]), "");

    /// <summary>A German seller and customer in euros, 14 days to pay, no draft window, no dunning below 5 euros, no receipts.</summary>
    public static World Standard { get; } = In("EUR");

    public static World In(string currency) => new(
        new Seller(
            "acme", "Acme GmbH", new PostalAddress("Hauptstr. 1", "10115", "Berlin", "", "DE"), "Europe/Berlin", Currency.Of("EUR"),
            [new TaxId("VAT ID", "DE123456789")], "ACME", new SellerContact("ar@acme.example", "+49 30 1", "acme.example"),
            [new BankAccount(Currency.Of("EUR"), "Bank", "DE02120300000000202051", "BYLADEM1001")], "HRB 1", "", "#224466", "de",
            [new MerchantAccount("stripe", "acct_1")], 30, [new PeriodClosing(Dates.Day("2025-12-31"), DateTimeOffset.UnixEpoch)]),
        new BillingPolicy(3, PaymentTerms.Net(14), 0, 3, [DunningPolicy.ForAll(Ladder, 5, 14)], [], null) { Receipts = ReceiptPolicy.None },
        Catalogue(currency).ToDictionary(price => price.PriceId),
        new TaxTable(7, new TaxScheme.Configured(), [
            new TaxRule("DE", "", "standard", false, Dates.Day("2020-01-01"), TaxTreatment.Standard, 19, "DE", ""),
            new TaxRule("DE", "", "reduced", false, Dates.Day("2020-01-01"), TaxTreatment.Standard, 7, "DE", ""),
        ], []),
        new CustomerProfile(1, "Kunde AG", new PostalAddress("Weg 2", "20095", "Hamburg", "", "DE"), "a@kunde.example", "", "", "PO 1"),
        DateOnly.MinValue,
        $"acme.kunde.{currency}");

    public World WithPolicy(Func<BillingPolicy, BillingPolicy> change) => this with { Policy = change(Policy) };

    /// <summary>With what changes how everybody is dunned.</summary>
    public World WithDunning(Func<DunningPolicy, DunningPolicy> change) => WithPolicy(policy => policy with { Dunning = [.. policy.Dunning.Select(change)] });

    public World WithPrice(Price price) => this with { Prices = new Dictionary<string, Price>(Prices) { [price.PriceId] = price } };

    /// <summary>What was used in a period so far.</summary>
    public World Used(string subscriptionId, string periodStart, decimal sum, long lateEvents = 0)
    {
        var key = new UsagePeriodKey(subscriptionId, Dates.Day(periodStart));
        return this with { Usage = new Dictionary<UsagePeriodKey, UsageReading>(Usage) { [key] = UsageReading.Nothing(key) with { Sum = sum, EventCount = 1, LateCount = lateEvents } } };
    }

    public World WithoutPrice(string priceId) => this with { Prices = Prices.Where(known => known.Key != priceId).ToDictionary() };

    public World ClosedThrough(string day) => this with { FirstOpenDay = Dates.Day(day).AddDays(1) };

    private static IEnumerable<Price> Catalogue(string currency)
    {
        Price Price(string id, decimal amount, BillingInterval interval, BillingTiming timing, string tax = "standard") => new(
            id, "acme", id.Split('-')[0], $"The {id}", "seat", Currency.Of(currency), interval, timing, tax, [new PriceVersion(Dates.Day("2020-01-01"), new PerUnitPricing(amount))]);

        yield return Price("crm", 100, new BillingInterval(1, IntervalUnit.Month), BillingTiming.InAdvance);
        yield return Price("crm-arrears", 31, new BillingInterval(1, IntervalUnit.Month), BillingTiming.InArrears);
        yield return Price("book", 10, new BillingInterval(1, IntervalUnit.Month), BillingTiming.InAdvance, "reduced");
        yield return Price("wiki-quarter", 29.99m, new BillingInterval(3, IntervalUnit.Month), BillingTiming.InAdvance);
        yield return Price("crm-year", 365, new BillingInterval(1, IntervalUnit.Year), BillingTiming.InAdvance);
        yield return Price("news-week", 0.333m, new BillingInterval(2, IntervalUnit.Week), BillingTiming.InArrears, "reduced");
        yield return Price("free", 0, new BillingInterval(1, IntervalUnit.Month), BillingTiming.InAdvance);
    }
}

internal static class Dates
{
    public static DateOnly Day(string isoDate) => DateOnly.ParseExact(isoDate, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
