using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Processors;

/// <summary>The certificates that PayPal signs by. Their address comes from the sender, so it is asked only where it is https at a host of the list, follows
/// no redirect, and is believed only where its chain ends at a root that is trusted and its name is PayPal's. Kept by address while it is valid.</summary>
internal sealed class PayPalCertificates(ILogger<PayPalCertificates> log, TimeProvider clock) : IDisposable
{
    /// <summary>Where the certificates are, unless <c>Webhooks__PayPal__CertificateHosts__0</c> says otherwise.</summary>
    private static readonly string[] DefaultHosts = ["api.paypal.com"];

    private static readonly string[] Names = ["messageverificationcerts.paypal.com", "messageverificationcerts.sandbox.paypal.com"];

    private const int LargestBytes = 64 * 1024;
    private const int MostKept = 100;

    // PayPal waits fifteen seconds for the answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, (X509Certificate2 Certificate, DateTimeOffset Until)> kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HttpClient> clients = new(StringComparer.Ordinal);

    /// <summary>The certificate at an address, or nothing where it is not to be believed.</summary>
    /// <exception cref="HttpRequestException">It cannot be had now; PayPal sends again.</exception>
    public async Task<X509Certificate2?> FindAsync(WebhookEndpoint endpoint, string address, CancellationToken cancellation)
    {
        var hosts = endpoint.List("CertificateHosts") is { Count: > 0 } configured ? configured : DefaultHosts;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || url.UserInfo.Length > 0 || !hosts.Contains(url.Authority, StringComparer.OrdinalIgnoreCase))
            return null;
        var root = endpoint["TrustedRoot"] ?? "";
        var key = $"{root}|{url.AbsoluteUri}";
        if (kept.TryGetValue(key, out var known) && clock.GetUtcNow() < known.Until)
            return known.Certificate;

        if (await FetchAsync(clients.GetOrAdd(root, Client), url, cancellation) is not { } chain || Verify(root, url.Host, chain) is not { } certificate)
            return null;
        if (kept.Count >= MostKept)
            kept.Clear();
        var validUntil = new DateTimeOffset(certificate.NotAfter);
        kept[key] = (certificate, validUntil < clock.GetUtcNow() + KeptFor ? validUntil : clock.GetUtcNow() + KeptFor);
        return certificate;
    }

    public void Dispose()
    {
        foreach (var client in clients.Values)
            client.Dispose();
    }

    private static HttpClient Client(string root)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        if (root.Length > 0)
            handler.SslOptions.CertificateChainPolicy = Policy(root);
        return new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = LargestBytes };
    }

    private static X509ChainPolicy Policy(string root)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (root.Length == 0)
            return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(root.StartsWith("-----", StringComparison.Ordinal) ? root : File.ReadAllText(root)));
        return policy;
    }

    private static async Task<X509Certificate2Collection?> FetchAsync(HttpClient client, Uri url, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(url, cancellation);
        if (answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            throw new HttpRequestException($"{url.Host} answered {(int)answer.StatusCode}.", null, answer.StatusCode);
        if (!answer.IsSuccessStatusCode)
            return null;
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(await answer.Content.ReadAsStringAsync(cancellation));
            return chain.Count > 0 ? chain : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // A root of one's own, for tests, vouches for the host itself as well.
    private X509Certificate2? Verify(string root, string host, X509Certificate2Collection certificates)
    {
        using var chain = new X509Chain { ChainPolicy = Policy(root) };
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = clock.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ExtraStore.AddRange(certificates);
        var signer = certificates[0];
        if (!chain.Build(signer))
        {
            log.LogWarning("A certificate for {Subject} was refused: {Faults}", signer.Subject, string.Join(", ", chain.ChainStatus.Select(fault => fault.Status)));
            return null;
        }

        return Names.Any(name => signer.MatchesHostname(name)) || (root.Length > 0 && signer.MatchesHostname(host)) ? signer : null;
    }
}
