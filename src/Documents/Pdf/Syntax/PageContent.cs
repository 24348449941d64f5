using Billing.Documents.Pdf.Layout;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>The content stream of one page (ISO 32000-1, 7.8.2): its marks, each within the piece of content it belongs to.</summary>
internal sealed class PageContent
{
    private readonly PdfBuffer _out;
    private readonly Page _page;
    private readonly DocumentFonts _fonts;
    private readonly DocumentPictures _pictures;
    private Color _fill;
    private EmbeddedFont? _font;
    private float _size;

    private PageContent(PdfBuffer buffer, Page page, DocumentFonts fonts, DocumentPictures pictures)
    {
        _out = buffer;
        _page = page;
        _fonts = fonts;
        _pictures = pictures;
    }

    internal static void Write(PdfBuffer buffer, Page page, DocumentFonts fonts, DocumentPictures pictures) =>
        new PageContent(buffer, page, fonts, pictures).Write();

    private void Write()
    {
        for (var i = 0; i < _page.Marks.Count;)
        {
            var piece = _page.Marks[i].Piece;
            if (piece is null)
                BeginDecoration(_page.Marks[i]);
            else
                _out.Raw("/"u8).Raw(StructureTree.NameOf(piece.Node.Role)).Raw("<</MCID "u8).Int(piece.Number).Raw(">>BDC\n"u8);
            for (var first = _page.Marks[i]; i < _page.Marks.Count && BelongTogether(first, _page.Marks[i]); i++)
                Write(_page.Marks[i]);
            _out.Raw("EMC\n"u8);
        }
    }

    /// <summary>Words that are not read are what runs above and below pages, or repeats on them; shapes are mere looks (ISO 32000-1, 14.8.2.2).</summary>
    private void BeginDecoration(Mark mark) =>
        _out.Raw(IsText(mark) ? "/Artifact<</Type/Pagination>>BDC\n"u8 : "/Artifact<</Type/Layout>>BDC\n"u8);

    private static bool BelongTogether(Mark first, Mark next) =>
        next.Piece == first.Piece && (first.Piece is not null || IsText(first) == IsText(next));

    private static bool IsText(Mark mark) => mark is TextMark;

    private void Write(Mark mark)
    {
        switch (mark)
        {
            case TextMark text:
                Write(text);
                break;
            case RectangleMark box:
                SetFill(box.Fill);
                _out.Real(box.X).Real(Flip(box.Y + box.Height)).Real(box.Width).Real(box.Height).Raw("re f\n"u8);
                break;
            case LineMark line:
                _out.Real(line.Color.Red / 255f).Real(line.Color.Green / 255f).Real(line.Color.Blue / 255f).Raw("RG "u8);
                _out.Real(line.Thickness).Raw("w "u8).Real(line.X1).Real(Flip(line.Y1)).Raw("m "u8);
                _out.Real(line.X2).Real(Flip(line.Y2)).Raw("l S\n"u8);
                break;
            case PictureMark picture:
                _out.Raw("q "u8).Real(picture.Width).Raw("0 0 "u8).Real(picture.Height).Real(picture.X).Real(Flip(picture.Y + picture.Height));
                _out.Raw("cm /"u8).Raw(_pictures.NameOf(picture.Picture)).Raw(" Do Q\n"u8);
                break;
            case GridMark grid:
                Write(grid);
                break;
            default:
                throw new InvalidOperationException($"No syntax for {mark.GetType().Name}.");
        }
    }

    private void Write(GridMark grid)
    {
        SetFill(grid.Fill);
        _out.Raw("q "u8).Real(grid.CellSize).Raw("0 0 "u8).Real(-grid.CellSize).Real(grid.X).Real(Flip(grid.Y)).Raw("cm\n"u8);
        foreach (var cell in grid.Cells)
            _out.Int(cell.X).Raw(" "u8).Int(cell.Y).Raw(" "u8).Int(cell.Width).Raw(" "u8).Int(cell.Height).Raw(" re\n"u8);
        _out.Raw("f Q\n"u8);
    }

    private void Write(TextMark text)
    {
        SetFill(text.Color);
        var font = _fonts.For(text.Face);
        _out.Raw("BT "u8);
        if (font != _font || text.Size != _size)
            _out.Raw("/"u8).Raw(font.ResourceName).Raw(" "u8).Real(text.Size).Raw("Tf "u8);
        (_font, _size) = (font, text.Size);
        if (text.Angle == 0)
        {
            _out.Real(text.X).Real(Flip(text.Baseline)).Raw("Td\n"u8);
        }
        else
        {
            var (sine, cosine) = MathF.SinCos(text.Angle * MathF.PI / 180);
            _out.Real(cosine).Real(sine).Real(-sine).Real(cosine).Real(text.X).Real(Flip(text.Baseline)).Raw("Tm\n"u8);
        }
        if (text.Face.IsEmboldened)
            Embolden(text);
        var glyphs = new GlyphStrings(_out, font, text.Size);
        foreach (var word in text.Words)
            glyphs.Add(word);
        glyphs.End();
        if (text.Face.IsEmboldened)
            _out.Raw("0 Tr "u8);
        _out.Raw("ET\n"u8);
    }

    /// <summary>Fills and strokes the glyphs (text rendering mode 2), for a family that has no bold font.</summary>
    private void Embolden(TextMark text)
    {
        const float strokePerSize = 1 / 45f;
        _out.Real(text.Color.Red / 255f).Real(text.Color.Green / 255f).Real(text.Color.Blue / 255f).Raw("RG "u8);
        _out.Real(text.Size * strokePerSize).Raw("w 2 Tr\n"u8);
    }

    private void SetFill(Color color)
    {
        if (color == _fill)
            return;
        _fill = color;
        _out.Real(color.Red / 255f).Real(color.Green / 255f).Real(color.Blue / 255f).Raw("rg\n"u8);
    }

    private float Flip(float y) => _page.Height - y;
}
