using Billing.Documents.Arrangements;
using Billing.Documents.Letterheads;
using Billing.Domain;

namespace Billing.Documents.Tests.Arrangements;

public sealed class ArrangementPdfTests
{
    [Fact]
    public void A_plan_says_what_is_owed_what_is_paid_when_and_what_happens_otherwise() => Assert.All(
        [
            "Instalment plan NL-ARR-2026-000003", "Agreed on 8 April 2026", "Last payment on 30 September 2026", "Your reference K-17", "EUR 754.70", "Nordlicht Software GmbH and Gasthof Lindenhof OHG agree",
            "NL-INV-2025-000090 1 December 2025 15 December 2025 100.00", "NL-INV-2026-000011 1 March 2026 15 March 2026 119.00", "Total owed",
            "Deposit 8 April 2026 154.70", "1 30 April 2026 100.00", "2 30 May 2026 100.00", "6 30 September 2026 100.00", "Total of all payments",
            "within 7 days", "this plan ends", "For Nordlicht Software GmbH", "For Gasthof Lindenhof OHG", "Place, date, signature", "DE02120300000000202051", "Reference NL-ARR-2026-000003",
        ],
        expected => Assert.Contains(expected, Print(SampleArrangements.Plan()), StringComparison.Ordinal));

    [Theory]
    [InlineData(0, "Where an instalment does not arrive by its date, this plan ends")]
    [InlineData(1, "can still be paid on the day after")]
    [InlineData(14, "within 14 days")]
    public void The_terms_name_the_grace(int days, string expected) => Assert.Contains(expected, Print(SampleArrangements.Plan(graceDays: days)), StringComparison.Ordinal);

    [Fact]
    public void A_plan_is_written_in_the_customers_language() => Assert.All(
        ["Ratenplan NL-ARR-2026-000003", "Anzahlung 8. April 2026 154,70", "innerhalb von 7 Tagen", "754,70 EUR", "Ort, Datum, Unterschrift"],
        expected => Assert.Contains(expected, Print(SampleArrangements.Plan("de")), StringComparison.Ordinal));

    [Fact]
    public void The_longest_plan_goes_on_on_further_pages_and_ends_with_the_signatures()
    {
        var text = Print(SampleArrangements.Longest());
        Assert.All(Enumerable.Range(1, 40), n => Assert.Contains($"NL-INV-2026-{n:D6}", text, StringComparison.Ordinal));
        Assert.Contains("60 30 March 2031 40.00", text, StringComparison.Ordinal);
        Assert.Contains("Page 5 of 5", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("Place, date, signature", StringComparison.Ordinal) > text.IndexOf("60 30 March 2031", StringComparison.Ordinal));
    }

    [Fact]
    public void A_plan_is_tagged_and_for_the_archive()
    {
        foreach (var issued in new[] { SampleArrangements.Plan(), SampleArrangements.Longest() })
            Assert.Contains("No syntax or stream encoding errors", PdfTool.Run("qpdf", "qpdf", ArrangementPdf.Render(issued, DocumentAssets.None), "--check", "FILE"), StringComparison.Ordinal);
        var pdf = ArrangementPdf.Render(SampleArrangements.Plan(), DocumentAssets.None);
        var info = PdfTool.Run("pdfinfo", "poppler-utils", pdf, "FILE");
        Assert.Matches(@"Tagged:\s+yes", info);
        Assert.Matches(@"Title:\s+Instalment plan NL-ARR-2026-000003", info);
        var tree = PdfTool.Run("pdfinfo", "poppler-utils", pdf, "-struct-text", "FILE");
        Assert.Matches(@"H1[^\n]*\n\s+""Instalment plan""", tree);
        Assert.Matches(@"H2[^\n]*\n\s+""What is paid when""", tree);
        Assert.Matches(@"THead[\s\S]*?TR[\s\S]*?TH[^\n]*\n[^""]*""Instalment""", tree);
        Assert.Matches(@"TBody[\s\S]*?TR[\s\S]*?TD[\s\S]*?""154.70""", tree);
    }

    [Fact]
    public void The_same_plan_gives_the_same_bytes() =>
        Assert.Equal(ArrangementPdf.Render(SampleArrangements.Plan(), DocumentAssets.None), ArrangementPdf.Render(SampleArrangements.Plan(), DocumentAssets.None));

    private static string Print(IssuedArrangement issued) =>
        string.Join(' ', PdfTool.TextAsWritten(issued.Render(DocumentAssets.None).Pdf).Split((char[])[' ', '\n', '\f', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));
}
