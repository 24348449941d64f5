namespace Billing.Domain;

/// <summary>How supplies are taxed, by EN 16931's categories (UNTDID 5305).</summary>
public enum TaxTreatment
{
    /// <summary>S: taxed at a rate.</summary>
    Standard,

    /// <summary>Z: taxed at 0 %.</summary>
    ZeroRated,

    /// <summary>E: exempt, with a reason.</summary>
    Exempt,

    /// <summary>AE: the buyer owes the tax.</summary>
    ReverseCharge,

    /// <summary>K: supply of goods within the European Union.</summary>
    IntraCommunity,

    /// <summary>G: export.</summary>
    Export,

    /// <summary>O: outside the scope of tax.</summary>
    OutOfScope,
}

/// <summary>A dated tax rate of one seller.</summary>
/// <param name="Country">The buyer's country, ISO 3166-1 alpha-2.</param>
/// <param name="Region">The buyer's region, or empty for the whole country.</param>
/// <param name="TaxCategory">The price's tax category.</param>
/// <param name="BusinessOnly">Whether it applies only to a buyer with a VAT id.</param>
/// <param name="EffectiveFrom">First tax point it applies to.</param>
/// <param name="Treatment">The category.</param>
/// <param name="Rate">In percent (19 means 19 %).</param>
/// <param name="Jurisdiction">Whom the tax is owed to, as the books name it: <c>DE</c>, <c>US-CA</c>.</param>
/// <param name="Note">What the document must say, such as the reason of an exemption; empty where nothing is asked.</param>
public sealed record TaxRule(
    string Country,
    string Region,
    string TaxCategory,
    bool BusinessOnly,
    DateOnly EffectiveFrom,
    TaxTreatment Treatment,
    decimal Rate,
    string Jurisdiction,
    string Note);

/// <summary>The tax rules of a seller.</summary>
/// <param name="Version">Rises with each change; invoices name the version they were taxed by.</param>
/// <param name="Rules">In any order.</param>
public sealed record TaxTable(int Version, IReadOnlyList<TaxRule> Rules)
{
    /// <summary>Finds how a supply is taxed: the newest rule by the tax point, a business rule before a general one, a region before its country.
    /// Null where the table says nothing: then the invoice must not be issued.</summary>
    public TaxRule? Find(string country, string region, bool business, string taxCategory, DateOnly taxPoint) =>
        Rules.Where(rule => rule.Country == country && rule.TaxCategory == taxCategory && rule.EffectiveFrom <= taxPoint
                && (rule.Region.Length == 0 || rule.Region == region) && (business || !rule.BusinessOnly))
            .OrderByDescending(rule => rule.BusinessOnly)
            .ThenByDescending(rule => rule.Region.Length)
            .ThenByDescending(rule => rule.EffectiveFrom)
            .FirstOrDefault();
}
