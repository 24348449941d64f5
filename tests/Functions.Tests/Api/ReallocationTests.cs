using System.Globalization;
using System.Net;
using System.Text.Json;
using Billing.Domain;

namespace Billing.Functions.Tests.Api;

public sealed class ReallocationTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task One_payment_is_given_to_several_accounts_in_one_request_or_to_none()
    {
        var (one, first) = await InvoicedAsync();
        var (other, second) = await InvoicedAsync(one.Seller);
        var payment = await RecordAsync(one.Seller, "250.00", first.IssueDate);

        object Lines(string last) => new { lines = new[] { Line(one, "119.00", first), Line(other, "119.00", second), Line(one, last) }, reason = "as the remittance advice says" };
        Assert.Equal("exceeds-suspense", (await Client.PostAsync($"{payment}/assignments", Lines("12.01"))).Expect(HttpStatusCode.Conflict).Code);
        Assert.Empty((await Client.GetAsync(payment))["assignments"].EnumerateArray());

        var key = Guid.NewGuid().ToString();
        var assigned = (await Client.PostAsync($"{payment}/assignments", Lines("12.00"), key)).Expect(HttpStatusCode.OK);
        Assert.Equal(assigned.Text, (await Client.PostAsync($"{payment}/assignments", Lines("12.00"), key)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(
            [(one.ToString(), "119.00", "confirmed"), (other.ToString(), "119.00", "confirmed"), (one.ToString(), "12.00", "confirmed")],
            assigned["assignments"].EnumerateArray().Select(known => (known.GetProperty("accountId").GetString(), Amount(known, "amount"), known.GetProperty("status").GetString())));
        Assert.Equal(("paid", "paid", "12.00"), (await StatusAsync(first), await StatusAsync(second), await CreditAsync(one)));

        var wrong = new { lines = new[] { new { accountId = "nobody", amount = Eur("0") } } };
        Assert.Equal(["#/lines/0/accountId", "#/lines/0/amount/amount"], (await Client.PostAsync($"{payment}/assignments", wrong)).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task A_payment_is_put_on_another_invoice_and_every_step_stands_in_the_accounts_events()
    {
        var (account, first) = await InvoicedAsync();
        var second = await Given.InvoiceAsync(Host.Services, account);
        var payment = await RecordAsync(account.Seller, "119.00", first.IssueDate, first.Number);
        Assert.Equal(("paid", "open"), (await StatusAsync(first), await StatusAsync(second)));

        object Body(string amount) => new { accountId = account.ToString(), lines = new[] { new { documentId = second.Invoice.DocumentId, amount = Eur(amount) } }, reason = "meant the second" };
        Assert.Equal("exceeds-credit", (await Client.PostAsync($"{payment}/reallocations", Body("119.01"))).Expect(HttpStatusCode.Conflict).Code);
        var key = Guid.NewGuid().ToString();
        var moved = (await Client.PostAsync($"{payment}/reallocations", Body("100.00"), key)).Expect(HttpStatusCode.OK);
        Assert.Equal(["CreditReallocated"], moved["events"].EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(moved.Text, (await Client.PostAsync($"{payment}/reallocations", Body("100.00"), key)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal("nothing-changes", (await Client.PostAsync($"{payment}/reallocations", Body("100.00"))).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(("open", "partlyPaid", "19.00"), (await StatusAsync(first), await StatusAsync(second), await CreditAsync(account)));

        var history = (await Client.GetAsync($"/api/customers/{account}/events")).Expect(HttpStatusCode.OK)["items"].EnumerateArray().ToList();
        var step = Assert.Single(history, entry => entry.TryGetProperty("reason", out var reason) && reason.GetString() == "meant the second");
        var (released, settled) = (step.GetProperty("events")[0].GetProperty("released")[0], step.GetProperty("events")[0].GetProperty("settled")[0]);
        Assert.Equal((first.Invoice.DocumentId, "119.00", second.Invoice.DocumentId, "100.00"), (released.GetProperty("documentId").GetString(), Amount(released, "amount"), settled.GetProperty("documentId").GetString(), Amount(settled, "amount")));
        Assert.Contains(history, entry => entry.GetProperty("events")[0].GetProperty("event").GetString() == "PaymentApplied");

        // What is left over is used by the next run, on what is due first.
        await Given.TransactAsync(Host.Services, account, new RunBilling(), Given.NewId("bill"));
        Assert.Equal(("partlyPaid", "partlyPaid", "0.00"), (await StatusAsync(first), await StatusAsync(second), await CreditAsync(account)));
    }

    [Fact]
    public async Task A_reallocation_says_all_that_is_wrong_with_it()
    {
        var (account, invoice) = await InvoicedAsync();
        var payment = await RecordAsync(account.Seller, "119.00", invoice.IssueDate, invoice.Number);
        Assert.Equal(["#/accountId", "#/lines", "#/reason"], (await Client.PostAsync($"{payment}/reallocations", new { })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal("unknown-credit", (await Client.PostAsync("/api/payments/manual%7Cacme%7Cpay_none/reallocations", new { accountId = account.ToString(), lines = Array.Empty<object>(), reason = "x" })).Expect(HttpStatusCode.NotFound).Code);
        var wrong = new { accountId = account.ToString(), lines = new[] { new { documentId = "inv_none", amount = Eur("1.00") } }, reason = "x" };
        Assert.Equal("unknown-invoice", (await Client.PostAsync($"{payment}/reallocations", wrong)).Expect(HttpStatusCode.NotFound).Code);
    }

    [Fact]
    public async Task Any_credit_of_a_customer_is_put_where_it_belongs()
    {
        var (account, first) = await InvoicedAsync();
        var second = await Given.InvoiceAsync(Host.Services, account);
        var credit = (await Client.PostAsync($"/api/customers/{account}/adjustments", new { amount = Eur("25.00"), reason = "goodwill", text = "Outage" })).Expect(HttpStatusCode.Created)["id"].GetString();

        object Body(object[] lines) => new { creditId = credit, lines, reason = "for the second month" };
        (await Client.PostAsync($"/api/customers/{account}/reallocations", Body([new { documentId = second.Invoice.DocumentId, amount = Eur("25.00") }]))).Expect(HttpStatusCode.OK);
        Assert.Equal(("open", "partlyPaid"), (await StatusAsync(first), await StatusAsync(second)));
        (await Client.PostAsync($"/api/customers/{account}/reallocations", Body([]))).Expect(HttpStatusCode.OK);
        Assert.Equal(("open", "25.00"), (await StatusAsync(second), await CreditAsync(account)));
    }

    [Fact]
    public async Task What_is_paid_too_much_is_credit_that_pays_the_next_invoice_by_itself_or_is_paid_out()
    {
        var (account, first) = await InvoicedAsync();
        var before = DateTime.UtcNow;
        var payment = await RecordAsync(account.Seller, "300.00", first.IssueDate.AddDays(-3), first.Number);
        Assert.Equal("181.00", await CreditAsync(account));

        var second = await Given.InvoiceAsync(Host.Services, account);
        var shown = (await Client.GetAsync($"/api/invoices/{second.Invoice.DocumentId}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("paid", "119.00", "0.00"), (shown["status"].GetString(), shown["creditUsed"].GetProperty("amount").GetString(), shown["amountDue"].GetProperty("amount").GetString()));

        var refund = new { creditId = Uri.UnescapeDataString(payment[(payment.LastIndexOf('/') + 1)..]), amount = Eur("62.00"), paidOn = $"{first.IssueDate:O}", method = "bank", text = "back to you" };
        Assert.Equal("exceeds-credit", (await Client.PostAsync($"/api/customers/{account}/refunds", refund with { amount = Eur("62.01") })).Expect(HttpStatusCode.Conflict).Code);
        (await Client.PostAsync($"/api/customers/{account}/refunds", refund)).Expect(HttpStatusCode.Created);
        Assert.Equal("0.00", await CreditAsync(account));

        // When the money came, and when it was recorded.
        var listed = Assert.Single((await Client.GetAsync($"/api/payments?seller={account.Seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        Assert.Equal($"{first.IssueDate.AddDays(-3):O}", (await Client.GetAsync(payment))["facts"][0].GetProperty("valueDate").GetString());
        Assert.InRange(DateOnly.Parse(listed.GetProperty("recordedOn").GetString()!, CultureInfo.InvariantCulture), DateOnly.FromDateTime(before), DateOnly.FromDateTime(DateTime.UtcNow));
    }

    private async Task<(AccountId Account, InvoiceFinalized Invoice)> InvoicedAsync(string? seller = null)
    {
        var account = await Given.AccountAsync(Host.Services, seller ?? await Given.SellerAsync(Host.Services));
        return (account, await Given.InvoiceAsync(Host.Services, account));
    }

    // The payment's address.
    private async Task<string> RecordAsync(string seller, string amount, DateOnly valueDate, string? invoiceNumber = null) =>
        (await Client.PostAsync("/api/payments", new { sellerId = seller, amount = Eur(amount), valueDate = $"{valueDate:O}", method = "transfer", reference = new { invoiceNumber = invoiceNumber ?? "" } })).Expect(HttpStatusCode.Created).Headers.Location!.ToString();

    private async Task<string?> StatusAsync(InvoiceFinalized issued) => (await Client.GetAsync($"/api/invoices/{issued.Invoice.DocumentId}")).Expect(HttpStatusCode.OK)["status"].GetString();

    private async Task<string?> CreditAsync(AccountId account) => (await Client.GetAsync($"/api/customers/{account}")).Expect(HttpStatusCode.OK)["credit"].GetProperty("amount").GetString();

    private static object Line(AccountId account, string amount, InvoiceFinalized? invoice = null) => invoice is null
        ? new { accountId = account.ToString(), amount = Eur(amount) }
        : new { accountId = account.ToString(), amount = Eur(amount), documentId = invoice.Invoice.DocumentId };

    private static object Eur(string amount) => new { amount, currency = "EUR" };

    private static string? Amount(JsonElement within, string name) => within.GetProperty(name).GetProperty("amount").GetString();
}
