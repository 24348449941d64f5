namespace Billing.Functions.Processors;

/// <summary>Where Stripe is asked, and as whom.</summary>
/// <param name="Url">Without a slash at its end.</param>
/// <param name="Key">The secret or restricted key.</param>
/// <param name="ConnectedAccount">The account that a platform's key speaks for (Connect); nothing where the key is the account's own.</param>
internal sealed record StripeAccess(string Url, string Key, string? ConnectedAccount)
{
    public const string Section = "Stripe";

    /// <summary>What is sent beside the key.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers => ConnectedAccount is null ? [] : [("Stripe-Account", ConnectedAccount)];

    /// <summary>The access to one of the accounts. One without settings of its own was named by an event of the endpoint of all, as a platform's are.</summary>
    /// <exception cref="InvalidOperationException">There is no key.</exception>
    public static StripeAccess Of(WebhookSettings settings, string merchantAccount)
    {
        var endpoint = settings.OfStored(Section, merchantAccount);
        return new StripeAccess(
            (endpoint["ApiUrl"] ?? "https://api.stripe.com").TrimEnd('/'), endpoint.Require("ApiKey"),
            settings.HasOwn(Section, merchantAccount) || merchantAccount == WebhookDelivery.DefaultAccount ? null : merchantAccount);
    }
}
