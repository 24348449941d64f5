using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Billing.DevHost.Azurite;

namespace Billing.DevHost.Processors;

/// <summary>A delivery that is to be signed.</summary>
internal sealed record SignRequest(string Processor, string Body, string Secret, long Timestamp = 0, string Id = "", string Url = "");

/// <summary>A delivery that was signed.</summary>
internal sealed record SignedDelivery(string Body, IReadOnlyDictionary<string, string> Headers)
{
    [JsonIgnore]
    public IEnumerable<(string Name, string Value)> HeaderList => Headers.Select(header => (header.Key, header.Value));
}

/// <summary>Signs deliveries by the processors' own npm libraries: sign.cjs, in one Node process for as long as this lives. It ends when its input does, so it
/// never outlives this process.</summary>
internal sealed class NpmSigner : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Process node;
    private readonly Task<string> errors;
    private readonly string authority;
    private readonly SemaphoreSlim turn = new(1);

    private NpmSigner(Process node, string authority)
    {
        this.node = node;
        this.authority = authority;
        errors = node.StandardError.ReadToEndAsync();
    }

    /// <param name="trustedRoot">A certificate in PEM that Mollie's library is to trust.</param>
    /// <param name="onLine">Is told what npm does, where packages are missing.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public static async Task<NpmSigner> StartAsync(string trustedRoot = "", Action<string>? onLine = null, CancellationToken cancel = default)
    {
        var stripe = await NodePackages.EnsureAsync(Path.Combine("stripe", "package.json"), onLine, cancel);
        var start = new ProcessStartInfo("node", [RepositoryRoot.Combine("src", "DevHost", "Processors", "sign.cjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["NODE_PATH"] = Path.GetDirectoryName(Path.GetDirectoryName(stripe));
        start.Environment["TEST_AUTHORITY"] = Path.GetTempFileName();
        await File.WriteAllTextAsync(start.Environment["TEST_AUTHORITY"]!, trustedRoot, cancel);
        return new NpmSigner(Process.Start(start)!, start.Environment["TEST_AUTHORITY"]!);
    }

    public async Task<SignedDelivery> SignAsync(SignRequest request) => (await SignAsync([request]))[0];

    /// <summary>Signs deliveries, in their order.</summary>
    /// <exception cref="InvalidOperationException">A library does not accept what was signed, or Node has ended; the message says what it said.</exception>
    public async Task<IReadOnlyList<SignedDelivery>> SignAsync(IReadOnlyList<SignRequest> requests)
    {
        await turn.WaitAsync();
        try
        {
            var writing = WriteAsync(requests);
            var signed = new List<SignedDelivery>(requests.Count);
            var faults = new List<string>();
            for (var read = 0; read < requests.Count; read++)
            {
                var line = await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"sign.cjs has ended: {await errors}");
                var answer = JsonSerializer.Deserialize<Answer>(line, Json)!;
                if (answer.Error is { } error)
                    faults.Add(error);
                else
                    signed.Add(new SignedDelivery(answer.Body!, answer.Headers!));
            }

            await writing;
            return faults.Count == 0 ? signed : throw new InvalidOperationException(faults[0]);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.Dispose();
        turn.Dispose();
        File.Delete(authority);
    }

    private async Task WriteAsync(IReadOnlyList<SignRequest> requests)
    {
        foreach (var request in requests)
            await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, Json));
        await node.StandardInput.FlushAsync();
    }

    private sealed record Answer(string? Body, IReadOnlyDictionary<string, string>? Headers, string? Error);
}
