using System.Text.RegularExpressions;

namespace Billing.DevHost.FunctionHost;

/// <summary>
/// The app settings as the Functions host reads them: A__B and A:B are one name, `%Name%` in an attribute is replaced by
/// the setting, and a connection is the setting of its name or of its name with the AzureWebJobs prefix.
/// </summary>
internal sealed partial class AppSettings
{
    private const string DefaultConnection = "Storage";

    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    public AppSettings(IReadOnlyDictionary<string, string> settings)
    {
        foreach (var (name, value) in settings)
            values[Normal(name)] = value;
    }

    public string? Find(string name) => values.TryGetValue(Normal(name), out var value) ? value : null;

    /// <exception cref="UnresolvedSettingException">A `%Name%` has no setting.</exception>
    public string Resolve(string text) => Placeholder().Replace(
        text,
        match => Find(match.Groups[1].Value) ?? throw new UnresolvedSettingException($"'{match.Value}' does not resolve to a value."));

    /// <summary>The storage connection string that a trigger's `Connection` names; the host's own storage when it names none.</summary>
    /// <exception cref="UnresolvedSettingException">There is no such connection, or it is one that needs an Azure identity.</exception>
    public string Connection(string? name)
    {
        var wanted = string.IsNullOrEmpty(name) ? DefaultConnection : Resolve(name);
        string[] places = [$"AzureWebJobs{wanted}", wanted, $"ConnectionStrings:{wanted}"];
        foreach (var place in places)
            if ((Find(place) ?? Find($"{place}:ConnectionString")) is { Length: > 0 } connection)
                return connection;
        throw places.Any(place => Find($"{place}:queueServiceUri") is not null || Find($"{place}:accountName") is not null)
            ? new UnresolvedSettingException($"The connection '{wanted}' names an Azure identity, which only Azure can give.")
            : new UnresolvedSettingException($"The connection '{wanted}' is not defined: no setting {string.Join(", ", places)}.");
    }

    /// <summary>Whether `AzureWebJobs.{function}.Disabled` is set, as the portal does.</summary>
    public bool IsDisabled(string function) =>
        (Find($"AzureWebJobs.{function}.Disabled") ?? Find($"AzureWebJobs:{function}:Disabled")) is "1" or "true" or "True";

    private static string Normal(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Placeholder();
}

/// <summary>An attribute of a function names a setting or a connection that does not exist: the function cannot listen.</summary>
internal sealed class UnresolvedSettingException(string message) : Exception(message);
