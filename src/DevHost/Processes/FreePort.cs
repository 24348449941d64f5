using System.Net;
using System.Net.Sockets;

namespace Billing.DevHost.Processes;

/// <summary>Ports for programs that cannot pick and report one of their own.</summary>
internal static class FreePort
{
    /// <summary>Ports that were free a moment ago, all different: they are held open together while they are chosen.</summary>
    public static int[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            foreach (var listener in listeners)
                listener.Start();
            return [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
                listener.Dispose();
        }
    }
}
