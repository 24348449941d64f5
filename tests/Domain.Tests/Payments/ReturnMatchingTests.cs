using CsCheck;

namespace Billing.Domain.Tests;

public class ReturnMatchingTests
{
    private static readonly ReceivedEntry First = new("E1", Dates.Day("2026-01-10"), "DE1", "e2e-1");
    private static readonly ReceivedEntry Second = new("E2", Dates.Day("2026-01-20"), "DE2", "e2e-2");

    private static ReturnedEntry Back(string on, string payer = "", string endToEnd = "", string original = "") => new(Dates.Day(on), payer, endToEnd, original);

    [Fact]
    public void A_reference_is_followed_however_late_it_comes()
    {
        Assert.Equal(First, ReturnMatching.Find(Back("2027-01-01", endToEnd: "e2e-1"), [First, Second]));
        Assert.Equal(Second, ReturnMatching.Find(Back("2027-01-01", original: "E2"), [First, Second]));
    }

    [Fact]
    public void Without_one_the_payer_must_be_the_same_and_the_days_few()
    {
        Assert.Equal(First, ReturnMatching.Find(Back("2026-03-11", "DE1"), [First, Second]));
        Assert.Null(ReturnMatching.Find(Back("2026-03-12", "DE1"), [First, Second]));
        Assert.Null(ReturnMatching.Find(Back("2026-01-09", "DE1"), [First, Second]));
        Assert.Null(ReturnMatching.Find(Back("2026-01-25"), [First]));
    }

    [Fact]
    public void Of_two_that_fit_none_is_taken_unless_the_payer_tells_them_apart()
    {
        Assert.Null(ReturnMatching.Find(Back("2026-01-25", "DE1"), [First, First with { Entry = "E9" }]));
        Assert.Equal(First, ReturnMatching.Find(Back("2026-01-25", "DE1", "e2e-1"), [First, Second with { EndToEndId = "e2e-1" }]));
        Assert.Null(ReturnMatching.Find(Back("2026-01-25", "", "e2e-1"), [First, Second with { EndToEndId = "e2e-1" }]));
    }

    [Fact]
    public void A_payment_with_another_reference_is_another_payment()
    {
        Assert.Null(ReturnMatching.Find(Back("2026-01-25", "DE1", "e2e-9"), [First]));
        Assert.Equal(First with { EndToEndId = "" }, ReturnMatching.Find(Back("2026-01-25", "DE1", "e2e-9"), [First with { EndToEndId = "" }]));
    }

    [Fact]
    public void What_is_found_does_not_depend_on_the_order_and_is_never_later() =>
        Gen.Select(Gen.Select(Gen.Int[0, 90], Gen.Int[0, 2], Gen.Int[0, 3]).List[0, 6], Gen.Int[0, 90], Gen.Int[0, 2], Gen.Int[0, 3]).Sample((made, day, payer, endToEnd) =>
        {
            static string Name(string kind, int n) => n == 0 ? "" : $"{kind}{n}";
            List<ReceivedEntry> received = [.. made.Select((one, index) => new ReceivedEntry($"E{index}", Dates.Day("2026-01-01").AddDays(one.Item1), Name("DE", one.Item2), Name("e2e-", one.Item3)))];
            var returned = new ReturnedEntry(Dates.Day("2026-01-01").AddDays(day), Name("DE", payer), Name("e2e-", endToEnd), "");

            var found = ReturnMatching.Find(returned, received);
            Assert.Equal(found, ReturnMatching.Find(returned, [.. received.AsEnumerable().Reverse()]));
            Assert.True(found is null || (found.ValueOn <= returned.ValueOn && ((endToEnd > 0 && found.EndToEndId == returned.EndToEndId) || (payer > 0 && found.PayerAccount == returned.PayerAccount))));
        });
}
