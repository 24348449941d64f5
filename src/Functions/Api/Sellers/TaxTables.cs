using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Sellers;

/// <summary>The name of a tax scheme.</summary>
internal enum TaxSchemeName
{
    /// <summary>The rules are all there is.</summary>
    Configured,

    /// <summary>The value added tax of the European Union.</summary>
    EuropeanUnion,
}

/// <summary>A tax table as it is put: its rules in any order. The version is given by the system.</summary>
internal sealed record TaxTableBody(TaxScheme Scheme, IReadOnlyList<TaxRule> Rules, IReadOnlyList<TaxCategory> Categories) : IRequestBody<TaxTableBody>
{
    public static TaxTableBody Read(BodyReader body) => new(
        ReadScheme(body), body.List("rules", 1, 2000, ReadRule), ReadCategories(body));

    private static TaxScheme ReadScheme(BodyReader body)
    {
        var name = body.Choice<TaxSchemeName>("scheme", TaxSchemeName.Configured);
        var oneStopShop = body.Flag("oneStopShop", otherwise: false);
        body.Check(!oneStopShop || name == TaxSchemeName.EuropeanUnion, "oneStopShop", "belongs to the scheme europeanUnion");
        return name == TaxSchemeName.EuropeanUnion ? new TaxScheme.EuropeanUnion(oneStopShop) : new TaxScheme.Configured();
    }

    private static IReadOnlyList<TaxCategory> ReadCategories(BodyReader body)
    {
        var categories = body.List("categories", 0, 50, category => new TaxCategory(category.Text("name", 40, TextForm.Slug), category.Choice<Supply>("supply")));
        for (var index = 0; index < categories.Count; index++)
            body.Check(categories.Take(index).All(earlier => earlier.Name != categories[index].Name), $"categories/{index}/name", "is listed twice");
        return categories;
    }

    private static TaxRule ReadRule(BodyReader rule)
    {
        var read = new TaxRule(
            rule.Text("country", 2, new TextForm("^[A-Z]{2}$", "an ISO 3166-1 code such as DE")), rule.OptionalText("region", 40), rule.Text("taxCategory", 40, TextForm.Slug),
            rule.Flag("businessOnly", otherwise: false), rule.Date("effectiveFrom"), rule.Choice<TaxTreatment>("treatment"),
            rule.Number("rate", 0, 100, 4, otherwise: 0), rule.Text("jurisdiction", 40), rule.OptionalText("note", 500),
            rule.OptionalText("exemptionCode", 30, new TextForm("^VATEX-[A-Z0-9-]{2,24}$", "a code of the VATEX list such as VATEX-EU-132")));
        rule.Check(read.Treatment == TaxTreatment.Standard || read.Rate == 0, "rate", "must be 0 unless the treatment is standard");
        rule.Check(read.Treatment != TaxTreatment.Standard || read.Rate > 0 || rule.HasFaultAt("rate"), "rate", "must be above 0; a rate of 0 is the treatment zeroRated");
        rule.Check(read.Treatment != TaxTreatment.Exempt || read.Note.Length > 0, "note", "must say why the supply is exempt; the document has to");
        rule.Check(read.ExemptionCode.Length == 0 || read.Treatment is not (TaxTreatment.Standard or TaxTreatment.ZeroRated), "exemptionCode", "belongs to a treatment without tax (EN 16931, BR-S-10 and BR-Z-10)");
        return read;
    }
}

/// <summary>A seller's tax table.</summary>
internal sealed record TaxTableResource(int Version, TaxSchemeName Scheme, bool OneStopShop, IReadOnlyList<TaxRule> Rules, IReadOnlyList<TaxCategory> Categories)
{
    public static TaxTableResource Of(TaxTable table) => new(
        table.Version,
        table.Scheme is TaxScheme.EuropeanUnion ? TaxSchemeName.EuropeanUnion : TaxSchemeName.Configured,
        table.Scheme is TaxScheme.EuropeanUnion { OneStopShop: true },
        table.Rules, table.Categories);
}
