using Billing.Documents.Invoices;
using Billing.Documents.Pdf.Text;
using Billing.Documents.Tests.Invoices;
using HarfBuzzSharp;

namespace Billing.Documents.Tests.Pdf;

public sealed class ScriptTests
{
    [Theory]
    [InlineData("شركة النقل السريع")]
    [InlineData("מסעדת הים התיכון")]
    [InlineData("บริษัท ขนส่งด่วน จำกัด")]
    [InlineData("दिल्ली परिवहन सेवा प्राइवेट लिमिटेड")]
    [InlineData("Διεθνείς Μεταφορές")]
    [InlineData("Московский грузовик")]
    [InlineData("Công ty Vận tải Việt Nam")]
    [InlineData("Zażółć gęślą jaźń")]
    [InlineData("株式会社テスト")]
    [InlineData("Ǆemal ŉ Co")]
    public void A_name_in_any_script_can_be_copied_out_of_the_file(string name)
    {
        var text = PdfTool.Text(InvoicePdf.Render(SampleInvoices.BoughtBy(name)));
        // Extraction wraps right-to-left text in directional marks.
        var bare = string.Concat(text.Where(c => c is not ('\u202A' or '\u202B' or '\u202C' or '\u200E' or '\u200F')));
        Assert.Contains(name, bare, StringComparison.Ordinal);
    }

    [Fact]
    public void Arabic_letters_join()
    {
        var word = Shape("بيت", Script.Arabic, true);
        var apart = "بيت".Select(c => Shape(c.ToString(), Script.Arabic, true).Glyphs).SelectMany(g => g.Select(x => x.Id)).ToHashSet();
        Assert.Contains(word.Glyphs, g => !apart.Contains(g.Id));
    }

    [Fact]
    public void Right_to_left_glyphs_stand_in_visual_order()
    {
        var word = Shape("שלום", Script.Hebrew, true);
        Assert.Equal([3, 2, 1, 0], word.Glyphs.Select(g => g.Cluster));
    }

    [Fact]
    public void The_short_i_of_Devanagari_stands_before_its_consonant()
    {
        var word = Shape("कि", Script.Devanagari, false);
        var consonant = Shape("क", Script.Devanagari, false).Glyphs[0].Id;
        Assert.Equal(consonant, word.Glyphs[^1].Id);
        Assert.Equal(2, word.Glyphs.Length);
    }

    [Fact]
    public void Thai_tone_marks_take_no_room_of_their_own() =>
        Assert.Equal(Shape("กา", Script.Thai, false).Advance, Shape("ก้า", Script.Thai, false).Advance);

    [Fact]
    public void A_run_changes_its_face_where_the_script_changes()
    {
        var segments = Itemizer.Itemize([new SpanFont("Acme שלום 12 کتاب ทด हिन", false, false)], out _);
        var faces = segments.Where(s => !s.IsSpace).Select(s => s.Word.Face.Name).ToList();
        Assert.Equal(
            ["Inter-Regular", "NotoSansHebrew-Regular", "Inter-Regular", "NotoSansArabic-Regular", "NotoSansThai-Regular", "NotoSansDevanagari-Regular"],
            faces);
    }

    [Fact]
    public void Characters_that_no_font_has_get_a_visible_mark_and_never_the_missing_glyph()
    {
        var segment = Assert.Single(Itemizer.Itemize([new SpanFont("\U0001F600\U0001F468\u200D\U0001F469\u200D\U0001F467\u13A0", false, false)], out _).GroupBy(s => s.Word.IsSubstitute));
        Assert.True(segment.Key);
        Assert.All(segment.SelectMany(s => s.Word.Glyphs), g => Assert.NotEqual(0, g.Id));
    }

    private static ShapedWord Shape(string text, Script script, bool rightToLeft) =>
        Shaper.ShapeAlone(FontSet.Default.FaceFor(text, false)!, text, script, rightToLeft, false);
}
