using System.Net.Sockets;
using Billing.DevHost.Processes;

namespace Billing.DevHost.Azurite;

/// <summary>Azurite, the storage emulator of package.json, as a process of its own.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    public const string AccountName = "devstoreaccount1";

    // The emulator's account key is the same everywhere and public: learn.microsoft.com/azure/storage/common/storage-use-azurite.
    public const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    private readonly ChildProcess process;
    private readonly bool keepsData;

    private AzuriteProcess(ChildProcess process, AzuritePorts ports, bool keepsData)
    {
        this.process = process;
        this.keepsData = keepsData;
        Ports = ports;
    }

    public AzuritePorts Ports { get; }

    public int ProcessId => process.Id;

    public Uri BlobUrl => Ports.BlobUrl;

    public Uri QueueUrl => Ports.QueueUrl;

    public Uri TableUrl => Ports.TableUrl;

    public string ConnectionString => ConnectionStringFor(BlobUrl, QueueUrl, TableUrl);

    /// <summary>The account's connection string by way of other addresses, a proxy's for instance.</summary>
    /// <param name="account">One of those that Azurite was started with.</param>
    public static string ConnectionStringFor(Uri blob, Uri queue, Uri table, string account = AccountName) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={AccountKey};"
        + $"BlobEndpoint={Endpoint(blob, account)};QueueEndpoint={Endpoint(queue, account)};TableEndpoint={Endpoint(table, account)};";

    /// <summary>Starts Azurite and waits until its three services answer.</summary>
    /// <param name="ports">The ports; free ones when null.</param>
    /// <param name="location">A folder that keeps the data; in memory when null.</param>
    /// <param name="onLine">Is told when Azurite itself must be installed first.</param>
    /// <param name="accounts">The accounts it has, which know nothing of each other and have the same key; the one of <see cref="AccountName"/> when null.</param>
    public static async Task<AzuriteProcess> StartAsync(
        AzuritePorts? ports = null, string? location = null, Action<string>? onLine = null, IReadOnlyList<string>? accounts = null, CancellationToken cancel = default)
    {
        var script = await NodePackages.EnsureAsync(Path.Combine("azurite", "dist", "src", "azurite.js"), onLine, cancel);
        if (ports is not null)
            return await StartOnAsync(ports, script, location, accounts, cancel);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var free = FreePort.Take(3);
                return await StartOnAsync(new AzuritePorts(free[0], free[1], free[2]), script, location, accounts, cancel);
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Another program took one of the ports in between.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (keepsData)
            await process.StopAsync(StopGrace);
        await process.DisposeAsync();
    }

    private static async Task<AzuriteProcess> StartOnAsync(
        AzuritePorts ports, string script, string? location, IReadOnlyList<string>? accounts, CancellationToken cancel)
    {
        var lines = new List<string>();
        var child = await ChildProcess.StartAsync(
            new ChildProcessStart("node", [script, .. Arguments(ports, location)], location ?? Path.GetTempPath())
            {
                Environment = new Dictionary<string, string?> { ["AZURITE_ACCOUNTS"] = accounts is null ? null : string.Join(';', accounts.Select(account => $"{account}:{AccountKey}")) },
            },
            line =>
            {
                lock (lines)
                    lines.Add(line);
            });
        try
        {
            await Task.WhenAll(ports.All.Select(port => WaitForPortAsync(port, child, lines, cancel)));
            return new AzuriteProcess(child, ports, location is not null);
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    private static IEnumerable<string> Arguments(AzuritePorts ports, string? location)
    {
        List<string> arguments =
        [
            "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            "--blobHost", "127.0.0.1", "--blobPort", $"{ports.Blob}",
            "--queueHost", "127.0.0.1", "--queuePort", $"{ports.Queue}",
            "--tableHost", "127.0.0.1", "--tablePort", $"{ports.Table}",
        ];
        if (location is null)
            return [.. arguments, "--inMemoryPersistence"];
        Directory.CreateDirectory(location);
        return [.. arguments, "--location", location];
    }

    private static async Task WaitForPortAsync(int port, ChildProcess child, List<string> lines, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(StartLimit);
        while (true)
        {
            if (child.HasExited)
                throw new InvalidOperationException($"Azurite ended at its start with code {child.ExitCode}: {Text()}");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, limit.Token);
            }
        }

        string Text()
        {
            lock (lines)
                return string.Join(Environment.NewLine, lines.TakeLast(20));
        }
    }

    private static string Endpoint(Uri address, string account) => $"{address.GetLeftPart(UriPartial.Authority)}/{account}";
}
