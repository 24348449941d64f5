using System.Security.Cryptography;
using System.Text.Json;
using Billing.DevHost.Mail;
using Billing.DevHost.Processors;

namespace Billing.DevHost.Demo.Senders;

/// <summary>SendGrid's signed event webhook: what became of e-mails that the mail catcher took.</summary>
internal sealed class SendGridSender(NpmSigner signer)
{
    public const string Route = "api/webhooks/sendgrid";

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Webhooks__SendGrid__PublicKey__0"] = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) };

    /// <summary>The body that tells of e-mails: that they were delivered, or came back.</summary>
    public static string Compose(IEnumerable<(CaughtMail Mail, bool Bounced)> mails, DateTimeOffset at) => JsonSerializer.Serialize(mails.Select(one =>
    {
        var told = new Dictionary<string, object>(one.Mail.CustomArgs.Select(argument => KeyValuePair.Create<string, object>(argument.Key, argument.Value)))
        {
            ["email"] = one.Mail.To[0].Email!,
            ["timestamp"] = at.ToUnixTimeSeconds(),
            ["event"] = one.Bounced ? "bounce" : "delivered",
            ["sg_event_id"] = $"sg_{one.Mail.MessageId}_{(one.Bounced ? "b" : "d")}",
            ["sg_message_id"] = $"{one.Mail.MessageId}.filter0001.16648.5515E0B88.0",
        };
        if (one.Bounced)
            (told["status"], told["type"], told["reason"]) = ("5.1.1", "bounce", "550 5.1.1 The address does not exist");
        return told;
    }));

    public Task<SignedDelivery> SignAsync(string body, DateTimeOffset now) => signer.SignAsync(new SignRequest("sendgrid", body, key.ExportPkcs8PrivateKeyPem(), now.ToUnixTimeSeconds()));
}
