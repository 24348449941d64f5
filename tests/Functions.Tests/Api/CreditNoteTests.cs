using System.Net;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class CreditNoteTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task A_line_is_credited_once_under_its_key_and_the_note_is_a_document_of_its_own()
    {
        var (account, id) = await BilledAsync();
        var key = Guid.NewGuid().ToString();
        var body = new { lines = new[] { new { lineNo = 1, net = Amount("50.00") } }, reason = "billingError", text = "Half price was agreed" };

        var made = (await Client.PostAsync($"/api/invoices/{id}/credit-notes", body, key)).Expect(HttpStatusCode.Created);
        Assert.Equal(made.Text, (await Client.PostAsync($"/api/invoices/{id}/credit-notes", body, key)).Expect(HttpStatusCode.Created).Text);
        Assert.Equal("59.50", made["amount"].GetProperty("amount").GetString());

        var invoice = (await Client.GetAsync($"/api/invoices/{id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("59.50", "59.50"), (invoice["balance"].GetProperty("amount").GetString(), invoice["credited"].GetProperty("total").GetProperty("amount").GetString()));
        var note = (await Client.GetAsync($"/api/invoices/{made["id"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("creditNote", invoice["number"].GetString(), "billingError"), (note["kind"].GetString(), note["correctsNumber"].GetString(), note["reason"].GetString()));
        await IndexAsync(account);
        Assert.Equal(
            [("creditNote", "-59.50"), ("invoice", "119.00")],
            (await Client.GetAsync($"/api/invoices?seller={account.Seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray()
                .Select(item => (item.GetProperty("kind").GetString()!, item.GetProperty("total").GetProperty("amount").GetString()!)).Order());
        Assert.Equal("has-credit-notes", (await Client.PostAsync($"/api/invoices/{id}/void", new { reason = "x" })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("exceeds-line", (await Client.PostAsync($"/api/invoices/{id}/credit-notes", new { lines = new[] { new { lineNo = 1, net = Amount("50.01") } }, reason = "other" })).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task What_is_wrong_with_a_credit_note_is_listed_at_once()
    {
        var (_, id) = await BilledAsync();
        Assert.Equal(
            ["#/disposition", "#/lines/0/net", "#/lines/1/quantity", "#/reason"],
            (await Client.PostAsync($"/api/invoices/{id}/credit-notes", new { lines = new object[] { new { lineNo = 1 }, new { lineNo = 2, quantity = 1 } }, reason = "mood", disposition = "burn" }))
                .Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        (await Client.PostAsync("/api/invoices/inv_0/credit-notes", new { reason = "other" })).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_refund_is_a_task_until_the_money_has_gone()
    {
        var (account, id) = await BilledAsync();
        await Given.TransactAsync(Host.Services, account, new ApplyPayment("a1", "manual|m|p", new Money(119, account.Currency), Today, null), "pay");
        var note = (await Client.PostAsync($"/api/invoices/{id}/credit-notes", new { reason = "cancellation", disposition = "refund" })).Expect(HttpStatusCode.Created);
        Assert.Equal("refund-due", Assert.Single(await TasksAsync(account)).Kind);

        var credit = Assert.Single((await Client.GetAsync($"/api/customers/{account}")).Expect(HttpStatusCode.OK)["credits"].EnumerateArray());
        Assert.Equal((note["id"].GetString(), "creditNote", true), (credit.GetProperty("creditId").GetString(), credit.GetProperty("kind").GetString(), credit.GetProperty("forRefund").GetBoolean()));
        var refund = new { creditId = note["id"].GetString(), amount = Amount("119.00"), paidOn = $"{Today:yyyy-MM-dd}", method = "bank", text = "T1" };
        (await Client.PostAsync($"/api/customers/{account}/refunds", refund)).Expect(HttpStatusCode.Created);
        Assert.Empty(await TasksAsync(account));
        Assert.Equal("exceeds-credit", (await Client.PostAsync($"/api/customers/{account}/refunds", refund)).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task What_waits_to_be_paid_out_can_be_kept_as_credit()
    {
        var (account, id) = await BilledAsync();
        await Given.TransactAsync(Host.Services, account, new ApplyPayment("a1", "manual|m|p", new Money(119, account.Currency), Today, null), "pay");
        var note = (await Client.PostAsync($"/api/invoices/{id}/credit-notes", new { reason = "cancellation", disposition = "refund" })).Expect(HttpStatusCode.Created);
        (await Client.PostAsync($"/api/customers/{account}/forgone-refunds", new { creditId = note["id"].GetString(), reason = "Asked by phone" })).Expect(HttpStatusCode.OK);
        Assert.Empty(await TasksAsync(account));
        Assert.False((await Client.GetAsync($"/api/customers/{account}")).Expect(HttpStatusCode.OK)["credits"][0].GetProperty("forRefund").GetBoolean());
    }

    [Fact]
    public async Task Over_the_limit_a_second_person_has_it_carried_out()
    {
        var (account, id) = await BilledAsync();
        await LimitAsync(account.Seller, "100.00");
        Client.Headers.Add("X-Billing-Actor", "ann");
        var asked = (await Client.PostAsync($"/api/invoices/{id}/credit-notes", new { reason = "duplicate" })).Expect(HttpStatusCode.Accepted);
        var approval = $"/api/customers/{account}/approvals/{asked["approvalId"]}";
        Assert.Equal("approval-waiting", Assert.Single(await TasksAsync(account)).Kind);
        await IndexAsync(account);
        var waiting = Assert.Single((await Client.GetAsync($"/api/approvals?seller={account.Seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        Assert.Equal(("IssueCreditNote", "119.00", "key (on behalf of ann)"), (waiting.GetProperty("kind").GetString(), waiting.GetProperty("amount").GetProperty("amount").GetString(), waiting.GetProperty("requestedBy").GetString()));

        Assert.Equal("same-actor", (await ApproveAsync(approval)).Expect(HttpStatusCode.Forbidden).Code);
        Client.Headers.Remove("X-Billing-Actor");
        Assert.Equal("person-required", (await ApproveAsync(approval)).Expect(HttpStatusCode.Forbidden).Code);
        Client.Headers.Add("X-Billing-Actor", "bob");
        var approved = (await ApproveAsync(approval)).Expect(HttpStatusCode.Created);
        Assert.EndsWith("000001", approved["number"].GetString(), StringComparison.Ordinal);
        Assert.Equal("not-pending", (await ApproveAsync(approval)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Empty(await TasksAsync(account));
        await IndexAsync(account);
        Assert.Empty((await Client.GetAsync($"/api/approvals?seller={account.Seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        Assert.Equal("0.00", (await Client.GetAsync($"/api/invoices/{id}")).Expect(HttpStatusCode.OK)["balance"].GetProperty("amount").GetString());
    }

    [Fact]
    public async Task What_waits_can_be_rejected_with_a_reason()
    {
        var (account, id) = await BilledAsync();
        await LimitAsync(account.Seller, "0");
        var asked = (await Client.PostAsync($"/api/invoices/{id}/write-off", new { reason = "uncollectible" })).Expect(HttpStatusCode.Accepted);
        (await Client.PostAsync($"/api/customers/{account}/approvals/{asked["approvalId"]}/reject", new { reason = "Ask once more" })).Expect(HttpStatusCode.OK);
        Assert.Empty(await TasksAsync(account));
        Assert.Equal("119.00", (await Client.GetAsync($"/api/customers/{account}")).Expect(HttpStatusCode.OK)["receivable"].GetProperty("amount").GetString());
    }

    private Task<ApiAnswer> ApproveAsync(string approval) => Client.SendAsync(HttpMethod.Post, $"{approval}/approve", null, ("Idempotency-Key", Guid.NewGuid().ToString()));

    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-1));

    private static AmountBody Amount(string amount) => new(amount, "EUR");

    private async Task<(AccountId Account, string DocumentId)> BilledAsync()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        return (account, (await Given.InvoiceAsync(Host.Services, account)).Invoice.DocumentId);
    }

    private async Task LimitAsync(string seller, string limit)
    {
        var policy = (await Client.GetAsync($"/api/sellers/{seller}/policy")).ETag;
        (await Client.PutAsync($"/api/sellers/{seller}/policy", new { terms = Bodies.Net(14), approvalLimit = limit }, policy)).Expect(HttpStatusCode.OK);
    }

    private sealed record AmountBody(string amount, string currency);
}
