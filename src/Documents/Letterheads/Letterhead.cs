using Billing.Documents.Pdf;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Texts;

namespace Billing.Documents.Letterheads;

/// <summary>What all documents of a seller have alike: the head, the two parties, what runs above and below every page, and the pieces that bodies are made
/// of. Nothing is computed here.</summary>
/// <param name="culture">How the document's language writes.</param>
/// <param name="look">The seller's type and colours.</param>
/// <param name="kind">What the document is called.</param>
/// <param name="number">Its number, or what stands in its place.</param>
/// <param name="title">Both, as the file and every page are called.</param>
/// <param name="seller">Who issues it.</param>
/// <param name="logo">The seller's logo, or null: then its name stands there.</param>
/// <param name="legalFooter">The line under every page, or empty.</param>
internal sealed class Letterhead(
    DocumentCulture culture, DocumentLook look, string kind, string number, string title, DocumentParty seller, DocumentLogo? logo, string legalFooter)
{
    private const float LogoWidth = 170;
    private const float LogoHeight = 46;

    private readonly LetterheadTexts _texts = culture.Texts.Letterhead;

    /// <summary>Prints a body as a PDF file, tagged and for the archive (PDF/A-3, PDF/UA-1). The same body gives the same bytes; the document's date is the file's.</summary>
    /// <param name="body">The blocks, from top to bottom.</param>
    /// <param name="date">The date of the document.</param>
    /// <param name="background">What is drawn below every page, or null.</param>
    /// <param name="attachment">A file that goes with it inside the PDF, or null.</param>
    /// <param name="slip">What is torn off at the foot of the last page, or null.</param>
    internal byte[] Print(IEnumerable<Block> body, DateOnly date, Action<Canvas>? background = null, PdfAttachment? attachment = null, Block? slip = null)
    {
        var frame = new PageFrame { ContinuationHeader = ContinuationHeader(), Footer = Footer, Imprint = Imprint(), Background = background, Slip = slip };
        var metadata = new PdfMetadata(title, seller.Name, culture.TextLanguage, new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero));
        return PdfWriter.Write(PageFlow.Compose(PageFormat.A4 with { Direction = culture.Direction }, frame, body), metadata, attachment is null ? [] : [attachment]);
    }

    /// <summary>The seller's brand, and what the document is.</summary>
    internal Columns Head() => new(
        [
            (ColumnWidth.ShareOf(1), Brand()),
            (ColumnWidth.ShareOf(1), new Stack(
                [
                    Text(kind, look.Title, StructureRole.Heading1, Align.End, 1.15f),
                    Text(number, look.Label, StructureRole.Paragraph, Align.End),
                ],
                2)),
        ],
        20);

    /// <summary>The seller, the customer under a heading, and the document's data.</summary>
    internal Columns Parties(string customerHeading, DocumentParty customer, IReadOnlyList<(string Label, string Value)> details) => new(
        [
            (ColumnWidth.ShareOf(9), Party(_texts.From, seller, [seller.Email, seller.Phone, seller.Website])),
            (ColumnWidth.ShareOf(9), Party(customerHeading, customer, [customer.Email])),

            // The other two columns have a heading; an empty line of the same height aligns the first row with theirs.
            (ColumnWidth.ShareOf(13), new Stack([new Space((look.Heading.Size * 1.35f) + 3), Labelled(details, Align.End)])),
        ],
        22);

    /// <summary>Values with their labels.</summary>
    internal Table Labelled(IReadOnlyList<(string Label, string Value)> rows, Align valueAlign) => new(
        valueAlign == Align.End
            ? [new("", Align.Start, 90), new("", Align.End, 0, 1)]
            : [new("", Align.Start, 90), new("", Align.Start, 0, 1)],
        [.. rows.Select(r => new Block[] { Text(r.Label, look.Label, null), Text(r.Value, look.Body, null, valueAlign) })],
        new TableLook(null, 12, 1.5f, null));

    /// <summary>What stands out from the page.</summary>
    internal Frame Panel(Block content) => new(content, 12, 10, look.Panel);

    internal static Paragraph Text(string text, TextStyle style, StructureRole? role, Align align = Align.Start, float leading = 1.35f) =>
        new([new TextSpan(text, style)], role, align, leading);

    internal static void AddText(List<Block> blocks, string text, TextStyle style)
    {
        if (text.Length > 0)
            blocks.Add(Text(text, style, StructureRole.Paragraph));
    }

    private Block Brand()
    {
        if (logo is null)
            return Text(seller.Name, look.SellerName, StructureRole.Paragraph);
        return new PictureBlock(PictureFile.Read(logo.File), LogoWidth, LogoHeight, culture.Fill(_texts.LogoOf, seller.Name), Align.Start);
    }

    private Stack Party(string heading, DocumentParty party, IEnumerable<string> contact)
    {
        var blocks = new List<Block>
        {
            Text(heading, look.Heading, StructureRole.Heading2),
            new Space(3),
            Text(party.Name, look.Strong, StructureRole.Paragraph),
            Text(string.Join('\n', PostalLines.Of(party.Address)), look.Body, StructureRole.Paragraph),
        };
        AddText(blocks, string.Join('\n', contact.Where(c => c.Length > 0)), look.Small);
        AddText(blocks, string.Join('\n', party.TaxIds.Select(t => $"{t.Label} {t.Value}")), look.Small);
        return new Stack(blocks, 1);
    }

    private Stack ContinuationHeader() => new(
        [
            new Columns(
                [
                    (ColumnWidth.ShareOf(1), Text(seller.Name, look.Fine, null)),
                    (ColumnWidth.ShareOf(1), Text($"{title} \u2013 {_texts.Continued}", look.Fine, null, Align.End)),
                ],
                20),
            new Space(5),
            new Rule(0.4f, look.Hairline),
            new Space(14),
        ]);

    private Stack Imprint()
    {
        var blocks = new List<Block> { new Rule(0.4f, look.Hairline), new Space(6) };
        AddText(blocks, legalFooter, look.Fine);
        return new Stack(blocks);
    }

    private Columns Footer(int page, int pages) => new(
        [
            (ColumnWidth.ShareOf(1), Text(title, look.Fine, null)),
            (ColumnWidth.ShareOf(1), Text(culture.Fill(_texts.Page, page, pages), look.Fine, null, Align.End)),
        ],
        20);
}
