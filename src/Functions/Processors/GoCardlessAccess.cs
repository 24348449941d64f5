namespace Billing.Functions.Processors;

/// <summary>Where GoCardless is asked, and by what token.</summary>
/// <param name="Url">Without a slash at its end.</param>
/// <param name="Token">The access token.</param>
internal sealed record GoCardlessAccess(string Url, string Token)
{
    public const string Section = "GoCardless";
    private const string LiveUrl = "https://api.gocardless.com";

    /// <summary>What is sent beside the token.</summary>
    public static IReadOnlyList<(string Name, string Value)> Headers { get; } = [("GoCardless-Version", "2015-07-06")];

    /// <summary>Whether real money moves.</summary>
    public bool IsLive => Token.StartsWith("live_", StringComparison.Ordinal) || (Url == LiveUrl && !Token.StartsWith("sandbox_", StringComparison.Ordinal));

    /// <summary>The access to one of our accounts; nothing where there is no token.</summary>
    public static GoCardlessAccess? Find(WebhookSettings settings, string merchantAccount) => Of(settings.OfStored(Section, merchantAccount));

    /// <summary>The access by the settings of an endpoint; nothing where there is no token.</summary>
    public static GoCardlessAccess? Of(WebhookEndpoint endpoint) =>
        endpoint["AccessToken"] is { } token ? new GoCardlessAccess((endpoint["ApiUrl"] ?? LiveUrl).TrimEnd('/'), token) : null;

    /// <summary>The address of a resource.</summary>
    public Uri At(string path) => new($"{Url}/{path}");
}
