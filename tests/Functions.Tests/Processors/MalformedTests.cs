using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Billing.Functions.Inbox;
using Microsoft.Extensions.DependencyInjection;
using Billing.Functions.Payments;

namespace Billing.Functions.Tests.Processors;

/// <summary>Bodies that no processor should send. Those that are not even events get a 4xx that says why; those that are rightly signed and wrong inside are kept, and
/// end as failed events with a reason. Nothing else changes.</summary>
public sealed class MalformedTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly string[] WrongAmounts = ["true", "null", "[]", "{}", "\"\"", "\"abc\"", "\"1e3\"", "\"-5.00\"", "\"NaN\"", "\"1.999\"", "\"99999999999999999999999999999999999999\"", "1e400", "-5", "1.5", "9223372036854775807", "99999999999999999999999999999999999999"];
    private static readonly string[] WrongCurrencies = ["null", "7", "\"\"", "\"zzz\"", "\"EURO\"", "[\"EUR\"]", "\"€\""];
    private static readonly string[] WrongIds = ["null", "7", "\"\"", "\"a|b\"", "\"\\ud800\"", "{}", "\"" + new string('x', 300) + "\""];

    [Fact]
    public async Task Five_hundred_malformed_bodies_are_refused_or_end_as_failed_events_and_change_nothing()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var invoice = await Given.InvoiceAsync(seller.Services, seller.Account);
        var before = (await Given.StateAsync(seller.Services, seller.Account)).Version;
        var bodies = Bodies(seller, invoice.Number).ToList();
        Assert.True(bodies.Count >= 500, $"There are only {bodies.Count} bodies.");

        var (refused, taken) = (0, 0);
        foreach (var (processor, body) in bodies)
        {
            var reply = await WebhookAsync(seller, processor, body);
            if (reply.Status is 200 or 204)
            {
                taken++;
                continue;
            }

            refused++;
            Assert.True(reply.Status is >= 400 and < 500, $"{processor} was answered {reply.Status}: {Encoding.UTF8.GetString(body)}");
            Assert.NotEmpty(JsonNode.Parse(reply.Text)!["detail"]!.ToString());
        }

        await seller.ApplyAllAsync(atOnce: 4);
        Assert.True(refused > 250 && taken > 100, $"{refused} were refused and {taken} taken.");
        foreach (var stored in await AllAsync(seller))
        {
            Assert.True(stored.Status is InboxStatus.Failed or InboxStatus.Ignored, $"{stored} was applied.");
            Assert.True(stored.Status == InboxStatus.Ignored || stored.Note?.Length > 0, $"{stored} has no reason.");
        }

        await foreach (var payment in seller.Services.GetRequiredService<PaymentBook>().AllAsync(default))
            Assert.NotEqual(seller.SellerId, payment.SellerId);
        Assert.Equal(before, (await Given.StateAsync(seller.Services, seller.Account)).Version);
    }

    private static IEnumerable<(string Processor, byte[] Body)> Bodies(ProcessorSeller seller, string invoice)
    {
        var stories = new Stories(seller.MerchantAccount, seller.Clock.GetUtcNow());
        foreach (var processor in Stories.Processors)
        {
            var no = 0;
            string Next() => $"{seller.Tag}{processor[..2]}{++no}";
            string Body(string n) => stories.Of(processor, n, invoice) is var events && processor is "adyen" or "mollie" ? events[0] : events[1];

            for (var part = 1; part <= 31; part++)
            {
                var whole = Body(Next());
                yield return (processor, Encoding.UTF8.GetBytes(processor == "mollie" ? "id=tr_1"[..(part % 6)] : whole[..(whole.Length * part / 32)]));
            }

            foreach (var junk in new[] { "", "null", "[]", "7", "\"text\"", "<xml/>", "{}", "{\"a\":" + new string('[', 200) + new string(']', 200) + "}", new string('[', 5_000), "{\"id\":{}}" })
                yield return (processor, Encoding.UTF8.GetBytes(junk));
            foreach (var wrong in new byte[][] { [0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80] })
            {
                var whole = Encoding.UTF8.GetBytes(Body(Next()));
                yield return (processor, [.. whole[..(whole.Length / 2)], .. wrong, .. whole[(whole.Length / 2)..]]);
            }

            var deep = Body(Next());
            if (deep.StartsWith('{'))
                yield return (processor, Encoding.UTF8.GetBytes($"{{\"deep\":{new string('[', 100)}{new string(']', 100)},{deep[1..]}"));
            foreach (var body in Wrong(seller, stories, processor, invoice, Next, Body))
                yield return (processor, Encoding.UTF8.GetBytes(body));
        }
    }

    // Amounts and currencies stand in the event, or in what the processor's server answers about it.
    private static IEnumerable<string> Wrong(ProcessorSeller seller, Stories stories, string processor, string invoice, Func<string> next, Func<string, string> body)
    {
        string[] amounts = ["\"amount_received\":11900", "\"value\":\"119.00\"", "\"value\":11900", "\"amount\":11900", "\"amount\":\"119.00\""];
        string[] currencies = ["\"EUR\"", "\"eur\""];
        foreach (var (places, values) in new[] { (amounts, WrongAmounts), (currencies, WrongCurrencies) })
        {
            foreach (var value in values)
            {
                var n = next();
                string Spoil(string text) => places.Aggregate(text, (spoilt, place) => spoilt.Replace(place, place.Contains(':', StringComparison.Ordinal) ? $"{place[..(place.IndexOf(':', StringComparison.Ordinal) + 1)]}{value}" : value, StringComparison.Ordinal));
                stories.Give(seller.Server, processor, n, invoice, Spoil);
                yield return Spoil(body(n));
            }
        }

        foreach (var id in WrongIds.Where(_ => processor != "mollie"))
        {
            var n = next();
            yield return body(n).Replace($"\"{Stories.PaymentId(processor, n)}\"", id, StringComparison.Ordinal);
        }
    }

    private static Task<Inbox.WebhookReply> WebhookAsync(ProcessorSeller seller, string processor, byte[] body)
    {
        static string Mac(string key, byte[] signed, bool hex) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed) is var mac && hex ? Convert.ToHexStringLower(mac) : Convert.ToBase64String(mac);
        var time = seller.Clock.GetUtcNow().ToUnixTimeSeconds();
        byte[] Timed(string start) => [.. Encoding.UTF8.GetBytes(start), .. body];
        var id = Functions.Storage.Keys.Hash(Convert.ToBase64String(body));
        (string, string)[] headers = processor switch
        {
            "stripe" => [("Stripe-Signature", $"t={time},v1={Mac("whsec_stripe", Timed($"{time}."), hex: true)}")],
            "gocardless" => [("Webhook-Signature", Mac("gocardless-secret", body, hex: true))],
            "square" => [("x-square-hmacsha256-signature", Mac("square-key", Timed(ProcessorSeller.SquareUrl), hex: false))],
            "standard-webhooks" => [("webhook-id", id), ("webhook-timestamp", $"{time}"), ("webhook-signature", $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), Timed($"{id}.{time}.")))}")],
            "paypal" => seller.SignPayPal(body),
            _ => [],
        };
        return Inbox.WebhookCall.PostAsync(seller.Services, processor, processor == "adyen" ? Adyen(body) : body, headers, processor is "paypal" or "mollie" ? seller.MerchantAccount : null);
    }

    // Signed where there is something to sign.
    private static byte[] Adyen(byte[] body)
    {
        try
        {
            var json = JsonNode.Parse(body)!;
            var item = json["notificationItems"]![0]!["NotificationRequestItem"]!;
            var signed = string.Join(':', item["pspReference"], item["originalReference"], item["merchantAccountCode"], item["merchantReference"], item["amount"]!["value"]!.ToJsonString(), item["amount"]!["currency"], item["eventCode"], item["success"]);
            item["additionalData"] = new JsonObject { ["hmacSignature"] = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromHexString(ProcessorSeller.AdyenKey), Encoding.UTF8.GetBytes(signed))) };
            return Encoding.UTF8.GetBytes(json.ToJsonString());
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or NullReferenceException or InvalidOperationException or ArgumentException)
        {
            return body;
        }
    }

    private static async Task<IReadOnlyList<InboxEvent>> AllAsync(ProcessorSeller seller)
    {
        var (events, after) = (new List<InboxEvent>(), (string?)null);
        var today = DateOnly.FromDateTime(seller.Clock.GetUtcNow().UtcDateTime);
        do
        {
            (var page, after) = await seller.Services.GetRequiredService<InboxBook>().ListAsync(new InboxQuery(today, today, null, null, null, 200, after), default);
            events.AddRange(page.Where(stored => stored.MerchantAccount == seller.MerchantAccount));
        }
        while (after is not null);
        return events;
    }
}
