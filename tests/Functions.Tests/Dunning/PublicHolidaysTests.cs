using Billing.Domain;
using Billing.Functions.Dunning;

namespace Billing.Functions.Tests.Dunning;

/// <summary>The holidays that the library knows, as quiet days.</summary>
public class PublicHolidaysTests
{
    [Theory]
    [InlineData("DE", "2026-05-25", true)] // Whit Monday.
    [InlineData("DE", "2026-06-04", false)] // Corpus Christi is one of Bavaria.
    [InlineData("DE-BY", "2026-06-04", true)]
    [InlineData("FR", "2026-07-14", true)]
    [InlineData("US", "2026-11-26", true)]
    [InlineData("GB-SCT", "2026-11-30", true)]
    [InlineData("GB-ENG", "2026-11-30", false)]
    [InlineData("CH-ZH", "2026-05-01", true)]
    [InlineData("CA-QC", "2026-06-24", true)]
    [InlineData("AU-NSW", "2026-06-08", true)]
    public void A_policy_knows_the_holidays_of_its_countries(string place, string day, bool quiet) =>
        Assert.Equal(quiet, Quiet(place).IsQuiet(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void They_are_known_from_the_year_before_to_three_years_ahead() =>
        Assert.Equal([2025, 2026, 2027, 2028, 2029], Quiet("DE").Holidays.Select(day => day.Year).Distinct().Order());

    [Theory]
    [InlineData("DE-ALL")]
    [InlineData("DE-XX")]
    [InlineData("GB-LON")]
    [InlineData("ZZ")]
    [InlineData("KP")]
    public void A_place_whose_holidays_nobody_knows_is_told_from_the_others(string place) => Assert.False(PublicHolidays.IsKnown(place));

    [Fact]
    public void Without_countries_a_policy_stays_as_it_is()
    {
        var policy = new BillingPolicy(1, PaymentTerms.Net(14), 0, 3, [DunningPolicy.ForAll([], 0, 7)], [], null);
        Assert.Same(policy, PublicHolidays.Knowing(policy, 2026));
    }

    private static QuietDays Quiet(string place)
    {
        var policy = new BillingPolicy(1, PaymentTerms.Net(14), 0, 3, [DunningPolicy.ForAll([], 0, 7) with { QuietDays = new QuietDays(false, [place], []) }], [], null);
        return PublicHolidays.Knowing(policy, 2026).Dunning[0].QuietDays;
    }
}
