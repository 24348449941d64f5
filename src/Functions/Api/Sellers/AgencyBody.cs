using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Sellers;

/// <summary>Who collects for a seller, and how its exports are written.</summary>
internal sealed record AgencyBody(string Name, ExportFormat Format, ExportLayout? Layout) : IRequestBody<AgencyBody>
{
    private const int MostFields = 60;
    private static readonly TextForm OneCharacter = new("^[ -~]$", "one printable ASCII character");

    public static AgencyBody Read(BodyReader body)
    {
        var agency = new AgencyBody(body.Text("name", 140), body.Choice<ExportFormat>("format", otherwise: ExportFormat.Csv), body.OptionalObject("layout", ReadLayout));
        body.Check(agency.Format == ExportFormat.FixedWidth == (agency.Layout is not null), "layout", agency.Format == ExportFormat.FixedWidth ? "is required for lines of fixed width" : "belongs to lines of fixed width");
        return agency;
    }

    private static ExportLayout ReadLayout(BodyReader body)
    {
        var layout = new ExportLayout(
            body.Integer("lineLength", 1, ExportLayout.LongestLine), body.Choice<ExportLineEnd>("lineEnd", otherwise: ExportLineEnd.Crlf), body.Choice<ExportEncoding>("encoding", otherwise: ExportEncoding.Utf8),
            body.List("fields", 1, MostFields, ReadField));
        foreach (var fault in layout.Faults().Where(fault => !body.HasFaultAt("lineLength") && !body.HasFaultAt($"fields/{fault.Field}/source")))
            body.Check(body.HasFaultAt($"fields/{fault.Field}/{fault.Property}"), $"fields/{fault.Field}/{fault.Property}", fault.Wrong);
        return layout;
    }

    private static ExportField ReadField(BodyReader body) => new(
        body.Text("name", 40), body.Choice<ExportSource>("source"), body.Integer("start", 1, ExportLayout.LongestLine), body.Integer("length", 1, ExportLayout.LongestLine),
        body.Choice<ExportAlign>("align", otherwise: ExportAlign.Left), body.TextOrNothing("pad", 1, OneCharacter) ?? " ", body.OptionalText("format", 20), body.OptionalText("value", 100));
}

/// <summary>Who collects for a seller.</summary>
/// <param name="AgencyId">Unique with the seller.</param>
/// <param name="SellerId">For whom.</param>
/// <param name="Name">Its name.</param>
/// <param name="Format">How its exports are written.</param>
/// <param name="Layout">The layout, where they are of fixed width.</param>
internal sealed record AgencyResource(string AgencyId, string SellerId, string Name, ExportFormat Format, ExportLayout? Layout)
{
    public static AgencyResource Of(Agency agency) => new(agency.AgencyId, agency.SellerId, agency.Name, agency.Format, agency.Layout);
}
