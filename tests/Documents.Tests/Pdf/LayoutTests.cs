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
    public void A_line_ends_where_it_may(string text, int index, bool allowed)
    {
        var breaks = new bool[text.Length];
        LineBreaks.Find(text, breaks);
        Assert.Equal(allowed, breaks[index]);
    }

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
                        new PictureBlock(new RasterPicture(default, 10, 5), 20, 20, "", Align.End),
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

    [Fact]
    public void A_heading_never_stands_alone_at_the_foot_of_a_page() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 5], Gen.Bool).Sample(
            (filler, lines, inStack) =>
            {
                Block[] headed = [Heading("h"), new Space(2), Text(string.Join('\n', Enumerable.Repeat("b", lines)))];
                var document = Flow([Text(string.Join('\n', Enumerable.Repeat("x", filler))), .. inStack ? [new Stack(headed)] : headed]);
                return PageOf(document, "h") == document.Pages.First(p => Lines(p).Contains("b")).Number;
            },
            iter: 300);

    [Fact]
    public void What_is_carried_forward_is_brought_forward_and_is_the_figure_of_the_page_s_last_row() =>
        Gen.Int[1, 9].Array[2, 80].Sample(
            heights =>
            {
                var figures = heights.Select((_, i) => $"{(i + 1) * 1000}.00").ToList();
                var rows = heights.Select((lines, i) => (IReadOnlyList<Block>)[Text(string.Join('\n', Enumerable.Repeat($"r{i}", lines))), Text("1.00")]).ToList();
                var document = Flow(new Table(
                    [new TableColumn("Head", Align.Start, 0, 1), new TableColumn("Sum", Align.Figures, 100)], rows, new TableLook(Style, 4, 3, Color.Black),
                    null, new RunningFigure("Carried", "Brought", figures, Style)));
                for (var i = 0; i < document.Pages.Count; i++)
                {
                    var lines = Lines(document.Pages[i]);
                    var first = lines.FindIndex(l => l.StartsWith('r'));
                    var last = lines.FindLastIndex(l => l.StartsWith('r'));
                    var (from, to) = (RowAt(lines[first]), RowAt(lines[last]));
                    Assert.Equal(i == 0 ? "Head Sum" : $"Brought {figures[from - 1]}", lines[first - 1]);
                    if (i < document.Pages.Count - 1)
                        Assert.Equal($"Carried {figures[to]}", lines[last + 1]);
                    else
                        Assert.Equal(lines.Count - 1, last);
                }
                return document.Pages.SelectMany(p => p.Marks.OfType<TextMark>()).Where(m => m.Words[0].Text is "Carried" or "Brought").All(m => m.Piece is null);
            },
            iter: 100);

    [Fact]
    public void A_row_stays_with_the_next_where_it_says_so_and_the_last_with_the_sums() =>
        Gen.Select(Gen.Int[1, 4].Array[1, 80], Gen.Bool.Array[80], Gen.Int[0, 60]).Sample(
            (heights, kept, filler) =>
            {
                // Never more than three rows in a chain, so that each fits a page.
                var together = Enumerable.Range(0, heights.Length - 1).Where(i => kept[i] && i % 3 != 2).ToHashSet();
                var rows = heights.Select((lines, i) => (IReadOnlyList<Block>)[Text(string.Join('\n', Enumerable.Repeat($"r{i}", lines)))]).ToList();
                var table = new Table([new TableColumn("Head", Align.Start, 0, 1)], rows, new TableLook(Style, 4, 3, null), together);
                var document = Flow(Text(string.Join('\n', Enumerable.Repeat("x", filler))), new Ended(table, Text("sums\nsums")));
                return together.All(i => PageOf(document, $"r{i}") == PageOf(document, $"r{i + 1}"))
                    && PageOf(document, $"r{heights.Length - 1}") == PageOf(document, "sums");
            },
            iter: 200);

    [Fact]
    public void Cells_of_a_row_stand_on_one_baseline_whatever_their_scripts_need()
    {
        var table = new Table(
            [new TableColumn("", Align.Start, 0, 1), new TableColumn("", Align.Figures, 100), new TableColumn("", Align.Start, 100)],
            [[new Stack([Text("شركة"), Text("below")]), Text("100.00"), Text("ไทย")]], new TableLook(null, 4, 3, null));
        var marks = Assert.Single(Flow(table).Pages).Marks.OfType<TextMark>().Where(m => m.Words[0].Text != "below").ToList();
        Assert.Equal(3, marks.Count);
        Assert.All(marks, m => Assert.Equal(marks[0].Baseline, m.Baseline, 0.01f));
    }

    [Fact]
    public void What_is_higher_than_a_page_is_cut_and_not_printed_beyond_its_edge()
    {
        var tall = Text(string.Join('\n', Enumerable.Range(0, 150).Select(i => $"t{i}")));
        Block[] blocks =
        [
            new Stack([tall], 0, true), new Frame(tall, 5, 5, Color.White), new Columns([(ColumnWidth.ShareOf(1), tall), (ColumnWidth.ShareOf(1), Text("beside"))]),
            new Ended(Text("before"), new Stack([Text("s"), tall])),
        ];
        foreach (var block in blocks)
        {
            var document = Flow(block);
            var marks = document.Pages.SelectMany(p => p.Marks.OfType<TextMark>()).ToList();
            Assert.All(marks, m => Assert.InRange(m.Baseline, 0, PageFormat.A4.Height - PageFormat.A4.Bottom));
            Assert.All(Enumerable.Range(0, 150), i => Assert.Single(marks, m => m.Words[0].Text == $"t{i}"));
        }
    }

    [Fact]
    public void What_is_pinned_stands_where_it_is_pinned_and_takes_no_room()
    {
        foreach (var direction in Enum.GetValues<Direction>())
        {
            var page = Assert.Single(Flow(direction, new Pinned(60, 130, 200, Text("window")), new FoldMarks([PageFormat.Millimetres(105)], Color.Black), Text("body")).Pages);
            var window = page.Marks.OfType<TextMark>().Single(m => m.Words[0].Text == "window");
            Assert.InRange(window.Baseline, 130, 145);
            Assert.InRange(window.X, 60, 260);
            Assert.InRange(page.Marks.OfType<TextMark>().Single(m => m.Words[0].Text == "body").Baseline, PageFormat.A4.Top, PageFormat.A4.Top + 15);
            Assert.Equal(297.64f, page.Marks.OfType<LineMark>().Single().Y1, 0.01f);
        }
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(45, 2)]
    public void A_slip_stands_at_the_paper_s_edge_on_the_last_page_and_on_one_of_its_own_where_there_is_no_room(int lines, int pages)
    {
        var height = PageFormat.Millimetres(105);
        var slip = new Frame(new Space(height), 0, 0, Color.Black);
        var document = PageFlow.Compose(
            PageFormat.A4,
            new PageFrame { ContinuationHeader = new Space(20), Footer = (page, all) => Text($"page{page}"), Imprint = Text("imprint"), Slip = slip },
            [Text(string.Join('\n', Enumerable.Repeat("x", lines)))]);
        Assert.Equal(pages, document.Pages.Count);
        var box = document.Pages[^1].Marks.OfType<RectangleMark>().Single();
        Assert.Equal((0f, PageFormat.A4.Height, PageFormat.A4.Width), (box.X, box.Y + box.Height, box.Width));
        Assert.All(document.Pages[^1].Marks.OfType<TextMark>(), m => Assert.InRange(m.Baseline, 0, PageFormat.A4.Height - height));
        Assert.All(document.Pages, p => Assert.Single(p.Marks.OfType<TextMark>(), m => m.Words[0].Text.StartsWith("page", StringComparison.Ordinal)));
    }

    private static LaidOutDocument Flow(params Block[] body) => Flow(Direction.LeftToRight, body);

    private static LaidOutDocument Flow(Direction direction, params Block[] body) =>
        PageFlow.Compose(
            PageFormat.A4 with { Direction = direction },
            new PageFrame { ContinuationHeader = new Space(20), Footer = (_, _) => new Space(10), Imprint = new Space(10) },
            body);

    private static int RowAt(string line) => int.Parse(line.Split(' ')[0][1..], System.Globalization.CultureInfo.InvariantCulture);

    private static Paragraph Heading(string text) => new([new TextSpan(text, Style)], StructureRole.Heading2);

    /// <summary>The page on which a word stands; it has to stand on one alone.</summary>
    private static int PageOf(LaidOutDocument document, string word) =>
        document.Pages.Where(p => p.Marks.OfType<TextMark>().Any(m => m.Words[0].Text == word)).Select(p => p.Number).Distinct().Single();

    /// <summary>What is printed on a page, line by line from its top.</summary>
    private static List<string> Lines(Page page) =>
        [.. page.Marks.OfType<TextMark>().GroupBy(m => m.Baseline).OrderBy(g => g.Key).Select(g => string.Join(' ', g.OrderBy(m => m.X).Select(m => string.Concat(m.Words.Select(w => w.Text)).Trim())).Trim())];

    private static Paragraph Text(string text) => new([new TextSpan(text, Style)], StructureRole.Paragraph);

    private static List<TextLine> Lines(string text, float width)
    {
        IReadOnlyList<TextSpan> spans = [new TextSpan(text, Style)];
        var segments = Itemizer.Itemize([new SpanFont(text, false, false)], out _);
        return LineFiller.Fill(segments, width, spans, 1.3f);
    }
}
