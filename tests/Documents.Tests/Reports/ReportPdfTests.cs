using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Billing.DevHost.Gallery.Samples;
using Billing.Documents.Letterheads;
using Billing.Documents.Reports;
using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Tests.Reports;

public sealed partial class ReportPdfTests
{
    public static TheoryData<string> Languages => [.. DocumentTexts.Languages];

    [Fact]
    public void A_report_says_of_when_it_is_and_has_its_tables_totals_and_what_it_ties_to()
    {
        var text = PdfTool.Words(Render(SampleReports.Aging()));

        Assert.All(
            ["Aging of receivables", "31 October 2026", "1 November 2026, 03:00:00 UTC", "By days overdue · EUR", "By days overdue · GBP", "31 to 60 days 31 22,915.45", "More than 120 days 9 12,004.30", "Unapplied 0 -4,250.00", "Total 356 252,830.60", "Total 29 22,130.50", "receivables, customer-credit GBP 22,130.50"],
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.DoesNotContain("Complete to", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_be_on_its_way_is_told()
    {
        var report = SampleReports.Aging();
        Assert.Contains("Complete to", PdfTool.Words(Render(report with { CompleteTo = report.CompleteTo.AddMinutes(-5) })), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_is_one_figure_whose_alternate_text_tells_what_it_shows()
    {
        var tree = PdfTool.Run("pdfinfo", "poppler-utils", Render(SampleReports.Aging()), "-struct-text", "FILE");
        var plain = PdfTool.Run("qpdf", "qpdf", Render(SampleReports.CollectionSpeed()), "--json", "FILE");

        Assert.Equal(2, tree.Split('\n').Count(line => line.Trim() is var role && (role == "Figure" || role.StartsWith("Figure (", StringComparison.Ordinal))));
        Assert.Contains("Chart: Days sales outstanding in EUR. DSO (days): Jan", plain, StringComparison.Ordinal);
        Assert.Contains("81.7", plain, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-GB", new[] { "bank", "gocardless", "stripe" })]
    [InlineData("ja", new[] { "bank", "gocardless", "stripe" })]
    [InlineData("he", new[] { "stripe", "gocardless", "bank" })]
    [InlineData("ar", new[] { "stripe", "gocardless", "bank" })]
    public void Columns_of_a_chart_stand_in_the_direction_of_the_script(string language, string[] fromTheLeft)
    {
        var words = Words().Matches(PdfTool.Run("pdftotext", "poppler-utils", Render(SampleReports.Cash(), language), "-f", "1", "-l", "1", "-bbox", "FILE", "-")).Select(word => (Text: word.Groups["text"].Value, X: Number(word.Groups["x"]), Y: Number(word.Groups["y"])));

        // The chart is above its table, which names them once more, below each other.
        var named = words.Where(word => fromTheLeft.Contains(word.Text)).OrderBy(word => word.Y).Take(fromTheLeft.Length);
        Assert.Equal(fromTheLeft, named.OrderBy(word => word.X).Select(word => word.Text));
    }

    [Fact]
    public void A_report_without_rows_says_so() =>
        Assert.Contains("There is nothing to report.", PdfTool.Words(Render(SampleReports.Aging() with { Tables = [], Controls = [] })), StringComparison.Ordinal);

    [Fact]
    public void The_same_report_gives_the_same_bytes() => Assert.Equal(Render(SampleReports.Cash()), Render(SampleReports.Cash()));

    [Fact]
    public void A_report_that_is_too_long_is_not_printed_and_says_what_to_take()
    {
        Render(SampleReports.AgingByInvoice(ReportPdf.MostRows));
        var refused = Assert.Throws<ReportTooLongException>(() => Render(SampleReports.AgingByInvoice(ReportPdf.MostRows + 1)));
        Assert.Contains("format=csv", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_figure_of_a_wide_table_is_broken()
    {
        var text = PdfTool.Words(Render(SampleReports.AgingByInvoice(30)));
        Assert.All(Enumerable.Range(0, 30), index => Assert.Contains($"{1190 + index:N0}.00", text, StringComparison.Ordinal));
        Assert.Contains("NL-INV-2026-000029", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_report_is_printed_in_every_language(string language)
    {
        var texts = DocumentCulture.Of(language).Texts.Report;
        foreach (var report in new[] { SampleReports.Aging(), SampleReports.CollectionSpeed(), SampleReports.Cash(), SampleReports.AgingByInvoice(20) })
        {
            var pdf = Render(report, language);
            Assert.Contains("No syntax or stream encoding errors", PdfTool.Run("qpdf", "qpdf", pdf, "--check", "FILE"), StringComparison.Ordinal);
            if (language is "en" or "de" or "fr" or "es" or "it" or "nl" or "pl" or "pt")
                Assert.Contains(texts.TitleOf(report.Kind), PdfTool.Words(pdf), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_kind_table_and_column_of_a_report_has_words()
    {
        using var stream = typeof(DocumentTexts).Assembly.GetManifestResourceStream("Texts/en.json")!;
        var texts = JsonNode.Parse(stream)!["report"]!;
        string[] named = ["other", "documentId", "days1To30", "days31To60", "days61To90", "days91To120", "daysOver120"];
        var layouts = ReportKind.All.SelectMany(kind => kind.Start(new ReportQuestion(kind, "s", new DateOnly(2026, 1, 1), new ReportMoment(new DateOnly(2026, 1, 31), DateTimeOffset.UnixEpoch))).Tables).ToList();

        Assert.Equal(ReportKind.All.Select(kind => kind.Name).Order(StringComparer.Ordinal), Keys(texts["titles"]!));
        Assert.Equal(layouts.Select(layout => layout.Name).Distinct().Order(StringComparer.Ordinal), Keys(texts["tables"]!));
        Assert.Equal(layouts.SelectMany(layout => layout.Columns).Select(column => column.Name).Distinct().Except(named).Order(StringComparer.Ordinal), Keys(texts["columns"]!));
    }

    private static IEnumerable<string> Keys(JsonNode group) => group.AsObject().Select(text => text.Key).Order(StringComparer.Ordinal);

    private static byte[] Render(Report report, string language = "en-GB") => ReportPdf.Render(report, SampleParties.Seller with { Language = language }, DocumentAssets.None);

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("xMin=\"(?<x>[0-9.]+)\" yMin=\"(?<y>[0-9.]+)\"[^>]*>(?<text>[^<]+)</word>")]
    private static partial Regex Words();
}
