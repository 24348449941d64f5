using System.Text.Json.Nodes;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Charging;
using Billing.Functions.Processors;
using Billing.Functions.Tests.Processors;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Tests.Charging;

public sealed class GoCardlessChargingTests : IAsyncLifetime
{
    private ProcessorsAtHand hand = null!;

    public async Task InitializeAsync() => hand = await ProcessorsAtHand.StartAsync(patience: TimeSpan.FromSeconds(3));

    public async Task DisposeAsync() => await hand.DisposeAsync();

    [Theory]
    [InlineData("EUR", "SEPA ···· 00")]
    [InlineData("GBP", "Bacs ···· 00")]
    [InlineData("USD", "ACH ···· 00")]
    public async Task A_mandate_that_was_given_under_a_link_is_debited_and_its_payment_says_what_it_is_for(string currency, string label)
    {
        var method = await hand.SavedAsync("gocardless", "successful", currency);

        var taken = Assert.IsType<ChargeAnswer.Taken>(await hand.GoCardless.ChargeAsync(ProcessorsAtHand.Call(method, $"119.00 {currency}", "att_1"), default));
        await hand.Server.GoCardless.SettleAsync(taken.PaymentId);

        Assert.False(taken.Settled);
        Assert.Equal((SavedMethodKind.DirectDebit, "gocardless", label), (method.Kind, method.Processor, method.Label));
        Assert.IsType<PaymentPending>(Assert.Single(Assert.Single(hand.News<PaymentReport>("gocardless", "payments.submitted")).Facts));
        var report = Assert.Single(hand.News<PaymentReport>("gocardless", "payments.confirmed"));
        Assert.Equal((taken.PaymentId, $"119.00 {currency}"), (report.Payment.Id, $"{Assert.IsType<PaymentSucceeded>(Assert.Single(report.Facts)).Amount}"));
        Assert.Equal(("ACME-INV-2026-000001", "inv_1", "att_1"), (report.Reference.InvoiceNumber, report.Reference.DocumentId, report.Reference.AttemptId));
    }

    [Fact]
    public async Task GoCardless_is_asked_to_try_nothing_again_by_itself()
    {
        var method = await hand.SavedAsync("gocardless", "penniless");

        var taken = Assert.IsType<ChargeAnswer.Taken>(await hand.GoCardless.ChargeAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_1"), default));

        using var client = new HttpClient { BaseAddress = hand.Server.Url, DefaultRequestHeaders = { { "Authorization", $"Bearer {hand.Server.GoCardless.Token}" }, { "GoCardless-Version", "2015-07-06" } } };
        var payment = JsonNode.Parse(await client.GetStringAsync($"payments/{taken.PaymentId}"))!["payments"]!;
        Assert.False(payment["retry_if_possible"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("penniless", "insufficient_funds", false)]
    [InlineData("closed", "bank_account_closed", true)]
    public async Task A_debit_that_the_bank_does_not_pay_is_told_of_by_webhook(string payer, string code, bool isHard)
    {
        var method = await hand.SavedAsync("gocardless", payer);

        var taken = Assert.IsType<ChargeAnswer.Taken>(await hand.GoCardless.ChargeAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_1"), default));
        await hand.Server.GoCardless.SettleAsync(taken.PaymentId);

        var report = Assert.Single(hand.News<PaymentReport>("gocardless", "payments.failed"));
        var failed = Assert.IsType<PaymentFailed>(Assert.Single(report.Facts));
        Assert.Equal(("att_1", code, isHard), (report.Reference.AttemptId, failed.Code, failed.Hard));
        Assert.Equal(new ChargeAnswer.Declined(taken.PaymentId, "failed", Hard: false), await hand.GoCardless.FindAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_1"), default));
    }

    [Fact]
    public async Task A_mandate_that_has_ended_must_not_be_tried_again_and_its_end_is_told_by_its_reference()
    {
        var method = await hand.SavedAsync("gocardless", "successful");
        using var client = new HttpClient { BaseAddress = hand.Server.Url, DefaultRequestHeaders = { { "Authorization", $"Bearer {hand.Server.GoCardless.Token}" }, { "GoCardless-Version", "2015-07-06" } } };
        (await client.PostAsync($"mandates/{method.MethodReference}/actions/cancel", null)).EnsureSuccessStatusCode();

        Assert.Equal(new ChargeAnswer.Declined(null, "mandate_is_inactive", Hard: true), await hand.GoCardless.ChargeAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_1"), default));
        Assert.Equal(new ChargeAnswer.Declined(null, "resource_not_found", Hard: true), await hand.GoCardless.ChargeAsync(ProcessorsAtHand.Call(method with { MethodReference = "MDGONE" }, "119.00 EUR", "att_2"), default));
        Assert.Equal(new ChargeAnswer.Declined(null, "validation_failed", Hard: false), await hand.GoCardless.ChargeAsync(ProcessorsAtHand.Call(await hand.SavedAsync("gocardless", "successful"), "119.00 GBP", "att_3"), default));
        Assert.Equal((method.MethodReference, "mandate_cancelled"), Assert.Single(hand.News<MandateEnded>("gocardless", "mandates.cancelled")) is var ended ? (ended.Mandate, ended.Because) : default);
        Assert.Null(await hand.GoCardless.FindAsync(ProcessorsAtHand.Call(method, "119.00 EUR", "att_1"), default));
    }

    [Theory]
    [InlineData("dropped after")]
    [InlineData("late")]
    [InlineData("stalled")]
    [InlineData("dropped before")]
    [InlineData("500")]
    [InlineData("429")]
    public async Task A_call_whose_answer_is_lost_is_unknown_then_found_and_never_debits_twice(string fault)
    {
        var method = await hand.SavedAsync("gocardless", "successful");
        var call = ProcessorsAtHand.Call(method, "119.00 EUR", "att_1");
        hand.Server.Faults.Next("POST", "/payments", StripeChargingTests.FaultOf(fault));

        await Assert.ThrowsAsync<HttpRequestException>(() => hand.GoCardless.ChargeAsync(call, default));
        var found = await hand.GoCardless.FindAsync(call, default);
        var again = await hand.GoCardless.ChargeAsync(call, default);

        Assert.Equal(fault is "dropped after" or "late" or "stalled", found is not null);
        Assert.True(found is null || found == again);
        Assert.Equal(again, await hand.GoCardless.ChargeAsync(call, default));
        Assert.Equal(again, await hand.GoCardless.FindAsync(call, default));
        Assert.Single(hand.News<PaymentReport>("gocardless", "payments.created"));
    }

    [Fact]
    public async Task A_link_leads_to_one_mandate_however_often_its_key_asks_for_it()
    {
        var first = await hand.GoCardless.SetUpLinkAsync(ProcessorsAtHand.SetUp("EUR", "key-1"), default);
        var second = await hand.GoCardless.SetUpLinkAsync(ProcessorsAtHand.SetUp("EUR", "key-1"), default);

        Assert.NotNull(first.ExpiresAt);
        Assert.Equal("https://acme.example/thanks", (await hand.CompleteAsync(second.Url, "successful"))!.AbsoluteUri);
        using var browser = new HttpClient();
        Assert.Contains("used already", await browser.GetStringAsync(first.Url), StringComparison.Ordinal);
        Assert.Equal("acme.c1.EUR", Assert.Single(hand.News<MethodSaved>("gocardless", "billing_requests.fulfilled")).AccountId.ToString());
        Assert.Equal(hand.News<MethodSaved>("gocardless", "mandates.created"), hand.News<MethodSaved>("gocardless", "billing_requests.fulfilled"));
        Assert.Equal("processor-refused", (await Assert.ThrowsAsync<ProblemException>(() => hand.GoCardless.SetUpLinkAsync(ProcessorsAtHand.SetUp("EUR", "key-1"), default))).Problem.Code);
        Assert.Equal("key-reused", (await Assert.ThrowsAsync<ProblemException>(() => hand.GoCardless.SetUpLinkAsync(ProcessorsAtHand.SetUp("EUR", "key-1") with { AccountId = AccountId.Parse("acme.c2.EUR") }, default))).Problem.Code);
    }

    [Fact]
    public async Task A_payment_by_link_bears_the_invoice()
    {
        var link = await hand.GoCardless.PaymentLinkAsync(ProcessorsAtHand.Pay("119.00 EUR", "key-1"), default);

        Assert.NotNull(await hand.CompleteAsync(link.Url, "successful"));

        var report = Assert.Single(hand.News<PaymentReport>("gocardless", "payments.confirmed"));
        Assert.Equal(("ACME-INV-2026-000001", "inv_1"), (report.Reference.InvoiceNumber, report.Reference.DocumentId));
        Assert.Equal("119.00 EUR", Assert.IsType<PaymentSucceeded>(Assert.Single(report.Facts)).Amount.ToString());
        var told = Assert.Single(hand.News<PaymentReport>("gocardless", "billing_requests.fulfilled"));
        Assert.Equal((report.Payment, "inv_1"), (told.Payment, told.Reference.DocumentId));
        Assert.Equal("processor-refused", (await Assert.ThrowsAsync<ProblemException>(() => hand.GoCardless.PaymentLinkAsync(ProcessorsAtHand.Pay("119.00 USD", "key-2"), default))).Problem.Code);
    }

    [Theory]
    [InlineData("Production", "sandbox_1", null, "sandbox")]
    [InlineData("Production", "token", "https://api-sandbox.gocardless.com", "sandbox")]
    [InlineData("Development", "live_1", "http://127.0.0.1:1", "only production")]
    [InlineData("Development", "token", null, "only production")]
    [InlineData("Development", "", null, "no access token")]
    [InlineData("Production", "live_1", null, null)]
    [InlineData("Development", "sandbox_1", "https://api-sandbox.gocardless.com", null)]
    public void Real_money_moves_in_production_and_nowhere_else(string environment, string token, string? url, string? because)
    {
        using var api = new ProcessorApi();
        var gocardless = new GoCardlessCharging(
            Reading.Settings(("Webhooks:GoCardless:AccessToken", token), ("Webhooks:GoCardless:ApiUrl", url ?? "")), new ConfigurationBuilder().AddInMemoryCollection([new("Environment", environment)]).Build(), api);

        Assert.Equal(because is null, gocardless.WithheldBecause("default") is null);
        Assert.Contains(because ?? "", gocardless.WithheldBecause("default") ?? "", StringComparison.Ordinal);
    }
}
