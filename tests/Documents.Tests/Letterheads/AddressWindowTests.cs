using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Tests.Invoices;
using Billing.Domain;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Billing.Documents.Tests.Letterheads;

/// <summary>Where addresses stand, held against the rectangles that envelopes show: in millimetres and inches from the upper left corner of the sheet, by the standards and not
/// by the constants of the code.</summary>
public sealed class AddressWindowTests
{
    private const double Millimetre = 72 / 25.4;
    private const double Inch = 72;

    // DIN 5008, form B, on a sheet that fills its DL envelope.
    private static readonly Rectangle Din5008B = new(20 * Millimetre, 45 * Millimetre, 105 * Millimetre, 90 * Millimetre);

    // What the window of a number 10 envelope (4 1/2 by 1 1/8 in, 7/8 in from the left, 1/2 in from the bottom of 9 1/2 by 4 1/8 in) shows of a Letter sheet folded in three,
    // wherever the sheet has slid to.
    private static readonly Rectangle UsNumber10 = new(0.875 * Inch, 2.5 * Inch, 4.375 * Inch, 19 / 6.0 * Inch);

    [Theory]
    [InlineData("en-GB", 1)]
    [InlineData("de", 4)]
    [InlineData("de", 7)]
    [InlineData("ar", 3)] // Pages that run right to left lie in the same envelopes.
    public void In_Europe_the_address_lies_within_the_window_of_DIN_5008(string language, int streetLines)
    {
        var page = FirstPage(SampleInvoices.WithLines(3, language) with { Buyer = Buyer("BE", streetLines) });

        Assert.All(AddressWords(page), word => Assert.True(Din5008B.Holds(page, word), $"{word.Text} at {word.BoundingBox}"));
        Assert.Equal(3 + streetLines, Lines(AddressWords(page)));
    }

    [Theory]
    [InlineData("US", "GB", 1, 4)] // With the country.
    [InlineData("US", "US", 2, 4)]
    [InlineData("CA", "CA", 1, 3)]
    public void On_Letter_the_address_is_seen_through_the_window_wherever_the_sheet_slides(string country, string seller, int streetLines, int lines)
    {
        var document = SampleInvoices.WithLines(3, "en-US");
        var page = FirstPage(document with
        {
            Seller = document.Seller with { Address = document.Seller.Address with { Country = seller } },
            Buyer = Buyer(country, streetLines),
        });

        Assert.All(AddressWords(page), word => Assert.True(UsNumber10.Holds(page, word), $"{word.Text} at {word.BoundingBox}"));
        Assert.Equal(lines, Lines(AddressWords(page)));
    }

    [Fact]
    public void The_window_shows_who_sends_it_and_the_address_and_nothing_else()
    {
        var document = SampleInvoices.WithLines(3) with { Buyer = Buyer("BE", 2) };
        var page = FirstPage(document);

        var shown = string.Join(' ', page.GetWords().Where(word => Din5008B.Touches(page, word)).Select(word => word.Text));

        Assert.Equal("Nordlicht Telematik GmbH · Hafenstraße 21 · 20457 Hamburg Quellwasser Street-1 Street-2 3500 Hasselt BELGIUM", shown);
    }

    [Theory]
    [InlineData("BE", PaperChoice.ByCountry, 595, 842)]
    [InlineData("JP", PaperChoice.ByCountry, 595, 842)]
    [InlineData("US", PaperChoice.ByCountry, 612, 792)]
    [InlineData("MX", PaperChoice.ByCountry, 612, 792)]
    [InlineData("PH", PaperChoice.ByCountry, 612, 792)]
    [InlineData("US", PaperChoice.A4, 595, 842)]
    [InlineData("BE", PaperChoice.Letter, 612, 792)]
    public void The_sheet_is_that_of_the_buyers_country_unless_the_seller_chose_one(string country, PaperChoice paper, int width, int height)
    {
        var page = FirstPage(SampleInvoices.WithLines(1) with { Buyer = Buyer(country, 1), Template = DocumentTemplate.Standard with { Paper = paper } });

        Assert.Equal((width, height), ((int)Math.Round(page.Width), (int)Math.Round(page.Height)));
    }

    [Theory]
    [InlineData("DE", WindowChoice.ByPaper, false)]
    [InlineData("BE", WindowChoice.ByPaper, true)]
    [InlineData("DE", WindowChoice.None, true)] // Not what an envelope shows, but who the customer is.
    public void What_stays_in_the_country_does_not_name_it_in_the_window(string country, WindowChoice window, bool named)
    {
        var page = FirstPage(SampleInvoices.WithLines(1) with { Buyer = Buyer(country, 1), Template = DocumentTemplate.Standard with { Window = window } });

        Assert.Equal(named, page.GetWords().Any(word => word.Text is "GERMANY" or "BELGIUM" && word.BoundingBox.Bottom > page.Height / 2));
    }

    [Fact]
    public void An_address_of_thirty_lines_is_printed_whole_and_nothing_over_it()
    {
        var page = FirstPage(SampleInvoices.WithLines(1) with { Buyer = Buyer("BE", 30) });

        var address = AddressWords(page).ToList();
        Assert.Equal(Enumerable.Range(1, 30).Select(line => $"Street-{line}"), address.Select(word => word.Text).Where(word => word.StartsWith("Street-", StringComparison.Ordinal)));
        Assert.Equal(33, Lines(address));
        var header = page.GetWords().First(word => word.Text == "Description");
        Assert.True(header.BoundingBox.Top < address.Min(word => word.BoundingBox.Bottom));
    }

    private static DocumentParty Buyer(string country, int streetLines) =>
        new("Quellwasser", new PostalAddress(string.Join('\n', Enumerable.Range(1, streetLines).Select(line => $"Street-{line}")), "3500", "Hasselt", "", country), []);

    private static Page FirstPage(InvoiceDocument document)
    {
        using var pdf = PdfDocument.Open(InvoicePdf.Render(document));
        return pdf.GetPage(1);
    }

    private static IEnumerable<Word> AddressWords(Page page) => page.GetWords().Where(word => word.BoundingBox.Bottom > page.Height / 3 &&
        (word.Text is "Quellwasser" or "3500" or "Hasselt" or "Hasselt," or "BELGIUM" or "UNITED" or "STATES" || word.Text.StartsWith("Street-", StringComparison.Ordinal)));

    private static int Lines(IEnumerable<Word> words) => words.Select(word => Math.Round(word.Letters[0].StartBaseLine.Y)).Distinct().Count();

    /// <summary>Part of a sheet, in points from its upper left corner.</summary>
    private sealed record Rectangle(double Left, double Top, double Right, double Bottom)
    {
        internal bool Holds(Page page, Word word) =>
            word.BoundingBox.Left >= Left && word.BoundingBox.Right <= Right && page.Height - word.BoundingBox.Top >= Top && page.Height - word.BoundingBox.Bottom <= Bottom;

        internal bool Touches(Page page, Word word) =>
            word.BoundingBox.Right > Left && word.BoundingBox.Left < Right && page.Height - word.BoundingBox.Bottom > Top && page.Height - word.BoundingBox.Top < Bottom;
    }
}
