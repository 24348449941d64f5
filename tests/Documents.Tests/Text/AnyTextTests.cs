using System.Globalization;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Pdf.Text;
using CsCheck;

namespace Billing.Documents.Tests.Text;

/// <summary>What holds for whatever a customer types.</summary>
public sealed class AnyTextTests
{
    private static readonly TextStyle Style = new(10, Color.Black);

    /// <summary>Letters, marks, digits, signs and controls of all scripts, emoji sequences, and what no font has.</summary>
    private static readonly string[] Pieces =
    [
        "a", "Q", "ß", "é", "e\u0323\u0301", "Ω", "Ж", "1", "٣", "३", "๗", "ش", "لا", "بِ", "ש", "שָׁ", "ก", "ก้ำ", "कि", "क्ष", "र्", "ि",
        "漢", "、", "（", "あ", "ｱ", "가", "각", "\u1100\u1161", "𠮷", "\U0001F600", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "🇩🇪", "👍🏽", "❤️", "\u13A0",
        " ", " ", "\u00A0", "\u3000", "\n", "-", "/", ".", ",", "(", ")", "[", "\"", "«", "$", "€", "%", "—", "…", "\u0301", "\u200B", "\u200C", "\u200D",
        "\u200E", "\u200F", "\u202B", "\u202E", "\u202C", "\u2066", "\u2067", "\u2069", "\u2060", "\uFEFF", "\uFE0F", "\uFFFD", "\U000E0100",
    ];

    private static readonly Gen<string> AnyText = Gen.Int[0, Pieces.Length - 1].Array[0, 60].Select(chosen => string.Concat(chosen.Select(i => Pieces[i])));

    [Fact]
    public void No_character_is_lost_no_line_is_wider_than_its_box_and_no_glyph_is_missing() =>
        Gen.Select(AnyText, Gen.Int[8, 300], Gen.Bool).Sample(
            (text, width, bold) =>
            {
                var fonts = FontSet.Default.In("ja");
                var segments = Itemizer.Itemize([new SpanFont(text, bold, false) { Fonts = fonts }], out _);
                var lines = LineFiller.Fill(segments, width, [new TextSpan(text, Style with { Bold = bold, Fonts = fonts })], 1.3f);
                var back = string.Concat(lines.SelectMany(l => l.Logical).Select(s => s.EndsLine ? "\n" : s.Word.Text));
                Assert.Equal(text, back);
                Assert.All(lines, line => Assert.True(
                    line.Width <= width + 0.05f || line.Logical.Where(s => !s.IsSpace && !s.EndsLine).Sum(s => new StringInfo(s.Word.Text).LengthInTextElements) == 1,
                    $"a line of {line.Width} pt in a box of {width}"));
                Assert.All(lines.SelectMany(l => l.Logical), s => Assert.All(s.Word.Glyphs, g => Assert.NotEqual(0, g.Id)));
            },
            iter: 3000);

    [Fact]
    public void A_page_of_any_text_can_be_printed() =>
        AnyText.Array[1, 8].Sample(
            texts =>
            {
                var pdf = PrintedText.Of([.. texts.Select(t => new[] { new TextSpan(t, Style), new TextSpan(t, Style with { Bold = true }) })]);
                Assert.Equal(pdf, PrintedText.Of([.. texts.Select(t => new[] { new TextSpan(t, Style), new TextSpan(t, Style with { Bold = true }) })]));
            },
            iter: 50);

    [Fact]
    public void A_mark_stands_for_each_thing_that_no_font_has_however_many_code_points_it_takes()
    {
        var segments = Itemizer.Itemize([new SpanFont("\U0001F468\u200D\U0001F469\u200D\U0001F467🇩🇪👍🏽", false, false)], out _);
        Assert.Equal(3, segments.Sum(s => s.Word.Glyphs.Length));
        Assert.All(segments, s => Assert.True(s.Word.IsSubstitute));
    }

    [Fact]
    public void A_word_of_300_characters_breaks_where_the_line_is_full()
    {
        var text = new string('m', 300);
        var segments = Itemizer.Itemize([new SpanFont(text, false, false)], out _);
        var lines = LineFiller.Fill(segments, 100, [new TextSpan(text, Style)], 1.3f);
        Assert.All(lines.SkipLast(1), line => Assert.InRange(line.Width, 90, 100.05f));
    }

    [Theory]
    [InlineData("א(ב", ")")]
    [InlineData("א)ב", "(")]
    [InlineData("ب(ت", ")")]
    public void Brackets_of_right_to_left_text_are_mirrored(string text, string drawn)
    {
        var word = Itemizer.Itemize([new SpanFont(text, false, false)], out _).Single(s => s.Word.Text.Contains(text[1], StringComparison.Ordinal)).Word;
        var glyph = word.Glyphs.Single(g => word.Text[g.Cluster] == text[1]);
        Assert.True(word.RightToLeft);
        Assert.Equal(Shaper.ShapeAlone(word.Face, drawn, HarfBuzzSharp.Script.Latin, false, false).Glyphs[0].Id, glyph.Id);
    }

    [Fact]
    public void All_scripts_in_one_line_can_be_copied_out_of_the_file_by_their_runs()
    {
        string[] runs = ["Acme", "Ελλάδα", "Москва", "العربية", "עברית", "ภาษาไทย", "हिन्दी", "日本語のテスト", "한국어"];
        var pdf = PrintedText.Of(string.Join(" 12 ", runs), FontSet.Default);
        var copied = PrintedText.Copied(pdf);
        Assert.All(runs, run => Assert.Contains(run, copied, StringComparison.Ordinal));
        var fonts = PdfTool.Run("pdffonts", "poppler-utils", pdf, "FILE").Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.True(fonts.Length >= 7);
        Assert.All(fonts, font => Assert.Matches("CID TrueType +Identity-H +yes yes yes", font));
    }
}
