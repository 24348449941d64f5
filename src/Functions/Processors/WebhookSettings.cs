using System.Text;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Processors;

/// <summary>The settings of senders: <c>Webhooks:{sender}</c> for the endpoint of all, <c>Webhooks:{sender}:Accounts:{merchantAccount}</c> for the endpoint of
/// one of several accounts. An account's endpoint has nothing from the endpoint of all: who knows one's secrets signs nothing of another.</summary>
internal sealed class WebhookSettings(IConfiguration settings)
{
    public WebhookEndpoint Of(string sender, string? merchantAccount) =>
        new(settings.GetSection(merchantAccount is null ? $"Webhooks:{sender}" : $"Webhooks:{sender}:Accounts:{merchantAccount}"));

    /// <summary>Where to ask about an account that an event was stored for.</summary>
    public WebhookEndpoint OfStored(string sender, string merchantAccount) => Of(sender, HasOwn(sender, merchantAccount) ? merchantAccount : null);

    /// <summary>Whether an account has settings of its own; those of all serve the others.</summary>
    public bool HasOwn(string sender, string merchantAccount) => settings.GetSection($"Webhooks:{sender}:Accounts:{merchantAccount}").Exists();

    /// <summary>The accounts of a sender that have settings of their own, after nothing for those of all.</summary>
    public IReadOnlyList<string?> Accounts(string sender) =>
        [null, .. settings.GetSection($"Webhooks:{sender}:Accounts").GetChildren().Select(account => account.Key)];
}

/// <summary>The settings of one endpoint.</summary>
internal sealed class WebhookEndpoint(IConfigurationSection section)
{
    /// <summary>The secrets that may sign: one, or two while it is rotated.</summary>
    public IReadOnlyList<string> Secrets => List("Secrets");

    /// <summary>A setting; nothing where it is not given.</summary>
    public string? this[string name] => Known(section[name]);

    public IReadOnlyList<string> List(string name) => [.. section.GetSection(name).GetChildren().Select(value => Known(value.Value)).OfType<string>()];

    /// <exception cref="InvalidOperationException">It is not given.</exception>
    public string Require(string name) => this[name] ?? throw new InvalidOperationException($"The setting {section.Path.Replace(":", "__", StringComparison.Ordinal)}__{name} is missing.");

    public bool IsOn(string name) => string.Equals(this[name], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether two texts are the same; the time it takes does not tell where they differ.</summary>
    public static bool Same(string given, string secret) => System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));

    // A reference to a vault that could not be followed stands in the setting as it is: everyone knows it, so it is no secret.
    private static string? Known(string? value) =>
        value?.Trim() is { Length: > 0 } known && !known.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase) ? known : null;
}
