using System.Net;
using Billing.Domain;
using Billing.Functions.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class ReversalTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task A_cheque_that_bounces_is_owed_again_with_a_receipt_and_the_banks_fee_is_in_the_books()
    {
        var (invoice, cheque) = await PaidAsync();
        var key = Guid.NewGuid().ToString();
        var body = new { valueDate = $"{invoice.IssueDate:O}", reason = "bounced", fee = Eur("7.50") };
        var returned = (await Client.PostAsync($"{cheque}/reversals", body, key)).Expect(HttpStatusCode.OK);
        Assert.Equal(returned.Text, (await Client.PostAsync($"{cheque}/reversals", body, key)).Expect(HttpStatusCode.OK).Text);

        Assert.Equal(("failed", "0.00"), (returned["status"].GetString(), returned["suspense"].GetProperty("amount").GetString()));
        Assert.Equal([("succeeded", null), ("capture-failed", "bounced"), ("fee", null)], returned["facts"].EnumerateArray().Select(fact => (fact.GetProperty("kind").GetString(), fact.TryGetProperty("code", out var code) ? code.GetString() : null)));
        var takenBack = returned["assignments"][1];
        Assert.Equal(("-119.00", "confirmed"), (takenBack.GetProperty("amount").GetProperty("amount").GetString(), takenBack.GetProperty("status").GetString()));
        var receipt = (await Client.GetAsync($"/api/receipts/{takenBack.GetProperty("receiptId").GetString()}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("-119.00", "returned", "119.00"), (receipt["amount"].GetProperty("amount").GetString(), receipt["takenBack"].GetString(), receipt["owed"].GetProperty("amount").GetString()));
        Assert.Equal("open", (await Client.GetAsync($"/api/invoices/{invoice.Invoice.DocumentId}"))["status"].GetString());

        var id = PaymentId.Parse(returned["paymentId"].GetString()!);
        var fee = await Host.Services.GetRequiredService<PaymentBook>().FindFactAsync(new(id.ToString(), "fee:capture-failed:"), default);
        Assert.Equal(
            [(ChartOfAccounts.Cash("manual"), -7.5m), (ChartOfAccounts.ProcessorFees, 7.5m)],
            fee!.Entry!.Lines.Where(line => !line.Amount.IsZero).Select(line => (line.Account, line.Amount.Amount)));
        Assert.Equal("already-returned", (await Client.PostAsync($"{cheque}/reversals", body)).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task A_reversal_that_cannot_be_says_why()
    {
        var (invoice, cheque) = await PaidAsync();
        object On(DateOnly day) => new { valueDate = $"{day:O}", reason = "bounced" };
        Assert.Equal("before-payment", (await Client.PostAsync($"{cheque}/reversals", On(invoice.IssueDate.AddDays(-1)))).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("value-date-ahead", (await Client.PostAsync($"{cheque}/reversals", On(invoice.IssueDate.AddDays(5)))).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal(["#/reason", "#/valueDate"], (await Client.PostAsync($"{cheque}/reversals", new { reason = "It bounced!" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        (await Client.PostAsync("/api/payments/manual%7Cacme%7Cpay_none/reversals", On(invoice.IssueDate))).Expect(HttpStatusCode.NotFound);

        var card = new PaymentId("stripe", "acct_1", Given.NewId("pi"));
        var seller = AccountId.Parse(((await Client.GetAsync(cheque))["assignments"][0].GetProperty("accountId")).GetString()!).Seller;
        await Host.Services.GetRequiredService<PaymentBook>().RecordAsync(card, seller, [new PaymentSucceeded(new Money(5, Currency.Of("EUR")), invoice.IssueDate)], PaymentReference.None, "stripe:acct_1", default);
        Assert.Equal("told-by-processor", (await Client.PostAsync($"/api/payments/{Uri.EscapeDataString(card.ToString())}/reversals", On(invoice.IssueDate))).Expect(HttpStatusCode.UnprocessableEntity).Code);
    }

    private async Task<(InvoiceFinalized Invoice, string Payment)> PaidAsync()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var invoice = await Given.InvoiceAsync(Host.Services, account);
        var cheque = new { sellerId = account.Seller, amount = Eur("119.00"), valueDate = $"{invoice.IssueDate:O}", method = "cheque", reference = new { invoiceNumber = invoice.Number } };
        return (invoice, (await Client.PostAsync("/api/payments", cheque)).Expect(HttpStatusCode.Created).Headers.Location!.ToString());
    }

    private static object Eur(string amount) => new { amount, currency = "EUR" };
}
