using System.Net;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Inbox;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Tests.Inbox;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class InboxTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private readonly string account = Given.NewId("acct").Replace('-', '_');

    internal override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?> { ["Environment"] = "Development", ["Webhooks:Square:Secrets:0"] = "key", ["Webhooks:Square:NotificationUrl"] = "https://x" };

    [Fact]
    public async Task Events_are_listed_newest_first_filtered_and_in_pages()
    {
        var seller = await SellerAsync();
        var ids = new List<string>();
        for (var no = 0; no < 5; no++)
            ids.Add(await PostAsync("a.type"));
        await ApplyAsync(ids[0]);

        var listed = new List<string>();
        for (var path = $"/api/inbox?seller={seller}&limit=2"; path.Length > 0;)
        {
            var page = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK);
            listed.AddRange(page["items"].EnumerateArray().Select(item => item.GetProperty("eventId").GetString()!));
            Assert.All(page["items"].EnumerateArray(), item => Assert.Equal(seller, item.GetProperty("seller").GetString()));
            path = page.Body.TryGetProperty("continuation", out var token) ? $"/api/inbox?seller={seller}&limit=2&continuation={token.GetString()}" : "";
        }

        Assert.Equal(ids.AsEnumerable().Reverse(), listed);
        async Task<IEnumerable<string?>> IdsAsync(string query) => (await Client.GetAsync($"/api/inbox?seller={seller}&{query}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray().Select(item => item.GetProperty("eventId").GetString());
        Assert.Equal([ids[0]], await IdsAsync("status=ignored"));
        Assert.Equal(4, (await IdsAsync("status=received")).Count());
        Assert.Empty(await IdsAsync("processor=stripe"));
        Assert.Empty(await IdsAsync("to=2020-01-01"));
        Assert.Empty((await Client.GetAsync("/api/inbox?seller=nobody")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        Assert.Equal(["limit", "status"], (await Client.GetAsync("/api/inbox?status=odd&limit=0")).Expect(HttpStatusCode.BadRequest).Pointers);
    }

    [Fact]
    public async Task An_event_is_shown_with_its_body_and_applied_again_after_what_it_lacked_was_mended()
    {
        // Nobody has the account yet: the event cannot be applied.
        var id = await PostAsync("payment.updated", ",\"data\":{\"object\":{\"payment\":{\"id\":\"pay_1\",\"status\":\"COMPLETED\",\"amount_money\":{\"amount\":100,\"currency\":\"EUR\"}}}}");
        await Assert.ThrowsAsync<InvalidOperationException>(() => ApplyAsync(id));
        var path = $"/api/inbox/square/{InboxBook.KeyOf(id)}";
        var shown = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal(("received", account), (shown["event"].GetProperty("status").GetString(), shown["event"].GetProperty("merchantAccount").GetString()));
        Assert.Contains("\"pay_1\"", shown["body"].GetString(), StringComparison.Ordinal);
        await Host.Services.GetRequiredService<InboxBook>().MarkAsync((await Host.Services.GetRequiredService<InboxBook>().FindAsync("square", InboxBook.KeyOf(id), default))!, InboxStatus.Failed, "No seller.", default);
        Assert.Equal("No seller.", (await Client.GetAsync(path))["event"].GetProperty("note").GetString());

        var seller = await SellerAsync();
        await Host.Services.GetRequiredService<BillingStorage>().Queue(StorageNames.ApplyPaymentEvents).ClearMessagesAsync();
        var key = Guid.NewGuid().ToString();
        for (var again = 0; again < 2; again++)
            Assert.Equal("received", (await Client.PostAsync($"{path}/replay", new { reason = "The seller has the account now" }, key)).Expect(HttpStatusCode.OK)["status"].GetString());
        Assert.Equal(new ApplyPaymentEventMessage("square", InboxBook.KeyOf(id)), Assert.Single(await Given.TakeMessagesAsync<ApplyPaymentEventMessage>(Host.Services, StorageNames.ApplyPaymentEvents)));
        await ApplyAsync(id);

        Assert.Equal(("applied", seller), (await Client.GetAsync(path))["event"] is var applied ? (applied.GetProperty("status").GetString(), applied.GetProperty("seller").GetString()) : default);
        Assert.Single((await Client.GetAsync($"/api/payments?seller={seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
    }

    [Theory]
    [InlineData("GET", "/api/inbox/square/0123456789abcdef0123456789abcdef")]
    [InlineData("GET", "/api/inbox/square/odd")]
    [InlineData("POST", "/api/inbox/nobody/0123456789abcdef0123456789abcdef/replay")]
    public async Task What_is_not_there_is_not_found(string method, string path) =>
        (method == "GET" ? await Client.GetAsync(path) : await Client.PostAsync(path, new { reason = "x" })).Expect(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_webhook_of_nobody_is_not_found() => Assert.Equal(404, (await WebhookCall.PostAsync(Host.Services, "nobody", "{}", [])).Status);

    private async Task<string> SellerAsync()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var book = Host.Services.GetRequiredService<ConfigurationBook>();
        var (known, etag) = (await book.FindAsync<Seller>(ConfigurationNoun.Seller, seller, seller, default))!.Value;
        await book.WriteAsync(ConfigurationNoun.Seller, seller, seller, known with { MerchantAccounts = [new MerchantAccount("square", account)] }, etag, default);
        return seller;
    }

    private async Task<string> PostAsync(string type, string more = "")
    {
        var id = Given.NewId("sq");
        var body = $$$$"""{"merchant_id":"{{{{account}}}}","type":"{{{{type}}}}","event_id":"{{{{id}}}}","created_at":"2026-03-10T10:00:00Z"{{{{more}}}}""" + "}";
        var signature = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData("key"u8, System.Text.Encoding.UTF8.GetBytes("https://x" + body)));
        Assert.Equal(200, (await WebhookCall.PostAsync(Host.Services, "square", body, [("x-square-hmacsha256-signature", signature)])).Status);
        return id;
    }

    private Task ApplyAsync(string id) => ActivatorUtilities.CreateInstance<ApplyInboxEvent>(Host.Services).RunAsync(BillingJson.Write(new ApplyPaymentEventMessage("square", InboxBook.KeyOf(id))), default);
}
