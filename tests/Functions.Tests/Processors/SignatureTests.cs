using System.IO.Hashing;
using System.Text;
using Billing.DevHost.Processors;
using Billing.Functions.Inbox;
using Billing.Functions.Processors;
using Billing.Functions.Tests.Inbox;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Processors;

/// <summary>Every processor: who signs rightly is taken and answered as it expects, everybody else is refused and leaves nothing.</summary>
public sealed class SignatureTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<string> Senders => ["stripe", "paypal", "adyen", "gocardless", "square", "standard-webhooks", "sendgrid"];

    [Fact]
    public async Task The_vector_that_Adyen_publishes_is_accepted()
    {
        const string body = """
            {"live":"false","notificationItems":[{"NotificationRequestItem":{"additionalData":{"hmacSignature":"coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0="},"amount":{"value":1130,"currency":"EUR"},
             "pspReference":"7914073381342284","eventCode":"AUTHORISATION","eventDate":"2019-05-06T17:15:34.121+02:00","merchantAccountCode":"TestMerchant","operations":["CANCEL"],"merchantReference":"TestPayment-1407325143704","success":"true"}}]}
            """;
        var adyen = new AdyenProcessor(Reading.Settings(("Webhooks:Adyen:Secrets:0", ProcessorSeller.AdyenKey)));

        var received = Assert.Single(await adyen.ReceiveAsync(Delivery(body), default));

        Assert.Equal(("7914073381342284:AUTHORISATION:true", "TestMerchant", false), (received.Id, received.MerchantAccount, received.IsLive));
        await RefusedAsync(adyen, Delivery(body.Replace("1130", "1131", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_vector_of_Standard_Webhooks_is_accepted()
    {
        var sender = new StandardWebhooksProcessor(
            Reading.Settings(("Webhooks:StandardWebhooks:Secrets:0", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")), new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_614_265_330)));
        (string, string)[] headers = [("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"), ("webhook-timestamp", "1614265330"), ("webhook-signature", "v1a,xx v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")];

        // The signature is good, and the event lacks its type.
        var missing = await Assert.ThrowsAsync<FormatException>(() => sender.ReceiveAsync(Delivery("""{"test": 2432232314}""", headers), default));
        Assert.StartsWith("'type' is missing", missing.Message, StringComparison.Ordinal);
        await RefusedAsync(sender, Delivery("""{"test": 2432232315}""", headers));
    }

    [Fact]
    public async Task What_a_sender_signs_by_its_private_key_is_accepted_by_its_public_key_alone()
    {
        // RFC 8410, section 10.3: a private key that everybody knows.
        const string PrivateKey = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";
        const string body = """{"type":"payment.pending","data":{"payment_id":"p"}}""";
        await using var node = await NpmSigner.StartAsync();
        var signed = await node.SignAsync(new SignRequest("standard-webhooks-asymmetric", body, PrivateKey, 1_614_265_330, "msg_1"));
        (string Name, string Value)[] headers = [.. signed.HeaderList.Where(header => header.Name.StartsWith("webhook-", StringComparison.Ordinal))];
        StandardWebhooksProcessor Sender(string secret) => new(Reading.Settings(("Webhooks:StandardWebhooks:Secrets:0", secret)), new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_614_265_330)));
        var sender = Sender($"whpk_{signed.Headers["x-public-key"]}");

        Assert.Equal("msg_1", Assert.Single(await sender.ReceiveAsync(Delivery(body, headers), default)).Id);
        await RefusedAsync(sender, Delivery(body.Replace("pending", "succeeded", StringComparison.Ordinal), headers));
        await RefusedAsync(sender, Delivery(body, [.. headers.Select(header => header.Name == "webhook-id" ? (header.Name, "msg_2") : header)]));
        await RefusedAsync(sender, Delivery(body, [.. headers.Select(header => header.Name == "webhook-signature" ? (header.Name, "v1a,AAAA v1a, v1a") : header)]));
        await RefusedAsync(Sender("whpk_not base 64"), Delivery(body, headers));
        await RefusedAsync(Sender("whpk_"), Delivery(body, headers));

        // A shared secret takes no signature of the other kind, and a public key is no shared secret.
        await RefusedAsync(Sender($"whsec_{signed.Headers["x-public-key"]}"), Delivery(body, headers));
        var forged = new StandardWebhooks.StandardWebhook($"whsec_{signed.Headers["x-public-key"]}").Sign("msg_1", DateTimeOffset.FromUnixTimeSeconds(1_614_265_330), body);
        await RefusedAsync(sender, Delivery(body, [.. headers.Select(header => header.Name == "webhook-signature" ? (header.Name, forged) : header)]));
    }

    [Fact]
    public void The_checksum_is_the_one_that_PayPal_signs() => Assert.Equal(3_421_780_262, Crc32.HashToUInt32("123456789"u8));

    [Theory]
    [MemberData(nameof(Senders))]
    public async Task What_the_senders_own_library_signs_is_stored_and_answered_as_it_expects(string processor)
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var posted = await seller.SignAsync(processor, Body(seller, processor));

        var reply = await seller.PostAsync(posted);

        Assert.Equal(processor switch { "adyen" => new WebhookReply(200, "[accepted]"), "gocardless" => new WebhookReply(204, ""), _ => new WebhookReply(200, "") }, reply);
        Assert.Equal((processor, InboxStatus.Received), Assert.Single(await OfAsync(seller)) is var stored ? (stored.Processor, stored.Status) : default);
    }

    [Theory]
    [MemberData(nameof(Senders))]
    public async Task A_changed_byte_a_missing_header_or_another_secret_is_refused_and_stores_nothing(string processor)
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var posted = await seller.SignAsync(processor, Body(seller, processor));
        var refused = processor == "gocardless" ? 498 : 400;

        var bytes = Encoding.UTF8.GetBytes(posted.Body);
        for (var at = 0; at < bytes.Length; at += Math.Max(1, bytes.Length / 40))
        {
            // Adyen signs values and not the bytes between them.
            if (processor == "adyen" && !posted.Body[at..].StartsWith("pay", StringComparison.Ordinal))
                continue;
            byte[] changed = [.. bytes];
            changed[at] ^= 1;
            Assert.Equal(refused, (await WebhookCall.PostAsync(seller.Services, processor, changed, posted.Headers, posted.Route)).Status);
        }

        foreach (var header in posted.Headers)
        {
            foreach (var headers in new[] { posted.Headers.Where(other => other != header), posted.Headers.Select(other => other == header ? (other.Name, Value: "junk") : other), posted.Headers.Append(header) })
                Assert.Equal(refused, (await WebhookCall.PostAsync(seller.Services, processor, posted.Body, headers, posted.Route)).Status);
        }

        await using var others = azurite.Services(seller.Clock, OtherSecrets(seller));
        Assert.Equal(refused, (await seller.PostAsync(posted, others)).Status);
        Assert.Empty(await OfAsync(seller));
        Assert.Equal(0, (await seller.ApplyAllAsync()).Applied);
    }

    [Theory]
    [InlineData("stripe", 300)]
    [InlineData("standard-webhooks", 300)]
    [InlineData("paypal", 4 * 24 * 3600)]
    [InlineData("sendgrid", 25 * 3600)]
    public async Task Where_the_scheme_has_a_time_a_delivery_cannot_be_replayed_after_it(string processor, int seconds)
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var posted = await seller.SignAsync(processor, Body(seller, processor));

        seller.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(200, (await seller.PostAsync(posted)).Status);
        seller.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(400, (await seller.PostAsync(posted)).Status);
    }

    [Fact]
    public async Task Each_account_has_its_own_secrets_and_two_of_them_while_one_is_rotated()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite, new Dictionary<string, string?>
        {
            ["Webhooks:Square:Accounts:acct_2:Secrets:0"] = "old",
            ["Webhooks:Square:Accounts:acct_2:Secrets:1"] = "square-key\n",
            ["Webhooks:Square:Accounts:acct_2:NotificationUrl"] = ProcessorSeller.SquareUrl,
            ["Webhooks:Square:Accounts:acct_3:Secrets:0"] = "third",
            ["Webhooks:Square:Accounts:acct_3:NotificationUrl"] = ProcessorSeller.SquareUrl,
        });
        var posted = await seller.SignAsync("square", Body(seller, "square"));

        Assert.Equal(200, (await seller.PostAsync(posted with { Route = "acct_2" })).Status);
        Assert.Equal(400, (await seller.PostAsync(posted with { Route = "acct_3" })).Status);
        Assert.Equal(400, (await seller.PostAsync(posted with { Route = "acct_4" })).Status);
    }

    [Fact]
    public async Task Who_knows_the_key_of_one_Adyen_account_speaks_for_no_other()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite, new Dictionary<string, string?> { ["Webhooks:Adyen:Accounts:Mine:Secrets:0"] = ProcessorSeller.AdyenKey });
        var posted = await seller.SignAsync("adyen", Body(seller, "adyen"));

        Assert.Equal(400, (await seller.PostAsync(posted with { Route = "Mine" })).Status);
        Assert.Empty(await OfAsync(seller));
    }

    [Fact]
    public async Task Where_Adyen_has_a_password_it_must_be_given()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite, new Dictionary<string, string?> { ["Webhooks:Adyen:Username"] = "adyen", ["Webhooks:Adyen:Password"] = "secret" });
        var posted = await seller.SignAsync("adyen", Body(seller, "adyen"));

        Assert.Equal(401, (await seller.PostAsync(posted)).Status);
        Assert.Equal(401, (await seller.PostAsync(posted with { Headers = [("Authorization", $"Basic {Convert.ToBase64String("adyen:secreT"u8)}")] })).Status);
        Assert.Equal(200, (await seller.PostAsync(posted with { Headers = [("Authorization", $"Basic {Convert.ToBase64String("adyen:secret"u8)}")] })).Status);
    }

    [Fact]
    public async Task Test_events_are_refused_in_production()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var settings = seller.Settings(new Dictionary<string, string?> { ["Environment"] = "Production", [$"Webhooks:Mollie:Accounts:{seller.MerchantAccount}:ApiKey"] = "test_mollie" });
        await using var production = azurite.Services(seller.Clock, settings);
        (string Processor, string Body)[] tests =
        [
            ("stripe", Body(seller, "stripe").Replace("\"livemode\":true", "\"livemode\":false", StringComparison.Ordinal)), ("adyen", Body(seller, "adyen").Replace("\"live\":\"true\"", "\"live\":\"false\"", StringComparison.Ordinal)),
            ("standard-webhooks", Body(seller, "standard-webhooks").Replace("\"data\":{", "\"data\":{\"test\":true,", StringComparison.Ordinal)), ("mollie", "id=tr_1"),
        ];

        foreach (var posted in await seller.SignAsync(tests))
        {
            Assert.Contains("test-event", (await seller.PostAsync(posted, production)).Text, StringComparison.Ordinal);
            Assert.Empty(await OfAsync(seller));
        }
    }

    [Fact]
    public async Task The_certificate_of_PayPal_is_asked_for_at_known_hosts_only_and_once_and_believed_by_its_chain_and_name_only()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var body = Body(seller, "paypal");
        var path = new Uri(seller.CertificateUrl).PathAndQuery;
        async Task<int> StatusAsync(string url, PayPalKeys? keys = null) => (await WebhookCall.PostAsync(
            seller.Services, "paypal", body, (keys ?? seller.Keys).Sign(Encoding.UTF8.GetBytes(body), "1JE4291016473214C", seller.Clock.GetUtcNow(), url), seller.MerchantAccount)).Status;

        foreach (var url in new[] { seller.CertificateUrl.Replace("https", "http", StringComparison.Ordinal), seller.CertificateUrl.Replace("localhost", "127.0.0.1", StringComparison.Ordinal), $"https://api.paypal.com@{new Uri(seller.CertificateUrl).Authority}{path}", $"https://evil.example{path}", "file:///etc/passwd", "", "junk" })
            Assert.Equal(400, await StatusAsync(url));
        Assert.Empty(seller.Certificates.Asked);

        seller.Certificates.Give("/redirected", "", 302, seller.CertificateUrl);
        seller.Certificates.Give("/otherName", seller.Keys.CertificatePem("paypal.com.evil.example"));
        using var strangers = new PayPalKeys();
        seller.Certificates.Give("/stranger", strangers.CertificatePem());
        seller.Certificates.Give("/junk", "-----BEGIN CERTIFICATE-----\njunk\n-----END CERTIFICATE-----");
        seller.Certificates.Give("/down", "", 500);
        foreach (var place in new[] { "/redirected", "/otherName", "/junk", "/missing" })
            Assert.Equal(400, await StatusAsync(new Uri(seller.Certificates.Url, place).AbsoluteUri));
        Assert.Equal(400, await StatusAsync(new Uri(seller.Certificates.Url, "/stranger").AbsoluteUri, strangers));
        Assert.Equal(503, await StatusAsync(new Uri(seller.Certificates.Url, "/down").AbsoluteUri));
        Assert.Empty(await OfAsync(seller));

        for (var again = 0; again < 3; again++)
            Assert.Equal(200, await StatusAsync(seller.CertificateUrl));
        Assert.Equal(1, seller.Certificates.Asked.Count(asked => asked.Path == path));
    }

    [Fact]
    public async Task Mollies_own_library_reads_the_stand_in_that_its_payments_are_fetched_from()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        new Stories(seller.MerchantAccount, seller.Clock.GetUtcNow()).Give(seller.Certificates, "mollie", "1", "INV-1");

        await using var node = await NpmSigner.StartAsync(seller.Keys.RootPem);
        var read = await node.SignAsync(new SignRequest("mollie", "", "live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM", Id: "tr_1", Url: new Uri(seller.Certificates.Url, "v2/").AbsoluteUri));

        Assert.Equal("""{"id":"tr_1","status":"paid","value":"119.00"}""", read.Body);
    }

    [Fact]
    public async Task What_cannot_be_signed_is_named_and_what_comes_after_it_is_signed_nevertheless()
    {
        await using var node = await NpmSigner.StartAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => node.SignAsync([new SignRequest("stripe", "{}", "whsec_1", 1), new SignRequest("shells", "{}", "secret"), new SignRequest("square", "{}", "secret", Url: "https://billing.example")]));
        Assert.StartsWith("shells: ", refused.Message, StringComparison.Ordinal);
        Assert.Equal("Stripe-Signature", Assert.Single((await node.SignAsync(new SignRequest("stripe", "{}", "whsec_1", 1))).Headers).Key);
    }

    [Fact]
    public async Task With_a_secret_Mollies_posts_must_be_signed()
    {
        var mollie = new MollieProcessor(Reading.Settings(("Webhooks:Mollie:ApiKey", "live_x"), ("Webhooks:Mollie:Secrets:0", "s3cret")), new ProcessorApi());
        const string body = """{"resource":"event","id":"event_GvJ8WHrp5isUdRub9CJyH","type":"payment-link.paid","entityId":"tr_7UhSN1zuXS"}""";
        var signature = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData("s3cret"u8, Encoding.UTF8.GetBytes(body)));

        Assert.Equal("tr_7UhSN1zuXS", Assert.Single(await mollie.ReceiveAsync(Delivery(body, ("X-Mollie-Signature", $"sha256={signature}")), default)).Id);
        await RefusedAsync(mollie, Delivery(body));
        await RefusedAsync(mollie, Delivery("id=tr_7UhSN1zuXS"));
    }

    internal static string Body(ProcessorSeller seller, string processor) => processor == "sendgrid"
        ? """[{"email":"a@kunde.example","timestamp":1773144000,"event":"delivered","sg_event_id":"@ID","sg_message_id":"m1.filter0001","accountId":"x.y.EUR","subjectId":"inv_1"}]""".Replace("@ID", Given.NewId("sg"), StringComparison.Ordinal)
        : new Stories(seller.MerchantAccount, seller.Clock.GetUtcNow()).Of(processor, Given.NewId("n").Replace("-", "", StringComparison.Ordinal), "INV-1")[^1];

    private static async Task<IReadOnlyList<InboxEvent>> OfAsync(ProcessorSeller seller) =>
        [.. (await seller.InboxAsync()).Where(stored => stored.MerchantAccount == seller.MerchantAccount)];

    private static Dictionary<string, string?> OtherSecrets(ProcessorSeller seller)
    {
        using var keys = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var settings = seller.Settings(new Dictionary<string, string?> { [$"Webhooks:PayPal:Accounts:{seller.MerchantAccount}:WebhookId"] = "OTHER", [$"Webhooks:SendGrid:Accounts:{seller.MerchantAccount}:PublicKey:0"] = Convert.ToBase64String(keys.ExportSubjectPublicKeyInfo()) });
        foreach (var name in settings.Keys.Where(name => name.Contains(":Secrets:", StringComparison.Ordinal)).ToList())
            settings[name] = new string([.. settings[name]!.Reverse()]);
        return settings;
    }

    private static WebhookDelivery Delivery(string body, params (string Name, string Value)[] headers) =>
        new(new HeaderDictionary(headers.ToDictionary(header => header.Name, header => new Microsoft.Extensions.Primitives.StringValues(header.Value))), BinaryData.FromString(body), null);

    private static async Task RefusedAsync(IWebhookSender sender, WebhookDelivery delivery) =>
        Assert.Equal("invalid-signature", (await Assert.ThrowsAsync<Billing.Functions.Api.Contract.ProblemException>(() => sender.ReceiveAsync(delivery, default))).Problem.Code);
}
