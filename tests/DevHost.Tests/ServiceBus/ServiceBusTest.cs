using Azure.Messaging.ServiceBus;
using Billing.DevHost.ServiceBus;

namespace Billing.DevHost.Tests.ServiceBus;

/// <summary>A stand-in with the test topology and the real client, new for every test.</summary>
public abstract class ServiceBusTest : IAsyncLifetime
{
    private protected ServiceBusStandIn Bus { get; private set; } = null!;

    protected ServiceBusClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Bus = await ServiceBusStandIn.StartAsync(Path.Combine(AppContext.BaseDirectory, "ServiceBus", "test-topology.json"));
        Client = new ServiceBusClient(Bus.ConnectionString, new ServiceBusClientOptions
        {
            RetryOptions = new ServiceBusRetryOptions { MaxRetries = 0, TryTimeout = TimeSpan.FromSeconds(20) },
        });
    }

    public async Task DisposeAsync()
    {
        await Client.DisposeAsync();
        await Bus.DisposeAsync();
    }

    protected async Task Send(string destination, params ServiceBusMessage[] messages)
    {
        await using var sender = Client.CreateSender(destination);
        await sender.SendMessagesAsync(messages);
    }

    protected ServiceBusReceiver DeadLettersOf(string queue) =>
        Client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    /// <summary>The bodies of what is there now, in order; nobody may hold a lock.</summary>
    protected static async Task<IReadOnlyList<string>> ReceiveAll(ServiceBusReceiver receiver)
    {
        var bodies = new List<string>();
        while ((await receiver.PeekMessagesAsync(100, fromSequenceNumber: 0))
            .Any(waiting => waiting.State == ServiceBusMessageState.Active))
        {
            var message = await Receive(receiver);
            bodies.Add(message.Body.ToString());
            await receiver.CompleteMessageAsync(message);
        }
        return bodies;
    }

    protected static async Task<ServiceBusReceivedMessage> Receive(ServiceBusReceiver receiver) =>
        await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(10))
        ?? throw new InvalidOperationException("No message came within ten seconds.");
}
