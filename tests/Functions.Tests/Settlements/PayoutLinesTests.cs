using Billing.Domain;
using Billing.Functions.Journal;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Settlements;
using Billing.Functions.Storage;
using Billing.Functions.Tests.Processors;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Settlements;

/// <summary>What payouts consist of, asked of the processors' servers when the payout is told.</summary>
public sealed class PayoutLinesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Stripe_is_asked_page_by_page_what_a_payout_consists_of_and_what_each_charge_cost()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite, new Dictionary<string, string?> { ["Webhooks:Stripe:ApiKey"] = "sk_live", ["Webhooks:Stripe:ApiUrl"] = "@server" });
        var n = seller.Tag;
        string Transaction(string id, string type, long amount, long fee, string source) => $$$$"""{"id":"txn_{{{{id}}}}","object":"balance_transaction","type":"{{{{type}}}}","amount":{{{{amount}}}},"fee":{{{{fee}}}},"currency":"eur","created":1773136800,"source":{{{{source}}}}}""";
        var list = $"/v1/balance_transactions?limit=100&payout=po_{n}&expand[]=data.source";
        seller.Server.Give(list, $$$$"""{"has_more":true,"data":[{{{{Transaction($"{n}p", "payout", -9690, 0, $"\"po_{n}\"")}}}},{{{{Transaction($"{n}c", "charge", 11900, 300, $$"""{"object":"charge","payment_intent":"pi_{{n}}"}""")}}}}]}""");
        seller.Server.Give($"{list}&starting_after=txn_{n}c", $$$$"""
            {"has_more":false,"data":[{{{{Transaction($"{n}r", "refund", -1900, 0, $$$"""{"object":"refund","payment_intent":{"id":"pi_{{{n}}}"}}""")}}}},{{{{Transaction($"{n}f", "stripe_fee", -10, 0, "null")}}}}]}
            """);
        string Event(string id, string type, string more) => $$$$"""{"id":"evt_{{{{n}}}}_{{{{id}}}}","object":"event","type":"{{{{type}}}}","livemode":true,"account":"{{{{seller.MerchantAccount}}}}","created":1773136800,"data":{"object":{{{{more}}}}}}""";
        var payout = $$$$"""{"id":"po_{{{{n}}}}","amount":9690,"currency":"eur","arrival_date":1773187200,"reconciliation_status":"completed"}""";
        var waiting = payout.Replace("completed", "in_progress", StringComparison.Ordinal);
        string[] events =
        [
            Event("1", "payout.paid", waiting), Event("2", "payout.reconciliation_completed", payout),
            Event("3", "payment_intent.succeeded", $$$$"""{"id":"pi_{{{{n}}}}","amount":11900,"amount_received":11900,"currency":"eur","metadata":{}}"""),
            Event("4", "charge.refunded", $$$$"""{"id":"ch_{{{{n}}}}","amount_refunded":1900,"currency":"eur","payment_intent":"pi_{{{{n}}}}","metadata":{}}"""),
        ];

        await DeliverAsync(seller, "stripe", events[0]);
        Assert.DoesNotContain(seller.Server.Asked, asked => asked.Path.Contains("balance_transactions", StringComparison.Ordinal));
        await DeliverAsync(seller, "stripe", events);

        var id = new PaymentId("stripe", seller.MerchantAccount, $"po_{n}");
        var lines = (await seller.Services.GetRequiredService<SettlementBook>().FindAsync(id, default))!;
        Assert.Equal([(SettlementKind.Charge, 119m, 3m), (SettlementKind.Refund, -19m, 0m), (SettlementKind.Fee, 0m, 0.10m)], lines.Select(line => (line.Kind, line.Gross.Amount, line.Fee.Amount)));
        Assert.All(lines.Take(2), line => Assert.Equal($"stripe|{seller.MerchantAccount}|pi_{n}", line.PaymentId));
        Assert.Contains(seller.Server.Asked, asked => asked.Path == list && asked.Token == "Bearer sk_live");
        await BooksAsync(seller, "cash-in-transit:stripe 96.90", "processor-fees 3.10", "suspense -100.00");
    }

    [Fact]
    public async Task The_items_of_GoCardless_tell_fees_in_tenths_which_are_shared_out_to_the_cent()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var n = seller.Tag;
        string Item(string type, string amount, string payment) => $$$$"""{"type":"{{{{type}}}}","amount":"{{{{amount}}}}","links":{"payment":"{{{{payment}}}}"}}""";
        seller.Server.Give($"/payouts/PO{n}", $$$$"""{"payouts":{"id":"PO{{{{n}}}}","amount":19939,"deducted_fees":61,"currency":"EUR","arrival_date":"2026-03-11","reference":"ACME-{{{{n}}}}"}}""");
        seller.Server.Give($"/payout_items?limit=500&payout=PO{n}", $$$$"""
            {"payout_items":[{{{{Item("payment_paid_out", "10000.0", $"PM{n}A")}}}},{{{{Item("gocardless_fee", "-30.3", $"PM{n}A")}}}}],"meta":{"cursors":{"after":"next"}}}
            """);
        seller.Server.Give($"/payout_items?limit=500&payout=PO{n}&after=next", $$$$"""
            {"payout_items":[{{{{Item("payment_paid_out", "10000.0", $"PM{n}B")}}}},{{{{Item("gocardless_fee", "-30.3", $"PM{n}B")}}}}],"meta":{"cursors":{"after":null}}}
            """);

        var paid = $$$$"""{"events":[{"id":"EV{{{{n}}}}","created_at":"2026-03-10T10:00:00Z","resource_type":"payouts","action":"paid","links":{"payout":"PO{{{{n}}}}","organisation":"{{{{seller.MerchantAccount}}}}"}}]}""";
        await DeliverAsync(seller, "gocardless", paid, paid);

        Assert.Equal([0.31m, 0.30m], new[] { await FeeAsync(seller, $"PM{n}A"), await FeeAsync(seller, $"PM{n}B") }.OrderDescending());
        await BooksAsync(seller, "cash-in-transit:gocardless 199.39", "cash:gocardless -200.00", "processor-fees 0.61");
    }

    [Fact]
    public async Task Where_GoCardless_has_no_items_any_more_the_payout_tells_its_fees_in_one_sum()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        seller.Server.Give($"/payouts/PO{seller.Tag}", $$$$"""{"payouts":{"id":"PO{{{{seller.Tag}}}}","amount":19939,"deducted_fees":61,"currency":"EUR","arrival_date":"2026-03-11"}}""");
        seller.Server.Give($"/payout_items", "{}", 410);

        await DeliverAsync(seller, "gocardless", $$$$"""{"events":[{"id":"EV{{{{seller.Tag}}}}","created_at":"2026-03-10T10:00:00Z","resource_type":"payouts","action":"paid","links":{"payout":"PO{{{{seller.Tag}}}}","organisation":"{{{{seller.MerchantAccount}}}}"}}]}""");

        await BooksAsync(seller, "cash-in-transit:gocardless 199.39", "cash:gocardless -200.00", "processor-fees 0.61");
    }

    private static async Task<decimal> FeeAsync(ProcessorSeller seller, string id) => (await seller.PaymentAsync("gocardless", id))!.Fees(Currency.Of("EUR")).Amount;

    private static async Task DeliverAsync(ProcessorSeller seller, string processor, params IReadOnlyList<string> bodies)
    {
        foreach (var posted in await seller.SignAsync([.. bodies.Select(body => (processor, body))]))
            Assert.InRange((await seller.PostAsync(posted)).Status, 200, 204);
        Assert.Empty((await seller.ApplyAllAsync()).Failed);
    }

    // What comes to 0 is left out.
    private static async Task BooksAsync(ProcessorSeller seller, params string[] expected)
    {
        foreach (var id in (await Given.TakeMessagesAsync<DrivePaymentMessage>(seller.Services, StorageNames.DrivePayments)).Select(message => message.PaymentId).Distinct())
            await seller.Services.GetRequiredService<PaymentDrive>().DriveAsync(PaymentId.Parse(id), default);
        foreach (var append in await Given.TakeMessagesAsync<AppendJournalMessage>(seller.Services, StorageNames.AppendJournal))
            await ActivatorUtilities.CreateInstance<AppendJournal>(seller.Services).RunAsync(BillingJson.Write(append), new DequeuedContext(1), default);
        var rows = await seller.Services.GetRequiredService<JournalBook>().ReadAsync(seller.SellerId, DateOnly.MinValue, DateOnly.MaxValue.AddDays(-1), default).ToListAsync();
        Assert.Equal(expected, rows.GroupBy(row => row.LedgerAccount).OrderBy(account => account.Key, StringComparer.Ordinal)
            .Select(account => (account.Key, Sum: account.Sum(row => row.Amount.Amount))).Where(account => account.Sum != 0).Select(account => FormattableString.Invariant($"{account.Key} {account.Sum:F2}")));
    }
}
