using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Billing.DevHost.Processors;

/// <summary>A certificate authority as PayPal's, what it vouches for, and signatures by it.</summary>
internal sealed class PayPalKeys : IDisposable
{
    public const string SignerName = "messageverificationcerts.paypal.com";
    private static readonly DateTimeOffset From = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2035, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly RSA rootKey = RSA.Create(2048);
    private readonly RSA signingKey = RSA.Create(2048);
    private readonly X509Certificate2 root;

    public PayPalKeys()
    {
        var request = new CertificateRequest("CN=Test Root", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root = request.CreateSelfSigned(From, Until);
        Server = Issue("localhost", RSA.Create(2048));
    }

    public string RootPem => root.ExportCertificatePem();

    /// <summary>For https at localhost.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>The certificate of the signing key, for a name.</summary>
    public string CertificatePem(string name = SignerName)
    {
        using var certificate = Issue(name, signingKey);
        return certificate.ExportCertificatePem();
    }

    public (string Name, string Value)[] Sign(byte[] body, string webhookId, DateTimeOffset at, string certificateUrl, string transmissionId = "69cd13f0-d67a-11e5-baa3-778b53f4ae55")
    {
        var time = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var signed = $"{transmissionId}|{time}|{webhookId}|{Crc32.HashToUInt32(body).ToString(CultureInfo.InvariantCulture)}";
        var signature = signingKey.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return
        [
            ("PAYPAL-TRANSMISSION-ID", transmissionId), ("PAYPAL-TRANSMISSION-TIME", time), ("PAYPAL-TRANSMISSION-SIG", Convert.ToBase64String(signature)),
            ("PAYPAL-CERT-URL", certificateUrl), ("PAYPAL-AUTH-ALGO", "SHA256withRSA"),
        ];
    }

    public void Dispose()
    {
        Server.Dispose();
        root.Dispose();
        rootKey.Dispose();
        signingKey.Dispose();
    }

    private X509Certificate2 Issue(string name, RSA key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(root, From.AddDays(1), Until.AddDays(-1), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}
