using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Billing.Functions.Processors;

/// <summary>SendGrid's signed event webhook: what became of e-mails. Of an event only what is needed is stored; the address is not.</summary>
internal sealed class SendGridSender(WebhookSettings settings, TimeProvider clock) : IWebhookSender
{
    private const string Section = "SendGrid";
    private const int MostEvents = 2_000;

    // SendGrid sends again for a day. What comes twice is found by its event id.
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(25);

    public string Name => "sendgrid";

    public int MaximumBytes => 1024 * 1024;

    public Task<IReadOnlyList<WebhookEvent>> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellation)
    {
        var timestamp = delivery.Header("X-Twilio-Email-Event-Webhook-Timestamp");
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. delivery.Body.ToMemory().Span];
        if (!IsRecent(timestamp) || !settings.Of(Section, delivery.MerchantAccount).List("PublicKey").Any(key => Signs(key, delivery.Header("X-Twilio-Email-Event-Webhook-Signature"), signed)))
            throw WebhookRefusals.BadSignature("The headers X-Twilio-Email-Event-Webhook-Signature and -Timestamp must sign the body by the key pair of this endpoint, within a day.");
        var events = EventJson.Parse(delivery.Body).Items();
        if (events.Count > MostEvents)
            throw new FormatException($"It has more than {MostEvents} events.");
        return Task.FromResult<IReadOnlyList<WebhookEvent>>([.. events.Select(one => new WebhookEvent(one["sg_event_id"].Text(), one["event"].Text(), delivery.MerchantAccount ?? WebhookDelivery.DefaultAccount, IsLive: true, Kept(one)))]);
    }

    private static BinaryData Kept(EventJson one) => BinaryData.FromString(new JsonObject
    {
        ["event"] = one["event"].Text(),
        ["timestamp"] = one["timestamp"].Whole(),
        ["messageId"] = one["sg_message_id"].TextOrEmpty().Split('.')[0],
        ["accountId"] = one["accountId"].TextOrEmpty(),
        ["sellerId"] = one["sellerId"].TextOrEmpty(),
        ["subjectId"] = one["subjectId"].TextOrEmpty(),
        ["code"] = one["status"].TextOrEmpty(),
        ["kind"] = one["type"].TextOrEmpty(),
    }.ToJsonString());

    private bool IsRecent(string timestamp) => long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253_402_300_799
        && (clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Tolerance;

    private static bool Signs(string publicKey, string signature, byte[] signed)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            return key.VerifyData(signed, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
