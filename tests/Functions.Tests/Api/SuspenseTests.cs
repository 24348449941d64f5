using System.Net;
using System.Text;
using Billing.Domain;
using Billing.Functions.BankStatements;
using Billing.Functions.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

/// <summary>Money that names something and cannot go there: the task says why, and what it may be for is ranked.</summary>
public sealed class SuspenseTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private const string Own = "DE02120300000000202051";

    [Fact]
    public async Task A_payment_in_another_currency_than_the_invoice_that_it_names()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var issued = await Given.InvoiceAsync(Host.Services, account);
        var dollars = AccountId.Of(account.Seller, account.Customer, Currency.Of("USD"));
        await Given.TransactAsync(Host.Services, dollars, new OpenAccount(dollars.ToString(), 1), "open", new CustomerProfile(1, "Kunde AG", new PostalAddress("", "", "", "", "DE"), "", "", "", ""));

        var paid = await RecordAsync(account.Seller, "USD", issued.Number);

        Assert.Contains($"it is in USD, and account {account}, which the payer named, is in EUR", await TaskAsync(account.Seller, paid), StringComparison.Ordinal);
        Assert.Contains(dollars.ToString(), await TaskAsync(account.Seller, paid), StringComparison.Ordinal);
        Assert.Equal([account.ToString(), dollars.ToString()], await MatchesAsync(paid));
    }

    [Theory]
    [InlineData("paid")]
    [InlineData("cancelled")]
    public async Task A_transfer_that_names_an_invoice_that_is_paid_or_cancelled(string state)
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var issued = await Given.InvoiceAsync(Host.Services, account);
        var other = await Given.InvoiceAsync(Host.Services, account);
        if (state == "paid")
            await RecordAsync(account.Seller, "EUR", issued.Number);
        else
            await Given.TransactAsync(Host.Services, account, new VoidInvoice(issued.Invoice.DocumentId), "void");

        var csv = Encoding.UTF8.GetBytes($"statement_id,account,entry_id,booked_on,amount,currency,payer_name,text\nS1,{Own},{account},2026-02-03,119.00,EUR,Kunde AG,{issued.Number}\n");
        (await Client.SendAsync(HttpMethod.Post, $"/api/bank-statements/csv?seller={account.Seller}", csv)).Expect(HttpStatusCode.OK);
        var id = StatementImport.IdOf(Own, account.ToString());
        await Host.Services.GetRequiredService<PaymentDrive>().DriveAsync(id, default);
        var byHand = await RecordAsync(account.Seller, "EUR", issued.Number);

        foreach (var paid in new[] { id.ToString(), byHand })
        {
            Assert.Contains($"the payer named {issued.Number}, which is {state} already", await TaskAsync(account.Seller, paid), StringComparison.Ordinal);
            Assert.Contains(other.Number, await TaskAsync(account.Seller, paid), StringComparison.Ordinal);
            Assert.Equal(account.ToString(), (await MatchesAsync(paid))[0]);
        }

        Assert.Equal("119.00", (await Client.GetAsync($"/api/invoices/{other.Invoice.DocumentId}"))["balance"].GetProperty("amount").GetString());
    }

    [Fact]
    public async Task A_payment_that_names_what_nobody_has()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        await Given.InvoiceAsync(Host.Services, account);
        var unknown = $"{account.Seller.ToUpperInvariant()}-INV-2026-009999";

        var paid = await RecordAsync(account.Seller, "EUR", unknown);

        Assert.Contains($"the payer named '{unknown}', which this seller does not have. Look for a slip of the pen", await TaskAsync(account.Seller, paid), StringComparison.Ordinal);
        Assert.Equal(account.ToString(), (await MatchesAsync(paid))[0]);
    }

    private async Task<string> RecordAsync(string seller, string currency, string number) => (await Client.PostAsync("/api/payments", new
    {
        sellerId = seller,
        amount = new { amount = "119.00", currency },
        valueDate = "2026-02-03",
        method = "transfer",
        reference = new { invoiceNumber = number },
    })).Expect(HttpStatusCode.Created)["paymentId"].GetString()!;

    private async Task<string> TaskAsync(string seller, string payment) =>
        (await Client.GetAsync($"/api/tasks?seller={seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray().Single(task => task.GetProperty("subject").GetString() == payment).GetProperty("text").GetString()!;

    private async Task<IReadOnlyList<string>> MatchesAsync(string payment) =>
        [.. (await Client.GetAsync($"/api/payments/{Uri.EscapeDataString(payment)}/matches")).Expect(HttpStatusCode.OK)["items"].EnumerateArray().Select(match => match.GetProperty("accountId").GetString()!).Distinct()];
}
