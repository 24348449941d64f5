using System.Runtime.CompilerServices;
using System.Text.Json;
using Billing.Functions.Storage;

namespace Billing.Functions.Tests.Storage;

/// <summary>The deployment makes what the app uses: one file of names, against which both are held.</summary>
public sealed class DeployedNamesTests
{
    private static readonly JsonElement Deployed = Read();

    [Fact]
    public void Every_table_is_deployed() => Assert.Equal(Names("tables"), StorageNames.Tables.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_queue_is_deployed() => Assert.Equal(Names("queues"), StorageNames.Queues.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_container_is_deployed() => Assert.Equal(Names("containers"), StorageNames.Containers.Order(StringComparer.Ordinal));

    private static IEnumerable<string> Names(string kind) => Deployed.GetProperty(kind).EnumerateArray().Select(name => name.GetString()!);

    private static JsonElement Read([CallerFilePath] string thisFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../infra/bicep/storage-names.json");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement;
    }
}
