using System.Text.Json;
using Billing.DevHost.ServiceBus;
using Billing.DevHost.ServiceBus.Broker;

namespace Billing.DevHost.Tests.ServiceBus;

public sealed class TopologyFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void The_pipelines_topology_is_what_the_pipeline_publishes_to()
    {
        var topic = Assert.Single(TopologyFile.Read(ServiceBusStandIn.DefaultConfigPath).Topics);

        Assert.Equal(("billing-events", TimeSpan.FromMinutes(5)), (topic.Name, topic.DuplicateWindow));
        Assert.Equal(["all", "collections"], topic.Subscriptions.Select(subscription => subscription.Name));
        Assert.IsType<EverythingFilter>(Assert.Single(topic.Subscriptions[0].Filters));
        Assert.Equal(
            "collections", Assert.IsType<CorrelationFilter>(Assert.Single(topic.Subscriptions[1].Filters)).Properties["audience"]);
        Assert.Equal(
            new QueueLimits(TimeSpan.FromMinutes(1), 10, TimeSpan.FromHours(1), DeadLetterOnExpiration: true),
            topic.Subscriptions[1].Limits);
    }

    [Fact]
    public void What_a_queue_does_not_name_is_as_in_service_bus()
    {
        var queue = Assert.Single(Read("""{ "Queues": [ { "Name": "q" } ] }""").Queues);

        Assert.Equal(
            new QueueDefinition("q", new QueueLimits(TimeSpan.FromMinutes(1), 10, TimeSpan.MaxValue, false), null), queue);
    }

    [Theory]
    [InlineData("sessions", """{ "Queues": [ { "Name": "q", "Properties": { "RequiresSession": true } } ] }""")]
    [InlineData("forwarding", """{ "Queues": [ { "Name": "q", "Properties": { "ForwardTo": "other" } } ] }""")]
    [InlineData("forwarding", """{ "Queues": [ { "Name": "q", "Properties": { "ForwardDeadLetteredMessagesTo": "other" } } ] }""")]
    [InlineData("SQL filters", """
        { "Topics": [ { "Name": "t", "Subscriptions": [ { "Name": "s", "Rules": [ { "Name": "r", "Properties":
        { "FilterType": "Sql", "SqlFilter": { "SqlExpression": "amount > 7" } } } ] } ] } ] }
        """)]
    [InlineData("rule actions", """
        { "Topics": [ { "Name": "t", "Subscriptions": [ { "Name": "s", "Rules": [ { "Name": "r", "Properties":
        { "FilterType": "Sql", "SqlFilter": { "SqlExpression": "1=1" }, "Action": { "SqlExpression": "SET a = 1" } } } ] } ] } ] }
        """)]
    public void What_the_stand_in_cannot_do_is_refused_by_name(string what, string content)
    {
        var refused = Assert.Throws<NotSupportedException>(() => Read(content));

        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_property_is_refused()
    {
        Assert.Throws<JsonException>(() => Read("""{ "Queues": [ { "Name": "q", "Properties": { "LockDurations": "PT1M" } } ] }"""));
    }

    private Topology Read(string content)
    {
        var members = content.Trim()[1..];
        File.WriteAllText(path, $$"""{ "UserConfig": { "Namespaces": [ { "Name": "sbemulatorns", {{members}} ] } }""");
        return TopologyFile.Read(path);
    }
}
