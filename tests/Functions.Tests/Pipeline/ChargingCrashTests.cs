using System.Text.Json.Nodes;
using Billing.DevHost.Tripwires;
using Billing.Domain;
using Billing.Functions.Charging;
using Billing.Functions.Tests.Charging;

namespace Billing.Functions.Tests.Pipeline;

/// <summary>The worker dies in the middle of charging a saved card; the customer pays once.</summary>
[Collection(OnPipeline.Name)]
public sealed class ChargingCrashTests(PipelineFixture pipeline)
{
    [Fact]
    public Task After_the_attempt_was_recorded_and_before_anybody_knew() => PaysOnceAsync(account => Tables(account, "PaymentAttemptStarted"));

    [Fact]
    public Task After_it_was_recorded_that_the_processor_is_called_and_before_it_was() => PaysOnceAsync(account => Tables(account, "PaymentAttemptSent"));

    [Fact]
    public Task After_the_processor_took_it_and_before_the_answer_was_heard() => PaysOnceAsync(_ => pipeline.Environment.KillWorkerAfter(
        pipeline.Environment.Wires.Processors, request => request.Method == "POST" && request.Path.EndsWith("/v1/payment_intents", StringComparison.Ordinal)));

    [Fact]
    public Task After_the_money_was_applied_and_before_the_attempt_was_answered() => PaysOnceAsync(account => Tables(account, "PaymentApplied"));

    private Trip Tables(AccountId account, string happened) => pipeline.Environment.KillWorkerAfter(pipeline.Environment.Wires.Tables, request =>
        request.Path.EndsWith("/$batch", StringComparison.Ordinal) && request.BodyText.Contains(happened, StringComparison.Ordinal) && request.BodyText.Contains(account.ToString(), StringComparison.Ordinal));

    private async Task PaysOnceAsync(Func<AccountId, Trip> killsWorker)
    {
        var account = await InvoiceAsync();
        var trip = killsWorker(account);
        await pipeline.Environment.TriggerAsync(nameof(ChargeSavedMethods));
        await trip.Sprung.WaitAsync(TimeSpan.FromSeconds(60));
        await pipeline.Environment.Host.WorkerReadyAsync(CancellationToken.None);
        await pipeline.SettledAsync();

        var state = await Given.StateAsync(pipeline.Services, account);
        var attempt = Assert.Single(state.Invoices.Single().Attempts);
        Assert.IsType<AttemptState.Succeeded>(attempt.State);
        Assert.True(state.Receivable().IsZero && state.Credit().IsZero);
        Assert.Single(state.Credits);
        Assert.Single(pipeline.Environment.Processors.Stripe.Webhooks.All.Where(webhook => webhook.Body.Contains(attempt.AttemptId, StringComparison.Ordinal)).Select(webhook => webhook.Subject).Distinct());
    }

    private async Task<AccountId> InvoiceAsync()
    {
        var seller = await Given.SellerAsync(pipeline.Services);
        await ChargingSeller.CollectByItselfAsync(pipeline.Services, seller);
        var account = await Given.AccountAsync(pipeline.Services, seller);
        var merchantAccount = Given.MerchantAccountOf(account.Seller);
        using var stripe = new HttpClient { BaseAddress = pipeline.Environment.Processors.Url };
        stripe.DefaultRequestHeaders.Authorization = new("Bearer", pipeline.Environment.Processors.Stripe.Key);
        stripe.DefaultRequestHeaders.Add("Stripe-Account", merchantAccount);
        using var form = new FormUrlEncodedContent([new("name", "Kunde AG")]);
        using var made = await stripe.PostAsync(new Uri("v1/customers", UriKind.Relative), form);
        var customer = JsonNode.Parse(await made.Content.ReadAsStringAsync())!["id"]!.ToString();
        await Given.TransactAsync(pipeline.Services, account, new SaveMethod(new SavedMethod(
            SavedMethod.IdOf("stripe", merchantAccount, "pm_card_visa"), "stripe", merchantAccount, customer, "pm_card_visa", SavedMethodKind.Card, "Visa ···· 4242", new DateOnly(2026, 1, 1))), "save");
        await Given.InvoiceAsync(pipeline.Services, account);
        return account;
    }
}
