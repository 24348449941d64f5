using Billing.Documents.Pdf.Layout;
using Billing.Documents.Pdf.Text;
using CsCheck;

namespace Billing.Documents.Tests.Pdf;

public sealed class LayoutTests
{
    private static readonly TextStyle Style = new(10, Color.Black);

    [Fact]
    public void Whatever_the_text_and_width_no_line_is_too_wide_and_nothing_is_lost() =>
        Gen.Select(Gen.Char["ab W-/.,1\u00A0éשกि中\n"].Array[0, 120], Gen.Int[20, 300]).Sample(
            (chars, width) =>
            {
                var text = new string(chars);
                var lines = Lines(text, width);
                var back = string.Concat(lines.SelectMany(l => l.Logical).Select(s => s.EndsLine ? "\n" : s.Word.Text));
                return back == text && lines.All(l => l.Width <= width + 0.05f || l.Logical.Count(s => !s.IsSpace && !s.EndsLine) == 1);
            },
            iter: 2000);

    [Theory]
    [InlineData("well-known", 5, true)]
    [InlineData("minus -5", 7, false)]
    [InlineData("12-34", 3, false)]
    [InlineData("and/or", 4, true)]
    [InlineData("a\u00A0b", 2, false)]
    [InlineData("中文", 1, true)]
    [InlineData("中。", 1, false)]
    [InlineData("one two", 4, true)]
    [InlineData("one two", 3, false)]
    public void A_line_ends_where_it_may(string text, int index, bool allowed) => Assert.Equal(allowed, LineBreaks.IsAllowed(text, index));

    [Fact]
    public void A_paragraph_aligned_at_the_end_ends_at_its_edge()
    {
        var page = new Page(0, 300, 300);
        new Paragraph([new TextSpan("one two three", Style)], null, Align.End).Draw(new Canvas(page, null), 20, 0, 200);
        var mark = Assert.IsType<TextMark>(Assert.Single(page.Marks));
        Assert.Equal(220, mark.X + mark.Words.Sum(w => w.Width(10)), 0.01f);
    }

    [Fact]
    public void A_line_stands_at_the_side_that_its_page_says() => Assert.All(
        new (Direction Page, Align Align, bool AtRight)[]
        {
            (Direction.LeftToRight, Align.Start, false), (Direction.LeftToRight, Align.End, true), (Direction.LeftToRight, Align.Figures, true),
            (Direction.RightToLeft, Align.Start, true), (Direction.RightToLeft, Align.End, false), (Direction.RightToLeft, Align.Figures, true),
        },
        expected =>
        {
            var page = new Page(0, 300, 300, expected.Page);
            new Paragraph([new TextSpan("1,250.00", Style)], null, expected.Align).Draw(new Canvas(page, null), 20, 0, 200);
            var mark = Assert.IsType<TextMark>(Assert.Single(page.Marks));
            Assert.Equal(expected.AtRight ? 220 - mark.Words.Sum(w => w.Width(10)) : 20, mark.X, 0.01f);
        });

    [Fact]
    public void A_page_that_runs_right_to_left_is_the_mirror_image_of_one_that_runs_left_to_right() =>
        Gen.Int[1, 30].Array[1, 8].Sample(
            widths =>
            {
                List<(float Left, float Right)> Boxes(Direction direction)
                {
                    Block Cell(int i) => new Frame(new Space(10), widths[i], 2, Color.Black);
                    Block[] body =
                    [
                        new Columns([.. widths.Select((w, i) => (w % 2 == 0 ? ColumnWidth.Of(w) : ColumnWidth.ShareOf(w), Cell(i)))], 3),
                        new Table([.. widths.Select(w => new TableColumn("", Align.Start, w % 3 * 10, w % 3 == 0 ? 1 : 0))], [[.. widths.Select((_, i) => Cell(i))]], new TableLook(null, 2, 1, null)),
                        new PictureBlock(new Picture(default, 10, 5), 20, 20, "", Align.End),
                    ];
                    var page = Assert.Single(Flow(direction, body).Pages);
                    return [.. page.Marks.Select(m => m is RectangleMark r ? (r.X, r.X + r.Width) : m is PictureMark p ? (p.X, p.X + p.Width) : throw new InvalidOperationException())];
                }
                var width = PageFormat.A4.Width;
                return Boxes(Direction.LeftToRight).Zip(Boxes(Direction.RightToLeft)).All(pair =>
                    Math.Abs(pair.First.Left - (width - pair.Second.Right)) < 0.01 && Math.Abs(pair.First.Right - (width - pair.Second.Left)) < 0.01);
            },
            iter: 100);

    [Theory]
    [InlineData("1.10 – 31.10", "31.10 – 1.10")] // No letter says which way: as the page.
    [InlineData("Invoice 7 (paid)", "Invoice 7 (paid)")] // Latin letters run left to right on any page.
    [InlineData("שלום", "שלום")]
    public void Text_runs_as_its_first_letter_says_and_else_as_its_page_does(string text, string fromTheLeft)
    {
        var page = Assert.Single(Flow(Direction.RightToLeft, Text(text)).Pages);
        var words = page.Marks.OfType<TextMark>().OrderBy(m => m.X).SelectMany(m => m.Words);
        Assert.Equal(fromTheLeft, string.Concat(words.Select(w => w.Text)).Trim());
    }

    [Fact]
    public void Rows_of_a_table_are_never_cut_while_they_fit_a_page() =>
        Gen.Int[1, 12].Array[1, 60].Sample(
            heights =>
            {
                var rows = heights.Select((lines, i) => (IReadOnlyList<Block>)[Text(string.Join('\n', Enumerable.Repeat($"r{i}", lines)))]).ToList();
                var table = new Table([new TableColumn("Head", Align.Start, 0, 1)], rows, new TableLook(Style, 4, 3, null, Color.Black));
                var document = Flow(table);
                var pageOfRow = document.Pages
                    .SelectMany(p => p.Marks.OfType<TextMark>().Select(m => (Page: p.Number, m.Words[0].Text)))
                    .Where(m => m.Text.StartsWith('r')).GroupBy(m => m.Text).ToList();
                return pageOfRow.Count == heights.Length
                    && pageOfRow.All(r => r.Select(m => m.Page).Distinct().Count() == 1)
                    && document.Pages.All(p => p.Marks.OfType<TextMark>().Count(m => m.Words[0].Text == "Head") == 1);
            },
            iter: 50);

    [Fact]
    public void A_block_that_is_kept_together_moves_to_the_next_page_whole()
    {
        var filler = Text(string.Join('\n', Enumerable.Repeat("x", 50)));
        var kept = new Stack([Text("k"), Text("k"), Text("k"), Text("k"), Text("k"), Text("k")], 0, true);
        var document = Flow(filler, kept);
        Assert.Equal(2, document.Pages.Count);
        Assert.Equal(6, document.Pages[1].Marks.OfType<TextMark>().Count(m => m.Words[0].Text == "k"));
    }

    private static LaidOutDocument Flow(params Block[] body) => Flow(Direction.LeftToRight, body);

    private static LaidOutDocument Flow(Direction direction, params Block[] body) =>
        PageFlow.Compose(
            PageFormat.A4 with { Direction = direction },
            new PageFrame { ContinuationHeader = new Space(20), Footer = (_, _) => new Space(10), Imprint = new Space(10) },
            body);

    private static Paragraph Text(string text) => new([new TextSpan(text, Style)], StructureRole.Paragraph);

    private static List<TextLine> Lines(string text, float width)
    {
        IReadOnlyList<TextSpan> spans = [new TextSpan(text, Style)];
        var segments = Itemizer.Itemize([new SpanFont(text, false, false)], out _);
        return LineFiller.Fill(segments, width, s => s.Word.Width(10), spans, 1.3f);
    }
}
