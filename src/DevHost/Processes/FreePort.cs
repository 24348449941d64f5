using System.Net;
using System.Net.Sockets;

namespace Billing.DevHost.Processes;

/// <summary>Ports for programs that cannot pick and report one of their own.</summary>
internal static class FreePort
{
    // Below what Linux, macOS and Windows give to those who ask for any port: servers that start at the same moment never take one of these in between.
    private const int First = 20_000;
    private const int End = 32_768;

    /// <summary>Ports that were free a moment ago, all different: they are held open together while they are chosen.</summary>
    public static int[] Take(int count)
    {
        var held = new List<TcpListener>();
        try
        {
            while (held.Count < count)
            {
                var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(First, End));
                try
                {
                    listener.Start();
                    held.Add(listener);
                }
                catch (SocketException)
                {
                    // It is in use; there are many others.
                    listener.Dispose();
                }
            }

            return [.. held.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in held)
                listener.Dispose();
        }
    }
}
