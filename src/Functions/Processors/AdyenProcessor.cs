using System.Collections.Frozen;
using System.Text;
using Billing.Domain;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Processors;

/// <summary>Adyen's standard webhooks. The payment is the authorisation; captures, refunds and chargebacks name it as their original. Where captures are
/// automatic, which is Adyen's default, the authorisation is the money; with <c>Webhooks__Adyen__ManualCapture</c> it is pending and each capture is a part.
/// The signature covers neither the date nor additionalData, so set a user name and a password as well.</summary>
internal sealed class AdyenProcessor(WebhookSettings settings) : IPaymentProcessor
{
    private const string Section = "Adyen";
    private const int MostItems = 100;

    // docs.adyen.com, "Refusal reasons": what the issuer will answer every time for the same card.
    private static readonly FrozenSet<string> HardReasons = new[]
    {
        "acquirer fraud", "blocked card", "closed account", "expired card", "fraud", "invalid account", "invalid card number", "issuer suspected fraud", "lost card", "no checking account available on card",
        "no savings account available on card", "not supported", "pickup card", "restricted card", "revocation of auth", "stolen card", "transaction not permitted",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // docs.adyen.com/development-resources/currency-codes: where Adyen's minor units are not those of ISO 4217.
    private static readonly FrozenDictionary<string, int> OwnMinorDigits = new Dictionary<string, int> { ["CLP"] = 2, ["CVE"] = 0, ["IDR"] = 0, ["ISK"] = 2 }.ToFrozenDictionary(StringComparer.Ordinal);

    public string Name => "adyen";

    public WebhookAnswer Answer { get; } = new(StatusCodes.Status200OK, "[accepted]");

    public Task<IReadOnlyList<WebhookEvent>> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellation)
    {
        var endpoint = settings.Of(Section, delivery.MerchantAccount);
        if (!IsKnown(endpoint, delivery.Header("Authorization")))
            throw WebhookRefusals.BadSignature("The user name or password is not the one of this endpoint.", StatusCodes.Status401Unauthorized);
        var json = EventJson.Parse(delivery.Body);
        var items = json["notificationItems"].Items();
        if (items.Count is 0 or > MostItems)
            throw json["notificationItems"].Wrong($"a list of 1 to {MostItems} items");
        var keys = endpoint.Secrets.Select(Hex).OfType<byte[]>().ToList();
        return Task.FromResult<IReadOnlyList<WebhookEvent>>([.. items.Select(item => Event(item["NotificationRequestItem"], keys, delivery.MerchantAccount, json["live"].TextOrEmpty() == "true"))]);
    }

    public Task<IReadOnlyList<EventNews>> ReadAsync(StoredEvent stored, CancellationToken cancellation)
    {
        var item = stored.Json();
        var at = stored.HappenedAt(item["eventDate"]);
        return Task.FromResult<IReadOnlyList<EventNews>>(Fact(stored, item, at, stored.DateAt(at)) is { Count: > 0 } facts
            ? [new PaymentReport(stored.Payment((item["originalReference"].TextOrEmpty().Length > 0 ? item["originalReference"] : item["pspReference"]).Text()), facts, new PaymentReference(item["merchantReference"].TextOrEmpty().Trim(), item["merchantReference"].TextOrEmpty().Trim(), ""))]
            : []);
    }

    private static WebhookEvent Event(EventJson item, List<byte[]> keys, string? merchantAccount, bool isLive)
    {
        var account = item["merchantAccountCode"].Text();
        string[] parts =
        [
            item["pspReference"].Text(), item["originalReference"].TextOrEmpty(), account, item["merchantReference"].TextOrEmpty(),
            $"{item["amount"]["value"].Whole()}", item["amount"]["currency"].Text(), item["eventCode"].Text(), item["success"].Text(),
        ];
        var signed = Encoding.UTF8.GetBytes(string.Join(':', parts));
        var given = item["additionalData"]["hmacSignature"].TextOrEmpty();
        if (!keys.Any(key => Signatures.IsBase64(given, key, signed)))
            throw WebhookRefusals.BadSignature("Each item must be signed in additionalData.hmacSignature by an active key of this endpoint.");

        // Whoever knows the key of one account speaks for no other.
        if (merchantAccount is not null && account != merchantAccount)
            throw WebhookRefusals.NoEvent($"The item is of the merchant account '{account}', and this is the endpoint of another.");
        return new WebhookEvent($"{parts[0]}:{parts[6]}:{parts[7]}", parts[6], account, isLive, item.Raw);
    }

    private bool IsManual(StoredEvent stored) => settings.OfStored(Section, stored.MerchantAccount).IsOn("ManualCapture");

    private IReadOnlyList<PaymentFact> Fact(StoredEvent stored, EventJson item, DateTimeOffset at, DateOnly day)
    {
        var (reference, isSuccess) = (item["pspReference"].Text(), item["success"].Text() == "true");
        var code = stored.Type;

        // A terminal's reversal is told as a cancellation or a refund, whichever it came to.
        if (code == "CANCEL_OR_REFUND")
            code = item["additionalData"]["modification.action"].TextOrEmpty() == "refund" ? "REFUND" : "CANCELLATION";
        return (code, isSuccess, IsManual(stored)) switch
        {
            // A card that is only checked is authorised for nothing.
            ("AUTHORISATION", true, _) when item["amount"]["value"].Whole() == 0 => [],
            ("AUTHORISATION", true, false) => [new PaymentSucceeded(Amount(item), day)],
            ("AUTHORISATION" or "PENDING", true, _) => [new PaymentPending(day)],
            ("AUTHORISATION", false, _) => [Refused(item, reference, day)],
            ("CAPTURE", true, true) => [new PaymentSucceeded(Amount(item), day, reference)],
            ("CAPTURE", false, true) or ("CAPTURE_FAILED", true, true) => [new CaptureFailed(reference, Reason(item), day)],
            ("CAPTURE_FAILED", true, false) => [new CaptureFailed("", Reason(item), day)],
            ("CANCELLATION" or "OFFER_CLOSED" or "TECHNICAL_CANCEL", true, _) => [new PaymentFailed(reference, code, day)],
            ("REFUND" or "REFUND_WITH_DATA", true, _) => [new RefundMade(reference, Amount(item), day)],
            ("REFUND" or "REFUND_WITH_DATA", false, _) or ("REFUND_FAILED" or "REFUNDED_REVERSED", true, _) => [new RefundFailed(reference, Amount(item), day)],
            ("REQUEST_FOR_INFORMATION" or "NOTIFICATION_OF_CHARGEBACK", _, _) => [new DisputeRaised(Dispute(item), Amount(item), Reason(item), day)],
            ("CHARGEBACK" or "SECOND_CHARGEBACK" or "PREARBITRATION_LOST", true, _) => [new DisputeRaised(Dispute(item), Amount(item), Reason(item), day), new DisputeDecided(Dispute(item), Lost: true, Amount(item), at, day)],
            ("CHARGEBACK_REVERSED" or "PREARBITRATION_WON", true, _) => [new DisputeDecided(Dispute(item), Lost: false, Amount(item), at, day)],
            _ => [],
        };
    }

    // A payment's disputes follow one another, each with a reference of its own: as one dispute, the latest of its decisions counts.
    private static string Dispute(EventJson item) => item["originalReference"].TextOrEmpty() is { Length: > 0 } original ? original : item["pspReference"].Text();

    private static PaymentFailed Refused(EventJson item, string reference, DateOnly day) => new(reference, Reason(item), day, HardReasons.Contains(Reason(item)));

    private static string Reason(EventJson item) => item["reason"].TextOrEmpty() is { Length: > 0 } reason ? reason : "unknown";

    private static Money Amount(EventJson item)
    {
        var (units, currency) = (item["amount"]["value"].Whole(), item["amount"]["currency"].Text());
        return OwnMinorDigits.TryGetValue(currency, out var digits) ? Amounts.Of(units * new decimal(1, 0, 0, false, (byte)digits), currency) : Amounts.OfMinorUnits(units, currency);
    }

    private static bool IsKnown(WebhookEndpoint endpoint, string authorization) =>
        endpoint["Password"] is not { } password
        || WebhookEndpoint.Same(authorization, $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{endpoint["Username"]}:{password}"))}");

    private static byte[]? Hex(string key)
    {
        var bytes = new byte[key.Length / 2];
        return Convert.FromHexString(key, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == bytes.Length ? bytes : null;
    }
}
