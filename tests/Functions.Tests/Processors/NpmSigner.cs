using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Billing.DevHost.Azurite;

namespace Billing.Functions.Tests.Processors;

/// <summary>A delivery that is to be signed.</summary>
internal sealed record SignRequest(string Processor, string Body, string Secret, long Timestamp = 0, string Id = "", string Url = "");

/// <summary>A delivery that was signed.</summary>
internal sealed record SignedDelivery(string Body, IReadOnlyDictionary<string, string> Headers)
{
    [JsonIgnore]
    public IEnumerable<(string Name, string Value)> HeaderList => Headers.Select(header => (header.Key, header.Value));
}

/// <summary>Signs deliveries by the processors' own npm libraries: sign.cjs in Node.</summary>
internal static class NpmSigner
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static async Task<IReadOnlyList<SignedDelivery>> SignAsync(IReadOnlyList<SignRequest> requests, string? trustedRoot = null)
    {
        var packages = Path.GetDirectoryName(Path.GetDirectoryName(await NodePackages.EnsureAsync(Path.Combine("stripe", "package.json"), null, default)))!;
        var start = new ProcessStartInfo("node", [Script()]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NODE_PATH"] = packages;
        var authority = Path.GetTempFileName();
        if (trustedRoot is not null)
            await File.WriteAllTextAsync(authority, trustedRoot);
        start.Environment["TEST_AUTHORITY"] = authority;
        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        foreach (var request in requests)
            await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, Web));
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        File.Delete(authority);
        Assert.True(node.ExitCode == 0, await errors);
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<SignedDelivery>(line, Web)!)];
    }

    private static string Script([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "sign.cjs");
}
