using Billing.DevHost.Gallery.Samples;
using Billing.Documents.CoverSheets;
using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Notices;
using Billing.Documents.Tests.Invoices;
using Billing.Documents.Tests.Pdf;
using Billing.Domain;
using UglyToad.PdfPig;

namespace Billing.Documents.Tests.CoverSheets;

/// <summary>The file of a print batch, held against the letters that it was made of.</summary>
public sealed class PrintFileTests
{
    private static readonly PrintBatch Batch = SamplePrintBatches.Of(3);
    private static readonly byte[] Cover = CoverSheetPdf.Render(Batch, Assets);
    private static readonly ReadOnlyMemory<byte>[] Letters = [German(), Arabic(), American(), InvoicePdf.Render(SampleInvoices.WithLines(45, "de"))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_file_is_valid_and_is_the_same_each_time(bool bothSides)
    {
        var file = PrintFile.Merge(Batch, Cover, Letters, bothSides);

        Assert.Contains("No syntax or stream encoding errors found", PdfTool.Run("qpdf", "qpdf", file, "--check", "FILE"), StringComparison.Ordinal);
        Assert.Equal(file, PrintFile.Merge(Batch, Cover, Letters, bothSides));
    }

    [Fact]
    public void Every_page_says_what_the_stored_letter_says_and_lies_on_its_paper()
    {
        using var merged = PdfDocument.Open(PrintFile.Merge(Batch, Cover, Letters, bothSides: false));

        var pages = merged.GetPages().Select(page => (page.Width, page.Height, page.Text)).ToList();
        Assert.Equal(new[] { Cover }.Concat(Letters.Select(letter => letter.ToArray())).SelectMany(PagesOf), pages);
        Assert.Contains(pages, page => page.Width is > 611 and < 613);
    }

    [Fact]
    public void On_both_sides_of_the_sheet_every_letter_begins_on_a_front()
    {
        var counts = Letters.Select(letter => PrintFile.PagesOf(letter)).ToList();
        using var merged = PdfDocument.Open(PrintFile.Merge(Batch, Cover, Letters, bothSides: true));

        var firsts = PrintPlan.FirstPages(counts, PrintFile.PagesOf(Cover), bothSides: true);

        Assert.Contains(counts, count => count % 2 == 1);
        Assert.All(firsts, first => Assert.Equal(1, first % 2));
        Assert.All(firsts.Zip(Letters), pair => Assert.Equal(PagesOf(pair.Second.ToArray()).First().Text, merged.GetPage(pair.First).Text));
        Assert.Equal(firsts[^1] - 1 + PrintPlan.PagesInFile(counts[^1], true), merged.NumberOfPages);
        Assert.Equal("", merged.GetPage(firsts[1] - 1).Text);
        Assert.Equal((merged.GetPage(firsts[2]).Width, merged.GetPage(firsts[2]).Height), (merged.GetPage(firsts[2] + 1).Width, merged.GetPage(firsts[2] + 1).Height));
    }

    [Fact]
    public void What_letters_have_alike_is_kept_once()
    {
        var letter = German();
        var (one, many) = (PrintFile.Merge(Batch, Cover, [letter], false).Length, PrintFile.Merge(Batch, Cover, [.. Enumerable.Repeat((ReadOnlyMemory<byte>)letter, 100)], false).Length);

        Assert.True(many - one < 100 * 1_000, $"{one} bytes with one letter, {many} with a hundred.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("%PDF-1.7\nnothing\nstartxref\n3\n%%EOF\n")]
    [InlineData("%PDF-1.4\n%%EOF\n")]
    public void What_is_no_file_of_ours_is_refused(string content) =>
        Assert.Throws<InvalidDataException>(() => PrintFile.PagesOf(System.Text.Encoding.ASCII.GetBytes(content)));

    [Theory]
    [InlineData(1)]
    [InlineData(29)]
    [InlineData(250)]
    [InlineData(470)]
    public void The_cover_sheet_never_takes_more_pages_than_the_plan_leaves_it(int letters)
    {
        var batch = SamplePrintBatches.Of(letters);

        Assert.InRange(PrintFile.PagesOf(CoverSheetPdf.Render(batch, Assets)), 1, PrintPlan.CoverPagesAtMost(letters, batch.Postage.Count) - 1);
    }

    private static IEnumerable<(double Width, double Height, string Text)> PagesOf(byte[] file)
    {
        using var document = PdfDocument.Open(file);
        return [.. document.GetPages().Select(page => (page.Width, page.Height, page.Text))];
    }

    private static DocumentAssets Assets => new(new DocumentLogo(SamplePng.Logo()));

    private static byte[] German() => NoticePdf.Render(SampleNotices.Of(ReminderStage.OverdueNotice, "de"), Assets);

    private static byte[] Arabic() => NoticePdf.Render(SampleNotices.Of(ReminderStage.FinalNotice, "ar"), Assets);

    private static byte[] American() => NoticePdf.Render(SampleNotices.ToAmerica(ReminderStage.PaymentReminder), Assets);
}
