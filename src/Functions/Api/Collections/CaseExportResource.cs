using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Collections;

namespace Billing.Functions.Api.Collections;

/// <summary>An export that is asked for.</summary>
/// <param name="SellerId">Whose cases.</param>
/// <param name="AgencyId">For whom.</param>
/// <param name="Content">What is new since the export before; or also all that is open.</param>
internal sealed record CaseExportBody(string SellerId, string AgencyId, ExportContent Content) : IRequestBody<CaseExportBody>
{
    public static CaseExportBody Read(BodyReader body) => new(body.Text("sellerId", 40, TextForm.Slug), body.Text("agencyId", 33, TextForm.Slug), body.Choice<ExportContent>("content", otherwise: ExportContent.Changes));
}

/// <summary>An export to an agency.</summary>
/// <param name="ExportId">The export.</param>
/// <param name="SellerId">Whose cases.</param>
/// <param name="AgencyId">For whom.</param>
/// <param name="Content">What it lists.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Date">The day at the seller.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who asked for it.</param>
/// <param name="Cases">How many cases it tells of.</param>
/// <param name="Lines">How many lines it has, without a header.</param>
/// <param name="HasMore">Whether there is more than one export takes; make another.</param>
/// <param name="FileName">The file's name.</param>
/// <param name="ErasedAt">When its file was deleted, as a customer that it names was erased.</param>
internal sealed record CaseExportResource(
    string ExportId, string SellerId, string AgencyId, ExportContent Content, ExportFormat Format, DateOnly Date, DateTimeOffset CreatedAt, string CreatedBy, int Cases, int Lines, bool HasMore, string FileName, DateTimeOffset? ErasedAt)
{
    public static CaseExportResource Of(CaseExport export) => new(
        export.ExportId, export.SellerId, export.AgencyId, export.Content, export.Format, export.Date, export.CreatedAt, export.Actor, export.Cases.Count, export.Lines.Count, export.HasMore, export.FileName, export.ErasedAt);
}
