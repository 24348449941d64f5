using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Configuration;

/// <summary>The switches among the app settings: billing, e-mail and the charging of saved methods can each be turned off.</summary>
internal static class Switches
{
    /// <summary>Whether a switch is on; it is, unless <c>Switches__{name}</c> says false.</summary>
    public static bool IsOn(this IConfiguration settings, string name) =>
        !string.Equals(settings[$"Switches:{name}"], "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this is production; it is, unless <c>Environment</c> says otherwise.</summary>
    public static bool IsProduction(this IConfiguration settings) =>
        string.Equals(settings["Environment"] ?? "Production", "Production", StringComparison.OrdinalIgnoreCase);
}
