using Billing.DevHost.Gallery.Samples;
using Billing.Documents.CoverSheets;
using Billing.Documents.Letterheads;

namespace Billing.Documents.Tests.CoverSheets;

public sealed class CoverSheetPdfTests
{
    [Fact]
    public void A_cover_sheet_counts_the_batch_and_lists_every_letter_in_its_order()
    {
        var text = PdfTool.Words(CoverSheetPdf.Render(SamplePrintBatches.Of(60), DocumentAssets.None));
        Assert.All(
            ["Print batch NL-B-2026-000012", "2 November 2026", "60", "134", "84", "AT ≤ 20 g 10 13 10", "DE 20–50 g 3 24 12", "4 NL-INV-2026-000404 IE 1", "7 NL-INV-2026-000407 1010 AT 8", "60 NL-INV-2026-000460 79098 DE 2", "Page 3 of 3"],
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_cover_sheet_is_in_the_sellers_language() =>
        Assert.Contains("Druckstapel", PdfTool.Words(CoverSheetPdf.Render(SamplePrintBatches.Of(2, "de"), DocumentAssets.None)), StringComparison.Ordinal);
}
