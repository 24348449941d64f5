using Billing.Documents.Letterheads;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Texts;
using static Billing.Documents.Letterheads.Letterhead;

namespace Billing.Documents.CoverSheets;

/// <summary>Draws the cover sheet of a print batch: one small method for each part of the page. Nothing is computed here.</summary>
internal sealed class CoverSheetComposer
{
    private readonly PrintBatch _batch;
    private readonly DocumentCulture _culture;
    private readonly CoverSheetTexts _texts;
    private readonly DocumentLook _look;
    private readonly Letterhead _letterhead;

    internal CoverSheetComposer(PrintBatch batch, DocumentAssets assets)
    {
        _batch = batch;
        var (seller, language) = (batch.Seller, batch.Seller.Language);
        _letterhead = new Letterhead(Stationery.Of(seller, language, assets), language, texts => texts.CoverSheet.Title, batch.Number, seller.ToParty());
        (_culture, _look, _texts) = (_letterhead.Culture, _letterhead.Look, _letterhead.Culture.Texts.CoverSheet);
    }

    internal byte[] Print() => _letterhead.Print(ComposeBody(), _batch.Date);

    private IEnumerable<Block> ComposeBody()
    {
        yield return _letterhead.Head();
        yield return new Space(26);
        yield return ComposeCounts();
        yield return new Space(18);
        yield return Text(_texts.Postage, _look.Heading, StructureRole.Heading2);
        yield return new Space(2);
        yield return ComposePostage();
        yield return new Space(18);
        yield return Text(_texts.Contents, _look.Heading, StructureRole.Heading2);
        yield return Text(_texts.Instructions, _look.Small, StructureRole.Paragraph);
        yield return new Space(2);
        yield return ComposeLetters();
    }

    private Frame ComposeCounts() => _letterhead.Panel(new Columns(
        [
            (ColumnWidth.ShareOf(2), Fact(_texts.PrintedOn, _culture.Date(_batch.Date))),
            (ColumnWidth.ShareOf(1), Fact(_texts.Letters, _culture.Quantity(_batch.Count.Letters))),
            (ColumnWidth.ShareOf(1), Fact(_texts.Pages, _culture.Quantity(_batch.Count.Pages))),
            (ColumnWidth.ShareOf(1), Fact(_texts.Sheets, _culture.Quantity(_batch.Count.Sheets))),
        ],
        12));

    private Stack Fact(string label, string value) =>
        new([Text(label, _look.Label, StructureRole.Paragraph), Text(value, _look.Due, StructureRole.Paragraph, leading: 1.25f)], 1);

    private Table ComposePostage() => new(
        [new(_texts.Country, Align.Start, 60), new(_texts.WeightClass, Align.Start, 0, 1), Count(_texts.Letters), Count(_texts.Pages), Count(_texts.Sheets)],
        [.. _batch.Postage.Select(postage => new Block[]
        {
            Text(postage.Country, _look.Body, null),
            Text(postage.WeightClass, _look.Body, null),
            Number(postage.Count.Letters), Number(postage.Count.Pages), Number(postage.Count.Sheets),
        })],
        Rows());

    private Table ComposeLetters() => new(
        [Count(_texts.Position), new(_texts.Document, Align.Start, 0, 1), new(_texts.PostalCode, Align.Start, 100), new(_texts.Country, Align.Start, 60), Count(_texts.Pages)],
        [.. _batch.Letters.Select(letter => new Block[]
        {
            Number(letter.Position),
            Text(letter.Number, _look.Body, null),
            Text(letter.PostalCode, _look.Figure, null),
            Text(letter.Country, _look.Body, null),
            Number(letter.Pages),
        })],
        Rows() with { RowPadding = 2 });

    private static TableColumn Count(string header) => new(header, Align.Figures, 70);

    private Paragraph Number(int count) => Text(_culture.Quantity(count), _look.Figure, null, Align.Figures);

    private TableLook Rows() => new(_look.Label, 14, 4, _look.Hairline, _look.Accent);
}
