using Microsoft.Extensions.Configuration;
using Stripe;

namespace Billing.Functions.Inbox;

/// <summary>Tells whether Stripe signed a body. The secrets are settings: <c>Webhooks:Stripe:Secrets:0</c>, <c>:1</c> while one is rotated, and
/// <c>Webhooks:Stripe:{merchantAccount}:Secrets:0</c> for the endpoint of one of several accounts.</summary>
internal sealed class StripeSignatures(IConfiguration settings, TimeProvider clock)
{
    private const long ToleranceSeconds = 300;

    /// <summary>Whether the header signs the body by an active secret, at most five minutes ago or ahead.</summary>
    /// <param name="body">The body exactly as it came.</param>
    /// <param name="header">The header <c>Stripe-Signature</c>; may be empty or anything.</param>
    /// <param name="merchantAccount">The account that the endpoint is for, or nothing for the endpoint of all.</param>
    public bool Signs(string body, string header, string? merchantAccount) => Secrets(merchantAccount).Any(secret => Signs(body, header, secret, clock.GetUtcNow()));

    private static bool Signs(string body, string header, string secret, DateTimeOffset now)
    {
        try
        {
            EventUtility.ValidateSignature(body, header, secret, ToleranceSeconds, now.ToUnixTimeSeconds());
            return true;
        }
        catch (Exception e) when (e is StripeException or FormatException or NullReferenceException or IndexOutOfRangeException or KeyNotFoundException or ArgumentException or OverflowException)
        {
            // The library throws all of these for headers that Stripe would not send.
            return false;
        }
    }

    // A reference to a vault that could not be followed stands in the setting as it is: everyone knows it, so it is no secret.
    private IEnumerable<string> Secrets(string? merchantAccount) =>
        settings.GetSection(merchantAccount is null ? "Webhooks:Stripe:Secrets" : $"Webhooks:Stripe:{merchantAccount}:Secrets").GetChildren()
            .Select(secret => secret.Value?.Trim() ?? "")
            .Where(secret => secret.Length > 0 && !secret.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase));
}
