namespace Billing.Domain.Tests;

public sealed class NoticeRouteTests
{
    [Theory]
    [InlineData(NoticeChannel.Email, true, true, "email")]
    [InlineData(NoticeChannel.Email, false, true, "letter")]
    [InlineData(NoticeChannel.Email, true, false, "email")]
    [InlineData(NoticeChannel.Letter, true, true, "letter")]
    [InlineData(NoticeChannel.Letter, false, true, "letter")]
    [InlineData(NoticeChannel.Letter, true, false, "email")]
    [InlineData(NoticeChannel.Both, true, true, "email letter")]
    [InlineData(NoticeChannel.Both, false, true, "letter")]
    [InlineData(NoticeChannel.Both, true, false, "email")]
    [InlineData(NoticeChannel.Email, false, false, "")]
    [InlineData(NoticeChannel.Letter, false, false, "")]
    [InlineData(NoticeChannel.Both, false, false, "")]
    public void A_notice_goes_as_its_step_says_as_far_as_that_is_open_and_else_the_other_way(NoticeChannel chosen, bool emailWorks, bool canBePosted, string ways)
    {
        var route = NoticeRoute.Of(chosen, emailWorks, canBePosted);

        Assert.Equal(ways, string.Join(' ', new[] { route.ByEmail ? "email" : "", route.ByLetter ? "letter" : "" }.Where(way => way.Length > 0)));
        Assert.Equal(ways.Length == 0, route.IsNone());
    }

    [Theory]
    [InlineData("Weg 2", "Hamburg", "DE", true)]
    [InlineData("", "Hamburg", "DE", false)]
    [InlineData("Weg 2", " ", "DE", false)]
    [InlineData("Weg 2", "Hamburg", "", false)]
    public void A_letter_needs_a_street_a_town_and_a_country(string street, string city, string country, bool canBePosted) =>
        Assert.Equal(canBePosted, new PostalAddress(street, "", city, "", country).CanBePosted());
}
