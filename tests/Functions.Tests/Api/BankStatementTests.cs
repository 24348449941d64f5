using System.Net;
using System.Text;
using Billing.Functions.BankStatements;
using Billing.Functions.Payments;
using Billing.Functions.Tests.BankStatements;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class BankStatementTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private const string Account = "DE02120300000000202051";

    [Fact]
    public async Task A_bank_statement_becomes_payments_and_what_is_left_open_shows_its_likely_matches()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var issued = await Given.InvoiceAsync(Host.Services, account);
        await Given.InvoiceAsync(Host.Services, await Given.AccountAsync(Host.Services, account.Seller));
        var csv = Encoding.UTF8.GetBytes($"statement_id,account,entry_id,booked_on,amount,currency,payer_name,text\nS1,{Account},E1,2026-02-03,60.00,EUR,X,for {issued.Number}\nS1,{Account},E2,2026-02-03,59.00,EUR,Kunde AG,fee\n");

        var answer = (await Client.SendAsync(HttpMethod.Post, $"/api/bank-statements/csv?seller={account.Seller}", csv)).Expect(HttpStatusCode.OK);
        Assert.Equal(("S1", 2, 0), (answer["items"][0].GetProperty("statementId").GetString(), answer["items"][0].GetProperty("received").GetInt32(), answer["items"][0].GetProperty("known").GetInt32()));
        foreach (var entry in new[] { "E1", "E2" })
            await Host.Services.GetRequiredService<PaymentDrive>().DriveAsync(StatementImport.IdOf(Account, entry), default);

        Assert.Equal("59.00", (await Client.GetAsync($"/api/invoices/{issued.Invoice.DocumentId}"))["balance"].GetProperty("amount").GetString());
        var open = Uri.EscapeDataString(StatementImport.IdOf(Account, "E2").ToString());
        Assert.Equal(("succeeded", "59.00"), ((await Client.GetAsync($"/api/payments/{open}"))["status"].GetString(), (await Client.GetAsync($"/api/payments/{open}"))["suspense"].GetProperty("amount").GetString()));
        Assert.Empty((await Client.GetAsync($"/api/payments/{open}/matches")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
    }

    [Fact]
    public async Task A_file_with_a_fault_changes_nothing_and_says_where_it_is()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var faulty = Encoding.UTF8.GetBytes($"statement_id,account,booked_on,amount,currency\nS1,{Account},2026-02-03,60.00,EUR\nS1,{Account},2026-02-03,abc,EUR\n");
        var foreign = ((MemoryStream)StatementReadingTests.File("")).ToArray();
        foreign = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(foreign).Replace(Account, "DE89370400440532013000", StringComparison.Ordinal));

        Assert.Equal("invalid-statement", (await Client.SendAsync(HttpMethod.Post, $"/api/bank-statements/csv?seller={seller}", faulty)).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("unknown-bank-account", (await Client.SendAsync(HttpMethod.Post, $"/api/bank-statements/camt053?seller={seller}", foreign)).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("invalid-statement", (await Client.SendAsync(HttpMethod.Post, $"/api/bank-statements/camt053?seller={seller}", "<a/>"u8.ToArray())).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Null(await Host.Services.GetRequiredService<PaymentBook>().FindAsync(StatementImport.IdOf(Account, "S1/1"), default));
    }

    [Fact]
    public async Task Money_is_moved_to_the_account_it_belongs_to()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var issued = await Given.InvoiceAsync(Host.Services, account);
        var other = await Given.AccountAsync(Host.Services, account.Seller);
        var recorded = (await Client.PostAsync("/api/payments", new { sellerId = account.Seller, amount = new { amount = "119", currency = "EUR" }, valueDate = $"{issued.IssueDate:O}", method = "transfer", reference = new { invoiceNumber = issued.Number } })).Expect(HttpStatusCode.Created);

        var move = new { fromAccountId = account.ToString(), accountId = other.ToString(), amount = new { amount = "100.00", currency = "EUR" }, reason = "wrong customer" };
        (await Client.PostAsync($"{recorded.Headers.Location}/moves", move)).Expect(HttpStatusCode.OK);
        Assert.Equal("exceeds-assignment", (await Client.PostAsync($"{recorded.Headers.Location}/moves", move)).Expect(HttpStatusCode.Conflict).Code);

        Assert.Equal("100.00", (await Client.GetAsync($"/api/customers/{other}"))["credit"].GetProperty("amount").GetString());
        Assert.Equal("100.00", (await Client.GetAsync($"/api/invoices/{issued.Invoice.DocumentId}"))["balance"].GetProperty("amount").GetString());
    }
}
