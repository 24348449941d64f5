using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Dunning;

namespace Billing.Functions.Api.Sellers;

/// <summary>Reads dunning policies; what is left out of one is as <see cref="DunningPolicy"/> has it.</summary>
internal static class DunningReader
{
    private const int MostPolicies = 40;
    private const int MostBands = 60;
    private static readonly TextForm Place = new("^[A-Z]{2}(-[A-Z0-9]{1,3})?$", "a country such as DE, or a region such as DE-BY");
    private static readonly TextForm CurrencyForm = new("^[A-Z]{3}$", "an ISO 4217 code such as EUR");

    /// <summary>The policies of a seller, at most one for a segment and currency.</summary>
    public static IReadOnlyList<DunningPolicy> ReadAll(BodyReader body)
    {
        var policies = body.List("dunning", 0, MostPolicies, Read);
        foreach (var (policy, index) in policies.Select((policy, index) => (policy, index)))
        {
            body.Check(
                policies.Take(index).All(other => other.Segment != policy.Segment || other.Currency != policy.Currency), $"dunning/{index}", "is for the same segment and currency as one before it");
        }

        return policies;
    }

    private static DunningPolicy Read(BodyReader body)
    {
        var policy = new DunningPolicy(
            body.OptionalText("segment", 40, TextForm.Slug), body.OptionalText("currency", 3, CurrencyForm), body.OptionalList("steps", 20, ReadStep) ?? DunningPolicy.StandardSteps,
            body.Number("minimumDunned", 0, 1_000_000, 4, otherwise: 0))
        {
            QuietDays = body.OptionalObject("quietDays", ReadQuietDays) ?? QuietDays.None,
            Collections = body.OptionalObject("collections", ReadCollections) ?? CollectionsPolicy.Standard,
            LateCharges = body.OptionalObject("lateCharges", ReadLateCharges) ?? LateChargePolicy.Off,
        };
        body.Check(policy.Currency.Length == 0 || Currency.TryParse(policy.Currency, out _), "currency", $"'{policy.Currency}' is not an active ISO 4217 currency");
        if (!body.HasFaultAt("steps"))
            CheckLadder(body, policy);
        return policy;
    }

    private static void CheckLadder(BodyReader body, DunningPolicy policy)
    {
        var steps = policy.Steps;
        body.Check(steps.Zip(steps.Skip(1)).All(pair => pair.First.Days < pair.Second.Days), "steps", "must be in order of their days, one step a day");
        var collections = steps.Count(step => step.Action == DunningAction.Collections);
        body.Check(collections == 0 || (collections == 1 && steps[^1].Action == DunningAction.Collections), "steps", "may have collections once, as the last");
        body.Check(collections == 0 || steps.Any(step => step.Action == DunningAction.FinalNotice), "steps", "must have a final notice before collections");
        body.Check(steps.All(step => step.Days > 0 || step is { LateFee: null, ChargesInterest: false }), "steps", "may charge a fee or interest after the due date only");
        body.Check(steps.All(step => step.Action != DunningAction.Collections || step is { LateFee: null, ChargesInterest: false }), "steps", "may not charge with the hand-off to collections; let the final notice charge");
        body.Check(policy.LateCharges is not { Interest: null, Compensation.Count: 0 } || steps.All(step => !step.ChargesInterest), "lateCharges", "must have a table of interest where a step charges it");
    }

    private static DunningStep ReadStep(BodyReader body)
    {
        var step = new DunningStep(body.Integer("days", -60, 365), body.Choice<DunningAction>("action"))
        {
            Channel = body.Choice<NoticeChannel>("channel", otherwise: NoticeChannel.Email),
            LateFee = body.OptionalNumber("lateFee", 0.0001m, 1_000_000, 4),
            ChargesInterest = body.Flag("chargesInterest", false),
            SuspendsSubscriptions = body.Flag("suspendsSubscriptions", false),
            AssignTo = body.OptionalText("assignTo", 100),
        };
        return body.OptionalChoice<NoticeTone>("tone") is { } tone ? step with { Tone = tone } : step;
    }

    private static QuietDays ReadQuietDays(BodyReader body)
    {
        var quiet = new QuietDays(body.Flag("weekends", false), body.Texts("countries", 10, 6, Place), body.Dates("closedDays", 400));
        body.Check(quiet.Countries.All(PublicHolidays.IsKnown), "countries", $"names places whose public holidays are not known: {string.Join(", ", quiet.Countries.Where(place => !PublicHolidays.IsKnown(place)))}");
        return quiet;
    }

    private static CollectionsPolicy ReadCollections(BodyReader body) => new(
        body.Number("minimumAmount", 0, 1_000_000_000, 4, otherwise: CollectionsPolicy.Standard.MinimumAmount),
        body.Integer("daysAfterFinalNotice", 0, 365, otherwise: CollectionsPolicy.Standard.DaysAfterFinalNotice),
        body.OptionalText("agencyId", 40, TextForm.Slug),
        body.OptionalInteger("writeOffAfterDays", 1, 3660));

    private static LateChargePolicy ReadLateCharges(BodyReader body)
    {
        var policy = new LateChargePolicy(body.OptionalObject("interest", ReadRates), body.Number("minimumInterest", 0, 1_000_000, 4, otherwise: 0))
        {
            FeePer = body.Choice<LateFeeBasis>("feePer", otherwise: LateFeeBasis.Notice),
            Compensation = body.OptionalList("compensation", MostBands, ReadBand) ?? [],
            Tax = body.OptionalObject("tax", ReadTax),
        };
        body.Check(policy.Compensation.DistinctBy(band => (band.Currency, band.From)).Count() == policy.Compensation.Count, "compensation", "must name a currency and size once");
        return policy;
    }

    private static CompensationBand ReadBand(BodyReader body)
    {
        var band = new CompensationBand(body.Text("currency", 3, CurrencyForm), body.Number("from", 0, 1_000_000_000, 4, otherwise: 0), body.Number("amount", 0, 1_000_000, 4));
        body.Check(band.Currency.Length == 0 || Currency.TryParse(band.Currency, out _), "currency", $"'{band.Currency}' is not an active ISO 4217 currency");
        return band;
    }

    private static LateChargeTax ReadTax(BodyReader body)
    {
        var tax = new LateChargeTax(body.Choice<TaxTreatment>("treatment"), body.Number("rate", 0, 100, 4, otherwise: 0), body.Text("jurisdiction", 20), body.OptionalText("note", 200));
        body.Check(tax.Treatment is TaxTreatment.Standard or TaxTreatment.Exempt or TaxTreatment.OutOfScope, "treatment", "must be standard, exempt or outOfScope");
        body.Check(tax.Treatment == TaxTreatment.Standard || tax.Rate == 0, "rate", "must be 0 where there is no tax");
        return tax;
    }

    private static InterestRateTable ReadRates(BodyReader body)
    {
        var table = new InterestRateTable(
            body.Number("pointsAboveBase", 0, 100, 4), body.List("baseRates", 1, 200, rate => new InterestRate(rate.Date("from"), rate.Number("percent", -20, 100, 4))))
        {
            ConsumerPoints = body.OptionalNumber("consumerPoints", 0, 100, 4),
            FixedAtStart = body.Flag("fixedAtStart", false),
        };
        body.Check(
            body.HasFaultAt("baseRates") || table.BaseRates.Zip(table.BaseRates.Skip(1)).All(pair => pair.First.From < pair.Second.From), "baseRates", "must be in order of their dates");
        return table;
    }
}
