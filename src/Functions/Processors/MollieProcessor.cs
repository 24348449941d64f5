using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Billing.Domain;
using Microsoft.AspNetCore.WebUtilities;

namespace Billing.Functions.Processors;

/// <summary>Mollie. A webhook only names a payment, and everybody can post one; what is believed is what Mollie answers to our key when it is asked. So each
/// post is a reason to ask again. With secrets (Mollie's newer webhooks) the header X-Mollie-Signature must sign the post as well.</summary>
internal sealed partial class MollieProcessor(WebhookSettings settings, ProcessorApi api) : IPaymentProcessor
{
    private const string Section = "Mollie";
    private const string TestKey = "test_";

    // docs.mollie.com, "Status details": bank and card reasons that stay.
    private static readonly FrozenSet<string> HardReasons =
        "AC01 AC04 AC06 AC13 AG01 BE05 MD01 MD07 card_expired invalid_card_number invalid_card_holder_name inactive_card stolen_card lost_card possible_fraud refused_by_issuer_permanently unknown_card"
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public string Name => "mollie";

    public int MaximumBytes => 64 * 1024;

    public bool NamesOnly => true;

    public Task<IReadOnlyList<WebhookEvent>> ReceiveAsync(WebhookDelivery delivery, CancellationToken cancellation)
    {
        var endpoint = settings.Of(Section, delivery.MerchantAccount);
        var given = delivery.Header("X-Mollie-Signature");
        if (endpoint.Secrets is { Count: > 0 } secrets && !secrets.Any(secret => Signatures.IsHex(given.StartsWith("sha256=", StringComparison.Ordinal) ? given[7..] : given, Encoding.UTF8.GetBytes(secret), delivery.Body.ToMemory().Span)))
            throw WebhookRefusals.BadSignature("The header X-Mollie-Signature must sign the body by an active secret.");
        if (endpoint["ApiKey"] is not { } key)
            throw WebhookRefusals.BadSignature("There is no key to ask Mollie by at this endpoint.");
        var id = Id(delivery.Body.ToString());
        return Task.FromResult<IReadOnlyList<WebhookEvent>>(
            [new WebhookEvent(id, id[..id.IndexOf('_', StringComparison.Ordinal)], delivery.MerchantAccount ?? WebhookDelivery.DefaultAccount, !key.StartsWith(TestKey, StringComparison.Ordinal), delivery.Body)]);
    }

    public async Task<IReadOnlyList<EventNews>> ReadAsync(StoredEvent stored, CancellationToken cancellation)
    {
        if (stored.Type != "tr")
            return [];
        var endpoint = settings.OfStored(Section, stored.MerchantAccount);
        var url = new Uri($"{(endpoint["ApiUrl"] ?? "https://api.mollie.com").TrimEnd('/')}/v2/payments/{Uri.EscapeDataString(stored.Id)}?embed=refunds,chargebacks");
        if (await api.GetAsync(url, endpoint.Require("ApiKey"), [], cancellation) is not { } payment)
            return [];
        if (payment["id"].Text() != stored.Id)
            throw payment["id"].Wrong(stored.Id);
        IReadOnlyList<PaymentFact> facts = [.. Came(stored, payment), .. Refunds(stored, payment), .. Chargebacks(stored, payment)];
        return facts.Count == 0 ? [] : [new PaymentReport(stored.Payment(stored.Id), facts, ReferenceOf(payment))];
    }

    private static string Id(string body)
    {
        var id = body.TrimStart().StartsWith('{')
            ? EventJson.Parse(BinaryData.FromString(body)) is var json && json["entityId"].Exists ? json["entityId"].Text() : json["id"].Text()
            : QueryHelpers.ParseQuery(body).TryGetValue("id", out var values) && values.Count == 1 ? values[0]! : "";
        return KnownId().IsMatch(id) ? id : throw new FormatException("It must be id=, and an id of Mollie's such as tr_5B8cwPMGnU.");
    }

    private static IEnumerable<PaymentFact> Came(StoredEvent stored, EventJson payment)
    {
        var createdOn = stored.DateAt(payment["createdAt"].Moment());
        switch (payment["status"].Text())
        {
            case "pending" or "authorized":
                yield return new PaymentPending(createdOn);
                break;
            case "paid":
                yield return new PaymentSucceeded(Amount(payment["amount"]), payment["paidAt"].Exists ? stored.DateAt(payment["paidAt"].Moment()) : createdOn);
                break;
            case "failed" or "canceled" or "expired":
                var status = payment["status"].Text();
                var details = payment["details"];
                var reason = details["failureReason"].TextOrEmpty() is { Length: > 0 } card ? card : details["bankReasonCode"].TextOrEmpty() is { Length: > 0 } bank ? bank : status;
                yield return new PaymentFailed(status, reason, createdOn, HardReasons.Contains(reason));

                // What was paid and failed then was returned by the bank.
                if (payment["paidAt"].Exists)
                    yield return new CaptureFailed("", reason, createdOn);
                break;
        }
    }

    // The single refunds where Mollie gives them, as they can fail; else the total so far.
    private static IEnumerable<PaymentFact> Refunds(StoredEvent stored, EventJson payment)
    {
        if (!payment["_embedded"]["refunds"].Exists)
        {
            if (payment["amountRefunded"].Exists && payment["amountRefunded"]["value"].Decimal() > 0)
                yield return new PaymentRefunded(Amount(payment["amountRefunded"]), stored.DateAt((payment["paidAt"].Exists ? payment["paidAt"] : payment["createdAt"]).Moment()));
            yield break;
        }

        foreach (var refund in payment["_embedded"]["refunds"].Items())
        {
            var (id, amount, day) = (refund["id"].Text(), Amount(refund["amount"]), stored.DateAt(refund["createdAt"].Moment()));
            yield return new RefundMade(id, amount, day);
            if (refund["status"].Text() is "failed" or "canceled")
                yield return new RefundFailed(id, amount, day);
        }
    }

    private static IEnumerable<PaymentFact> Chargebacks(StoredEvent stored, EventJson payment)
    {
        if (!payment["_embedded"]["chargebacks"].Exists)
        {
            if (payment["amountChargedBack"].Exists && payment["amountChargedBack"]["value"].Decimal() > 0)
            {
                var at = (payment["paidAt"].Exists ? payment["paidAt"] : payment["createdAt"]).Moment();
                yield return new DisputeDecided($"up-to-{payment["amountChargedBack"]["value"].Text()}", Lost: true, Amount(payment["amountChargedBack"]), at, stored.DateAt(at));
            }

            yield break;
        }

        foreach (var chargeback in payment["_embedded"]["chargebacks"].Items())
        {
            var (id, amount, at) = (chargeback["id"].Text(), Amount(chargeback["amount"]), chargeback["createdAt"].Moment());
            yield return new DisputeRaised(id, amount, chargeback["reason"]["description"].TextOrEmpty(), stored.DateAt(at));
            yield return new DisputeDecided(id, Lost: true, amount, at, stored.DateAt(at));
            if (chargeback["reversedAt"].Exists)
                yield return new DisputeDecided(id, Lost: false, amount, chargeback["reversedAt"].Moment(), stored.DateAt(chargeback["reversedAt"].Moment()));
        }
    }

    private static Money Amount(EventJson amount) => Amounts.Of(amount["value"].Decimal(), amount["currency"].Text());

    // Metadata is whatever the seller gave: an object with names, or a text.
    private static PaymentReference ReferenceOf(EventJson payment)
    {
        var metadata = payment["metadata"];
        return metadata.IsObject
            ? new PaymentReference(metadata["invoice_number"].TextOrEmpty().Trim(), metadata["invoice_id"].TextOrEmpty().Trim(), payment["description"].TextOrEmpty(), PayerAccount: payment["customerId"].TextOrEmpty())
            : new PaymentReference(metadata.IsText ? metadata.TextOrEmpty().Trim() : "", "", payment["description"].TextOrEmpty(), PayerAccount: payment["customerId"].TextOrEmpty());
    }

    [GeneratedRegex("^[a-z]{1,16}_[A-Za-z0-9]{1,64}\\z")]
    private static partial Regex KnownId();
}
