using System.Buffers.Binary;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Pdf.Text;
using HarfBuzzSharp;

namespace Billing.Documents.Tests.Text;

public sealed class FontSetTests
{
    [Fact]
    public void A_shipped_family_is_known_by_its_name_and_another_name_is_refused_with_the_names_that_are_known()
    {
        Assert.Same(FontSet.Default, FontSet.Of("inter"));
        var refused = Assert.Throws<ArgumentException>(() => FontSet.Of("Helvetica"));
        Assert.All(FontSet.Names, name => Assert.Contains(name, refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_shipped_family_has_a_regular_and_a_bold_face_of_its_own() =>
        Assert.All(FontSet.Names, name => Assert.NotEqual(FontSet.Of(name).Primary(false).Outlines, FontSet.Of(name).Primary(true).Outlines));

    [Fact]
    public void A_sellers_fonts_are_kept_by_their_content() =>
        Assert.Same(FontSet.FromFiles(Shipped("NotoSans-Regular"), Shipped("NotoSans-Bold")), FontSet.FromFiles(Shipped("NotoSans-Regular"), Shipped("NotoSans-Bold")));

    [Fact]
    public void A_sellers_fonts_set_the_document_and_shipped_fonts_what_they_lack()
    {
        var fonts = FontSet.FromFiles(Shipped("NotoSans-Regular"), Shipped("NotoSans-Bold"));
        var listed = PdfTool.Run("pdffonts", "poppler-utils", Print(fonts, "Acme Ltd", "שלום"), "FILE");
        Assert.Contains("+NotoSans-Regular", listed, StringComparison.Ordinal);
        Assert.Contains("+NotoSans-Bold", listed, StringComparison.Ordinal);
        Assert.Contains("+NotoSansHebrew-Regular", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("Inter", listed, StringComparison.Ordinal);
    }

    [Fact]
    public void Bold_text_of_a_family_without_a_bold_font_has_a_line_around_its_glyphs_and_the_same_width()
    {
        var fonts = FontSet.FromFiles(Shipped("NotoSans-Regular"));
        var pdf = Print(fonts, "Acme Ltd", "");
        var content = PdfTool.RunBinary("qpdf", "qpdf", pdf, "--qdf", "--object-streams=disable", "FILE", "-");
        Assert.Contains(" w 2 Tr\n", content, StringComparison.Ordinal);
        Assert.Single(PdfTool.Run("pdffonts", "poppler-utils", pdf, "FILE").Split('\n'), l => l.Contains("+NotoSans-Regular", StringComparison.Ordinal));
        Assert.Equal(Width(fonts.Primary(false)), Width(fonts.Primary(true)));
    }

    [Theory]
    [InlineData("no TrueType font")]
    [InlineData("empty")]
    [InlineData("WOFF")]
    [InlineData("collection")]
    [InlineData("cut off or damaged")]
    [InlineData("must not be embedded")]
    [InlineData("must not be cut down")]
    [InlineData("bitmaps only")]
    [InlineData("has no glyphs for 'ABC")]
    [InlineData("larger than 8 MB")]
    public void A_font_that_cannot_be_embedded_is_refused_in_words_that_tell_why(string reason)
    {
        var font = Unusable(reason);
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => FontSet.FromFiles(font)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The bold font", Assert.Throws<InvalidDataException>(() => FontSet.FromFiles(Shipped("NotoSans-Regular"), font)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_font_that_may_be_previewed_and_printed_is_good_enough() => Assert.NotNull(FontSet.FromFiles(WithUsage(4)));

    private static int Width(FontFace face) => Shaper.ShapeAlone(face, "Acme", Script.Latin, false, false).Advance;

    private static byte[] Print(FontSet fonts, string bold, string regular)
    {
        var style = new TextStyle(12, Color.Black) { Fonts = fonts };
        return PrintedText.Of([new TextSpan(bold, style with { Bold = true }), new TextSpan($" total 12 {regular}", style)]);
    }

    private static byte[] Unusable(string reason) => reason switch
    {
        "no TrueType font" => "no font at all"u8.ToArray(),
        "empty" => [],
        "WOFF" => "wOF2 and so on"u8.ToArray(),
        "collection" => "ttcf and so on"u8.ToArray(),
        "cut off or damaged" => Shipped("NotoSans-Regular")[..100_000],
        "must not be embedded" => WithUsage(2),
        "must not be cut down" => WithUsage(0x100),
        "bitmaps only" => WithUsage(0x200),
        "larger than 8 MB" => new byte[9 * 1024 * 1024],
        _ => Shipped("NotoSansHebrew-Regular"),
    };

    private static byte[] WithUsage(ushort usage)
    {
        var font = Shipped("NotoSans-Regular");
        for (var entry = 12; ; entry += 16)
        {
            if (!font.AsSpan(entry, 4).SequenceEqual("OS/2"u8))
                continue;
            BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(BinaryPrimitives.ReadInt32BigEndian(font.AsSpan(entry + 8)) + 8), usage);
            return font;
        }
    }

    private static byte[] Shipped(string name) => FontFile.Shipped(name).Bytes.ToArray();
}
