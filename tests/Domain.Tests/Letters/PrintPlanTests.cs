using CsCheck;

namespace Billing.Domain.Tests;

public sealed class PrintPlanTests
{
    private static readonly Gen<WaitingLetter> Letters = Gen.Select(
        OneOf("acme.a.EUR", "acme.b.EUR", "acme.c.USD"), Gen.Int[1, 999_999], OneOf("DE", "AT", "US"), OneOf("", "10115", "1010", "79098"), Gen.Frequency((9, Gen.Int[1, 4]), (1, Gen.Int[5, 120])),
        (account, subject, country, code, pages) => new WaitingLetter(account, $"ntc_{subject}", 1, country, code, pages));

    [Fact]
    public void Letters_lie_by_country_and_postal_code_whatever_order_they_came_in() => Letters.List[0, 60].Sample(letters =>
    {
        var ordered = PrintPlan.InOrder(letters).ToList();
        Assert.Equal(ordered, PrintPlan.InOrder(letters.AsEnumerable().Reverse()).ToList());
        Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(string.CompareOrdinal(pair.First.Country + " " + pair.First.PostalCode, pair.Second.Country + " " + pair.Second.PostalCode) <= 0));
    });

    [Fact]
    public void Files_hold_at_most_500_pages_with_their_cover_sheets_and_every_letter_comes_into_one() => Gen.Select(Letters.List[0, 400], Gen.Bool).Sample((some, bothSides) =>
    {
        var left = some.DistinctBy(letter => (letter.AccountId, letter.SubjectId)).ToList();
        var (all, printed) = (left.ToHashSet(), new List<WaitingLetter>());
        while (left.Count > 0)
        {
            var file = PrintPlan.Next(left, bothSides);
            Assert.NotEmpty(file);
            var classes = file.Select(letter => (letter.Country, PrintPlan.WeightClass(letter.Pages, bothSides))).Distinct().Count();
            var pages = PrintPlan.CoverPagesAtMost(file.Count, classes) + file.Sum(letter => PrintPlan.PagesInFile(letter.Pages, bothSides));
            Assert.InRange(pages, 1, PrintPlan.MostPages);
            printed.AddRange(file);
            left = [.. left.Except(file)];
        }

        Assert.Equal(all.Count, printed.Count);
        Assert.True(all.SetEquals(printed));
    });

    [Fact]
    public void A_letter_that_is_too_long_for_any_file_gets_one_of_its_own()
    {
        var (thick, thin) = (new WaitingLetter("acme.a.EUR", "ntc_1", 1, "AT", "1010", 600), new WaitingLetter("acme.a.EUR", "ntc_2", 1, "DE", "10115", 1));

        Assert.Equal([thick], PrintPlan.Next([thin, thick], bothSides: false));
    }

    [Theory]
    [InlineData(1, false, 1, 1, "≤ 20 g")]
    [InlineData(3, false, 3, 3, "≤ 20 g")]
    [InlineData(4, false, 4, 4, "≤ 50 g")]
    [InlineData(5, true, 3, 6, "≤ 20 g")]
    [InlineData(7, true, 4, 8, "≤ 50 g")]
    [InlineData(900, false, 900, 900, "4505 g")]
    public void A_letter_weighs_5_grams_and_5_for_each_sheet(int pages, bool bothSides, int sheets, int inFile, string weight)
    {
        Assert.Equal(sheets, PrintPlan.Sheets(pages, bothSides));
        Assert.Equal(inFile, PrintPlan.PagesInFile(pages, bothSides));
        Assert.Equal(weight, PrintPlan.WeightClass(pages, bothSides));
    }

    [Theory]
    [InlineData(false, "2 4 5")]
    [InlineData(true, "3 5 7")]
    public void Each_letter_begins_where_the_one_before_ended_on_both_sides_on_a_front(bool bothSides, string firsts) =>
        Assert.Equal(firsts, string.Join(' ', PrintPlan.FirstPages([2, 1, 4], coverPages: 1, bothSides)));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
