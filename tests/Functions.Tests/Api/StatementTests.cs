using System.Net;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class StatementTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private static string Today => $"{TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTimeOffset.UtcNow, "Europe/Berlin"):yyyy-MM-dd}";

    [Theory]
    [InlineData("balanceForward")]
    [InlineData("openItems")]
    [InlineData("transactions")]
    public async Task A_preview_adds_up_and_changes_nothing(string kind)
    {
        var (account, invoice) = await InvoicedAsync();
        var before = (await Given.StateAsync(Host.Services, account)).Version;

        var preview = (await Client.GetAsync($"/api/customers/{account}/statements/preview?kind={kind}")).Expect(HttpStatusCode.OK);

        Assert.Equal((kind, Today, "0.00", "119.00", "0.00", "119.00", "119.00"), (preview["kind"].GetString(), preview["through"].GetString(), Amount(preview.Body, "opening"), Amount(preview.Body, "charged"), Amount(preview.Body, "credited"), Amount(preview.Body, "closing"), Amount(preview.Body, "toPay")));
        Assert.Equal((invoice.Number, "invoice", "119.00"), (preview["lines"][0].GetProperty("number").GetString(), preview["lines"][0].GetProperty("kind").GetString(), Amount(preview["lines"][0], "balance")));
        Assert.Equal(invoice.Number, Assert.Single(preview["openItems"].EnumerateArray()).GetProperty("number").GetString());
        Assert.Equal(["0.00", "0.00", "0.00", "0.00"], preview["ages"].EnumerateArray().Skip(1).Select(age => Amount(age, "open")));
        Assert.False(preview.Body.TryGetProperty("number", out _));
        Assert.Equal(before, (await Given.StateAsync(Host.Services, account)).Version);

        var pdf = (await Client.GetAsync($"/api/customers/{account}/statements/preview?kind={kind}&format=pdf")).Expect(HttpStatusCode.OK);
        Assert.Equal("application/pdf", pdf.ContentType);
        Assert.StartsWith("%PDF-", pdf.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_CSV_it_has_its_lines_between_the_balances_and_no_formula()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var asOf = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-2);
        await Given.TransactAsync(Host.Services, account, new TakeOverBalance(asOf, [new OpeningInvoice("=HYPERLINK(\"http://x\")", asOf.AddDays(-60), asOf.AddDays(-30), Eur(50), Eur(40))], [new OpeningCredit("+15", asOf.AddDays(-3), Eur(15))]), "opening");

        var lines = (await Client.GetAsync($"/api/customers/{account}/statements/preview?format=csv&from={asOf:O}")).Expect(HttpStatusCode.OK);
        Assert.Equal("text/csv", lines.ContentType);
        Assert.Equal(
            [
                "date,type,number,description,dated_on,due_on,debit,credit,balance,currency", $"{asOf:O},opening,,,,,,,0.00,EUR",
                $"{asOf:O},takenOver,\"'=HYPERLINK(\"\"http://x\"\")\",,,{asOf.AddDays(-30):O},40.00,,40.00,EUR", $"{asOf:O},takenOver,'+15,,,,,15.00,25.00,EUR", $"{Today},closing,,,,,40.00,15.00,25.00,EUR",
            ],
            lines.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));

        var items = (await Client.GetAsync($"/api/customers/{account}/statements/preview?kind=openItems&format=csv&from={asOf:O}&through={asOf:O}")).Expect(HttpStatusCode.OK);
        Assert.Equal(
            [
                "type,number,date,due_on,days_overdue,total,open,mark,currency", $"takenOver,\"'=HYPERLINK(\"\"http://x\"\")\",{asOf.AddDays(-60):O},{asOf.AddDays(-30):O},30,50.00,40.00,,EUR",
                $"takenOver,'+15,{asOf.AddDays(-3):O},,0,-15.00,-15.00,,EUR", $"closing,,{asOf:O},,,,25.00,,EUR",
            ],
            items.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task What_cannot_be_previewed_is_said_at_once()
    {
        var (account, _) = await InvoicedAsync();
        var faults = (await Client.GetAsync($"/api/customers/{account}/statements/preview?kind=all&from=yesterday&through=2999-01-01&format=xls&colour=red")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(["colour", "format", "from", "kind", "through"], faults.Pointers.Order(StringComparer.Ordinal));
        Assert.Equal(["from"], (await Client.GetAsync($"/api/customers/{account}/statements/preview?from=2026-02-01&through=2026-01-01")).Expect(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(["from"], (await Client.GetAsync($"/api/customers/{account}/statements/preview?from=1926-01-01&through=2026-01-01")).Expect(HttpStatusCode.BadRequest).Pointers);
        (await Client.GetAsync($"/api/customers/{account.Seller}.nobody.EUR/statements/preview")).Expect(HttpStatusCode.NotFound);
        (await Client.GetAsync("/api/customers/nobody/statements/preview")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_statement_is_issued_once_rendered_and_listed()
    {
        var (account, invoice) = await InvoicedAsync();
        await Given.TakeMessagesAsync<RenderDocumentsMessage>(Host.Services, StorageNames.RenderDocuments);
        var body = new { kind = "balanceForward", through = Today, reason = "Asked on the phone" };

        var created = (await Client.PostAsync($"/api/customers/{account}/statements", body, "s1")).Expect(HttpStatusCode.Created);
        var again = (await Client.PostAsync($"/api/customers/{account}/statements", body, "s1")).Expect(HttpStatusCode.Created);
        Assert.Equal(created.Text, again.Text);
        Assert.Equal("key-reused", (await Client.PostAsync($"/api/customers/{account}/statements", new { kind = "openItems", through = Today }, "s1")).Expect(HttpStatusCode.UnprocessableEntity).Code);
        var (documentId, number) = (created["documentId"].GetString()!, $"{account.Seller.ToUpperInvariant()}-STM-{Today[..4]}-000001");
        Assert.Equal((number, "119.00", false, $"/api/statements/{documentId}"), (created["number"].GetString(), Amount(created.Body, "closing"), created["isMonthly"].GetBoolean(), created.Headers.Location!.ToString()));

        var issued = (await Client.GetAsync($"/api/statements/{documentId}")).Expect(HttpStatusCode.OK);
        Assert.Equal((documentId, number, account.ToString(), Today[..8] + "01"), (issued["documentId"].GetString(), issued["number"].GetString(), issued["accountId"].GetString(), issued["from"].GetString()));
        Assert.Contains(invoice.Number, (await Client.GetAsync($"/api/statements/{documentId}?format=csv")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Equal("not-rendered", (await Client.GetAsync($"/api/statements/{documentId}/pdf")).Expect(HttpStatusCode.NotFound).Code);

        // The repeat sends its effects again; the second finds the first's files.
        var render = await Given.TakeMessagesAsync<RenderDocumentsMessage>(Host.Services, StorageNames.RenderDocuments);
        Assert.All(render.SelectMany(message => message.Documents), named => Assert.Equal(new DocumentRef(account.ToString(), documentId), named));
        Assert.True(await Host.Services.GetRequiredService<DocumentRendering>().RenderAsync(render[0].Documents[0], default));
        Assert.Equal("application/pdf", (await Client.GetAsync($"/api/statements/{documentId}/pdf")).Expect(HttpStatusCode.OK).ContentType);

        var subject = await Host.Services.GetRequiredService<DeliverySubjects>().ReadAsync(new DeliveryRef(account.ToString(), documentId, null), default);
        var email = await Host.Services.GetRequiredService<EmailComposer>().ComposeAsync(subject, Recipient.MainOf(subject.Customer), default);
        Assert.Equal(("a@kunde.example", $"{number}.pdf"), (email.To.Email, Assert.Single(email.Attachments).Name));
        Assert.StartsWith("Kontoauszug von Acme GmbH", email.Content.Subject, StringComparison.Ordinal);

        await IndexAsync(account);
        var listed = Assert.Single((await Client.GetAsync($"/api/customers/{account}/statements")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        Assert.Equal((documentId, "balanceForward"), (listed.GetProperty("documentId").GetString(), listed.GetProperty("kind").GetString()));
        Assert.Equal(["to"], (await Client.GetAsync($"/api/customers/{account}/statements?from=2026-02-01&to=2026-01-01")).Expect(HttpStatusCode.BadRequest).Pointers);
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_said_at_once()
    {
        var (account, invoice) = await InvoicedAsync();
        var url = $"/api/customers/{account}/statements";
        Assert.Equal(["#/from", "#/kind", "#/through"], (await Client.PostAsync(url, new { kind = "all", from = "soon" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers.Order(StringComparer.Ordinal));
        Assert.Equal(["#/from"], (await Client.PostAsync(url, new { kind = "openItems", from = "2026-02-01", through = "2026-01-01" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal("date-to-come", (await Client.PostAsync(url, new { kind = "openItems", through = "2999-01-01" })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        (await Client.PostAsync(url, new { kind = "openItems", through = Today }, key: null)).Expect(HttpStatusCode.BadRequest);
        (await Client.PostAsync($"/api/customers/{account.Seller}.nobody.EUR/statements", new { kind = "openItems", through = Today })).Expect(HttpStatusCode.NotFound);
        (await Client.GetAsync($"/api/statements/{invoice.Invoice.DocumentId}")).Expect(HttpStatusCode.NotFound);
        (await Client.GetAsync("/api/statements/stm_unknown/pdf")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(["format"], (await Client.GetAsync("/api/statements/stm_unknown?format=xml")).Expect(HttpStatusCode.BadRequest).Pointers);
    }

    [Fact]
    public async Task The_policy_and_a_customers_terms_say_who_gets_one_each_month()
    {
        var (account, _) = await InvoicedAsync();
        var usual = (await Client.GetAsync($"/api/sellers/{account.Seller}/policy")).Expect(HttpStatusCode.OK);
        Assert.False(usual["statements"].GetProperty("monthly").GetBoolean());

        object Policy(object statements) => new { terms = Bodies.Net(14), statements };
        Assert.Equal(["#/statements/since"], (await Client.PutAsync($"/api/sellers/{account.Seller}/policy", Policy(new { monthly = true }), usual.ETag)).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(
            ["#/statements/day", "#/statements/kind", "#/statements/minimum", "#/statements/since"],
            (await Client.PutAsync($"/api/sellers/{account.Seller}/policy", Policy(new { monthly = true, kind = "none", day = 31, minimum = "-1", since = "2026-01-02" }), usual.ETag)).Expect(HttpStatusCode.UnprocessableEntity).Pointers.Order(StringComparer.Ordinal));
        var own = (await Client.PutAsync($"/api/sellers/{account.Seller}/policy", Policy(new { monthly = true, kind = "openItems", day = 5, minimum = "10.00", since = "2026-02-01" }), usual.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal((true, "openItems", 5, "2026-02-01"), (own["statements"].GetProperty("monthly").GetBoolean(), own["statements"].GetProperty("kind").GetString(), own["statements"].GetProperty("day").GetInt32(), own["statements"].GetProperty("since").GetString()));

        var terms = (await Client.GetAsync($"/api/customers/{account}/billing-terms")).Expect(HttpStatusCode.OK);
        Assert.Equal(["#/statements/since"], (await Client.PutAsync($"/api/customers/{account}/billing-terms", new { statements = new { monthly = true } }, terms.ETag)).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        (await Client.PutAsync($"/api/customers/{account}/billing-terms", new { statements = new { monthly = false } }, terms.ETag)).Expect(HttpStatusCode.OK);
        Assert.False((await Given.StateAsync(Host.Services, account)).Terms.Statements!.Monthly);
    }

    private async Task<(AccountId Account, InvoiceFinalized Invoice)> InvoicedAsync()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        return (account, await Given.InvoiceAsync(Host.Services, account));
    }

    private static Money Eur(decimal amount) => new(amount, Currency.Of("EUR"));

    private static string? Amount(System.Text.Json.JsonElement within, string name) => within.GetProperty(name).GetProperty("amount").GetString();
}
