using System.Globalization;
using System.Text;
using Billing.Documents.Pdf.Text;
using CsCheck;

namespace Billing.Documents.Tests.Text;

public sealed class LineBreakTests
{
    /// <summary>A character that stands in no case.</summary>
    private const string BreakMark = "\uE000";

    private static readonly string[] Pieces =
        ["a", "1", " ", "-", "ش", "ก", "漢", "가", "कि", "👩‍👩‍👧", "\u0301", "\u200D", "\u2060", "(", "$", "\n"];

    [Fact]
    public void Lines_may_end_where_the_Unicode_conformance_cases_say()
    {
        var cases = Cases().ToList();
        Assert.True(cases.Count > 200, $"only {cases.Count} cases were read");
        Assert.All(cases, c => Assert.Equal(c.Text, Marked(c.Text.Replace(BreakMark, "", StringComparison.Ordinal), BreakMark)));
    }

    [Theory]
    [InlineData("50 |€ |per |unit")]
    [InlineData("50\u00A0€ |per |unit")]
    [InlineData("$(12.35) |or |-1.234,56\u202F€ |and |(5)%")]
    [InlineData("https://|acme.example/|invoices/|2026?|id=12&key=a-|b")]
    [InlineData("東|京|都|千|代|田|区|（ABC）、|御|中。")]
    [InlineData("Acme |– |the |\"best\" [sic] |ltd.")]
    [InlineData("👩‍👩‍👧|🇩🇪|🇫🇷|👍🏽|a\u0301e\u0301")]
    [InlineData("한|국|어 |텍|스|트")]
    [InlineData("12-34 |well-|known |and/|or")]
    public void Text_of_invoices_breaks_between_words_and_never_within_a_number(string text) =>
        Assert.Equal(text, Marked(text.Replace("|", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("บริษัท|ขนส่ง|ด่วน|จำกัด")]
    [InlineData("Acme |บริษัท|ขนส่ง |(ประเทศไทย) |๑๒๓")]
    [InlineData("ບໍລິສັດ|ຂົນສົ່ງ|ດ່ວນ|ຈຳກັດ")]
    [InlineData("ក្រុមហ៊ុន|ដឹកជញ្ជូន|រហ័ស")]
    [InlineData("သယ်ယူ|ပို့ဆောင်|ရေး")]
    public void Scripts_without_spaces_break_between_the_words_of_a_dictionary(string text) =>
        Assert.Equal(text, Marked(text.Replace("|", "", StringComparison.Ordinal)));

    [Fact]
    public void No_line_ends_within_a_character_and_its_marks_whatever_the_text() =>
        Gen.Int[0, Pieces.Length - 1].Array[1, 30].Sample(chosen =>
        {
            var text = string.Concat(chosen.Select(i => Pieces[i])).Normalize(NormalizationForm.FormC);
            var breaks = new bool[text.Length];
            LineBreaks.Find(text, breaks);
            return Enumerable.Range(1, text.Length - 1).All(i => !breaks[i]
                || CharUnicodeInfo.GetUnicodeCategory(text[i]) != UnicodeCategory.NonSpacingMark || text[i - 1] is ' ' or '\n');
        });

    private static string Marked(string text, string mark = "|")
    {
        var breaks = new bool[text.Length];
        LineBreaks.Find(text, breaks);
        return string.Concat(text.Select((c, i) => breaks[i] ? $"{mark}{c}" : c.ToString()));
    }

    private static IEnumerable<(string Text, int Number)> Cases()
    {
        using var stream = typeof(LineBreakTests).Assembly.GetManifestResourceStream("LineBreakTest.sample.txt")!;
        using var reader = new StreamReader(stream);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.StartsWith('#'))
                continue;
            var signs = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1];
            yield return (string.Concat(signs.Select(s => s switch
            {
                "×" => "",
                "÷" => BreakMark,
                _ => char.ConvertFromUtf32(int.Parse(s, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
            })), number);
        }
    }
}
