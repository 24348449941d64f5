using Billing.Documents.Pdf.Layout;

namespace Billing.Documents.Letterheads;

/// <summary>What surrounds the body on each page.</summary>
internal sealed partial class Letterhead
{
    private Action<Canvas> Background(string watermark)
    {
        var word = watermark.Length > 0 ? new Watermark(watermark, Look.Title.Fonts, Look.Watermark) : null;
        var marks = new FoldMarks(_sheet.Window?.Marks ?? [], Look.Mark);
        return canvas =>
        {
            word?.Draw(canvas);
            if (canvas.Page.Number == 0)
                marks.Draw(canvas, 0, 0, canvas.Page.Width);
        };
    }

    private Stack ContinuationHeader() => new(
        [
            new Columns(
                [
                    (ColumnWidth.ShareOf(1), Text(_stationery.Seller.Name, Look.Fine, null)),
                    (ColumnWidth.ShareOf(1), Text($"{_title} \u2013 {Culture.Texts.Letterhead.Continued}", Look.Fine, null, Align.End)),
                ],
                20),
            new Space(5),
            new Rule(0.4f, Look.Hairline),
            new Space(14),
        ]);

    // Where the seller does not stand beside its customer, it stands here.
    private Stack Imprint()
    {
        var blocks = new List<Block> { new Rule(0.4f, Look.Hairline), new Space(6) };
        if (_sheet.Window is not null)
            blocks.Add(SellerColumns());
        if (_sheet.Window is not null && _stationery.LegalFooter.Length > 0)
            blocks.Add(new Space(3));
        AddText(blocks, _stationery.LegalFooter, Look.Fine);
        blocks.Add(new Space(5));
        return new Stack(blocks);
    }

    private Columns SellerColumns()
    {
        var seller = _stationery.Seller;
        return new Columns(
            [
                (ColumnWidth.ShareOf(1), FineLines([seller.Name, .. PostalLines.Of(seller.Address, _customer.Address.Country)])),
                (ColumnWidth.ShareOf(1), FineLines([seller.Phone, seller.Email, seller.Website])),
                (ColumnWidth.ShareOf(1), FineLines(seller.TaxIds.Select(id => $"{id.Label} {id.Value}"))),
            ],
            16);
    }

    private Paragraph FineLines(IEnumerable<string> lines) => Text(string.Join('\n', lines.Where(line => line.Length > 0)), Look.Fine, StructureRole.Paragraph);

    private Columns Footer(int page, int pages) => new(
        [
            (ColumnWidth.ShareOf(1), Text(_title, Look.Fine, null)),
            (ColumnWidth.ShareOf(1), Text(Culture.Fill(Culture.Texts.Letterhead.Page, page, pages), Look.Fine, null, Align.End)),
        ],
        20);
}
