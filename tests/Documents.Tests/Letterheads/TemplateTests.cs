using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Samples;
using Billing.Documents.Tests.Invoices;
using Billing.Documents.Tests.Text;
using Billing.Documents.Texts;
using Billing.Domain;
using UglyToad.PdfPig;

namespace Billing.Documents.Tests.Letterheads;

public sealed class TemplateTests
{
    [Fact]
    public void A_Saudi_sellers_labels_are_repeated_in_Arabic_below()
    {
        var arabic = DocumentCulture.Of("ar").Texts;
        var pdf = Print(SampleSellers.Wadi, "en");

        var text = PrintedText.Copied(pdf);

        Assert.All(
            new[] { arabic.Invoice.InvoiceTitle, arabic.Letterhead.IssueDate, arabic.Invoice.DueDate, arabic.Invoice.Description, arabic.Invoice.TaxSummary, arabic.Invoice.Gross, arabic.Invoice.Due },
            label => Assert.Contains(label, text, StringComparison.Ordinal));
        Assert.Contains("Invoice", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("Issue date", StringComparison.Ordinal) < text.IndexOf(arabic.Letterhead.IssueDate, StringComparison.Ordinal));
    }

    [Fact]
    public void An_Arabic_reader_gets_a_Saudi_invoice_in_one_language()
    {
        var text = PrintedText.Copied(Print(SampleSellers.Wadi, "ar"));

        Assert.Contains(DocumentCulture.Of("ar").Texts.Invoice.InvoiceTitle, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Invoice", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Description,Amount", "Description Amount")]
    [InlineData("Position,Description,Period,Quantity,UnitPrice,Discount,Amount", "No. Description Period Qty Unit Discount Amount")]
    [InlineData("Amount,Tax,Description", "Amount Tax Description")]
    public void The_columns_stand_in_the_order_of_the_template(string columns, string expected)
    {
        var document = SampleInvoices.WithLines(3) with { Template = DocumentTemplate.Standard with { Columns = [.. columns.Split(',').Select(Enum.Parse<InvoiceColumn>)] } };
        using var pdf = PdfDocument.Open(InvoicePdf.Render(document));
        var words = pdf.GetPage(1).GetWords().ToList();
        var row = words.First(word => word.Text == "Description").Letters[0].StartBaseLine.Y;

        var heads = words.Where(word => Math.Abs(word.Letters[0].StartBaseLine.Y - row) < 1).OrderBy(word => word.BoundingBox.Left).Select(word => word.Text).ToList();

        Assert.Equal(expected, string.Join(' ', heads.Where(head => expected.Split(' ').Contains(head))));
    }

    [Fact]
    public void What_has_a_column_of_its_own_is_not_said_again_below_the_description()
    {
        var line = SampleInvoices.WithLines(1).Lines[0];
        var taken = new Money(2m, line.Amount.Currency);
        var document = SampleInvoices.WithLines(1) with { Lines = [line with { Discounts = [new DocumentDiscount("Spring", null, taken)], AfterDiscounts = line.Amount - taken }] };
        var withColumns = document with
        {
            Template = DocumentTemplate.Standard with { Columns = [InvoiceColumn.Description, InvoiceColumn.Period, InvoiceColumn.Discount, InvoiceColumn.Amount] },
        };

        var (plain, wide) = (PdfTool.Words(InvoicePdf.Render(document)), PdfTool.Words(InvoicePdf.Render(withColumns)));

        Assert.Equal((0, 1), (Count(plain, "10.50"), Count(wide, "10.50"))); // Where the discount is a row, the amount is that before it.
        Assert.Equal((1, 1), (Count(plain, "-2.00"), Count(wide, "-2.00")));
        Assert.Equal(0, Count(wide, "1 October 2026 to 31 October 2026")); // Narrow, so it is set on several lines.
    }

    [Fact]
    public void A_sellers_own_words_stand_on_its_invoices_and_only_there()
    {
        var own = new TemplateTexts("de", "Guten Tag,", "Bis bald.", [new TextOverride("invoice.invoiceTitle", "Abrechnung"), new TextOverride("letterhead.page", "Blatt {0}/{1}")]);
        var seller = SampleSellers.Nordlicht with { Template = DocumentTemplate.Standard with { Texts = [own] } };
        var documents = new SampleDocuments(seller, SampleCustomers.In("de"));

        var invoice = PdfTool.Words(documents.Invoice().Render(DocumentAssets.None).Pdf);
        var creditNote = PdfTool.Words(documents.CreditNote().Render(DocumentAssets.None).Pdf);
        var english = PdfTool.Words(Print(seller, "en"));

        Assert.All(new[] { "Abrechnung", "Guten Tag,", "Bis bald.", "Blatt 1/2" }, text => Assert.Contains(text, invoice, StringComparison.Ordinal));
        Assert.DoesNotContain("Guten Tag,", creditNote, StringComparison.Ordinal);
        Assert.Contains("Blatt 1/1", creditNote, StringComparison.Ordinal);
        Assert.Contains("Page 1 of", english, StringComparison.Ordinal);
        Assert.DoesNotContain("Abrechnung", english, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sheet_that_is_worth_nothing_says_so_across_every_page()
    {
        var documents = new SampleDocuments(SampleSellers.Nordlicht, SampleCustomers.In("en"));

        Assert.All(Watermarks(documents.Draft(DocumentAssets.None)), word => Assert.Equal("DRAFT", word));
        Assert.All(Watermarks(documents.VoidSheet().Render(DocumentAssets.None).Pdf), word => Assert.Equal("VOID", word));
        Assert.All(Watermarks(documents.ManyPages().Render(DocumentAssets.None).Pdf), word => Assert.Equal("", word));
    }

    [Fact]
    public void Five_thousand_lines_are_all_printed_once()
    {
        var document = SampleInvoices.WithLines(5000);
        document = document with { Lines = [.. document.Lines.Select((line, index) => line with { Description = $"Item-{index:D4}" })] };

        var items = PdfTool.Words(InvoicePdf.Render(document)).Split(' ').Where(word => word.StartsWith("Item-", StringComparison.Ordinal));

        Assert.Equal(Enumerable.Range(0, 5000).Select(index => $"Item-{index:D4}"), items);
    }

    private static byte[] Print(Seller seller, string language) => new SampleDocuments(seller, SampleCustomers.In(language)).Invoice().Render(DocumentAssets.None).Pdf;

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static List<string> Watermarks(byte[] file)
    {
        using var pdf = PdfDocument.Open(file);
        return [.. pdf.GetPages().Select(page => string.Concat(page.Letters.Where(letter => letter.PointSize > 60).Select(letter => letter.Value)))];
    }
}
