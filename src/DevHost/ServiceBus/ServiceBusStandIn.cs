using System.Net;
using System.Net.Sockets;
using Billing.DevHost.ServiceBus.Amqp;
using Billing.DevHost.ServiceBus.Broker;

namespace Billing.DevHost.ServiceBus;

/// <summary>
/// Service Bus for one machine, in memory: the real client speaks to it over AMQP 1.0. Sessions, transactions,
/// forwarding and changes of the rules by clients are refused.
/// </summary>
internal sealed class ServiceBusStandIn : IAsyncDisposable
{
    private readonly MessageBroker broker;
    private readonly AmqpServer server;

    private ServiceBusStandIn(MessageBroker broker, AmqpServer server, int port)
    {
        this.broker = broker;
        this.server = server;
        Port = port;
    }

    /// <summary>The topology that the pipeline uses, beside the program.</summary>
    public static string DefaultConfigPath => Path.Combine(AppContext.BaseDirectory, "ServiceBus", "Config.json");

    public int Port { get; }

    public string ConnectionString =>
        $"Endpoint=sb://127.0.0.1:{Port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;"
        + "UseDevelopmentEmulator=true;";

    /// <summary>Starts on the port, or on a free one when it is 0.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    /// <exception cref="NotSupportedException">The configuration asks for what the stand-in cannot do.</exception>
    public static Task<ServiceBusStandIn> StartAsync(string configPath, int port = 0)
    {
        var topology = TopologyFile.Read(configPath);
        var freePort = FindFreePort(port);
        var broker = new MessageBroker(topology, TimeProvider.System);
        var server = new AmqpServer(broker, freePort);
        server.Open();
        return Task.FromResult(new ServiceBusStandIn(broker, server, freePort));
    }

    /// <summary>Everything the topic took since the start, in order, duplicates left out.</summary>
    /// <exception cref="ArgumentException">There is no such topic.</exception>
    public IReadOnlyList<PublishedMessage> Published(string topic) =>
        broker.FindTopic(topic)?.Published ?? throw new ArgumentException($"There is no topic '{topic}'.", nameof(topic));

    public ValueTask DisposeAsync()
    {
        server.Close();
        broker.Dispose();
        return ValueTask.CompletedTask;
    }

    // The AMQP listener shares a port that is in use instead of failing, and does not tell which free one it got.
    private static int FindFreePort(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
