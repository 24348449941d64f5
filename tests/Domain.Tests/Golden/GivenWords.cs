using System.Globalization;
using System.Text.RegularExpressions;

namespace Billing.Domain.Tests;

/// <summary>What a line under <c>given</c> says of the seller, the catalogue or the customer. Amounts are in the account's currency, EUR unless said.</summary>
/// <remarks>
/// <code>
/// currency KWD
/// price crm: 100.00 a seat; every month in advance         also: 49.00 flat; package of 100 at 5.00; graduated 1.00 to 100, 0.50 + 2.00 flat above; volume ...
///     then, as wanted: unit call; once; tax reduced; tax included; metered sum; includes 100; at least 50.00; set-up 25.00; product crm
/// price crm from 2026-03-01 for new periods: 120.00 a seat  also: at once, for new subscriptions
/// coupon spring: 20 % off, for 3 invoices                   also: 10.00 off; once; for ever; then: on crm
/// policy draft window 2 days                                also: minimum invoice 5.00, catch-up 3 periods, tolerance 1.00, 2 %, write-off after collections for 60 days, least for collections 100.00
/// terms net 14                                              also: due on receipt, end of month + 10, 2/10 net 30
/// provision 50 % after 30 days
/// customer FR FR40303265045                                 country or country-region, and the VAT id of a business
/// exempt Charity, certificate 17
/// tax DE standard 19 %                                      also: tax DE post exempt: Post (universal service), tax US-CA standard 7.25 %; without any, DE 19 % and 7 %
/// scheme EU one stop shop                                   also: scheme EU
/// category ebook is digital services                        also: services, goods
/// books closed through 2026-01-31
/// quiet weekends, 2026-01-26                                days that nothing goes out on
/// step 7 suspends, assigns ann                              what the dunning step of a day does beside its notice; also: by letter
/// statements balance forward on day 3 since 2026-01-01     of each month; also: open items, transactions; then: , at least 50.00
/// ladder 10 notice; 30 notice, fee 5.00, interest           also: final
/// interest 9 points, consumers 5: 2024-01-01 3.62, 2024-07-01 3.37
/// compensation 40.00 from 0.00
/// fee per invoice                                          also: fee per notice
/// </code>
/// </remarks>
internal static partial class GivenWords
{
    private static readonly string[] Kinds = ["price", "coupon", "policy", "terms", "provision", "customer", "exempt", "tax", "scheme", "category", "books", "currency", "quiet", "step", "statements", "interest", "compensation", "fee", "ladder"];

    public static World Nothing { get; } = World.Standard with { Prices = new Dictionary<string, Price>(), Profile = World.Standard.Profile with { Reference = "" } };

    public static World Read(World world, string line)
    {
        var (kind, rest) = GoldenCase.Cut(line, " ");
        return kind switch
        {
            "currency" => world with { AccountId = $"acme.kunde.{rest}" },
            "price" => Price(world, rest),
            "coupon" => Coupon(world, Match(CouponWords(), rest)),
            "policy" => world.WithPolicy(policy => Policy(policy, rest)),
            "terms" => world.WithPolicy(policy => policy with { Terms = Terms(Match(TermsWords(), rest)) }),
            "provision" => world.WithPolicy(policy => policy with { Provision = [.. policy.Provision, Match(ProvisionWords(), rest) is var p ? new ProvisionStep((int)Number(p("days")), Number(p("percent"))) : null!] }),
            "customer" => Customer(world, rest.Split(' ')),
            "exempt" => world with { Profile = world.Profile with { TaxExemption = Match(ExemptWords(), rest) is var e ? new TaxExemption(e("reason"), e("certificate"), null) : null } },
            "tax" => world with { Taxes = Tax(world.Taxes, Match(TaxWords(), rest)) },
            "scheme" => world with { Taxes = world.Taxes with { Scheme = new TaxScheme.EuropeanUnion(rest == "EU one stop shop") } },
            "category" => world with { Taxes = world.Taxes with { Categories = [.. world.Taxes.Categories, Category(rest)] } },
            "statements" => world.WithPolicy(policy => policy with { Statements = Statements(Match(StatementsWords(), rest)) }),
            "interest" => world.WithDunning(policy => policy with { LateCharges = policy.LateCharges with { Interest = Interest(rest) } }),
            "compensation" => world.WithDunning(policy => policy with { LateCharges = policy.LateCharges with { Compensation = [.. policy.LateCharges.Compensation, Compensation(Match(CompensationWords(), rest), world)] } }),
            "fee" => world.WithDunning(policy => policy with { LateCharges = policy.LateCharges with { FeePer = rest == "per invoice" ? LateFeeBasis.Invoice : LateFeeBasis.Notice } }),
            "ladder" => world.WithDunning(policy => policy with { Steps = [.. rest.Split(';', StringSplitOptions.TrimEntries).Select(step => Rung(Match(RungWords(), step)))] }),
            "books" => world.ClosedThrough(Match(BooksWords(), rest)("day")),
            "quiet" => world.WithDunning(policy => policy with { QuietDays = Quiet(rest.Split(',', StringSplitOptions.TrimEntries)) }),
            "step" => world.WithDunning(policy => policy with { Steps = Steps(policy.Steps, Match(StepWords(), rest)) }),
            _ => throw new FormatException($"'{kind}' is none of {string.Join(", ", Kinds)}: {line}"),
        };
    }

    internal static StatementKind Kind(string text) => text switch { "balance forward" => StatementKind.BalanceForward, "open items" => StatementKind.OpenItems, _ => StatementKind.Transactions };

    internal static Func<string, string> Match(Regex words, string text) =>
        words.Match(text) is { Success: true } match ? name => match.Groups[name].Value : throw new FormatException($"Not understood: {text}");

    internal static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static StatementPolicy Statements(Func<string, string> words) =>
        new(true, Kind(words("kind")), (int)Number(words("day")), words("least").Length > 0 ? Number(words("least")) : 0, Dates.Day(words("since")));

    private static World Price(World world, string rest)
    {
        var (name, terms) = GoldenCase.Cut(rest, ":");
        var clauses = terms.Split(';', StringSplitOptions.TrimEntries);
        var head = Match(PriceHead(), name);
        var version = new PriceVersion(
            head("from").Length > 0 ? Dates.Day(head("from")) : Dates.Day("2020-01-01"), Pricing(clauses[0], out var unit),
            head("to") switch { "at once" => PriceChange.AtOnce, "for new subscriptions" => PriceChange.NewSubscriptions, _ => PriceChange.NextPeriod });
        var price = world.Prices.GetValueOrDefault(head("id"))
            ?? new Price(head("id"), "acme", head("id"), $"The {head("id")}", unit, Currency.Of(world.AccountId[^3..]), null, BillingTiming.InAdvance, "standard", []);
        foreach (var clause in clauses.Skip(1))
            (price, version) = Clause(price, version, clause);
        return world.WithPrice(price with { Versions = [.. price.Versions, version] });
    }

    private static (Price, PriceVersion) Clause(Price price, PriceVersion version, string clause)
    {
        if (clause == "once")
            return (price, version);
        if (EveryWords().Match(clause) is { Success: true } every)
        {
            var interval = new BillingInterval(every.Groups["n"].Success ? int.Parse(every.Groups["n"].Value, CultureInfo.InvariantCulture) : 1, Enum.Parse<IntervalUnit>(every.Groups["unit"].Value, ignoreCase: true));
            return (price with { Interval = interval, Timing = every.Groups["timing"].Value == "in advance" ? BillingTiming.InAdvance : BillingTiming.InArrears }, version);
        }

        var place = clause.LastIndexOf(' ');
        var (what, value) = (clause[..place], clause[(place + 1)..]);
        return (what, value) switch
        {
            ("tax", "included") => (price with { TaxIncluded = true }, version),
            ("tax", _) => (price with { TaxCategory = value }, version),
            ("unit", _) => (price with { Unit = value }, version),
            ("product", _) => (price with { Product = value }, version),
            ("metered", "unique") => (price with { Meter = UsageAggregation.UniqueCount }, version),
            ("metered", _) => (price with { Meter = Enum.Parse<UsageAggregation>(value, ignoreCase: true) }, version),
            ("includes", _) => (price, version with { IncludedQuantity = Number(value) }),
            ("at least", _) => (price, version with { MinimumAmount = Number(value) }),
            ("set-up", _) => (price, version with { SetUpFee = Number(value) }),
            _ => throw new FormatException($"Not understood in a price: {clause}"),
        };
    }

    private static PricingModel Pricing(string text, out string unit)
    {
        unit = "";
        if (PerUnitWords().Match(text) is { Success: true } perUnit)
        {
            unit = perUnit.Groups["unit"].Value;
            return new PerUnitPricing(Number(perUnit.Groups["amount"].Value));
        }

        if (PackageWords().Match(text) is { Success: true } package)
            return new PackagePricing(Number(package.Groups["size"].Value), Number(package.Groups["amount"].Value));
        if (text.EndsWith(" flat", StringComparison.Ordinal) && !text.Contains(',', StringComparison.Ordinal))
            return new FlatPricing(Number(text[..^5]));
        var (model, tiers) = GoldenCase.Cut(text, " ");
        List<PriceTier> steps = [.. tiers.Split(',', StringSplitOptions.TrimEntries).Select(tier => Match(TierWords(), tier)).Select(tier =>
            new PriceTier(tier("to").Length > 0 ? Number(tier("to")) : null, Number(tier("amount")), tier("flat").Length > 0 ? Number(tier("flat")) : 0))];
        return model == "graduated" ? new GraduatedPricing(steps) : model == "volume" ? new VolumePricing(steps) : throw new FormatException($"Not a price: {text}");
    }

    private static World Coupon(World world, Func<string, string> words)
    {
        var invoices = words("times") == "once" ? 1 : words("n").Length > 0 ? int.Parse(words("n"), CultureInfo.InvariantCulture) : (int?)null;
        var coupon = new Coupon(
            words("id"), "acme", words("id"), words("percent").Length > 0 ? Number(words("percent")) : null,
            words("amount").Length > 0 ? new Money(Number(words("amount")), Currency.Of(world.AccountId[^3..])) : null, invoices, words("product").Length > 0 ? [words("product")] : [], null);
        return world with { Coupons = new Dictionary<string, Coupon>(world.Coupons) { [coupon.CouponId] = coupon } };
    }

    private static BillingPolicy Policy(BillingPolicy policy, string rest)
    {
        var words = Match(PolicyWords(), rest);
        return words("what") switch
        {
            "draft window" => policy with { DraftWindowDays = (int)Number(words("n")) },
            "minimum invoice" => policy with { MinimumInvoice = Number(words("n")) },
            "write-off after collections for" => Collections(policy, known => known with { WriteOffAfterDays = (int)Number(words("n")) }),
            "least for collections" => Collections(policy, known => known with { MinimumAmount = Number(words("n")) }),
            "tolerance" => policy with { ShortPayment = new ShortPaymentTolerance(Number(words("n")), words("percent").Length > 0 ? Number(words("percent")) : null) },
            _ => policy with { CatchUpPeriods = (int)Number(words("n")) },
        };
    }

    private static QuietDays Quiet(IReadOnlyList<string> words) => new(words.Contains("weekends"), [], [.. words.Where(word => word != "weekends").Select(Dates.Day)]);

    private static IReadOnlyList<DunningStep> Steps(IReadOnlyList<DunningStep> steps, Func<string, string> words) => [.. steps.Select(step => step.Days != (int)Number(words("days")) ? step : step with
    {
        SuspendsSubscriptions = words("suspends").Length > 0,
        AssignTo = words("person"),
        Channel = words("letter").Length > 0 ? NoticeChannel.Letter : NoticeChannel.Email,
    })];

    private static BillingPolicy Collections(BillingPolicy policy, Func<CollectionsPolicy, CollectionsPolicy> change) =>
        policy with { Dunning = [.. policy.Dunning.Select(known => known with { Collections = change(known.Collections) })] };

    private static PaymentTerms Terms(Func<string, string> words) => words("receipt").Length > 0
        ? PaymentTerms.Net(0)
        : new PaymentTerms(
            words("eom").Length > 0 ? PaymentTermsKind.EndOfMonth : PaymentTermsKind.Net, (int)Number(words("days")), null,
            words("percent").Length > 0 ? new EarlyPaymentDiscount(Number(words("percent")), (int)Number(words("early"))) : null);

    private static World Customer(World world, string[] words)
    {
        var place = words[0].Split('-');
        return world with
        {
            Profile = world.Profile with
            {
                Version = world.Profile.Version + 1,
                Address = world.Profile.Address with { Country = place[0], Region = place.Length > 1 ? place[1] : "" },
                VatId = words.Length > 1 ? words[1] : "",
                Language = "en",
            },
        };
    }

    private static TaxTable Tax(TaxTable table, Func<string, string> words)
    {
        var rule = new TaxRule(
            words("country"), words("region"), words("category"), false, Dates.Day(words("from").Length > 0 ? words("from") : "2020-01-01"),
            words("rate").Length > 0 ? TaxTreatment.Standard : TaxTreatment.Exempt, words("rate").Length > 0 ? Number(words("rate")) : 0,
            words("region").Length > 0 ? $"{words("country")}-{words("region")}" : words("country"), words("reason"));
        return table with { Rules = [.. table.Rules, rule] };
    }

    private static TaxCategory Category(string rest)
    {
        var words = Match(CategoryWords(), rest);
        return new TaxCategory(words("name"), words("supply") switch { "digital services" => Supply.DigitalServices, "goods" => Supply.Goods, _ => Supply.Services });
    }

    [GeneratedRegex("^(?<id>[a-z0-9-]+)( from (?<from>\\S+) (?<to>for new periods|at once|for new subscriptions))?$")]
    private static partial Regex PriceHead();

    [GeneratedRegex("^every ((?<n>\\d+) )?(?<unit>day|week|month|year)s? (?<timing>in advance|in arrears)$")]
    private static partial Regex EveryWords();

    [GeneratedRegex("^(?<amount>-?[0-9.]+) an? (?<unit>\\S+)$")]
    private static partial Regex PerUnitWords();

    [GeneratedRegex("^package of (?<size>[0-9.]+) at (?<amount>[0-9.]+)$")]
    private static partial Regex PackageWords();

    [GeneratedRegex("^(?<amount>[0-9.]+)( \\+ (?<flat>[0-9.]+) flat)? (to (?<to>[0-9.]+)|above)$")]
    private static partial Regex TierWords();

    [GeneratedRegex("^(?<id>[a-z0-9-]+): ((?<percent>[0-9.]+) %|(?<amount>[0-9.]+)) off, (?<times>once|for ever|for (?<n>\\d+) invoices)(, on (?<product>\\S+))?$")]
    private static partial Regex CouponWords();

    [GeneratedRegex("^(?<what>draft window|minimum invoice|catch-up|tolerance|write-off after collections for|least for collections) (?<n>[0-9.]+)( days| periods|, (?<percent>[0-9.]+) %)?$")]
    private static partial Regex PolicyWords();

    [GeneratedRegex("^(?<days>-?[0-9]+)(,? (?<suspends>suspends)|,? assigns (?<person>[a-z]+)|,? (?<letter>by letter))+$")]
    private static partial Regex StepWords();

    [GeneratedRegex("^((?<receipt>due on receipt)|((?<percent>[0-9.]+)/(?<early>\\d+) )?(net|(?<eom>end of month \\+)) (?<days>\\d+))$")]
    private static partial Regex TermsWords();

    [GeneratedRegex("^(?<percent>[0-9.]+) % after (?<days>\\d+) days$")]
    private static partial Regex ProvisionWords();

    [GeneratedRegex("^(?<reason>[^,]+)(, certificate (?<certificate>.+))?$")]
    private static partial Regex ExemptWords();

    [GeneratedRegex("^(?<country>[A-Z]{2})(-(?<region>[A-Z]+))? (?<category>[a-z-]+) ((?<rate>[0-9.]+) %|exempt: (?<reason>.+?))( from (?<from>\\d{4}-\\d\\d-\\d\\d))?$")]
    private static partial Regex TaxWords();

    [GeneratedRegex("^(?<name>[a-z-]+) is (?<supply>services|digital services|goods)$")]
    private static partial Regex CategoryWords();

    [GeneratedRegex("^(?<kind>balance forward|open items|transactions) on day (?<day>\\d+) since (?<since>\\S+)(, at least (?<least>[0-9.]+))?$")]
    private static partial Regex StatementsWords();

    [GeneratedRegex("^closed through (?<day>\\S+)$")]
    private static partial Regex BooksWords();
}
