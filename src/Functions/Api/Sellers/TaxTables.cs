using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Sellers;

/// <summary>The rules of a tax table, in any order. The version is given by the system.</summary>
internal sealed record TaxTableBody(IReadOnlyList<TaxRule> Rules) : IRequestBody<TaxTableBody>
{
    public static TaxTableBody Read(BodyReader body) => new(body.List("rules", 1, 2000, ReadRule));

    private static TaxRule ReadRule(BodyReader rule)
    {
        var read = new TaxRule(
            rule.Text("country", 2, new TextForm("^[A-Z]{2}$", "an ISO 3166-1 code such as DE")), rule.OptionalText("region", 40), rule.Text("taxCategory", 40, TextForm.Slug),
            rule.Flag("businessOnly", otherwise: false), rule.Date("effectiveFrom"), rule.Choice<TaxTreatment>("treatment"),
            rule.Number("rate", 0, 100, 4, otherwise: 0), rule.Text("jurisdiction", 40), rule.OptionalText("note", 500));
        rule.Check(read.Treatment == TaxTreatment.Standard || read.Rate == 0, "rate", "must be 0 unless the treatment is standard");
        rule.Check(read.Treatment is TaxTreatment.Standard or TaxTreatment.ZeroRated or TaxTreatment.OutOfScope || read.Note.Length > 0, "note", "must say why no tax is charged; the document has to");
        return read;
    }
}

/// <summary>A seller's tax table.</summary>
internal sealed record TaxTableResource(int Version, IReadOnlyList<TaxRule> Rules)
{
    public static TaxTableResource Of(TaxTable table) => new(table.Version, table.Rules);
}
