using System.Net;
using System.Text.Json.Nodes;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Charging;
using Billing.Functions.Processors;
using Billing.Functions.Tests.Processors;
using Microsoft.Extensions.Configuration;
using Fault = Billing.DevHost.Processors.Fault;

namespace Billing.Functions.Tests.Charging;

public sealed class StripeChargingTests : IAsyncLifetime
{
    private ProcessorsAtHand hand = null!;

    public async Task InitializeAsync() => hand = await ProcessorsAtHand.StartAsync(patience: TimeSpan.FromSeconds(3));

    public async Task DisposeAsync() => await hand.DisposeAsync();

    [Fact]
    public async Task A_card_that_was_saved_under_a_link_is_charged_and_the_payment_says_what_it_is_for()
    {
        var method = await hand.SavedAsync("stripe", "pm_card_visa");

        var taken = Assert.IsType<ChargeAnswer.Taken>(await hand.Stripe.ChargeAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_1"), default));

        Assert.True(taken.Settled);
        Assert.Equal((SavedMethodKind.Card, "stripe", ProcessorsAtHand.Account), (method.Kind, method.Processor, method.MerchantAccount));
        Assert.Matches("^Visa ···· 4242, 12/[0-9]{2}$", method.Label);
        var report = Assert.Single(hand.News<PaymentReport>("stripe", "payment_intent.succeeded"));
        Assert.Equal(taken.PaymentId, report.Payment.Id);
        Assert.Equal("119.00 EUR", Assert.IsType<PaymentSucceeded>(Assert.Single(report.Facts)).Amount.ToString());
        Assert.Equal(("ACME-INV-2026-000001", "inv_1", "att_1", method.PayerReference), (report.Reference.InvoiceNumber, report.Reference.DocumentId, report.Reference.AttemptId, report.Reference.PayerAccount));
    }

    [Theory]
    [InlineData("pm_card_chargeCustomerFail", "generic_decline", false)]
    [InlineData("pm_card_authenticationRequired", "authentication_required", false)]
    public async Task A_saved_card_that_is_declined_names_its_payment_and_the_reason(string card, string code, bool isHard)
    {
        var method = await hand.SavedAsync("stripe", card);

        var declined = Assert.IsType<ChargeAnswer.Declined>(await hand.Stripe.ChargeAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_1"), default));

        Assert.Equal((code, isHard), (declined.Code, declined.Hard));
        var report = Assert.Single(hand.News<PaymentReport>("stripe", "payment_intent.payment_failed"));
        Assert.Equal((declined.PaymentId, "att_1"), (report.Payment.Id, report.Reference.AttemptId));
        var told = Assert.IsType<PaymentFailed>(Assert.Single(report.Facts));
        Assert.Equal((code, isHard), (told.Code, told.Hard));
    }

    [Theory]
    [InlineData("pm_card_visa_chargeDeclinedInsufficientFunds", "insufficient_funds", false)]
    [InlineData("pm_card_chargeDeclinedLostCard", "lost_card", true)]
    [InlineData("pm_card_chargeDeclinedExpiredCard", "expired_card", true)]
    [InlineData("pm_card_chargeDeclinedProcessingError", "processing_error", false)]
    public async Task A_decline_is_hard_where_the_same_card_will_always_be_declined(string card, string code, bool isHard)
    {
        var method = await hand.SavedAsync("stripe", "pm_card_visa") with { MethodReference = card };

        var declined = Assert.IsType<ChargeAnswer.Declined>(await hand.Stripe.ChargeAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_1"), default));

        Assert.Equal((code, isHard), (declined.Code, declined.Hard));
        var told = Assert.IsType<PaymentFailed>(Assert.Single(Assert.Single(hand.News<PaymentReport>("stripe", "payment_intent.payment_failed")).Facts));
        Assert.Equal((code, isHard), (told.Code, told.Hard));
    }

    [Fact]
    public async Task A_direct_debit_is_under_way_until_its_bank_answers()
    {
        var method = await hand.SavedAsync("stripe", "pm_sepaDebit_fail");

        var taken = Assert.IsType<ChargeAnswer.Taken>(await hand.Stripe.ChargeAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_1"), default));
        Assert.False(taken.Settled);
        Assert.IsType<PaymentPending>(Assert.Single(Assert.Single(hand.News<PaymentReport>("stripe", "payment_intent.processing")).Facts));
        await hand.Server.Stripe.SettleAsync(taken.PaymentId);

        Assert.Equal((SavedMethodKind.DirectDebit, "SEPA ···· 3001"), (method.Kind, method.Label));
        Assert.Equal("insufficient_funds", Assert.IsType<PaymentFailed>(Assert.Single(Assert.Single(hand.News<PaymentReport>("stripe", "payment_intent.payment_failed")).Facts)).Code);
        Assert.Equal(new ChargeAnswer.Declined(taken.PaymentId, "insufficient_funds", Hard: false), await hand.Stripe.FindAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_1"), default));
    }

    [Fact]
    public async Task A_method_that_is_there_no_more_must_not_be_tried_again_and_makes_no_payment()
    {
        var method = await hand.SavedAsync("stripe", "pm_card_visa");

        Assert.Equal(new ChargeAnswer.Declined(null, "resource_missing", Hard: true), await hand.Stripe.ChargeAsync(ProcessorsAtHand.Call(method with { MethodReference = "pm_gone" }, "119.00 EUR", "att_1"), default));
        Assert.Equal(new ChargeAnswer.Declined(null, "resource_missing", Hard: true), await hand.Stripe.ChargeAsync(ProcessorsAtHand.Call(method with { PayerReference = "cus_gone" }, "119.00 EUR", "att_2"), default));
        Assert.Equal(new ChargeAnswer.Declined(null, "amount_too_small", Hard: false), await hand.Stripe.ChargeAsync(ProcessorsAtHand.Call(method, "0.49 EUR", "att_3"), default));
        Assert.Null(await hand.Stripe.FindAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_1"), default));
    }

    [Theory]
    [InlineData("5000 JPY", 5000)]
    [InlineData("12.340 KWD", 12340)]
    [InlineData("1500 ISK", 150000)]
    [InlineData("100.00 MGA", 100)]
    [InlineData("119.99 EUR", 11999)]
    public async Task Amounts_go_out_in_Stripes_minor_units_and_come_back_the_same(string amount, long units)
    {
        var method = await hand.SavedAsync("stripe", "pm_card_visa", amount[^3..]);

        Assert.IsType<ChargeAnswer.Taken>(await hand.Stripe.ChargeAsync(ProcessorsAtHand.Call(method, amount, "att_1"), default));

        Assert.Equal(units, JsonNode.Parse(hand.Server.Stripe.Webhooks.All.Single(webhook => webhook.Type == "payment_intent.succeeded").Body)!["data"]!["object"]!["amount"]!.GetValue<long>());
        Assert.Equal(amount, Assert.IsType<PaymentSucceeded>(Assert.Single(Assert.Single(hand.News<PaymentReport>("stripe", "payment_intent.succeeded")).Facts)).Amount.ToString());
    }

    [Fact]
    public async Task What_Stripe_cannot_express_is_not_charged() =>
        Assert.Equal(new ChargeAnswer.Declined(null, "amount_not_chargeable", Hard: false), await hand.Stripe.ChargeAsync(ProcessorsAtHand.Call(await hand.SavedAsync("stripe", "pm_card_visa"), "12.345 KWD", "att_1"), default));

    public static TheoryData<string> Faults => ["dropped after", "late", "stalled", "dropped before", "500", "429", "key in use"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_call_whose_answer_is_lost_is_unknown_then_found_and_never_charges_twice(string fault)
    {
        var method = await hand.SavedAsync("stripe", "pm_card_visa");
        var call = ProcessorsAtHand.Call(method, "119.00 EUR", "att_1");
        hand.Server.Faults.Next("POST", "/v1/payment_intents", FaultOf(fault));

        await Assert.ThrowsAsync<HttpRequestException>(() => hand.Stripe.ChargeAsync(call, default));
        var found = await hand.Stripe.FindAsync(call, default);
        var again = await hand.Stripe.ChargeAsync(call, default);

        Assert.Equal(fault is "dropped after" or "late" or "stalled", found is not null);
        Assert.True(found is null || found == again);
        Assert.Equal(again, await hand.Stripe.ChargeAsync(call, default));
        Assert.Equal(again, await hand.Stripe.FindAsync(call, default));
        Assert.Single(hand.News<PaymentReport>("stripe", "payment_intent.succeeded"));
    }

    [Fact]
    public async Task A_decline_is_answered_the_same_again()
    {
        var method = await hand.SavedAsync("stripe", "pm_card_chargeCustomerFail");
        var call = ProcessorsAtHand.Call(method, "119.00 EUR", "att_1");

        var first = await hand.Stripe.ChargeAsync(call, default);

        Assert.Equal(first, await hand.Stripe.ChargeAsync(call, default));
        Assert.Equal(first, await hand.Stripe.FindAsync(call, default));
        Assert.Single(hand.News<PaymentReport>("stripe", "payment_intent.payment_failed"));
    }

    [Fact]
    public async Task The_same_attempt_in_other_words_answers_what_came_of_the_first()
    {
        var method = await hand.SavedAsync("stripe", "pm_card_visa");
        var first = await hand.Stripe.ChargeAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_1"), default);

        Assert.Equal(first, await hand.Stripe.ChargeAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_1") with { InvoiceNumber = "ACME-2026-1" }, default));
        Assert.Single(hand.News<PaymentReport>("stripe", "payment_intent.succeeded"));
    }

    [Fact]
    public async Task An_attempt_is_found_among_many_others_of_its_customer()
    {
        var method = await hand.SavedAsync("stripe", "pm_card_visa");
        var first = await hand.Stripe.ChargeAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_0"), default);
        for (var n = 1; n <= 120; n++)
            await hand.Stripe.ChargeAsync(ProcessorsAtHand.Call(method, "1.00 EUR", $"att_{n}"), default);

        Assert.Equal(first, await hand.Stripe.FindAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_0"), default));
        Assert.Null(await hand.Stripe.FindAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_none"), default));
    }

    [Fact]
    public async Task A_link_leads_to_the_same_for_its_key_and_another_request_under_that_is_refused()
    {
        var first = await hand.Stripe.SetUpLinkAsync(ProcessorsAtHand.SetUp("EUR", "key-1"), default);

        Assert.Equal(first, await hand.Stripe.SetUpLinkAsync(ProcessorsAtHand.SetUp("EUR", "key-1"), default));
        Assert.NotNull(first.ExpiresAt);
        Assert.Equal("key-reused", (await Assert.ThrowsAsync<ProblemException>(() => hand.Stripe.SetUpLinkAsync(ProcessorsAtHand.SetUp("GBP", "key-1"), default))).Problem.Code);
        Assert.Equal("https://acme.example/thanks", (await hand.CompleteAsync(first.Url, "pm_card_visa"))!.AbsoluteUri);
        Assert.Equal("acme.c1.EUR", Assert.Single(hand.News<MethodSaved>("stripe", "setup_intent.succeeded")).AccountId.ToString());
        Assert.Empty(hand.News<EventNews>("stripe", "checkout.session.completed"));
    }

    [Fact]
    public async Task A_card_that_is_declined_on_the_page_saves_nothing_and_another_can_be_tried()
    {
        var link = await hand.Stripe.SetUpLinkAsync(ProcessorsAtHand.SetUp("EUR", "key-1"), default);

        Assert.Null(await hand.CompleteAsync(link.Url, "pm_card_chargeDeclined"));
        Assert.Empty(hand.News<MethodSaved>("stripe", "setup_intent.succeeded"));
        Assert.NotNull(await hand.CompleteAsync(link.Url, "pm_card_mastercard"));
        Assert.StartsWith("Mastercard", Assert.Single(hand.News<MethodSaved>("stripe", "setup_intent.succeeded")).Method.Label, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_by_link_bears_the_invoice()
    {
        var link = await hand.Stripe.PaymentLinkAsync(ProcessorsAtHand.Pay("119.00 EUR", "key-1"), default);

        Assert.NotNull(await hand.CompleteAsync(link.Url, "pm_card_visa"));

        var report = Assert.Single(hand.News<PaymentReport>("stripe", "payment_intent.succeeded"));
        Assert.Equal(("ACME-INV-2026-000001", "inv_1", ""), (report.Reference.InvoiceNumber, report.Reference.DocumentId, report.Reference.AttemptId));
        Assert.Equal("119.00 EUR", Assert.IsType<PaymentSucceeded>(Assert.Single(report.Facts)).Amount.ToString());
        var refused = await Assert.ThrowsAsync<ProblemException>(() => hand.Stripe.PaymentLinkAsync(ProcessorsAtHand.Pay("0.10 EUR", "key-2"), default));
        Assert.Equal(("processor-refused", 422), (refused.Problem.Code, refused.Problem.Status));
    }

    [Theory]
    [InlineData("Production", "sk_test_1", "test mode")]
    [InlineData("Production", "rk_test_1", "test mode")]
    [InlineData("Development", "sk_live_1", "only production")]
    [InlineData("Staging", "rk_live_1", "only production")]
    [InlineData("Development", "", "no key")]
    [InlineData("Production", "sk_live_1", null)]
    [InlineData("Development", "sk_test_1", null)]
    public async Task Real_money_moves_in_production_and_nowhere_else(string environment, string key, string? because)
    {
        using var api = new ProcessorApi();
        var stripe = new StripeCharging(
            Reading.Settings(("Webhooks:Stripe:ApiKey", key), ("Webhooks:Stripe:ApiUrl", "http://127.0.0.1:1")), new ConfigurationBuilder().AddInMemoryCollection([new("Environment", environment)]).Build(), api);

        if (because is null)
        {
            Assert.Null(stripe.WithheldBecause("acct_acme"));
            return;
        }

        Assert.Contains(because, stripe.WithheldBecause("acct_acme"), StringComparison.Ordinal);
        var method = new SavedMethod("mth_1", "stripe", "acct_acme", "cus_1", "pm_1", SavedMethodKind.Card, "Visa", default);
        Assert.Contains(because, (await Assert.ThrowsAsync<InvalidOperationException>(() => stripe.ChargeAsync(ProcessorsAtHand.Call(method, "1.00 EUR", "att_1"), default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_with_settings_of_its_own_has_nothing_of_the_others()
    {
        var method = await hand.SavedAsync("stripe", "pm_card_visa");
        using var api = new ProcessorApi();
        var stripe = new StripeCharging(
            Reading.Settings(("Webhooks:Stripe:ApiKey", hand.Server.Stripe.Key), ("Webhooks:Stripe:ApiUrl", $"{hand.Server.Url}"), ("Webhooks:Stripe:Accounts:acct_acme:Secrets:0", "whsec_1")),
            new ConfigurationBuilder().AddInMemoryCollection([new("Environment", "Development")]).Build(), api);

        Assert.Contains("no key", stripe.WithheldBecause("acct_acme"), StringComparison.Ordinal);

        // Another account of the platform does not have the customer.
        Assert.Equal(new ChargeAnswer.Declined(null, "resource_missing", Hard: true), await stripe.ChargeAsync(ProcessorsAtHand.Call(method with { MerchantAccount = "acct_other" }, "1.00 EUR", "att_1"), default));
    }

    [Fact]
    public async Task A_method_that_is_taken_off_at_Stripe_has_ended()
    {
        var method = await hand.SavedAsync("stripe", "pm_card_visa");
        using var client = new HttpClient { BaseAddress = hand.Server.Url, DefaultRequestHeaders = { { "Authorization", $"Bearer {hand.Server.Stripe.Key}" }, { "Stripe-Account", ProcessorsAtHand.Account } } };

        (await client.PostAsync($"v1/payment_methods/{method.MethodReference}/detach", null)).EnsureSuccessStatusCode();

        Assert.Equal(method.MethodReference, Assert.Single(hand.News<MandateEnded>("stripe", "payment_method.detached")).Mandate);
        Assert.IsType<ChargeAnswer.Declined>(await hand.Stripe.ChargeAsync(ProcessorsAtHand.Call(method, "1.00 EUR", "att_1"), default));
    }

    internal static Fault FaultOf(string fault) => fault switch
    {
        "dropped after" => new Fault.DropAfter(),
        "dropped before" => new Fault.DropBefore(),
        "stalled" => new Fault.AnswerHalf(TimeSpan.FromSeconds(20)),
        "late" => new Fault.AnswerLate(TimeSpan.FromSeconds(20)),
        "500" => new Fault.Status(HttpStatusCode.InternalServerError),
        "429" => new Fault.Status(HttpStatusCode.TooManyRequests),
        _ => new Fault.Status(HttpStatusCode.Conflict),
    };
}
