using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Tests.Text;

public sealed class EastAsianTextTests
{
    [Theory]
    [InlineData("en", "直角", "NotoSansSC-Regular")]
    [InlineData("zh-CN", "直角", "NotoSansSC-Regular")]
    [InlineData("zh-Hans-HK", "直角", "NotoSansSC-Regular")]
    [InlineData("ja", "直角", "NotoSansJP-Regular")]
    [InlineData("ja-JP", "直角", "NotoSansJP-Regular")]
    [InlineData("zh-Hant", "直角", "NotoSansTC-Regular")]
    [InlineData("zh-TW", "直角", "NotoSansTC-Regular")]
    [InlineData("ko-KR", "한국", "NotoSansKR-Regular")]
    [InlineData("ko-KR", "直角", "NotoSansTC-Regular")]
    [InlineData("en", "直角のテスト", "NotoSansJP-Regular")]
    [InlineData("zh-CN", "한국", "NotoSansKR-Regular")]
    [InlineData("en", "髙橋﨑", "NotoSansJP-Regular")]
    [InlineData("ja", "阿里巴巴网络", "NotoSansSC-Regular")]
    [InlineData("ja", "（株）、。「」", "NotoSansJP-Regular")]
    public void A_run_is_set_in_the_form_that_its_letters_or_else_its_readers_ask_for(string language, string run, string face) =>
        Assert.Equal([face], Faces(run, FontSet.Default.In(language)));

    [Fact]
    public void A_run_that_no_font_has_as_a_whole_is_set_character_by_character() =>
        Assert.Equal(["NotoSansSC-Regular", "NotoSansTC-Regular", "NotoSansJP-Regular"], Faces("龙龍峠", FontSet.Default).Distinct());

    [Fact]
    public void Bold_text_without_a_bold_font_keeps_its_width_and_shares_the_embedded_font()
    {
        var bold = FontSet.Default.FaceFor("漢", true)!;
        Assert.True(bold.IsEmboldened);
        Assert.Same(FontSet.Default.FaceFor("漢", false), bold.Outlines);
    }

    [Theory]
    [InlineData("株式会社テスト 髙橋商店")]
    [InlineData("阿里巴巴网络技术有限公司")]
    [InlineData("臺灣積體電路製造股份有限公司")]
    [InlineData("주식회사 한국전자 힣")]
    [InlineData("全角ＡＢＣ１２３、半角ｱｲｳ")]
    [InlineData("Acme 東京 Ltd (株) 12,5 kg 서울")]
    public void A_name_can_be_copied_out_of_the_file_and_its_fonts_are_embedded_and_subset(string name)
    {
        var pdf = PrintedText.Of(name, FontSet.Default.In("ja"));
        Assert.Contains(name, PrintedText.Copied(pdf), StringComparison.Ordinal);
        Assert.All(
            PdfTool.Run("pdffonts", "poppler-utils", pdf, "FILE").Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..],
            font => Assert.Matches("CID TrueType +Identity-H +yes yes yes", font));
        Assert.InRange(pdf.Length, 1, 60_000);
    }

    private static List<string> Faces(string text, FontSet fonts)
    {
        var segments = Itemizer.Itemize([new SpanFont(text, false, false) { Fonts = fonts }], out _);
        Assert.All(segments, s => Assert.False(s.Word.IsSubstitute || s.Word.HasMissingGlyph));
        return [.. segments.Select(s => s.Word.Face.Name).Distinct()];
    }
}
