using System.Net;
using Billing.Domain;

namespace Billing.Functions.Tests.Pipeline;

[Collection(OnPipeline.Name)]
public sealed class WebhookCrashTests(PipelineFixture pipeline)
{
    private readonly StripeEndpoint stripe = new(pipeline.Environment);

    [Fact]
    public async Task After_the_inbox_row_the_senders_retry_brings_the_payment_once()
    {
        var (account, invoice) = await InvoiceAsync();
        var trip = pipeline.Environment.KillWorkerAfter(
            pipeline.Environment.Wires.Tables, request => request.Method == "POST" && request.Path.Contains("/Inbox", StringComparison.Ordinal) && request.BodyText.Contains("received", StringComparison.OrdinalIgnoreCase));

        var body = StripeEndpoint.PaymentSucceeded(account, invoice, 119_00);
        var first = await PostAsync(body);
        await trip.Sprung.WaitAsync(TimeSpan.FromSeconds(30));
        await pipeline.Environment.Host.WorkerReadyAsync(CancellationToken.None);
        var second = await PostAsync(body);
        await pipeline.SettledAsync();

        Assert.NotEqual(HttpStatusCode.OK, first);
        Assert.Equal(HttpStatusCode.OK, second);
        await AssertPaidOnceAsync(account);
    }

    [Fact]
    public async Task After_the_account_took_the_payment_the_redelivered_event_changes_nothing()
    {
        var (account, invoice) = await InvoiceAsync();
        var trip = pipeline.Environment.KillWorkerAfter(pipeline.Environment.Wires.Tables, request =>
            request.Path.EndsWith("/$batch", StringComparison.Ordinal) && request.BodyText.Contains("PaymentApplied", StringComparison.Ordinal) && request.BodyText.Contains(account.Seller, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, await PostAsync(StripeEndpoint.PaymentSucceeded(account, invoice, 119_00)));
        await trip.Sprung.WaitAsync(TimeSpan.FromSeconds(60));
        await pipeline.Environment.Host.WorkerReadyAsync(CancellationToken.None);
        await pipeline.SettledAsync();

        await AssertPaidOnceAsync(account);
    }

    private async Task<(AccountId Account, InvoiceFinalized Invoice)> InvoiceAsync()
    {
        var account = await Given.AccountAsync(pipeline.Services, await Given.SellerAsync(pipeline.Services));
        return (account, await Given.InvoiceAsync(pipeline.Services, account));
    }

    private async Task AssertPaidOnceAsync(AccountId account)
    {
        var state = await Given.StateAsync(pipeline.Services, account);
        Assert.True(state.Receivable().IsZero);
        Assert.True(state.Credit().IsZero);
        Assert.Single(state.Credits);
    }

    private async Task<HttpStatusCode> PostAsync(string body)
    {
        try
        {
            return (await stripe.PostAsync(body)).Status;
        }
        catch (HttpRequestException)
        {
            return HttpStatusCode.ServiceUnavailable;
        }
    }
}
