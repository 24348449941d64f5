using Billing.DevHost.ServiceBus.Broker;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;
using Microsoft.Azure.Amqp.Transaction;
using Microsoft.Azure.Amqp.Transport;

namespace Billing.DevHost.ServiceBus.Amqp;

/// <summary>
/// Accepts connections and joins each link to what it addresses: <c>$cbs</c>, an entity's <c>$management</c>, a
/// destination to send to, a queue to receive from.
/// </summary>
internal sealed class AmqpServer : IRuntimeProvider
{
    /// <summary>Of the Standard tier; the client splits its batches by what the link says.</summary>
    public const ulong LargestMessageBytes = 256 * 1024;

    private const string CbsAddress = "$cbs";
    private const string ManagementSuffix = "/$management";

    private readonly MessageBroker broker;
    private readonly Replies replies = new();
    private readonly AmqpConnectionListener listener;

    public AmqpServer(MessageBroker broker, int port)
    {
        this.broker = broker;
        var settings = new AmqpSettings { RuntimeProvider = this };
        var sasl = new SaslTransportProvider();
        sasl.Versions.Add(new AmqpVersion(1, 0, 0));
        // The client authenticates with tokens at $cbs and names that here.
        sasl.AddHandler(new SaslAnonymousHandler("MSSBCBS"));
        settings.TransportProviders.Add(sasl);
        // The address, for "localhost" would bind every interface.
        listener = new AmqpConnectionListener(
            [$"amqp://127.0.0.1:{port}"], settings, new AmqpConnectionSettings { ContainerId = "billing-service-bus" });
    }

    public void Open() => listener.Open();

    public void Close() => listener.Close();

    public AmqpConnection CreateConnection(
        TransportBase transport,
        ProtocolHeader protocolHeader,
        bool isInitiator,
        AmqpSettings amqpSettings,
        AmqpConnectionSettings connectionSettings) =>
        new(transport, protocolHeader, isInitiator, amqpSettings, connectionSettings);

    public AmqpSession CreateSession(AmqpConnection connection, AmqpSessionSettings settings) => new(connection, settings, this);

    public AmqpLink CreateLink(AmqpSession session, AmqpLinkSettings settings)
    {
        settings.MaxMessageSize = LargestMessageBytes;
        return settings.IsReceiver() ? new ReceivingAmqpLink(session, settings) : new SendingAmqpLink(session, settings);
    }

    public IAsyncResult BeginOpenLink(AmqpLink link, TimeSpan timeout, AsyncCallback callback, object state)
    {
        Join(link);
        return TaskToAsyncResult.Begin(Task.CompletedTask, callback, state);
    }

    public void EndOpenLink(IAsyncResult result) => TaskToAsyncResult.End(result);

    private void Join(AmqpLink link)
    {
        switch (link)
        {
            case ReceivingAmqpLink { Settings.Target: Coordinator }:
                throw Refusals.NoTransactions();
            case ReceivingAmqpLink fromClient:
                Receive(fromClient, PathOf(((Target)fromClient.Settings.Target).Address));
                break;
            case SendingAmqpLink toClient:
                Send(toClient, (Source)toClient.Settings.Source);
                break;
        }
    }

    private void Receive(ReceivingAmqpLink link, string path)
    {
        if (path == CbsAddress)
            link.RegisterMessageListener(new TokenNode(link, replies).OnRequest);
        else if (IsManagement(path, out var entity))
            link.RegisterMessageListener(new ManagementNode(link, replies, FindManaged(entity)).OnRequest);
        else
            link.RegisterMessageListener(
                new Intake(link, broker.FindDestination(path) ?? throw Refusals.NoSuchEntity(path)).OnMessage);
    }

    private void Send(SendingAmqpLink link, Source source)
    {
        var path = PathOf(source.Address);
        if (path == CbsAddress || IsManagement(path, out _))
        {
            replies.Add(((Target)link.Settings.Target).Address.ToString() ?? "", link);
            return;
        }
        var queue = broker.FindQueue(path) ?? throw Refusals.NoSuchEntity(path);
        if (source.FilterSet?.Any(filter => filter.Key.ToString().EndsWith("session-filter", StringComparison.Ordinal)) == true)
            throw Refusals.NoSessions(path);
        Dispatch.Attach(link, queue);
    }

    private ManagedEntity FindManaged(string path)
    {
        var (destination, queue) = (broker.FindDestination(path), broker.FindQueue(path));
        return destination is null && queue is null
            ? throw Refusals.NoSuchEntity(path)
            : new ManagedEntity(path, destination, queue);
    }

    private static bool IsManagement(string path, out string entity)
    {
        var isManagement = path.EndsWith(ManagementSuffix, StringComparison.OrdinalIgnoreCase);
        entity = isManagement ? path[..^ManagementSuffix.Length] : path;
        return isManagement;
    }

    private static string PathOf(Address? address) => Uri.UnescapeDataString(address?.ToString() ?? "").Trim('/');
}
