using Billing.Documents.Pdf;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Texts;

namespace Billing.Documents.Letterheads;

/// <summary>What all documents of a seller have alike: the opening with brand, address and data, what runs above and below every page, and the pieces that bodies are made
/// of. Nothing is computed here.</summary>
internal sealed partial class Letterhead
{
    private const float LabelWidth = 100;
    private const float LogoWidth = 170;
    private const float LogoHeight = 42;

    private readonly Stationery _stationery;
    private readonly Func<DocumentTexts, string> _kind;
    private readonly string _number;
    private readonly string _title;
    private readonly DocumentParty _customer;
    private readonly Sheet _sheet;
    private readonly DocumentCulture? _second;

    /// <param name="stationery">The seller's.</param>
    /// <param name="language">The document's, a BCP 47 tag.</param>
    /// <param name="kind">What the document is called.</param>
    /// <param name="number">Its number; empty for a draft.</param>
    /// <param name="customer">Whom it goes to.</param>
    /// <exception cref="ArgumentException">The language is not a language tag, the accent colour not <c>#rrggbb</c>, or the font family none that ships.</exception>
    internal Letterhead(Stationery stationery, string language, Func<DocumentTexts, string> kind, string number, DocumentParty customer)
    {
        (_stationery, _kind, _number, _customer) = (stationery, kind, number, customer);
        Culture = stationery.CultureOf(language);
        _second = stationery.SecondCulture() is { } second && second.Texts.Language != Culture.Texts.Language ? second : null;
        Look = new DocumentLook(stationery.AccentColour, stationery.Fonts.In(Culture.TextLanguage));
        _title = number.Length > 0 ? $"{kind(Culture.Texts)} {number}" : $"{kind(Culture.Texts)} ({Culture.Texts.Invoice.Draft})";
        _sheet = Sheet.Of(stationery.Template, customer.Address.Country, Culture.Direction);
    }

    /// <summary>How the document's language writes, in the seller's words.</summary>
    internal DocumentCulture Culture { get; }

    /// <summary>The seller's type and colours.</summary>
    internal DocumentLook Look { get; }

    /// <summary>Prints a body as a PDF file, tagged and for the archive (PDF/A-3, PDF/UA-1). The same body gives the same bytes; the document's date is the file's.</summary>
    /// <param name="body">The blocks, from top to bottom; the opening first.</param>
    /// <param name="date">The date of the document.</param>
    /// <param name="watermark">A word across every page, or empty.</param>
    /// <param name="attachment">A file that goes with it inside the PDF, or null.</param>
    /// <param name="slip">What is torn off at the foot of the last page, or null.</param>
    /// <param name="isAcross">Whether the page lies on its long side, as wide tables want it; such a page is not folded.</param>
    internal byte[] Print(IEnumerable<Block> body, DateOnly date, string watermark = "", PdfAttachment? attachment = null, Block? slip = null, bool isAcross = false)
    {
        var frame = new PageFrame { ContinuationHeader = ContinuationHeader(), Footer = Footer, Imprint = Imprint(), Background = isAcross ? _ => { } : Background(watermark), Slip = slip };
        var metadata = new PdfMetadata(_title, _stationery.Seller.Name, Culture.TextLanguage, new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero));
        return PdfWriter.Write(PageFlow.Compose(FormatOf(isAcross), frame, body), metadata, attachment is null ? [] : [attachment]);
    }

    /// <summary>How wide the body is, in points.</summary>
    internal float BodyWidth(bool isAcross) => FormatOf(isAcross).ContentWidth;

    /// <summary>The first part of the document: who issues it, what it is, whom it goes to, and its data.</summary>
    /// <param name="customerHeading">What the customer is called where it stands under a heading; in a window it has none.</param>
    /// <param name="details">The document's data, each with its label.</param>
    internal IEnumerable<Block> Opening(Func<DocumentTexts, string> customerHeading, IReadOnlyList<(string Label, string Value)> details)
    {
        if (_sheet.Window is not { } window)
        {
            yield return Head();
            yield return new Space(26);
            yield return Parties(customerHeading, details);
            yield return new Space(22);
            yield break;
        }

        var address = new AddressBlock(window, ReturnLine(), [_customer.Name, .. PostalLines.Of(_customer.Address, _stationery.Seller.Address.Country)], Look);
        yield return new WindowedOpening(_sheet, Head(), address, Labelled([.. details, .. _customer.TaxIds.Select(LabelledTaxId)], Align.End));
    }

    /// <summary>The seller's brand, and what the document is: the opening of what goes to nobody.</summary>
    internal Columns Head() => new(
        [
            (ColumnWidth.ShareOf(1), Brand()),
            (ColumnWidth.ShareOf(1), new Stack(
                [
                    Text(_kind(Culture.Texts), Look.Title, StructureRole.Heading1, Align.End, 1.15f),
                    .. _second is null ? [] : new[] { Text(_kind(_second.Texts), Look.SecondTitle, StructureRole.Paragraph, Align.End, 1.2f) },
                    Text(_number.Length > 0 ? _number : Culture.Texts.Invoice.Draft, Look.Number, StructureRole.Paragraph, Align.End),
                ],
                2)),
        ],
        20);

    /// <summary>Values with their labels.</summary>
    internal Table Labelled(IReadOnlyList<(string Label, string Value)> rows, Align valueAlign) => new(
        [new("", Align.Start, LabelWidth), new("", valueAlign, 0, 1)],
        [.. rows.Select(r => new Block[] { Text(r.Label, Look.Label, null), Text(r.Value, Look.Body, null, valueAlign) })],
        new TableLook(null, 10, 1.5f, null));

    /// <summary>What stands out from the page.</summary>
    internal Frame Panel(Block content) => new(content, 12, 10, Look.Panel);

    /// <summary>A heading, in the second language too where there is one.</summary>
    internal Paragraph Heading(Func<DocumentTexts, string> text) => Text(Both(text), Look.Heading, StructureRole.Heading2);

    /// <summary>A fixed text, with the second language's on a line of its own below where there is one.</summary>
    /// <param name="text">Which text.</param>
    /// <param name="values">What is filled in.</param>
    internal string Both(Func<DocumentTexts, string> text, params object[] values)
    {
        var first = In(Culture, text, values);
        return _second is null ? first : $"{first}\n{In(_second, text, values)}";
    }

    internal static Paragraph Text(string text, TextStyle style, StructureRole? role, Align align = Align.Start, float leading = 1.35f) =>
        new([new TextSpan(text, style)], role, align, leading);

    internal static void AddText(List<Block> blocks, string text, TextStyle style)
    {
        if (text.Length > 0)
            blocks.Add(Text(text, style, StructureRole.Paragraph));
    }

    private PageFormat FormatOf(bool isAcross) => isAcross ? _sheet.Format with { Width = _sheet.Format.Height, Height = _sheet.Format.Width } : _sheet.Format;

    private static string In(DocumentCulture culture, Func<DocumentTexts, string> text, object[] values) =>
        values.Length == 0 ? text(culture.Texts) : culture.Fill(text(culture.Texts), values);

    private Block Brand()
    {
        if (_stationery.Assets.Logo is not { } logo)
            return Text(_stationery.Seller.Name, Look.SellerName, StructureRole.Paragraph);
        return new PictureBlock(PictureFile.Read(logo.File), LogoWidth, LogoHeight, Culture.Fill(Culture.Texts.Letterhead.LogoOf, _stationery.Seller.Name), Align.Start);
    }

    private string ReturnLine() =>
        string.Join(" · ", PostalLines.Of(_stationery.Seller.Address, _stationery.Seller.Address.Country).Prepend(_stationery.Seller.Name));

    private Columns Parties(Func<DocumentTexts, string> customerHeading, IReadOnlyList<(string Label, string Value)> details)
    {
        var seller = _stationery.Seller;
        return new Columns(
            [
                (ColumnWidth.ShareOf(9), Party(Both(texts => texts.Letterhead.From), seller, [seller.Email, seller.Phone, seller.Website])),
                (ColumnWidth.ShareOf(9), Party(Both(customerHeading), _customer, [_customer.Email])),

                // The other two columns have a heading; an empty space of the same height aligns the first row with theirs.
                (ColumnWidth.ShareOf(13), new Stack([new Space(Heading(customerHeading).Height(float.MaxValue) + 3), Labelled(details, Align.End)])),
            ],
            22);
    }

    private Stack Party(string heading, DocumentParty party, IEnumerable<string> contact)
    {
        var blocks = new List<Block>
        {
            Text(heading, Look.Heading, StructureRole.Heading2),
            new Space(3),
            Text(party.Name, Look.Strong, StructureRole.Paragraph),
            Text(string.Join('\n', PostalLines.Of(party.Address, "")), Look.Body, StructureRole.Paragraph),
        };
        AddText(blocks, string.Join('\n', contact.Where(c => c.Length > 0)), Look.Small);
        AddText(blocks, string.Join('\n', party.TaxIds.Select(LabelledTaxId).Select(t => $"{t.Label} {t.Value}")), Look.Small);
        return new Stack(blocks, 1);
    }

    // A customer's id comes without the words for it.
    private (string Label, string Value) LabelledTaxId(Domain.TaxId id) => (id.Label.Length > 0 ? id.Label : Both(texts => texts.Letterhead.CustomerTaxId), id.Value);
}
