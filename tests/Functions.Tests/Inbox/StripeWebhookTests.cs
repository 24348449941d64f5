using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Billing.Functions.Inbox;
using Billing.Functions.Messages;
using Billing.Functions.Processors;
using Billing.Functions.Storage;
using Billing.Functions.Tests.Payments;
using Billing.Functions.Tests.Processors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Inbox;

public sealed class StripeWebhookTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int MaximumBytes = 256 * 1024;

    [Fact]
    public async Task A_signed_event_is_stored_with_its_exact_body_and_enqueued()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var body = seller.Succeeded("pi_1", 11900, null).Replace(",", " ,\n", StringComparison.Ordinal);

        Assert.Equal(200, await seller.PostAsync(body, seller.Sign(body)));

        var stored = (await seller.StoredAsync(body))!;
        Assert.Equal((InboxStatus.Received, "payment_intent.succeeded", Given.MerchantAccountOf(seller.SellerId)), (stored.Status, stored.Type, stored.MerchantAccount));
        Assert.Equal(body, (await seller.Services.GetRequiredService<InboxBook>().BodyAsync(stored, default)).ToString());
        Assert.Equal(1, await EnqueuedAsync(seller, body));
    }

    [Theory]
    [InlineData(StripeSeller.Secret)]
    [InlineData(StripeSeller.OldSecret)]
    public async Task Either_of_two_active_secrets_may_sign(string secret)
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var body = seller.Succeeded("pi_1", 11900, null);

        Assert.Equal(200, await seller.PostAsync(body, seller.Sign(body, secret)));
    }

    [Fact]
    public async Task A_signature_that_Stripe_publishes_is_accepted()
    {
        var stripe = new StripeProcessor(
            Reading.Settings(("Webhooks:Stripe:Secrets:0", " whsec_test_secret\n")), new ProcessorApi(), new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)));
        async Task<string> CodeAsync(string body) => (await Assert.ThrowsAnyAsync<Exception>(() => stripe.ReceiveAsync(new WebhookDelivery(
            new HeaderDictionary { ["Stripe-Signature"] = "t=1700000000,v1=8042376f6ca064adbe037642a718227dfd59047137eb49497a54c49eb0cfb724" }, BinaryData.FromString(body), null), default))).Message;

        // The signature is good, and the event lacks its type.
        Assert.Equal("'type' is missing; it must be a text.", await CodeAsync("""{"id":"evt_test","object":"event"}"""));
        Assert.Contains("must sign the body", await CodeAsync("""{"id":"evt_tess","object":"event"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_the_vault_did_not_give_signs_nothing()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        const string reference = "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/stripe-webhook-secret-1/)";
        await using var services = seller.With(new Dictionary<string, string?> { ["Webhooks:Stripe:Secrets:1"] = reference });
        var body = seller.Succeeded("pi_1", 11900, null);

        Assert.Equal(400, await StripeSeller.PostAsync(services, Encoding.UTF8.GetBytes(body), seller.Sign(body, reference)));
    }

    [Fact]
    public async Task Bad_missing_and_old_signatures_are_refused_and_store_nothing()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var body = seller.Succeeded("pi_1", 11900, null);
        var good = seller.Sign(body);
        var now = seller.Clock.GetUtcNow();
        string?[] headers =
        [
            null, "", "junk", "t=", "t=,v1=", "t=soon,v1=00", "v1=00", $"t={now.ToUnixTimeSeconds()}", "t=99999999999999999999,v1=00", "=,=,=", ",", "t=1,t=2,v1=1,v1=2",
            good.Replace("v1=", "v0=", StringComparison.Ordinal), good[..^1], good + "0",
            seller.Sign(body, "whsec_unknown"), seller.Sign(body, StripeSeller.OtherEndpointSecret),
            seller.Sign(body, at: now.AddSeconds(-301)), seller.Sign(body, at: now.AddSeconds(301)), seller.Sign(body + " "),
        ];

        foreach (var header in headers)
            Assert.True(await seller.PostAsync(body, header) == 400, $"The header '{header}' was not refused.");

        Assert.Null(await seller.StoredAsync(body));
        Assert.False(await BodyExistsAsync(seller, body));
        Assert.Equal(0, await EnqueuedAsync(seller, body));
    }

    [Fact]
    public async Task A_signature_holds_for_five_minutes_to_either_side()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        foreach (var seconds in new[] { -299, 299 })
        {
            var body = seller.Succeeded("pi_1", 11900, null);
            Assert.Equal(200, await seller.PostAsync(body, seller.Sign(body, at: seller.Clock.GetUtcNow().AddSeconds(seconds))));
        }
    }

    [Fact]
    public async Task A_body_altered_by_one_byte_is_refused_whichever_byte_it_is()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var body = seller.Succeeded("pi_1", 11900, null);
        var signature = seller.Sign(body);
        for (var at = 0; at < body.Length; at += 7)
        {
            var altered = Encoding.UTF8.GetBytes(body);
            altered[at] ^= 1;
            Assert.Equal(400, await StripeSeller.PostAsync(seller.Services, altered, signature));
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_text_do_not_pass_for_the_signed_replacement_character()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var body = seller.Event("customer.created", new JsonObject { ["name"] = "\uFFFD" }).Replace("\\uFFFD", "\uFFFD", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(body);
        var at = bytes.AsSpan().IndexOf("\uFFFD"u8);

        Assert.Equal(400, await StripeSeller.PostAsync(seller.Services, [.. bytes[..at], 0xFF, .. bytes[(at + 3)..]], seller.Sign(body)));
        Assert.Equal(200, await StripeSeller.PostAsync(seller.Services, bytes, seller.Sign(body)));
    }

    [Fact]
    public async Task A_body_over_256_KiB_is_refused_whatever_its_length_is_said_to_be()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var fits = seller.Succeeded("pi_1", 11900, null);
        fits += new string(' ', MaximumBytes - Encoding.UTF8.GetByteCount(fits));
        var tooLarge = fits + " ";

        Assert.Equal(413, await seller.PostAsync(tooLarge, seller.Sign(tooLarge)));
        Assert.Equal(413, await seller.PostAsync(tooLarge, seller.Sign(tooLarge), contentLength: 100));
        Assert.Equal(413, await seller.PostAsync("{}", seller.Sign("{}"), contentLength: MaximumBytes + 1));
        Assert.Null(await seller.StoredAsync(tooLarge));
        Assert.Equal(200, await seller.PostAsync(fits, seller.Sign(fits)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"id":"","type":"payment_intent.succeeded"}""")]
    [InlineData("""{"id":7,"type":"payment_intent.succeeded"}""")]
    public async Task What_is_signed_but_no_event_is_refused(string body)
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);

        Assert.Equal(400, await seller.PostAsync(body, seller.Sign(body)));
    }

    [Fact]
    public async Task Test_events_are_refused_in_production_only()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        await using var production = seller.With(new Dictionary<string, string?> { ["Environment"] = "Production" });
        var test = seller.Event("payment_intent.succeeded", [], livemode: false);
        var live = seller.Event("payment_intent.succeeded", []);

        Assert.Equal(400, await StripeSeller.PostAsync(production, Encoding.UTF8.GetBytes(test), seller.Sign(test)));
        Assert.Null(await seller.StoredAsync(test));
        Assert.Equal(200, await StripeSeller.PostAsync(production, Encoding.UTF8.GetBytes(live), seller.Sign(live)));
        Assert.Equal(200, await seller.PostAsync(test, seller.Sign(test)));
    }

    [Fact]
    public async Task The_endpoint_of_one_account_takes_its_own_secrets_only()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var body = seller.Succeeded("pi_1", 11900, null);

        Assert.Equal(400, await seller.PostAsync(body, seller.Sign(body), route: "acct_other"));
        Assert.Equal(400, await seller.PostAsync(body, seller.Sign(body, StripeSeller.OtherEndpointSecret), route: "acct_unknown"));
        Assert.Equal(404, await seller.PostAsync(body, seller.Sign(body), route: "acct_other:Secrets:0"));
        Assert.Equal(200, await seller.PostAsync(body, seller.Sign(body, StripeSeller.OtherEndpointSecret), route: "acct_other"));
        Assert.Equal("acct_other", (await seller.StoredAsync(body))!.MerchantAccount);
    }

    [Fact]
    public async Task A_duplicate_is_enqueued_again_only_while_it_is_not_applied()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var body = seller.Succeeded("pi_1", 11900, seller.Invoice.Number);

        Assert.Equal(200, await seller.PostAsync(body, seller.Sign(body)));
        Assert.Equal(200, await seller.PostAsync(body, seller.Sign(body)));
        Assert.Equal(2, await EnqueuedAsync(seller, body));

        await seller.ApplyAsync(body);
        Assert.Equal(200, await seller.PostAsync(body, seller.Sign(body)));
        Assert.Equal(0, await EnqueuedAsync(seller, body));
        Assert.Equal(InboxStatus.Applied, (await seller.StoredAsync(body))!.Status);
    }

    [Fact]
    public async Task Where_the_queue_fails_the_sender_is_told_so_and_its_next_delivery_is_enqueued()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        await using var withoutQueue = WithoutQueue(seller);
        var body = seller.Succeeded("pi_1", 11900, seller.Invoice.Number);

        // The host answers what a function throws with 500.
        await Assert.ThrowsAnyAsync<Exception>(() => StripeSeller.PostAsync(withoutQueue, Encoding.UTF8.GetBytes(body), seller.Sign(body)));
        Assert.Equal(InboxStatus.Received, (await seller.StoredAsync(body))!.Status);
        Assert.Equal(0, await EnqueuedAsync(seller, body));

        Assert.Equal(200, await seller.PostAsync(body, seller.Sign(body)));
        Assert.Equal(1, await EnqueuedAsync(seller, body));
    }

    [Fact]
    public async Task An_event_whose_message_was_lost_is_enqueued_again_after_ten_minutes_until_it_is_applied()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var body = seller.Succeeded("pi_1", 11900, seller.Invoice.Number);
        await seller.PostAsync(body, seller.Sign(body));
        Assert.Equal(1, await EnqueuedAsync(seller, body));

        Assert.Equal(0, await RequeuedAfterAsync(seller, body, TimeSpan.FromMinutes(9)));
        Assert.Equal(1, await RequeuedAfterAsync(seller, body, TimeSpan.FromMinutes(1)));
        Assert.Equal(0, await RequeuedAfterAsync(seller, body, TimeSpan.FromMinutes(9)));
        Assert.Equal(1, await RequeuedAfterAsync(seller, body, TimeSpan.FromMinutes(1)));

        await seller.ApplyAsync(body);
        Assert.Equal(0, await RequeuedAfterAsync(seller, body, TimeSpan.FromDays(1)));
        Assert.Equal(0, await PendingAsync(seller, body));
    }

    [Fact]
    public async Task An_event_that_is_never_applied_is_marked_as_failed_in_the_end()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var body = seller.Succeeded("pi_1", 11900, seller.Invoice.Number);
        await seller.PostAsync(body, seller.Sign(body));
        await EnqueuedAsync(seller, body);

        var requeued = 0;
        for (var quarterDay = 0; quarterDay < 20; quarterDay++)
            requeued += await RequeuedAfterAsync(seller, body, TimeSpan.FromHours(6));

        Assert.Equal(16, requeued);
        Assert.Equal(InboxStatus.Failed, (await seller.StoredAsync(body))!.Status);
        Assert.Equal(0, await PendingAsync(seller, body));
    }

    [Fact]
    public async Task An_index_entry_without_its_event_is_dropped()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var body = seller.Succeeded("pi_1", 11900, null);
        await seller.PostAsync(body, seller.Sign(body));
        var key = StripeSeller.KeyOf(body);
        var table = seller.Services.GetRequiredService<BillingStorage>().Inbox;
        await foreach (var row in table.QueryAsync<TableEntity>(row => row.RowKey == key))
        {
            if (!row.PartitionKey.StartsWith("pending|", StringComparison.Ordinal))
                await table.DeleteEntityAsync(row);
        }

        Assert.Equal(1, await PendingAsync(seller, body));
        await EnqueuedAsync(seller, body);
        Assert.Equal(0, await RequeuedAfterAsync(seller, body, TimeSpan.FromHours(1)));
        Assert.Equal(0, await PendingAsync(seller, body));
    }

    private ServiceProvider WithoutQueue(StripeSeller seller)
    {
        var storage = seller.Services.GetRequiredService<BillingStorage>();
        var connection = azurite.ConnectionStringFor(storage.Container("x").Uri, new Uri("http://127.0.0.1:1/"), storage.Inbox.Uri);
        return seller.With(new Dictionary<string, string?> { ["Storage:ConnectionString"] = connection });
    }

    private static async Task<int> RequeuedAfterAsync(StripeSeller seller, string body, TimeSpan time)
    {
        seller.Clock.Advance(time);
        await ActivatorUtilities.CreateInstance<RequeueInbox>(seller.Services).RunAsync(new TimerInfo(), default);
        return await EnqueuedAsync(seller, body);
    }

    private static async Task<int> EnqueuedAsync(StripeSeller seller, string body) =>
        (await Given.TakeMessagesAsync<ApplyPaymentEventMessage>(seller.Services, StorageNames.ApplyPaymentEvents)).Count(message => message == new ApplyPaymentEventMessage("stripe", StripeSeller.KeyOf(body)));

    private static async Task<int> PendingAsync(StripeSeller seller, string body)
    {
        var key = StripeSeller.KeyOf(body);
        var pending = 0;
        await foreach (var row in seller.Services.GetRequiredService<BillingStorage>().Inbox.QueryAsync<TableEntity>(row => row.RowKey == key))
            pending += row.PartitionKey.StartsWith("pending|", StringComparison.Ordinal) ? 1 : 0;
        return pending;
    }

    private static async Task<bool> BodyExistsAsync(StripeSeller seller, string body) =>
        await seller.Services.GetRequiredService<BillingStorage>().Container(StorageNames.InboxBodies).GetBlobClient($"stripe/{StripeSeller.KeyOf(body)}.json").ExistsAsync();
}
