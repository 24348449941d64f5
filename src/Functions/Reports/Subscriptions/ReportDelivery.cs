using System.Globalization;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Documents;

namespace Billing.Functions.Reports.Subscriptions;

/// <summary>Make a report that is subscribed to, keep its files and send them.</summary>
/// <param name="SellerId">Whose books.</param>
/// <param name="Kind">Which report.</param>
/// <param name="Every">After which period.</param>
/// <param name="AsOf">The period's last day.</param>
/// <param name="KnownAt">What was recorded later does not count: however often the message comes, the report is the same.</param>
internal sealed record DeliverReportMessage(string SellerId, string Kind, ReportPeriod Every, DateOnly AsOf, DateTimeOffset KnownAt)
{
    /// <summary>Names the report among those of its seller, in the order of their days.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{AsOf:yyyy-MM-dd}.{Kind}.{(Every == ReportPeriod.Month ? "month" : "quarter")}");

    /// <summary>What is asked of the books.</summary>
    public ReportQuestion Question() => new(
        ReportKind.All.FirstOrDefault(known => known.Name == Kind) ?? throw new InvalidOperationException($"There is no report {Kind}."), SellerId, ReportPeriods.FirstDay(Every, AsOf), new ReportMoment(AsOf, KnownAt));

    /// <summary>Where a file is kept: by the last month of the period; a quarter's report says so, as that month has one of its own.</summary>
    public string PathOf(ReportFileFormat format) =>
        $"{DocumentStore.FolderOf(SellerId, AsOf)}{Kind}{(Every == ReportPeriod.Quarter ? "-quarter" : "")}.{(format == ReportFileFormat.Pdf ? "pdf" : "csv")}";

    /// <summary>The content type of a file.</summary>
    public static string TypeOf(string path) => path.EndsWith(".pdf", StringComparison.Ordinal) ? DocumentStore.PdfType : CsvAnswer.ContentType;
}
