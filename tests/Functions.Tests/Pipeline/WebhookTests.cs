using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Inbox;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Pipeline;

/// <summary>The webhook as processors and strangers meet it: over HTTP, through the host, in the worker process.</summary>
[Collection(OnPipeline.Name)]
public sealed class WebhookTests(PipelineFixture pipeline)
{
    private const int LargestBytes = 256 * 1024;
    private readonly StripeEndpoint stripe = new(pipeline.Environment);

    [Fact]
    public async Task A_bad_a_missing_and_an_old_signature_are_refused_and_change_nothing()
    {
        var (account, invoice) = await InvoiceAsync();
        var body = StripeEndpoint.PaymentSucceeded(account, invoice, 119_00);
        var handled = Handled();

        foreach (var signature in new[] { stripe.Sign(body, secret: "whsec_other"), stripe.Sign(body + " "), "t=1,v1=00", "nonsense", null, stripe.Sign(body, TimeSpan.FromMinutes(6)), stripe.Sign(body, TimeSpan.FromMinutes(-6)) })
        {
            var answer = await stripe.PostAsync(body, signature);
            Assert.Equal((HttpStatusCode.BadRequest, "invalid-signature"), (answer.Status, answer.Problem()));
        }

        await AssertNothingChangedAsync(body, account, handled);
        Assert.Equal(HttpStatusCode.OK, (await stripe.PostAsync(body)).Status);
        await pipeline.SettledAsync();
        Assert.True((await Given.StateAsync(pipeline.Services, account)).Receivable().IsZero);
    }

    [Fact]
    public async Task A_duplicate_is_taken_and_changes_nothing()
    {
        var (account, invoice) = await InvoiceAsync();
        var body = StripeEndpoint.PaymentSucceeded(account, invoice, 119_00);
        Assert.Equal(HttpStatusCode.OK, (await stripe.PostAsync(body)).Status);
        await pipeline.SettledAsync();
        var (paid, handled) = (await Given.StateAsync(pipeline.Services, account), Handled());

        for (var again = 0; again < 3; again++)
            Assert.Equal(HttpStatusCode.OK, (await stripe.PostAsync(body)).Status);
        await pipeline.SettledAsync();

        var after = await Given.StateAsync(pipeline.Services, account);
        Assert.True(after.Receivable().IsZero);
        Assert.Equal(paid.Version, after.Version);
        Assert.Equal(handled, Handled());
        Assert.Equal(1, await InboxRowsAsync(body));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_256_KiB_is_refused_also_when_its_length_is_not_said(bool chunked)
    {
        var (account, invoice) = await InvoiceAsync();
        var fits = StripeEndpoint.PaymentSucceeded(account, invoice, 119_00);
        fits += new string(' ', LargestBytes - fits.Length);
        var handled = Handled();

        foreach (var tooLarge in new[] { fits + " ", fits + new string(' ', 4 * 1024 * 1024) })
        {
            var answer = await stripe.PostAsync(tooLarge, stripe.Sign(tooLarge), chunked);
            Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body-too-large"), (answer.Status, answer.Problem()));
        }

        await AssertNothingChangedAsync(fits, account, handled);
        Assert.Equal(HttpStatusCode.OK, (await stripe.PostAsync(fits, stripe.Sign(fits), chunked)).Status);
        await pipeline.SettledAsync();
        Assert.True((await Given.StateAsync(pipeline.Services, account)).Receivable().IsZero);
    }

    private async Task AssertNothingChangedAsync(string body, AccountId account, int handled)
    {
        await pipeline.SettledAsync();
        Assert.Equal(0, await InboxRowsAsync(body));
        Assert.Equal(handled, Handled());
        Assert.Equal(119, (await Given.StateAsync(pipeline.Services, account)).Receivable().Amount);
    }

    private async Task<(AccountId Account, InvoiceFinalized Invoice)> InvoiceAsync()
    {
        var account = await Given.AccountAsync(pipeline.Services, await Given.SellerAsync(pipeline.Services));
        return (account, await Given.InvoiceAsync(pipeline.Services, account));
    }

    // How many messages of the inbox the worker has been handed: each leaves a line in the host's log.
    private int Handled() => pipeline.Environment.Log.Entries.Count(entry => entry.Message.StartsWith($"Executing 'Functions.{nameof(ApplyInboxEvent)}'", StringComparison.Ordinal));

    private async Task<int> InboxRowsAsync(string body)
    {
        var key = InboxBook.KeyOf(JsonNode.Parse(body)!["id"]!.GetValue<string>());
        return await pipeline.Services.GetRequiredService<BillingStorage>().Inbox.QueryAsync<TableEntity>(row => row.RowKey == key).CountAsync();
    }
}
