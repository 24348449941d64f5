using Billing.Documents.Reports;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Documents;

namespace Billing.Functions.Reports;

/// <summary>Prints reports on their sellers' paper.</summary>
internal sealed class ReportPrinter(ConfigurationBook configuration, AssetBook assets)
{
    /// <summary>The report as a PDF file.</summary>
    /// <exception cref="ReportTooLongException">It has more rows than are printed.</exception>
    public async Task<byte[]> PrintAsync(Report report, CancellationToken cancellation)
    {
        var seller = (await configuration.ReadAsync(report.SellerId, cancellation)).Seller;
        return ReportPdf.Render(report, seller, await assets.FindAsync(seller, cancellation));
    }
}
