using System.Text;
using Billing.Documents.Collections;
using Billing.Domain;

namespace Billing.Documents.Tests.Collections;

/// <summary>The files that agencies get.</summary>
public class CaseExportTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    [Fact]
    public void Each_field_stands_where_the_layout_says_and_the_rest_is_blank()
    {
        var layout = Layout(
            44, Field(ExportSource.Constant, 1, 2, value: "10"), Field(ExportSource.InvoiceNumber, 4, 6), Field(ExportSource.DueDate, 10, 8), Field(ExportSource.Balance, 18, 10, ExportAlign.Right, "0", "minor"),
            Field(ExportSource.HandedOff, 28, 9, ExportAlign.Right, format: "comma"), Field(ExportSource.News, 37, 6));
        var (bytes, faults) = FixedWidthExport.Write([Row("R1", 1234.5m, 100)], layout);
        Assert.Empty(faults);
        Assert.Equal("10 R1    202603150000123450   100,00new     \r\n", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void A_text_is_cut_and_has_no_line_breaks_and_what_the_encoding_lacks_is_a_question_mark()
    {
        var layout = Layout(8, Field(ExportSource.DebtorName, 1, 8)) with { Encoding = ExportEncoding.Latin1, LineEnd = ExportLineEnd.Lf };
        Assert.Equal("Käße?\u0020Gm\n", Encoding.Latin1.GetString(FixedWidthExport.Write([Row("R1", 1, 1, "Käße€\nGmbH")], layout).Bytes));
    }

    [Fact]
    public void An_amount_or_a_date_that_does_not_fit_is_a_fault_and_is_never_cut()
    {
        var (_, faults) = FixedWidthExport.Write([Row("R1", 99.99m, 1), Row("R2", 100, 1)], Layout(20, Field(ExportSource.Balance, 1, 5), Field(ExportSource.IssueDate, 6, 8)));
        Assert.Equal(new ExportFault(2, "Balance", "'100.00' has more than 5 characters"), Assert.Single(faults));
    }

    [Theory]
    [InlineData(ExportEncoding.Utf8, "𠮷野a |x")]
    [InlineData(ExportEncoding.Latin1, "??a |x")]
    public void A_character_beyond_the_first_plane_takes_one_place_so_that_what_follows_stays_in_its_own(ExportEncoding encoding, string line)
    {
        var layout = Layout(6, Field(ExportSource.DebtorName, 1, 4), Field(ExportSource.Constant, 5, 1, value: "|"), Field(ExportSource.Constant, 6, 1, value: "x")) with { Encoding = encoding, LineEnd = ExportLineEnd.Lf };
        var bytes = FixedWidthExport.Write([Row("R1", 1, 1, "𠮷野a")], layout).Bytes;
        Assert.Equal($"{line}\n", (encoding == ExportEncoding.Utf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes));
    }

    [Fact]
    public void A_letter_that_came_in_two_parts_is_written_as_one_and_a_separator_of_lines_breaks_none()
    {
        var layout = Layout(4, Field(ExportSource.DebtorName, 1, 4)) with { Encoding = ExportEncoding.Latin1, LineEnd = ExportLineEnd.Lf };
        Assert.Equal("Kä A\n", Encoding.Latin1.GetString(FixedWidthExport.Write([Row("R1", 1, 1, "Ka\u0308\u2028AG")], layout).Bytes));
    }

    [Theory]
    [InlineData(ExportSource.CaseId, "cas_1")]
    [InlineData(ExportSource.InvoiceNumber, "R-2026-1")]
    [InlineData(ExportSource.Currency, "EUR")]
    public void What_names_something_is_never_cut(ExportSource source, string value)
    {
        var (_, faults) = FixedWidthExport.Write([Row("R-2026-1", 1, 1)], Layout(2, Field(source, 1, 2)));
        Assert.Equal(new ExportFault(1, $"{source}", $"'{value}' has more than 2 characters"), Assert.Single(faults));
    }

    [Theory]
    [InlineData(ExportAlign.Left, "0", false)]
    [InlineData(ExportAlign.Right, "9", false)]
    [InlineData(ExportAlign.Right, "0", true)]
    [InlineData(ExportAlign.Left, " ", true)]
    public void An_amount_is_not_filled_up_to_another_amount(ExportAlign align, string pad, bool fits) =>
        Assert.Equal(fits ? [] : ["pad"], Layout(20, Field(ExportSource.Balance, 1, 10, align, pad)).Faults().Select(fault => fault.Property));

    [Fact]
    public void A_year_alone_is_no_date() =>
        Assert.Equal(["format"], Layout(20, Field(ExportSource.DueDate, 1, 14, format: "y")).Faults().Select(fault => fault.Property));

    [Theory]
    [InlineData(null, false, 100, ExportNews.New)]
    [InlineData(null, true, 100, ExportNews.Disputed)]
    [InlineData(false, true, 60, ExportNews.Disputed)]
    [InlineData(true, true, 100, ExportNews.Unchanged)]
    [InlineData(true, true, 60, ExportNews.Collected)]
    [InlineData(true, false, 60, ExportNews.Resumed)]
    [InlineData(true, false, 0, ExportNews.Collected)]
    public void That_an_invoice_is_contested_is_told_before_what_changed_of_it_and_that_it_is_no_more_while_anything_is_owed(bool? before, bool now, int balance, ExportNews news)
    {
        var first = Row("R1", 100, 100).Item with { Collected = Eur(0) };
        var item = first with { Balance = Eur(balance), Collected = Eur(100 - balance), DisputedBecause = now ? "wrong" : null };
        var known = new CollectionsCase("cas_1", "nord", new DateOnly(2026, 4, 29), [item], Eur(0));
        Assert.Equal(news, ExportRow.NewsOf(known, item, before is { } was ? first with { DisputedBecause = was ? "wrong" : null } : null, wasEnded: false));
    }

    [Fact]
    public void Zeros_stand_behind_the_sign_of_what_is_below_0() =>
        Assert.Equal("-000100", Encoding.UTF8.GetString(FixedWidthExport.Write([Row("R1", -1, 1)], Layout(7, Field(ExportSource.Balance, 1, 7, ExportAlign.Right, "0", "minor"))).Bytes).TrimEnd());

    [Fact]
    public void Every_fault_of_a_layout_is_named()
    {
        var layout = Layout(
            10, Field(ExportSource.CaseId, 1, 5), Field(ExportSource.CaseId, 5, 3), Field(ExportSource.Balance, 9, 3, format: "yyyy"), Field(ExportSource.DueDate, 8, 1, format: "dd"), Field(ExportSource.Constant, 4, 1, value: "too long"),
            Field(ExportSource.Currency, 6, 1, format: "upper", value: "x"));
        Assert.Equal(
            ["1 name", "1 start", "2 length", "2 format", "3 format", "4 start", "4 value", "5 start", "5 format", "5 value"],
            layout.Faults().Select(fault => $"{fault.Field} {fault.Property}"));
    }

    [Fact]
    public void In_CSV_a_name_that_looks_like_a_formula_is_defused()
    {
        var lines = Encoding.UTF8.GetString(CaseExportCsv.Write([Row("R1", 40, 100, "=1+1")])).TrimEnd().Split("\r\n");
        Assert.StartsWith("status,case_id,agency_reference,sent_on,handed_off_on,account_id,debtor_name", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("new,cas_1,N-1,2026-04-29,2026-04-29,acme.kunde.EUR,'=1+1", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("EUR,100.00,40.00,60.00,0.00,0.00,0.00", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 100, 0, 0, null, ExportNews.Unchanged)]
    [InlineData(100, 60, 40, 0, null, ExportNews.Collected)]
    [InlineData(100, 0, 0, 100, null, ExportNews.PaidDirectly)]
    [InlineData(100, 100, 0, 0, CaseOutcome.Recalled, ExportNews.Recalled)]
    [InlineData(100, 100, 0, 0, CaseOutcome.Uncollectible, ExportNews.Closed)]
    [InlineData(200, 200, 0, 0, null, ExportNews.New)]
    public void What_is_new_since_the_last_export_is_told_in_a_word(int handedOff, int balance, int collected, int paid, CaseOutcome? outcome, ExportNews news)
    {
        var before = Row("R1", 100, 100).Item with { Collected = Eur(0) };
        var now = before with { HandedOff = Eur(handedOff), Balance = Eur(balance), Collected = Eur(collected), PaidDirectly = Eur(paid) };
        var known = new CollectionsCase("cas_1", "nord", new DateOnly(2026, 4, 29), [now], Eur(0)) { Outcome = outcome };
        Assert.Equal(news, ExportRow.NewsOf(known, now, before, wasEnded: false));
    }

    private static Money Eur(decimal amount) => new(amount, Euro);

    private static ExportRow Row(string number, decimal balance, decimal handedOff, string debtor = "Kunde AG")
    {
        var day = new DateOnly(2026, 4, 29);
        var item = new CaseItem($"inv_{number}", number, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 15), day, Eur(handedOff), Eur(balance), Eur(handedOff > balance ? handedOff - balance : 0), Eur(0), Eur(0), Eur(0));
        return new ExportRow(
            ExportNews.New, new CollectionsCase("cas_1", "nord", day, [item], Eur(0)) { Reference = "N-1" }, item,
            new CustomerProfile(1, debtor, new PostalAddress("Weg 2", "20095", "Hamburg", "", "DE"), "a@kunde.example", "", "", ""), "acme.kunde.EUR", day);
    }

    private static ExportLayout Layout(int length, params ExportField[] fields) => new(length, ExportLineEnd.Crlf, ExportEncoding.Utf8, fields);

    private static ExportField Field(ExportSource source, int start, int length, ExportAlign align = ExportAlign.Left, string pad = " ", string format = "", string value = "") =>
        new(source.ToString(), source, start, length, align, pad, format, value);
}
