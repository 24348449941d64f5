using Billing.Domain;

namespace Billing.Functions.Collections;

/// <summary>What an export lists.</summary>
internal enum ExportContent
{
    /// <summary>What is new since the export before.</summary>
    Changes,

    /// <summary>The same, and all that is open.</summary>
    Open,
}

/// <summary>An export to an agency, as it is recorded. It holds no personal data: that stands in the file.</summary>
/// <param name="ExportId">Derived from the request.</param>
/// <param name="SellerId">Whose cases.</param>
/// <param name="AgencyId">For whom.</param>
/// <param name="Content">What it lists.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Layout">The layout, where it is of fixed width.</param>
/// <param name="Date">The day at the seller.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Cases">The cases as they were.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="HasMore">Whether there were more cases than one export takes; the next one has them.</param>
internal sealed record CaseExport(
    string ExportId, string SellerId, string AgencyId, ExportContent Content, ExportFormat Format, ExportLayout? Layout, DateOnly Date, DateTimeOffset CreatedAt, string Actor,
    IReadOnlyList<ExportedCase> Cases, IReadOnlyList<ExportedLine> Lines, bool HasMore)
{
    /// <summary>When its file was deleted, as a customer that it names was erased.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Where the file is, in the container <c>collections</c>.</summary>
    public string Path => $"exports/{SellerId}/{AgencyId}/{FileName}";

    /// <summary>The file's name.</summary>
    public string FileName => $"{Date:yyyyMMdd}-{ExportId}.{(Format == ExportFormat.Csv ? "csv" : "txt")}";
}

/// <summary>A case as an export has it.</summary>
internal sealed record ExportedCase(string AccountId, CollectionsCase Case);

/// <summary>A line of an export.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="News">What is new of it.</param>
internal sealed record ExportedLine(string CaseId, string DocumentId, ExportNews News);
