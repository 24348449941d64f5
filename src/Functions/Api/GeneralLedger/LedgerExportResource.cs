using System.Globalization;
using Billing.Domain;
using Billing.Functions.GeneralLedger;

namespace Billing.Functions.Api.GeneralLedger;

/// <summary>An export of a period to the general ledger.</summary>
/// <param name="ExportId">Its id: <c>datev-EUR-3</c>.</param>
/// <param name="Number">Its number among those of its format and currency; 0 for a preview.</param>
/// <param name="Period">The month, <c>yyyy-MM</c>.</param>
/// <param name="Format">The format.</param>
/// <param name="Currency">The currency, where the format has one.</param>
/// <param name="State">Whether it is made.</param>
/// <param name="IsPreview">Whether it marks nothing.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="AskedAt">When.</param>
/// <param name="KnownAt">The moment by which its lines were recorded.</param>
/// <param name="MappingVersion">The version of the ledger mapping that it was made by.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="Lines">How many lines these have.</param>
/// <param name="Corrections">How many entries are dated in a period that was exported before.</param>
/// <param name="TrialBalance">The balances; what earlier exports have is the opening.</param>
/// <param name="Files">The files.</param>
/// <param name="Failure">Why it was not made.</param>
internal sealed record LedgerExportResource(
    string ExportId, int Number, string Period, LedgerFormat Format, Currency? Currency, LedgerExportState State, bool IsPreview, string Actor, DateTimeOffset AskedAt, DateTimeOffset? KnownAt, int? MappingVersion,
    long Entries, long Lines, long Corrections, IReadOnlyList<TrialBalanceRow> TrialBalance, IReadOnlyList<LedgerExportFileResource> Files, LedgerExportFailure? Failure)
{
    public static LedgerExportResource Of(LedgerExport export) => new(
        export.ExportId, export.Number, export.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), export.Series.Format, export.Series.Currency, export.State, export.Number == 0, export.Actor, export.AskedAt,
        export.KnownAt, export.MappingVersion == 0 ? null : export.MappingVersion, export.Content?.Entries ?? 0, export.Content?.Lines ?? 0, export.Content?.Corrections ?? 0, export.Content?.Balances ?? [],
        [.. export.Files.Select(file => new LedgerExportFileResource(file.Name, file.ContentType, file.Bytes, file.Sha256, $"{LocationOf(export)}/files/{file.Name}"))], export.Failure);

    /// <summary>Where an export is.</summary>
    public static string LocationOf(LedgerExport export) => $"/api/sellers/{export.SellerId}/ledger-exports/{export.ExportId}";
}

/// <summary>A file of an export.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ContentType">With the charset.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Of its bytes, in hex.</param>
/// <param name="Url">Where it is.</param>
internal sealed record LedgerExportFileResource(string Name, string ContentType, long Bytes, string Sha256, string Url);
