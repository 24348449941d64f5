using System.Net;
using Billing.Domain;

namespace Billing.Functions.Tests.Api;

public sealed class DeductionTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task What_a_payment_falls_short_by_is_given_up_within_the_policys_tolerance()
    {
        var account = await AccountAsync();
        var path = $"/api/sellers/{account.Seller}/policy";
        var policy = (await Client.GetAsync(path)).ETag;
        Assert.Equal(["#/shortPayment/amount"], (await Client.PutAsync(path, new { terms = Bodies.Net(14), shortPayment = new { } }, policy)).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        (await Client.PutAsync(path, new { terms = Bodies.Net(14), shortPayment = new { amount = "1.00", percent = "1" } }, policy)).Expect(HttpStatusCode.OK);
        var issued = await Given.InvoiceAsync(Host.Services, account);

        await PayAsync(issued, "118.01");

        var invoice = await InvoiceAsync(issued);
        Assert.Equal(("paid", "0.99", "shortPayment"), (invoice["status"].GetString(), Of(invoice).GetProperty("amount").GetProperty("amount").GetString(), Of(invoice).GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task A_tax_that_the_customers_terms_expect_is_withheld_and_its_certificate_is_a_task_until_it_comes()
    {
        var account = await AccountAsync();
        var path = $"/api/customers/{account}/billing-terms";
        var terms = (await Client.GetAsync(path)).ETag;
        Assert.Equal(["#/withholding/jurisdiction", "#/withholding/percent"], (await Client.PutAsync(path, new { withholding = new { percent = "51", jurisdiction = "india" } }, terms)).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        (await Client.PutAsync(path, new { withholding = new { percent = "10", jurisdiction = "IN" } }, terms)).Expect(HttpStatusCode.OK);
        var issued = await Given.InvoiceAsync(Host.Services, account);

        await PayAsync(issued, "109.00");

        var invoice = await InvoiceAsync(issued);
        Assert.Equal(("paid", "10.00", "IN"), (invoice["status"].GetString(), Of(invoice).GetProperty("amount").GetProperty("amount").GetString(), Of(invoice).GetProperty("jurisdiction").GetString()));
        var task = Assert.Single(await TasksAsync(account));
        Assert.Equal(("certificate-due", $"{account}/{issued.Invoice.DocumentId}/{Of(invoice).GetProperty("deductionId")}"), (task.Kind, task.Subject));

        (await Client.PostAsync($"/api/invoices/{issued.Invoice.DocumentId}/deductions/{Of(invoice).GetProperty("deductionId")}/certificate", new { certificate = "16A/2026/77" })).Expect(HttpStatusCode.OK);
        Assert.Empty(await TasksAsync(account));
        Assert.Equal("16A/2026/77", Of(await InvoiceAsync(issued)).GetProperty("certificate").GetString());
    }

    [Fact]
    public async Task An_operator_accepts_bank_charges_and_takes_them_back()
    {
        var account = await AccountAsync();
        var issued = await Given.InvoiceAsync(Host.Services, account);
        var path = $"/api/invoices/{issued.Invoice.DocumentId}/deductions";
        await PayAsync(issued, "104.00");

        Assert.Equal(["#/amount", "#/kind"], (await Client.PostAsync(path, new { kind = "gift" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/jurisdiction"], (await Client.PostAsync(path, new { kind = "withholdingTax", amount = Amount("15.00") })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/certificate", "#/jurisdiction"], (await Client.PostAsync(path, new { kind = "bankCharges", amount = Amount("15.00"), jurisdiction = "IN", certificate = "x" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal("exceeds-balance", (await Client.PostAsync(path, new { kind = "bankCharges", amount = Amount("15.01") })).Expect(HttpStatusCode.Conflict).Code);
        var taken = (await Client.PostAsync(path, new { kind = "bankCharges", amount = Amount("15.00"), reason = "Correspondent bank" })).Expect(HttpStatusCode.Created);
        Assert.Equal("paid", (await InvoiceAsync(issued))["status"].GetString());

        (await Client.PostAsync($"{path}/{taken["id"]}/withdraw", new { reason = "The bank gave it back" })).Expect(HttpStatusCode.OK);
        Assert.Equal("unknown-deduction", (await Client.PostAsync($"{path}/{taken["id"]}/withdraw", new { reason = "Again" })).Expect(HttpStatusCode.NotFound).Code);
        Assert.Equal("15.00", (await InvoiceAsync(issued))["balance"].GetProperty("amount").GetString());
    }

    [Fact]
    public async Task A_tax_over_the_limit_waits_for_a_second_person()
    {
        var account = await AccountAsync();
        var policy = (await Client.GetAsync($"/api/sellers/{account.Seller}/policy")).ETag;
        (await Client.PutAsync($"/api/sellers/{account.Seller}/policy", new { terms = Bodies.Net(14), approvalLimit = "10" }, policy)).Expect(HttpStatusCode.OK);
        var issued = await Given.InvoiceAsync(Host.Services, account);

        (await Client.PostAsync($"/api/invoices/{issued.Invoice.DocumentId}/deductions", new { kind = "withholdingTax", amount = Amount("19.00"), jurisdiction = "IT", certificate = "CU 2026" })).Expect(HttpStatusCode.Accepted);

        Assert.Equal("approval-waiting", Assert.Single(await TasksAsync(account)).Kind);
        Assert.Equal("119.00", (await InvoiceAsync(issued))["balance"].GetProperty("amount").GetString());
    }

    private static System.Text.Json.JsonElement Of(ApiAnswer invoice) => Assert.Single(invoice["deductions"].EnumerateArray());

    private static object Amount(string amount) => new { amount, currency = "EUR" };

    private async Task<AccountId> AccountAsync() => await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));

    private async Task<ApiAnswer> InvoiceAsync(InvoiceFinalized issued) => (await Client.GetAsync($"/api/invoices/{issued.Invoice.DocumentId}")).Expect(HttpStatusCode.OK);

    private async Task PayAsync(InvoiceFinalized issued, string amount) => (await Client.PostAsync("/api/payments", new
    {
        sellerId = SellerOf(issued),
        amount = Amount(amount),
        valueDate = $"{issued.IssueDate:yyyy-MM-dd}",
        method = "transfer",
        reference = new { invoiceNumber = issued.Number },
    })).Expect(HttpStatusCode.Created);

    // A number begins with the seller's prefix, which is its id in capitals.
    private static string SellerOf(InvoiceFinalized issued) => issued.Number[..issued.Number.IndexOf("-INV-", StringComparison.Ordinal)].ToLowerInvariant();
}
