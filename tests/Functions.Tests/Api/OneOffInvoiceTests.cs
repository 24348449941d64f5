using System.Net;
using Billing.Domain;

namespace Billing.Functions.Tests.Api;

public sealed class OneOffInvoiceTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private static readonly object Work = new { description = "Migration", product = "services", quantity = "2", unit = "day", unitPrice = "800.00", taxCategory = "standard" };

    [Fact]
    public async Task An_invoice_is_written_and_issued_once()
    {
        var account = await AccountAsync();
        var path = $"/api/customers/{account}/invoices";
        var (key, body) = (Guid.NewGuid().ToString(), new { lines = new[] { Work }, purchaseOrder = "PO-7", memo = "As agreed.", reason = "Order of 2 March" });

        var issued = (await Client.PostAsync(path, body, key)).Expect(HttpStatusCode.Created);

        Assert.Equal(issued.Text, (await Client.PostAsync(path, body, key)).Expect(HttpStatusCode.Created).Text);
        Assert.Equal(("open", "1904.00", "PO-7", "As agreed.", "manual"), (
            issued["status"].GetString(), issued["totals"].GetProperty("total").GetProperty("amount").GetString(), issued["purchaseOrder"].GetString(), issued["memo"].GetString(),
            issued["lines"][0].GetProperty("kind").GetString()));
        Assert.Equal(issued.Text, (await Client.GetAsync(issued.Headers.Location!.ToString())).Expect(HttpStatusCode.OK).Text);
        Assert.Equal("key-reused", (await Client.PostAsync(path, new { lines = new[] { Work } }, key)).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("1904.00", (await Client.GetAsync($"/api/customers/{account}"))["receivable"].GetProperty("amount").GetString());
    }

    [Fact]
    public async Task An_invoice_can_have_ten_thousand_lines_and_no_more()
    {
        var path = $"/api/customers/{await AccountAsync()}/invoices";
        object Lines(int count) => new { lines = Enumerable.Range(1, count).Select(n => new { description = $"Delivery note {n}", product = "goods", quantity = "1", unit = "piece", unitPrice = "0.01", taxCategory = "standard" }) };

        var issued = (await Client.PostAsync(path, Lines(10_000))).Expect(HttpStatusCode.Created);

        Assert.Equal((10_000, "119.00"), (issued["lines"].GetArrayLength(), issued["totals"].GetProperty("total").GetProperty("amount").GetString()));
        Assert.Equal(["#/lines"], (await Client.PostAsync(path, Lines(10_001))).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task Every_fault_of_a_line_is_listed_and_a_refusal_names_the_line()
    {
        var path = $"/api/customers/{await AccountAsync()}/invoices";

        Assert.Equal(
            ["#/lines/1/description", "#/lines/1/quantity", "#/memo"],
            (await Client.PostAsync(path, new { lines = new[] { Work, new { product = "services", quantity = "-1", unitPrice = "1", taxCategory = "standard" } }, memo = 5 })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/lines"], (await Client.PostAsync(path, new { lines = Array.Empty<object>() })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        var refused = (await Client.PostAsync(path, new { lines = new[] { Work, new { priceId = "none" } } })).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(("unknown-price", "Line 2"), (refused.Code, refused["detail"].GetString()!.Split(':')[0]));
    }

    [Fact]
    public async Task A_draft_is_issued_before_its_day()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var policy = (await Client.GetAsync($"/api/sellers/{seller}/policy")).ETag;
        (await Client.PutAsync($"/api/sellers/{seller}/policy", new { terms = new { kind = "net", days = 14 }, draftWindowDays = 5, minimumInvoice = "1.00" }, policy)).Expect(HttpStatusCode.OK);
        var account = await Given.AccountAsync(Host.Services, seller);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await Given.TransactAsync(Host.Services, account, new StartSubscription("s", "crm", 1, today.AddDays(-1)), "s");
        var drafted = (await Given.TransactAsync(Host.Services, account, new RunBilling(), "bill")).Events.OfType<InvoiceDrafted>().Single().Invoice.DocumentId;
        await IndexAsync(account);

        var key = Guid.NewGuid().ToString();
        var issued = (await Client.PostAsync($"/api/invoices/{drafted}/finalize", new { }, key)).Expect(HttpStatusCode.OK);

        Assert.Equal((drafted, "open"), (issued["documentId"].GetString(), issued["status"].GetString()));
        Assert.Equal(issued.Text, (await Client.PostAsync($"/api/invoices/{drafted}/finalize", new { }, key)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal("unknown-draft", (await Client.PostAsync($"/api/invoices/{drafted}/finalize", new { })).Expect(HttpStatusCode.NotFound).Code);
        Assert.Equal("not-found", (await Client.PostAsync("/api/invoices/inv_000000000000000000000000/finalize", new { })).Expect(HttpStatusCode.NotFound).Code);
    }

    [Fact]
    public async Task An_invoice_is_cancelled_and_billed_again_by_what_holds_now()
    {
        var account = await AccountAsync();
        var first = await Given.InvoiceAsync(Host.Services, account);
        var profile = await Client.GetAsync($"/api/customers/{account}/profile");
        (await Client.PutAsync($"/api/customers/{account}/profile", Bodies.Profile("Kunde SE"), profile.ETag)).Expect(HttpStatusCode.OK);
        var path = $"/api/invoices/{first.Invoice.DocumentId}/rebill";

        Assert.Equal(["#/reason"], (await Client.PostAsync(path, new { })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        var key = Guid.NewGuid().ToString();
        var rebilled = (await Client.PostAsync(path, new { reason = "Wrong name" }, key)).Expect(HttpStatusCode.OK);

        Assert.Equal(rebilled.Text, (await Client.PostAsync(path, new { reason = "Wrong name" }, key)).Expect(HttpStatusCode.OK).Text);
        var again = rebilled["invoice"];
        Assert.Equal((first.Number, "Kunde SE", "119.00"), (again.GetProperty("replacesNumber").GetString(), again.GetProperty("buyer").GetProperty("name").GetString(), again.GetProperty("balance").GetProperty("amount").GetString()));
        Assert.Equal("-119.00", rebilled["voided"].GetProperty("total").GetProperty("amount").GetString());
        Assert.Equal(1, Assert.Single(again.GetProperty("periods").EnumerateArray()).GetProperty("revision").GetInt32());
        Assert.Equal("already-void", (await Client.PostAsync(path, new { reason = "Wrong name" })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("119.00", (await Client.GetAsync($"/api/customers/{account}"))["receivable"].GetProperty("amount").GetString());
    }

    private async Task<AccountId> AccountAsync() => await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
}
