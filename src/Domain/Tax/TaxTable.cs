namespace Billing.Domain;

/// <summary>What a seller's supplies are taxed by: dated rules, and a scheme that decides where no rule does.</summary>
/// <param name="Version">Rises with each change; invoices name the version they were taxed by.</param>
/// <param name="Scheme">What decides where no rule does.</param>
/// <param name="Rules">In any order.</param>
/// <param name="Categories">What the seller's own tax categories are in the eyes of the law; one that is not listed holds services.</param>
public sealed record TaxTable(int Version, TaxScheme Scheme, IReadOnlyList<TaxRule> Rules, IReadOnlyList<TaxCategory> Categories)
{
    /// <summary>Finds the rule for a supply: a business rule before a general one, a region before its country, the newest by the tax point.
    /// Null where no rule fits.</summary>
    public TaxRule? Find(string country, string region, bool business, string taxCategory, DateOnly taxPoint)
    {
        // One pass without allocation: this is asked for every line.
        TaxRule? best = null;
        for (var index = 0; index < Rules.Count; index++)
        {
            var rule = Rules[index];
            if (rule.Country == country && rule.TaxCategory == taxCategory && rule.EffectiveFrom <= taxPoint
                && (rule.Region.Length == 0 || rule.Region == region) && (business || !rule.BusinessOnly)
                && (best is null || rule.GoesBefore(best)))
            {
                best = rule;
            }
        }

        return best;
    }

    /// <summary>What a tax category holds.</summary>
    public Supply SupplyOf(string taxCategory)
    {
        for (var index = 0; index < Categories.Count; index++)
        {
            if (Categories[index].Name == taxCategory)
                return Categories[index].Supply;
        }

        return Supply.Services;
    }
}

/// <summary>A dated tax rate of one seller.</summary>
/// <param name="Country">The buyer's country, ISO 3166-1 alpha-2; <c>XI</c> for goods to Northern Ireland.</param>
/// <param name="Region">The buyer's region, or empty for the whole country.</param>
/// <param name="TaxCategory">The price's tax category.</param>
/// <param name="BusinessOnly">Whether it applies only to a buyer with a tax id.</param>
/// <param name="EffectiveFrom">First tax point it applies to.</param>
/// <param name="Treatment">The category.</param>
/// <param name="Rate">In percent (19 means 19 %).</param>
/// <param name="Jurisdiction">Whom the tax is owed to, as the books name it: <c>DE</c>, <c>US-CA</c>.</param>
/// <param name="Note">What the document must say, such as the reason of an exemption; empty for the standard wording.</param>
/// <param name="ExemptionCode">Why no tax is charged, as a code of the VATEX list (<c>VATEX-EU-132</c>), or empty.</param>
public sealed record TaxRule(
    string Country,
    string Region,
    string TaxCategory,
    bool BusinessOnly,
    DateOnly EffectiveFrom,
    TaxTreatment Treatment,
    decimal Rate,
    string Jurisdiction,
    string Note,
    string ExemptionCode = "")
{
    internal bool GoesBefore(TaxRule other) =>
        BusinessOnly != other.BusinessOnly ? BusinessOnly
        : Region.Length != other.Region.Length ? Region.Length > other.Region.Length
        : EffectiveFrom > other.EffectiveFrom;
}

/// <summary>One of the seller's own tax categories.</summary>
/// <param name="Name">As prices name it: <c>standard</c>, <c>reduced</c>.</param>
/// <param name="Supply">What it holds.</param>
public sealed record TaxCategory(string Name, Supply Supply);

/// <summary>What is supplied, as far as it decides where the tax is due (directive 2006/112/EC).</summary>
public enum Supply
{
    /// <summary>Services in general: due where a business customer is established (Article 44), and where the seller is for a consumer (Article 45).</summary>
    Services,

    /// <summary>Electronically supplied, telecommunication and broadcasting services: for a consumer as well, due where the customer is (Article 58).</summary>
    DigitalServices,

    /// <summary>Goods that are sent to the customer.</summary>
    Goods,
}
