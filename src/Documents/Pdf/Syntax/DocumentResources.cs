using Billing.Documents.Pdf.Layout;
using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Pdf.Syntax;

/// <summary>The faces that a document uses, in the order of their first use.</summary>
internal sealed class DocumentFonts
{
    private readonly List<EmbeddedFont> _fonts = [];

    internal EmbeddedFont For(FontFace face)
    {
        foreach (var font in _fonts)
        {
            if (font.Face == face.Outlines)
                return font;
        }
        _fonts.Add(new EmbeddedFont(face.Outlines, _fonts.Count));
        return _fonts[^1];
    }

    internal void Write(PdfFile file, PdfBuffer resources)
    {
        resources.Raw("/Font<<"u8);
        foreach (var font in _fonts)
            resources.Raw("/"u8).Raw(font.ResourceName).Raw(" "u8).Ref(font.Write(file));
        resources.Raw(">>"u8);
    }
}

/// <summary>The pictures that a document uses, each written once however often it is shown.</summary>
internal sealed class DocumentPictures
{
    private readonly List<Picture> _pictures = [];

    internal string NameOf(Picture picture)
    {
        var index = _pictures.FindIndex(p => ReferenceEquals(p, picture));
        if (index < 0)
        {
            index = _pictures.Count;
            _pictures.Add(picture);
        }
        return $"P{index}";
    }

    internal void Write(PdfFile file, PdfBuffer resources)
    {
        if (_pictures.Count == 0)
            return;
        resources.Raw("/XObject<<"u8);
        for (var i = 0; i < _pictures.Count; i++)
            resources.Raw($"/P{i} ").Ref(_pictures[i] switch
            {
                RasterPicture raster => PngImage.Write(file, raster),
                VectorPicture vector => VectorImage.Write(file, vector),
                var other => throw new InvalidOperationException($"No syntax for {other.GetType().Name}."),
            });
        resources.Raw(">>"u8);
    }
}
