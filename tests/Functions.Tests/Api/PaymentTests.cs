using System.Net;

namespace Billing.Functions.Tests.Api;

public sealed class PaymentTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task A_cheque_that_names_its_invoice_pays_it_once()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var issued = await Given.InvoiceAsync(Host.Services, account);
        var cheque = new { sellerId = account.Seller, amount = new { amount = "119.00", currency = "EUR" }, valueDate = $"{issued.IssueDate:O}", method = "cheque", reference = new { invoiceNumber = issued.Number, text = "No. 4711" } };
        var key = Guid.NewGuid().ToString();

        var recorded = (await Client.PostAsync("/api/payments", cheque, key)).Expect(HttpStatusCode.Created);
        Assert.Equal(recorded.Text, (await Client.PostAsync("/api/payments", cheque, key)).Expect(HttpStatusCode.Created).Text);

        var read = (await Client.GetAsync(recorded.Headers.Location!.ToString())).Expect(HttpStatusCode.OK);
        Assert.Equal(("confirmed", "0.00"), (read["assignments"][0].GetProperty("status").GetString(), read["suspense"].GetProperty("amount").GetString()));
        Assert.Equal("cheque No. 4711", read["reference"].GetProperty("text").GetString());
        Assert.Equal("paid", (await Client.GetAsync($"/api/invoices/{issued.Invoice.DocumentId}"))["status"].GetString());
        Assert.Single((await Client.GetAsync($"/api/payments?seller={account.Seller}&in=assigned")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
    }

    [Fact]
    public async Task Money_that_names_nothing_waits_in_suspense_until_it_is_assigned()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var issued = await Given.InvoiceAsync(Host.Services, account);
        var recorded = (await Client.PostAsync("/api/payments", new { sellerId = account.Seller, amount = new { amount = "200", currency = "EUR" }, valueDate = $"{issued.IssueDate:O}", method = "transfer" })).Expect(HttpStatusCode.Created);
        var location = recorded.Headers.Location!.ToString();

        Assert.Single((await Client.GetAsync($"/api/payments?seller={account.Seller}&in=suspense")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        var task = Assert.Single((await Client.GetAsync($"/api/tasks?seller={account.Seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        Assert.Equal(recorded["paymentId"].GetString(), task.GetProperty("subject").GetString());

        Assert.Equal("exceeds-suspense", (await Client.PostAsync($"{location}/assignments", Assignment(account.ToString(), "200.01"))).Expect(HttpStatusCode.Conflict).Code);
        var key = Guid.NewGuid().ToString();
        var assigned = (await Client.PostAsync($"{location}/assignments", Assignment(account.ToString(), "119.00"), key)).Expect(HttpStatusCode.OK);
        Assert.Equal(assigned.Text, (await Client.PostAsync($"{location}/assignments", Assignment(account.ToString(), "119.00"), key)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal("key-reused", (await Client.PostAsync($"{location}/assignments", Assignment(account.ToString(), "1.00"), key)).Expect(HttpStatusCode.UnprocessableEntity).Code);

        Assert.Equal("81.00", (await Client.GetAsync(location))["suspense"].GetProperty("amount").GetString());
        Assert.Equal("paid", (await Client.GetAsync($"/api/invoices/{issued.Invoice.DocumentId}"))["status"].GetString());
        (await Client.PostAsync($"{location}/assignments", Assignment(account.ToString(), "81.00"))).Expect(HttpStatusCode.OK);
        Assert.Equal("81.00", (await Client.GetAsync($"/api/customers/{account}"))["credit"].GetProperty("amount").GetString());
        Assert.Empty((await Client.GetAsync($"/api/tasks?seller={account.Seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
    }

    [Fact]
    public async Task Every_fault_of_a_payment_is_listed()
    {
        var answer = await Client.PostAsync("/api/payments", new { sellerId = "Acme!", amount = new { amount = "1.234", currency = "EUR" }, valueDate = "31.01.2026", method = "card" });
        Assert.Equal(["#/amount/amount", "#/method", "#/sellerId", "#/valueDate"], answer.Expect(HttpStatusCode.UnprocessableEntity).Pointers);

        var seller = await Given.SellerAsync(Host.Services);
        var ahead = await Client.PostAsync("/api/payments", new { sellerId = seller, amount = new { amount = "1", currency = "JPY" }, valueDate = "2999-01-01", method = "cash" });
        Assert.Equal(["#/valueDate"], ahead.Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task A_task_is_done_with_a_reason()
    {
        var seller = await Given.SellerAsync(Host.Services);
        (await Client.PostAsync("/api/payments", new { sellerId = seller, amount = new { amount = "5", currency = "EUR" }, valueDate = "2026-01-01", method = "cash" })).Expect(HttpStatusCode.Created);
        var task = (await Client.GetAsync($"/api/tasks?seller={seller}"))["items"][0].GetProperty("taskId").GetString();

        Assert.Equal(["reason"], (await Client.DeleteAsync($"/api/tasks/{task}?seller={seller}")).Expect(HttpStatusCode.BadRequest).Pointers);
        (await Client.DeleteAsync($"/api/tasks/{task}?seller={seller}&reason=Called+them")).Expect(HttpStatusCode.NoContent);
        (await Client.DeleteAsync($"/api/tasks/{task}?seller={seller}&reason=Again")).Expect(HttpStatusCode.NotFound);
        Assert.Empty((await Client.GetAsync($"/api/tasks?seller={seller}"))["items"].EnumerateArray());
    }

    private static object Assignment(string account, string amount) => new { accountId = account, amount = new { amount, currency = "EUR" } };
}
