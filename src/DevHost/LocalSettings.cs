using System.Text.Json;

namespace Billing.DevHost;

/// <summary>The app settings of local.settings.sample.json, from which the environment departs only where its parts lie elsewhere.</summary>
internal static class LocalSettings
{
    private const string FileName = "local.settings.sample.json";

    public static IReadOnlyDictionary<string, string> Read()
    {
        string[] places = [RepositoryRoot.Combine(FileName), RepositoryRoot.Combine("src", "Functions", FileName)];
        if (Array.Find(places, File.Exists) is not { } path)
            return new Dictionary<string, string>();
        using var json = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return json.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(
            value => value.Name.Replace(":", "__", StringComparison.Ordinal), value => value.Value.ToString());
    }
}
