using System.Net.Sockets;
using Azure.Messaging.ServiceBus;
using Billing.DevHost.ServiceBus;

namespace Billing.DevHost.Tests.ServiceBus;

public sealed class StartAndStopTests
{
    [Fact]
    public async Task A_client_goes_on_when_the_stand_in_is_started_again_on_its_port()
    {
        var first = await ServiceBusStandIn.StartAsync(ServiceBusStandIn.DefaultConfigPath);
        await using var client = new ServiceBusClient(first.ConnectionString);
        await using var sender = client.CreateSender("billing-events");
        await sender.SendMessageAsync(new ServiceBusMessage("one"));
        await first.DisposeAsync();

        await using var second = await ServiceBusStandIn.StartAsync(ServiceBusStandIn.DefaultConfigPath, first.Port);
        await sender.SendMessageAsync(new ServiceBusMessage("two"));

        Assert.Equal(first.ConnectionString, second.ConnectionString);
        Assert.Equal("two"u8.ToArray(), Assert.Single(second.Published("billing-events")).Body.ToArray());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_not_shared()
    {
        await using var first = await ServiceBusStandIn.StartAsync(ServiceBusStandIn.DefaultConfigPath);

        await Assert.ThrowsAsync<SocketException>(
            () => ServiceBusStandIn.StartAsync(ServiceBusStandIn.DefaultConfigPath, first.Port));
    }

    [Fact]
    public async Task Several_stand_ins_run_side_by_side_and_share_nothing()
    {
        await using var first = await ServiceBusStandIn.StartAsync(ServiceBusStandIn.DefaultConfigPath);
        await using var second = await ServiceBusStandIn.StartAsync(ServiceBusStandIn.DefaultConfigPath);
        await using var client = new ServiceBusClient(first.ConnectionString);
        await using var sender = client.CreateSender("billing-events");
        await sender.SendMessageAsync(new ServiceBusMessage("one"));

        Assert.Single(first.Published("billing-events"));
        Assert.Empty(second.Published("billing-events"));
    }
}
