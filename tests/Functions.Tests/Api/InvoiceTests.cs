using System.Net;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Documents;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class InvoiceTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task An_invoice_shows_what_was_issued_and_what_became_of_it()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var issued = await Given.InvoiceAsync(Host.Services, account, seats: 2);

        var answer = (await Client.GetAsync($"/api/invoices/{issued.Invoice.DocumentId}")).Expect(HttpStatusCode.OK);

        Assert.Equal((issued.Number, "open"), (answer["number"].GetString(), answer["status"].GetString()));
        Assert.Equal("238.00", answer["totals"].GetProperty("total").GetProperty("amount").GetString());
        Assert.Equal("238.00", answer["balance"].GetProperty("amount").GetString());
        Assert.Equal("2", answer["lines"][0].GetProperty("quantity").GetString());
    }

    [Fact]
    public async Task Invoices_are_listed_by_date_page_by_page_and_by_status()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var numbers = new List<string>();
        for (var n = 0; n < 7; n++)
        {
            var account = await Given.AccountAsync(Host.Services, seller);
            var issued = await Given.InvoiceAsync(Host.Services, account);
            numbers.Add(issued.Number);
            if (n == 3)
                await Given.TransactAsync(Host.Services, account, new ApplyPayment("a1", "manual|m|p", issued.Invoice.Totals.Total, issued.IssueDate, null), "pay");
            await IndexAsync(account);
        }

        var found = new List<string>();
        for (var continuation = ""; continuation is not null;)
        {
            var page = (await Client.GetAsync($"/api/invoices?seller={seller}&limit=3{continuation}")).Expect(HttpStatusCode.OK);
            found.AddRange(page["items"].EnumerateArray().Select(invoice => invoice.GetProperty("number").GetString()!));
            continuation = page.Body.TryGetProperty("continuation", out var next) ? $"&continuation={next}" : null;
        }

        Assert.Equal(numbers.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        var paid = (await Client.GetAsync($"/api/invoices?seller={seller}&status=paid")).Expect(HttpStatusCode.OK)["items"];
        Assert.Equal(numbers[3], Assert.Single(paid.EnumerateArray()).GetProperty("number").GetString());
        var one = paid[0].GetProperty("accountId").GetString();
        Assert.Single((await Client.GetAsync($"/api/invoices?seller={seller}&customer={one}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        Assert.Empty((await Client.GetAsync($"/api/invoices?seller={seller}&to=2020-01-01")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        Assert.Equal(["from", "status"], (await Client.GetAsync($"/api/invoices?seller={seller}&from=soon&status=lost")).Expect(HttpStatusCode.BadRequest).Pointers);
    }

    [Fact]
    public async Task An_invoice_is_voided_once_with_a_reason()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var issued = await Given.InvoiceAsync(Host.Services, account);
        var path = $"/api/invoices/{issued.Invoice.DocumentId}";
        var key = Guid.NewGuid().ToString();

        Assert.Equal(["#/reason"], (await Client.PostAsync($"{path}/void", new { })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        var voided = (await Client.PostAsync($"{path}/void", new { reason = "Wrong price" }, key)).Expect(HttpStatusCode.OK);
        Assert.Equal(voided.Text, (await Client.PostAsync($"{path}/void", new { reason = "Wrong price" }, key)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal("key-reused", (await Client.PostAsync($"{path}/void", new { reason = "Something else" }, key)).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("already-void", (await Client.PostAsync($"{path}/void", new { reason = "Wrong price" })).Expect(HttpStatusCode.Conflict).Code);

        Assert.Equal("void", (await Client.GetAsync(path)).Expect(HttpStatusCode.OK)["status"].GetString());
        var cancellation = (await Client.GetAsync($"/api/invoices/{voided["cancellationId"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("cancellation", issued.Number), (cancellation["kind"].GetString(), cancellation["cancelsNumber"].GetString()));
        await IndexAsync(account);
        Assert.Equal(2, (await Client.GetAsync($"/api/invoices?seller={account.Seller}")).Expect(HttpStatusCode.OK)["items"].GetArrayLength());
    }

    [Fact]
    public async Task A_dispute_is_opened_and_settled()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var path = $"/api/invoices/{(await Given.InvoiceAsync(Host.Services, account)).Invoice.DocumentId}";

        (await Client.PostAsync($"{path}/dispute", new { reason = "Not delivered" })).Expect(HttpStatusCode.OK);
        Assert.Equal("Not delivered", (await Client.GetAsync(path))["disputedBecause"].GetString());
        (await Client.DeleteAsync($"{path}/dispute?reason=Delivered")).Expect(HttpStatusCode.OK);
        Assert.False((await Client.GetAsync(path)).Body.TryGetProperty("disputedBecause", out _));
    }

    [Fact]
    public async Task A_pdf_is_given_as_it_was_stored_once_it_is_rendered()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var id = (await Given.InvoiceAsync(Host.Services, account)).Invoice.DocumentId;
        Assert.Equal("not-rendered", (await Client.GetAsync($"/api/invoices/{id}/pdf")).Expect(HttpStatusCode.NotFound).Code);

        var document = await Host.Services.GetRequiredService<AccountRows>().FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(id), default);
        await Host.Services.GetRequiredService<DocumentStore>().SaveAsync(account, document!, new Billing.Documents.RenderedDocument("%PDF-1.7 bytes"u8.ToArray(), null), default);

        var pdf = (await Client.GetAsync($"/api/invoices/{id}/pdf")).Expect(HttpStatusCode.OK);
        Assert.Equal(("application/pdf", "%PDF-1.7 bytes"), (pdf.ContentType, pdf.Text));
    }

    [Fact]
    public async Task A_draft_is_shown_and_listed_until_it_is_issued()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var policy = (await Client.GetAsync($"/api/sellers/{seller}/policy")).ETag;
        (await Client.PutAsync($"/api/sellers/{seller}/policy", new { terms = Bodies.Net(14), draftWindowDays = 2 }, policy)).Expect(HttpStatusCode.OK);
        var account = await Given.AccountAsync(Host.Services, seller);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await Given.TransactAsync(Host.Services, account, new StartSubscription("s", "crm", 1, today.AddDays(-3), today.AddDays(-3)), "s");
        var drafted = (await Given.TransactAsync(Host.Services, account, new RunBilling(), "bill")).Events.OfType<InvoiceDrafted>().Single();
        await IndexAsync(account);

        var draft = Assert.Single((await Client.GetAsync($"/api/invoices?seller={seller}&status=draft")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        Assert.Equal(drafted.Invoice.DocumentId, draft.GetProperty("documentId").GetString());
        Assert.Equal("draft", (await Client.GetAsync($"/api/invoices/{drafted.Invoice.DocumentId}")).Expect(HttpStatusCode.OK)["status"].GetString());
        Assert.Equal("not-rendered", (await Client.GetAsync($"/api/invoices/{drafted.Invoice.DocumentId}/pdf")).Expect(HttpStatusCode.NotFound).Code);
        Assert.Single((await Client.GetAsync($"/api/customers/{account}"))["drafts"].EnumerateArray());

        await Host.Services.GetRequiredService<BillingStorage>().Accounts.DeleteEntityAsync(account.ToString(), AccountRows.DraftKey(drafted.Invoice.DocumentId));
        Assert.Empty((await Client.GetAsync($"/api/invoices?seller={seller}&status=draft")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
    }
}
