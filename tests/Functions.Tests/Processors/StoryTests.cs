using System.Text.Json.Nodes;
using Billing.Domain;
using Billing.Functions.Inbox;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Processors;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Processors;

/// <summary>What a processor's events say, in whatever order and however often they are told.</summary>
public sealed class StoryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly Currency Euro = Currency.Of("EUR");

    public static TheoryData<string> All => [.. Stories.Processors];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_payment_that_was_refunded_in_part_and_won_a_dispute_leaves_what_it_should(string processor)
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var invoice = await Given.InvoiceAsync(seller.Services, seller.Account);
        var stories = new Stories(seller.MerchantAccount, seller.Clock.GetUtcNow());
        stories.Give(seller.Server, processor, seller.Tag, invoice.Number);

        foreach (var posted in await seller.SignAsync([.. stories.Of(processor, seller.Tag, invoice.Number).Select(body => (processor, body))]))
        {
            Assert.InRange((await seller.PostAsync(posted)).Status, 200, 204);
            Assert.Empty((await seller.ApplyAllAsync()).Failed);
        }

        var payment = (await seller.PaymentAsync(processor, Stories.PaymentId(processor, seller.Tag)))!;
        Assert.Equal(("100.00 EUR", "0.00 EUR", Stories.Fee(processor)), ($"{payment.Held()}", $"{payment.Suspense()}", payment.Fees(Euro).Amount));
        Assert.Equal(PaymentStatus.PartlyRefunded, payment.Status);
        var account = await Given.StateAsync(seller.Services, seller.Account);
        Assert.Equal((19m, 0m), (account.Receivable().Amount, account.Credit().Amount));
        Assert.Empty(await seller.TasksAsync());
        Assert.All((await seller.InboxAsync()).Where(stored => stored.MerchantAccount == seller.MerchantAccount), stored => Assert.Equal(InboxStatus.Applied, stored.Status));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_order_and_repetition_of_a_payments_events_gives_the_same_ledger(string processor)
    {
        await using var server = await StandIn.StartAsync();
        var stories = new Stories("acct_1", new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));
        stories.Give(server, processor, "1", "INV-1");
        var told = await ReportsAsync(processor, stories, server);
        var clean = Ledger(told);
        Assert.Equal("100.00 EUR", clean.Held);

        var orders = Gen.Int[0, told.Count - 1].Array[0, 3 * told.Count].Select(extra => extra.Concat(Enumerable.Range(0, told.Count)).ToArray()).SelectMany(Gen.Shuffle);
        orders.Sample(order => Ledger([.. order.Select(index => told[index])]) == clean, iter: 3_000);
        foreach (var order in Permutations([.. Enumerable.Range(0, told.Count)]))
            Assert.Equal(clean, Ledger([.. order.Select(index => told[index])]));
    }

    [Fact]
    public async Task A_debit_that_the_bank_returns_after_its_confirmation_is_taken_back_and_counts_again_when_it_is_confirmed_again()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var invoice = await Given.InvoiceAsync(seller.Services, seller.Account);
        var stories = new Stories(seller.MerchantAccount, seller.Clock.GetUtcNow());
        stories.Give(seller.Server, "gocardless", seller.Tag, invoice.Number);
        string Event(string id, string action, string at) => $$$$"""{"id":"{{{{id}}}}","created_at":"{{{{at}}}}","resource_type":"payments","action":"{{{{action}}}}","links":{"payment":"PM{{{{seller.Tag}}}}","organisation":"{{{{seller.MerchantAccount}}}}"},"details":{"cause":"{{{{(action == "failed" ? "insufficient_funds" : action)}}}}"}}""";
        string[] events = [Event($"EVA{seller.Tag}", "confirmed", "2026-03-01T10:00:00Z"), Event($"EVB{seller.Tag}", "failed", "2026-03-04T10:00:00Z"), Event($"EVC{seller.Tag}", "confirmed", "2026-03-09T10:00:00Z")];
        seller.Server.Give("/events", $$$$"""{"events":[{{{{string.Join(',', events.Reverse())}}}}]}""");

        // The last first, and the first last.
        foreach (var body in events.Reverse())
        {
            Assert.Equal(204, (await seller.PostAsync(await seller.SignAsync("gocardless", $$$$"""{"events":[{{{{body}}}}]}"""))).Status);
            Assert.Empty((await seller.ApplyAllAsync()).Failed);
        }

        var payment = (await seller.PaymentAsync("gocardless", $"PM{seller.Tag}"))!;
        Assert.Equal("119.00 EUR", payment.Held().ToString());
        Assert.Equal(0, (await Given.StateAsync(seller.Services, seller.Account)).Receivable().Amount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failed_debit_that_GoCardless_tries_again_is_under_way_and_only_the_last_failure_is_one(bool wasConfirmed)
    {
        await using var server = await StandIn.StartAsync();
        string Event(string id, string action, string at, string retry) => $$$$"""{"id":"{{{{id}}}}","created_at":"{{{{at}}}}","resource_type":"payments","action":"{{{{action}}}}","links":{"payment":"PM1"},"details":{"cause":"bank_account_closed"{{{{retry}}}}}}""";
        string[] events =
        [
            .. wasConfirmed ? [Event("EV0", "confirmed", "2026-03-01T10:00:00Z", "")] : Array.Empty<string>(),
            Event("EV1", "failed", "2026-03-04T10:00:00Z", ",\"will_attempt_retry\":true"), Event("EV2", "failed", "2026-03-09T10:00:00Z", ",\"will_attempt_retry\":false"),
        ];
        server.Give("/payments/PM1", """{"payments":{"id":"PM1","amount":11900,"currency":"EUR","metadata":{}}}""");
        server.Give("/events", $$$$"""{"events":[{{{{string.Join(',', events)}}}}]}""");
        IReadOnlyList<PaymentFact> Facts(string json) => Assert.IsType<PaymentReport>(Assert.Single(Reading.Of(Adapter("gocardless", server), json, "acct_1"))).Facts;

        var (first, last) = (Facts(events[^2]), Facts(events[^1]));

        Assert.Equal(new PaymentPending(new DateOnly(2026, 3, 4)), first[^1]);
        Assert.DoesNotContain(first, fact => fact is PaymentFailed);
        Assert.Equal(wasConfirmed ? [new CaptureFailed("EV0", "bank_account_closed", new DateOnly(2026, 3, 4))] : [], first.SkipLast(1));
        Assert.Equal(new PaymentFailed("EV2", "bank_account_closed", new DateOnly(2026, 3, 9), Hard: true), last[^1]);
    }

    [Theory]
    [InlineData("stripe", """{"id":"e","type":"payment_intent.payment_failed","created":1,"data":{"object":{"id":"p","last_payment_error":{"decline_code":"stolen_card"}}}}""", "stolen_card", true)]
    [InlineData("stripe", """{"id":"e","type":"payment_intent.payment_failed","created":1,"data":{"object":{"id":"p","last_payment_error":{"decline_code":"insufficient_funds"}}}}""", "insufficient_funds", false)]
    [InlineData("adyen", """{"id":"e","type":"AUTHORISATION","pspReference":"p","success":"false","eventDate":"2026-03-10T10:00:00+01:00","reason":"Blocked Card","amount":{"value":1,"currency":"EUR"}}""", "Blocked Card", true)]
    [InlineData("adyen", """{"id":"e","type":"AUTHORISATION","pspReference":"p","success":"false","eventDate":"2026-03-10T10:00:00+01:00","reason":"Not enough balance","amount":{"value":1,"currency":"EUR"}}""", "Not enough balance", false)]
    [InlineData("square", """{"id":"e","type":"payment.updated","created_at":"2026-03-10T10:00:00Z","data":{"object":{"payment":{"id":"p","status":"FAILED","card_details":{"errors":[{"code":"CARD_EXPIRED"}]}}}}}""", "CARD_EXPIRED", true)]
    [InlineData("square", """{"id":"e","type":"payment.updated","created_at":"2026-03-10T10:00:00Z","data":{"object":{"payment":{"id":"p","status":"FAILED","card_details":{"errors":[{"code":"INSUFFICIENT_FUNDS"}]}}}}}""", "INSUFFICIENT_FUNDS", false)]
    [InlineData("standard-webhooks", """{"id":"e","type":"payment.failed","timestamp":"2026-03-10T10:00:00Z","data":{"payment_id":"p","code":"no_account","hard":true}}""", "no_account", true)]
    [InlineData("standard-webhooks", """{"id":"e","type":"payment.failed","data":{"id":"p","code":"no_funds"}}""", "no_funds", false)]
    [InlineData("paypal", """{"id":"e","type":"PAYMENT.CAPTURE.DENIED","create_time":"2026-03-10T10:00:00Z","resource":{"id":"p"}}""", "denied", false)]
    public void A_failure_says_why_and_whether_the_same_method_may_be_tried_again(string processor, string json, string code, bool isHard)
    {
        var failed = Assert.IsType<PaymentFailed>(Assert.Single(Assert.IsType<PaymentReport>(Assert.Single(Reading.Of(Adapter(processor, null), json, "acct_1"))).Facts));

        Assert.Equal((code, isHard), (failed.Code, failed.Hard));
    }

    [Fact]
    public void Where_Adyens_captures_are_manual_each_is_a_part_and_the_authorisation_is_only_pending()
    {
        var adyen = new AdyenProcessor(Reading.Settings(("Webhooks:Adyen:ManualCapture", "true")));
        IEnumerable<PaymentFact> Facts(string type, string reference, long value, string original = "") => Reading.Of(
            adyen, $$$$"""{"type":"{{{{type}}}}","pspReference":"{{{{reference}}}}","originalReference":"{{{{original}}}}","success":"true","eventDate":"2026-03-10T10:00:00Z","amount":{"value":{{{{value}}}},"currency":"EUR"}}""", "a").Cast<PaymentReport>().SelectMany(report => report.Facts);
        IEnumerable<PaymentFact> told = [.. Facts("AUTHORISATION", "p", 10000), .. Facts("CAPTURE", "c1", 6000, "p"), .. Facts("CAPTURE", "c2", 4000, "p"), .. Facts("CAPTURE_FAILED", "c2", 4000, "p"), .. Facts("REFUND", "r1", 1000, "p"), .. Facts("REFUND_FAILED", "r1", 1000, "p")];

        var payment = told.Aggregate(Payment.Unknown(new PaymentId("adyen", "a", "p"), "s"), (known, fact) => known.With(fact));

        Assert.Equal("60.00 EUR", payment.Held().ToString());
        Assert.Equal(new PaymentPending(new DateOnly(2026, 3, 10)), payment.Facts[0]);
    }

    [Theory]
    [InlineData(1000, "CLP", "10 CLP")]
    [InlineData(1000, "ISK", "10 ISK")]
    [InlineData(1000, "IDR", "1000.00 IDR")]
    [InlineData(1000, "JPY", "1000 JPY")]
    [InlineData(1000, "KWD", "1.000 KWD")]
    public void Amounts_are_read_by_Adyens_own_exponents(long value, string currency, string expected)
    {
        var report = Assert.IsType<PaymentReport>(Assert.Single(Reading.Of(Adapter("adyen", null), $$$$"""{"type":"AUTHORISATION","pspReference":"p","success":"true","eventDate":"2026-03-10T10:00:00Z","amount":{"value":{{{{value}}}},"currency":"{{{{currency}}}}"}}""", "a")));

        Assert.Equal(expected, Assert.Single(report.Facts).Money().ToString());
    }

    [Fact]
    public async Task A_payout_leaves_the_processor_less_its_fees_once_and_comes_back_where_it_fails()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        string Event(string type, string more) => $$$$"""{"type":"{{{{type}}}}","timestamp":"2026-03-10T10:00:00Z","data":{"payout_id":"po_1","currency":"EUR","merchant_account":"{{{{seller.MerchantAccount}}}}"{{{{more}}}}}""" + "}";
        var deliveries = await seller.SignAsync([("standard-webhooks", Event("payout.failed", "")), ("standard-webhooks", Event("payout.paid", ",\"amount\":\"980.00\",\"fee\":\"20.00\""))]);

        await seller.PostAsync(deliveries[1]);
        await seller.ApplyAllAsync();
        Assert.Equal([("cash-in-transit:standard-webhooks", 980m), ("cash:standard-webhooks", -1000m), ("processor-fees", 20m)], await JournalAsync(seller));
        foreach (var delivery in deliveries.Concat(deliveries))
            await seller.PostAsync(delivery);
        Assert.Empty((await seller.ApplyAllAsync()).Failed);
        Assert.Equal([("cash-in-transit:standard-webhooks", 0m), ("cash:standard-webhooks", -20m), ("processor-fees", 20m)], await JournalAsync(seller));
    }

    [Fact]
    public async Task A_mandate_that_ended_is_work_for_an_operator_and_what_is_not_known_is_ignored()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        string Event(string type) => $$$$"""{"type":"{{{{type}}}}","timestamp":"2026-03-10T10:00:00Z","data":{"mandate_id":"md_1","reason":"cancelled by the payer","merchant_account":"{{{{seller.MerchantAccount}}}}"}}""";

        foreach (var posted in await seller.SignAsync([("standard-webhooks", Event("mandate.revoked")), ("standard-webhooks", Event("a.type.of.next.year"))]))
            Assert.Equal(200, (await seller.PostAsync(posted)).Status);
        Assert.Empty((await seller.ApplyAllAsync()).Failed);

        Assert.Equal(("mandate-ended", "md_1"), Assert.Single(await seller.TasksAsync()) is var task ? (task.Kind, task.Subject) : default);
        Assert.Equal([InboxStatus.Applied, InboxStatus.Ignored], (await seller.InboxAsync()).Where(stored => stored.MerchantAccount == seller.MerchantAccount).Select(stored => stored.Status).Order());
    }

    [Fact]
    public async Task Mollie_is_asked_again_at_each_post_and_an_id_that_it_does_not_know_is_acknowledged()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var invoice = await Given.InvoiceAsync(seller.Services, seller.Account);
        var mollie = new Posted("mollie", $"id=tr_{seller.Tag}", [], seller.MerchantAccount);
        void Know(string status, string more) => seller.Server.Give($"/v2/payments/tr_{seller.Tag}", $$$$"""{"id":"tr_{{{{seller.Tag}}}}","status":"{{{{status}}}}","createdAt":"2026-03-10T10:00:00Z","amount":{"value":"119.00","currency":"EUR"},"metadata":{"invoice_number":"{{{{invoice.Number}}}}"}{{{{more}}}}""" + "}");

        var owed = new List<decimal>();
        foreach (var (status, more) in new[] { ("pending", ""), ("paid", ",\"paidAt\":\"2026-03-10T11:00:00Z\""), ("paid", ",\"paidAt\":\"2026-03-10T11:00:00Z\",\"amountRefunded\":{\"value\":\"19.00\",\"currency\":\"EUR\"}") })
        {
            Know(status, more);
            Assert.Equal(200, (await seller.PostAsync(mollie)).Status);
            Assert.Empty((await seller.ApplyAllAsync()).Failed);
            owed.Add((await Given.StateAsync(seller.Services, seller.Account)).Receivable().Amount);
        }

        Assert.Equal([119, 0, 19], owed);
        Assert.Equal(200, (await seller.PostAsync(mollie with { Body = $"id=tr_unknown{seller.Tag}" })).Status);
        Assert.Empty((await seller.ApplyAllAsync()).Failed);
        Assert.All(seller.Server.Asked, asked => Assert.Equal("Bearer live_mollie", asked.Token));
        foreach (var body in new[] { "", "id=", "id=../../x", "id=tr_1&id=tr_2", "name=tr_1", "id=tr_1%2F..", "{}" })
            Assert.Equal(400, (await seller.PostAsync(mollie with { Body = body })).Status);
    }

    private static IPaymentProcessor Adapter(string processor, StandIn? server)
    {
        var settings = Reading.Settings(("Webhooks:Mollie:ApiUrl", $"{server?.Url}"), ("Webhooks:Mollie:ApiKey", "k"), ("Webhooks:GoCardless:ApiUrl", $"{server?.Url}"), ("Webhooks:GoCardless:AccessToken", "k"));
        return processor switch
        {
            "stripe" => new StripeProcessor(settings, new ProcessorApi(), TimeProvider.System),
            "paypal" => new PayPalProcessor(settings, new PayPalCertificates(Microsoft.Extensions.Logging.Abstractions.NullLogger<PayPalCertificates>.Instance, TimeProvider.System), TimeProvider.System),
            "adyen" => new AdyenProcessor(settings),
            "gocardless" => new GoCardlessProcessor(settings, new ProcessorApi()),
            "square" => new SquareProcessor(settings),
            "mollie" => new MollieProcessor(settings, new ProcessorApi()),
            _ => new StandardWebhooksProcessor(settings, TimeProvider.System),
        };
    }

    private static async Task<IReadOnlyList<PaymentReport>> ReportsAsync(string processor, Stories stories, StandIn server)
    {
        var adapter = Adapter(processor, server);
        var reports = new List<PaymentReport>();
        foreach (var body in stories.Of(processor, "1", "INV-1"))
        {
            var json = processor == "mollie" ? null : JsonNode.Parse(body)!;
            var stored = processor switch
            {
                "mollie" => Reading.Stored(adapter, body, "tr_1", "tr", "acct_1"),
                "adyen" => Inner(json!["notificationItems"]![0]!["NotificationRequestItem"]!, "pspReference", "eventCode"),
                "gocardless" => Inner(json!["events"]![0]!, "id", "action"),
                _ => Reading.Stored(adapter, body, (json!["id"] ?? json["event_id"])?.ToString() ?? "msg_1", (json["type"] ?? json["event_type"])!.ToString(), "acct_1"),
            };
            reports.AddRange((await adapter.ReadAsync(stored, default)).Cast<PaymentReport>());
        }

        return reports;

        StoredEvent Inner(JsonNode inner, string id, string type) => Reading.Stored(adapter, inner.ToJsonString(), inner[id]!.ToString(), inner[type]!.ToString(), "acct_1");
    }

    // What an account gets of a payment whose reports come in an order, and what the books have of it.
    private static (string Held, string Suspense, string Fees, PaymentStatus Status, string Books) Ledger(IReadOnlyList<PaymentReport> told)
    {
        var payment = Payment.Unknown(told[0].Payment, "acme");
        var books = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var report in told)
        {
            foreach (var fact in report.Facts)
            {
                foreach (var line in payment.Facts.Any(known => known.Key == fact.Key) ? [] : PaymentPosting.Post(payment, fact, DateOnly.MinValue)?.Lines ?? [])
                    books[line.Account] = books.GetValueOrDefault(line.Account, Money.Zero(Euro)) + line.Amount;
                payment = payment.With(fact);
            }

            payment = payment.Referring(report.Reference);
            payment = PaymentDecider.Assign(payment, new PaymentTarget("acme.c.EUR", null));
            while (payment.Assignments.FirstOrDefault(known => known.Status == AssignmentStatus.Pending) is { } next)
                payment = PaymentDecider.Answered(payment, next.No, null);
        }

        return ($"{payment.Held()}", $"{payment.Suspense()}", $"{payment.Fees(Euro)}", payment.Status, string.Join(", ", books.Where(line => !line.Value.IsZero).Select(line => $"{line.Key} {line.Value}")));
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length < 2
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));

    private static async Task<IReadOnlyList<(string Account, decimal Amount)>> JournalAsync(ProcessorSeller seller) =>
        [.. (await seller.Services.GetRequiredService<Billing.Functions.Journal.JournalBook>().ReadAsync(seller.SellerId, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), default).ToListAsync())
            .GroupBy(line => line.LedgerAccount).OrderBy(line => line.Key, StringComparer.Ordinal).Select(line => (line.Key, line.Sum(part => part.Amount.Amount)))];
}
