using System.Globalization;
using CsCheck;
using BidiAlgorithm = Billing.Documents.Pdf.Text.Bidi;

namespace Billing.Documents.Tests.Bidi;

public sealed class BidiTests
{
    [Fact]
    public void Levels_and_visual_order_are_those_of_the_Unicode_conformance_cases()
    {
        var cases = Cases().ToList();
        Assert.True(cases.Count > 200, $"only {cases.Count} cases were read");
        Assert.All(cases, c =>
        {
            var levels = BidiAlgorithm.Levels(c.Text, c.Direction == 2 ? BidiAlgorithm.AutomaticLevel : c.Direction, out var paragraph);
            Assert.Equal(c.ParagraphLevel, paragraph);
            var kept = Enumerable.Range(0, levels.Length).Where(i => c.Levels[i] is not null).ToArray();
            Assert.Equal(kept.Select(i => c.Levels[i]!.Value), kept.Select(i => (int)levels[i]));
            var order = BidiAlgorithm.VisualOrder([.. kept.Select(i => levels[i])]).Select(k => kept[k]);
            Assert.Equal(c.Order, order);
        });
    }

    [Fact]
    public void A_number_in_Hebrew_text_keeps_its_digits_in_order()
    {
        var text = "חשבון 1234 לתשלום".Select(c => (int)c).ToArray();
        var levels = BidiAlgorithm.Levels(text, BidiAlgorithm.AutomaticLevel, out var paragraph);
        var visual = string.Concat(BidiAlgorithm.VisualOrder(levels).Select(i => (char)text[i]));
        Assert.Equal(1, paragraph);
        Assert.Equal("םולשתל 1234 ןובשח", visual);
    }

    [Fact]
    public void Visual_order_of_any_text_has_each_position_once() =>
        Gen.Char["aבج1٣ ()-\u202B\u202C\u2067\u2069\u0301"].Array[0, 40].Sample(chars =>
            {
                var levels = BidiAlgorithm.Levels([.. chars.Select(c => (int)c)], BidiAlgorithm.AutomaticLevel, out _);
                return BidiAlgorithm.VisualOrder(levels).Order().SequenceEqual(Enumerable.Range(0, chars.Length));
            });

    [Fact]
    public void Text_without_right_to_left_characters_has_level_zero_throughout() =>
        Gen.Char['\u0020', '\u058F'].Array[1, 40].Sample(chars =>
            !BidiAlgorithm.IsNeeded(chars)
            && BidiAlgorithm.Levels([.. chars.Select(c => (int)c)], 0, out _).All(level => level == 0));

    private static IEnumerable<ConformanceCase> Cases()
    {
        using var stream = typeof(BidiTests).Assembly.GetManifestResourceStream("BidiCharacterTest.sample.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var fields = line.Split(';');
            yield return new ConformanceCase(
                [.. fields[0].Split(' ').Select(h => int.Parse(h, NumberStyles.HexNumber, CultureInfo.InvariantCulture))],
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                int.Parse(fields[2], CultureInfo.InvariantCulture),
                [.. fields[3].Split(' ').Select(l => l == "x" ? (int?)null : int.Parse(l, CultureInfo.InvariantCulture))],
                [.. fields[4].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(i => int.Parse(i, CultureInfo.InvariantCulture))]);
        }
    }

    private sealed record ConformanceCase(int[] Text, int Direction, int ParagraphLevel, int?[] Levels, int[] Order);
}
