using Billing.DevHost.ServiceBus.Broker;

namespace Billing.DevHost.Tests.ServiceBus;

public sealed class CorrelationFilterTests
{
    private static readonly BrokerMessage Message = new(default, default)
    {
        MessageId = "m",
        Subject = "Paid",
        ContentType = "application/json",
        CorrelationId = "run-7",
        ReplyTo = "billing",
        ReplyToSessionId = "r",
        SessionId = "s",
        To = "ledger",
        ApplicationProperties = new Dictionary<string, object?>
        {
            ["text"] = "DE",
            ["int"] = 3,
            ["long"] = 3L,
            ["double"] = 0.5,
            ["flag"] = true,
            ["infinite"] = double.PositiveInfinity,
        },
    };

    public static TheoryData<string> SystemProperties =>
        ["ContentType", "CorrelationId", "Label", "MessageId", "ReplyTo", "ReplyToSessionId", "SessionId", "To"];

    [Theory]
    [MemberData(nameof(SystemProperties))]
    public void A_system_property_must_equal_what_the_filter_names(string name)
    {
        var property = typeof(CorrelationFilter).GetProperty(name)!;
        var actual = (string)typeof(BrokerMessage).GetProperty(name == "Label" ? "Subject" : name)!.GetValue(Message)!;
        var same = new CorrelationFilter();
        property.SetValue(same, actual);
        var other = new CorrelationFilter();
        property.SetValue(other, actual.ToUpperInvariant() + "X");

        Assert.True(same.Matches(Message));
        Assert.False(other.Matches(Message));
        Assert.False(same.Matches(new BrokerMessage(default, default)));
    }

    [Fact]
    public void A_filter_that_names_nothing_takes_everything()
    {
        Assert.True(new CorrelationFilter().Matches(Message));
    }

    [Theory]
    [InlineData("text", "DE", true)]
    [InlineData("text", "de", false)]
    [InlineData("text", 3, false)]
    [InlineData("int", 3, true)]
    [InlineData("int", 4, false)]
    [InlineData("int", "3", false)]
    [InlineData("long", 3, true)]
    [InlineData("double", 0.5, true)]
    [InlineData("infinite", 1, false)]
    [InlineData("flag", true, true)]
    [InlineData("flag", false, false)]
    [InlineData("missing", "DE", false)]
    public void An_application_property_must_equal_what_the_filter_names(string name, object wanted, bool isMatch)
    {
        // The configuration knows decimals alone.
        if (wanted is int or double)
            wanted = Convert.ToDecimal(wanted, System.Globalization.CultureInfo.InvariantCulture);
        var filter = new CorrelationFilter { Properties = new Dictionary<string, object> { [name] = wanted } };

        Assert.Equal(isMatch, filter.Matches(Message));
    }
}
