using System.Globalization;
using Billing.Documents.Invoices;
using Billing.Domain;
using CsCheck;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Billing.Documents.Tests.Invoices;

public sealed class InvoicePdfTests
{
    [Fact]
    public void An_invoice_says_everything_that_the_model_holds()
    {
        var document = SampleInvoices.WithLines(3) with { Memo = "Thank you.", TaxNotes = ["Reverse charge applies."] };
        var text = Flat(PdfTool.Text(InvoicePdf.Render(document)));
        Assert.All(
            new[]
            {
                "Invoice", "ACME-INV-2026-000417", "1 November 2026", "15 November 2026", "PO-2026-8841", "Nordlicht Telematik GmbH",
                "Hafenstraße 21", "20457 Hamburg", "VAT ID DE298374651", "Tax number 48/712/03319", "Spedition Vandervelde & Zonen N.V.",
                "3500 Hasselt", "BELGIUM", "VAT ID BE0417497106", "Fleet telematics, standard plan", "1 October 2026 to 31 October 2026",
                "2 pcs", "15.90", "19%", "31.80", "Subtotal", "111.85", "21.25", "EUR 133.10", "Amount due by 15 November 2026",
                "Hamburger Sparkasse", "DE89 3704 0044 0532 0130 00", "HASPDEHHXXX", "https://pay.nordlicht.example/i/7f3kq9",
                "Thank you.", "Reverse charge applies.", "Amtsgericht Hamburg HRB 148822", "Page 1 of 2",
            },
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(12, 2)]
    [InlineData(400, 24)]
    public void Lines_break_over_pages_and_each_page_has_the_header_row_and_its_number(int lines, int pages)
    {
        using var pdf = PdfDocument.Open(InvoicePdf.Render(SampleInvoices.WithLines(lines)));
        Assert.Equal(pages, pdf.NumberOfPages);
        foreach (var page in pdf.GetPages())
        {
            var words = Words(page);
            // How to pay may stand on a page of its own.
            if (page.Number < pages)
                Assert.Contains("Description Qty Unit price Tax Amount (EUR)", words, StringComparison.Ordinal);
            Assert.Contains($"Page {page.Number} of {pages}", words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_line_of_a_long_invoice_is_printed_once_and_whole()
    {
        var document = SampleInvoices.WithLines(400);
        document = document with { Lines = [.. document.Lines.Select((l, i) => l with { Description = $"Item-{i:D4} first\nItem-{i:D4} second" })] };
        using var pdf = PdfDocument.Open(InvoicePdf.Render(document));
        var pageOf = new Dictionary<string, int>();
        foreach (var page in pdf.GetPages())
        {
            foreach (var word in page.GetWords().Where(w => w.Text.StartsWith("Item-", StringComparison.Ordinal)).GroupBy(w => w.Text))
            {
                Assert.True(pageOf.TryAdd(word.Key, page.Number), $"{word.Key} stands on two pages");
                Assert.Equal(2, word.Count());
            }
        }
        Assert.Equal(400, pageOf.Count);
    }

    [Fact]
    public void A_description_longer_than_a_page_goes_on_on_the_next()
    {
        var document = SampleInvoices.WithLines(1);
        var words = string.Join(' ', Enumerable.Range(0, 2000).Select(i => $"word{i:D4}"));
        document = document with { Lines = [document.Lines[0] with { Description = words }] };
        var text = Flat(PdfTool.Text(InvoicePdf.Render(document)));
        Assert.All(Enumerable.Range(0, 2000), i => Assert.Contains($"word{i:D4}", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_printed_outside_the_margins()
    {
        var longWord = new string('W', 300);
        var document = SampleInvoices.WithLines(30) with { OrderReference = longWord, Memo = longWord };
        document = document with
        {
            Buyer = document.Buyer with { Name = longWord },
            Lines = [.. document.Lines.Select(l => l with { Description = longWord, Unit = longWord[..40] })],
        };
        using var pdf = PdfDocument.Open(InvoicePdf.Render(document));
        foreach (var letter in pdf.GetPages().SelectMany(p => p.Letters).Where(l => l.Value != " "))
        {
            Assert.InRange(letter.StartBaseLine.X, 50, 545);
            Assert.InRange(letter.EndBaseLine.X, 50, 545.5);
            Assert.InRange(letter.StartBaseLine.Y, 26, 805);
        }
    }

    [Fact]
    public void Amounts_stand_in_a_column_with_their_last_digits_below_each_other()
    {
        using var pdf = PdfDocument.Open(InvoicePdf.Render(SampleInvoices.WithLines(8)));
        var edges = pdf.GetPage(1).GetWords()
            .Where(w => w.Text is "12.50" or "31.80" or "67.55" or "74.00" or "230.30" && w.BoundingBox.Right > 500)
            .Select(w => w.Letters[^1].EndBaseLine.X).ToList();
        Assert.True(edges.Count >= 5);
        Assert.All(edges, edge => Assert.Equal(edges[0], edge, 0.2));
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes_also_from_many_threads()
    {
        var document = SampleInvoices.BoughtBy("شركة النقل السريع, Łódź");
        var first = InvoicePdf.Render(document);
        var others = new byte[16][];
        Parallel.For(0, others.Length, i =>
        {
            InvoicePdf.Render(SampleInvoices.WithLines(i + 1));
            others[i] = InvoicePdf.Render(document);
        });
        Assert.All(others, bytes => Assert.Equal(first, bytes));
    }

    [Fact]
    public void A_cancellation_names_the_invoice_that_it_voids_and_asks_for_nothing()
    {
        var invoice = SampleInvoices.WithLines(1);
        var document = invoice with
        {
            Kind = new IssuedKind.Cancellation(new PrecedingDocument("ACME-INV-2026-000417", new DateOnly(2026, 11, 1))),
            Number = "ACME-INV-2026-000418",
            DueDate = null,
            Payment = null,
            Lines = [.. invoice.Lines.Select(l => l with { Quantity = -l.Quantity, Amount = -l.Amount })],
        };
        var text = Flat(PdfTool.Text(InvoicePdf.Render(document)));
        Assert.Contains("Cancellation", text, StringComparison.Ordinal);
        Assert.Contains("This document cancels invoice ACME-INV-2026-000417 of 1 November 2026 in full.", text, StringComparison.Ordinal);
        Assert.Contains("-12.50", text, StringComparison.Ordinal);
        Assert.DoesNotContain("How to pay", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Amount due by", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_carries_a_watermark_on_each_page_and_no_demand()
    {
        var document = SampleInvoices.WithLines(20) with { IsDraft = true, Number = "", DueDate = null, Payment = null };
        using var pdf = PdfDocument.Open(InvoicePdf.Render(document));
        Assert.Equal(2, pdf.NumberOfPages);
        Assert.All(pdf.GetPages(), p => Assert.Equal("DRAFT", string.Concat(p.Letters.Where(l => l.PointSize > 60).Select(l => l.Value))));
        Assert.DoesNotContain("Amount due by", Words(pdf.GetPage(1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-US", "EUR", "1,234,567.80", "November 1, 2026")]
    [InlineData("de-DE", "EUR", "1.234.567,80 EUR", "1. November 2026")]
    [InlineData("sw", "KWD", "KWD 1,234,567.800", "1 November 2026")] // There are no Swahili texts: all of it is in English.
    [InlineData("en-GB", "JPY", "JPY 1,234,568", "1 November 2026")]
    [InlineData("en-GB", "KWD", "KWD 1,234,567.800", "1 November 2026")]
    public void Amounts_have_the_digits_of_their_currency_and_the_manner_of_the_culture(string language, string currency, string amount, string date)
    {
        var document = SampleInvoices.WithLines(1, language, currency);
        var total = Money.Round(1234567.8m, document.Currency);
        var text = Flat(PdfTool.Text(InvoicePdf.Render(document with { Totals = document.Totals with { Due = total } })));
        Assert.Contains(amount, text, StringComparison.Ordinal);
        Assert.Contains(date, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_amount_that_is_printed_reads_back_as_the_same_number() =>
        Gen.Long[-99_999_999_999, 99_999_999_999].Sample(
            units =>
            {
                var document = SampleInvoices.WithLines(1);
                var due = Money.OfMinorUnits(units, document.Currency);
                using var pdf = PdfDocument.Open(InvoicePdf.Render(document with { Totals = document.Totals with { Gross = due } }));
                var words = pdf.GetPage(1).GetWords().ToList();
                var total = words.Single(w => w.Text == "Total");
                var printed = words.Last(w => Math.Abs(w.Letters[0].StartBaseLine.Y - total.Letters[0].StartBaseLine.Y) < 1 && w != total);
                return decimal.Parse(printed.Text, NumberStyles.Number, CultureInfo.GetCultureInfo("en-GB")) == due.Amount;
            },
            iter: 60);

    [Fact]
    public void A_wrong_language_or_colour_is_refused_by_name()
    {
        var document = SampleInvoices.WithLines(1);
        Assert.Contains("#rrggbb", Assert.Throws<ArgumentException>(() => InvoicePdf.Render(document with { AccentColour = "teal" })).Message, StringComparison.Ordinal);
        Assert.Contains("BCP 47", Assert.Throws<ArgumentException>(() => InvoicePdf.Render(document with { Language = "e n" })).Message, StringComparison.Ordinal);
    }

    private static string Words(Page page) => string.Join(' ', page.GetWords().Select(w => w.Text));

    private static string Flat(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '\f', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));
}
