using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Billing.DevHost.FunctionHost;

/// <summary>
/// The access keys: the master key opens everything, a host key every function of level `function`, and a function's own
/// key that function alone. A caller shows one in the header x-functions-key or in the query as `code`.
/// </summary>
internal sealed record HostKeys(string Master, IReadOnlyDictionary<string, string> Host)
{
    private const string Header = "x-functions-key";
    private const string QueryParameter = "code";

    /// <summary>The name of the host key that every function app has.</summary>
    public const string DefaultKeyName = "default";

    /// <summary>Keys of single functions: function name → key name → key.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Functions { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    public string Default => Host[DefaultKeyName];

    public static HostKeys Generate() => new(NewKey(), new Dictionary<string, string> { [DefaultKeyName] = NewKey() });

    public bool Allows(HttpRequest request, AuthLevel level, string? function)
    {
        if (level == AuthLevel.Anonymous)
            return true;
        // As in Azure the header wins where both are there.
        var shown = request.Headers.TryGetValue(Header, out var header) ? header.ToString() : request.Query[QueryParameter].ToString();
        if (shown.Length == 0)
            return false;
        if (Same(shown, Master))
            return true;
        return level == AuthLevel.Function
            && (Host.Values.Any(key => Same(shown, key))
                || (function is not null && Functions.TryGetValue(function, out var own) && own.Values.Any(key => Same(shown, key))));
    }

    private static bool Same(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));

    private static string NewKey() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(40));
}
