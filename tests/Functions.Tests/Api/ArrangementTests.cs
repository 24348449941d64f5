using System.Net;
using Billing.Domain;
using Billing.Functions.Documents;
using Billing.Functions.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class ArrangementTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private static readonly string Tomorrow = Day(1);

    [Fact]
    public async Task A_plan_is_previewed_agreed_once_shown_with_what_is_paid_and_called_off()
    {
        var (account, invoice) = await OwingAsync();
        var plan = new { deposit = new { amount = Amount("19.00") }, schedule = new { kind = "equal", count = 3, firstDueOn = Day(10), interval = "twoWeeks" }, graceDays = 4 };
        var preview = (await Client.PostAsync($"/api/customers/{account}/arrangements/preview", plan, null)).Expect(HttpStatusCode.OK);
        Assert.Equal(("preview", "119.00"), (preview["number"].GetString(), preview["total"].GetProperty("amount").GetString()));
        Assert.Empty((await Client.GetAsync($"/api/customers/{account}/arrangements")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());

        var key = Guid.NewGuid().ToString();
        var agreed = (await Client.PostAsync($"/api/customers/{account}/arrangements", plan, key)).Expect(HttpStatusCode.Created);
        Assert.Equal(agreed.Text, (await Client.PostAsync($"/api/customers/{account}/arrangements", plan, key)).Expect(HttpStatusCode.Created).Text);
        Assert.Equal("key-reused", (await Client.PostAsync($"/api/customers/{account}/arrangements", new { schedule = new { kind = "equal", count = 2, firstDueOn = Day(10), interval = "month" } }, key)).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.EndsWith("-ARR-" + $"{DateTime.UtcNow:yyyy}" + "-000001", agreed["number"].GetString(), StringComparison.Ordinal);
        Assert.Equal(
            [(0, "19.00"), (1, "33.34"), (2, "33.33"), (3, "33.33")],
            agreed["instalments"].EnumerateArray().Select(part => (part.GetProperty("no").GetInt32(), part.GetProperty("amount").GetProperty("amount").GetString())));
        var id = agreed["arrangementId"].GetString();

        Assert.Equal(id, (await Client.GetAsync($"/api/invoices/{invoice}")).Expect(HttpStatusCode.OK)["arrangementId"].GetString());
        Assert.Equal(id, (await Client.GetAsync($"/api/customers/{account}")).Expect(HttpStatusCode.OK)["openInvoices"][0].GetProperty("arrangementId").GetString());
        Assert.Equal("arranged", (await Client.PostAsync($"/api/invoices/{invoice}/write-off", new { reason = "insolvency" })).Expect(HttpStatusCode.Conflict).Code);

        (await Client.PostAsync("/api/payments", new { sellerId = account.Seller, amount = Amount("40.00"), valueDate = Day(-1), method = "transfer", reference = new { invoiceNumber = agreed["number"].GetString() } })).Expect(HttpStatusCode.Created);
        var shown = (await Client.GetAsync($"/api/arrangements/{id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("running", "40.00", Day(10), "12.34"), (shown["status"].GetString(), shown["paid"].GetProperty("amount").GetString(), shown["nextDueOn"].GetString(), shown["nextAmount"].GetProperty("amount").GetString()));
        Assert.Equal([("met", "0.00"), ("open", "12.34"), ("open", "33.33"), ("open", "33.33")], shown["instalments"].EnumerateArray().Select(part => (part.GetProperty("state").GetString(), part.GetProperty("open").GetProperty("amount").GetString())));

        (await Client.PostAsync($"/api/arrangements/{id}/cancel", new { })).Expect(HttpStatusCode.UnprocessableEntity);
        (await Client.PostAsync($"/api/arrangements/{id}/cancel", new { reason = "Pays by card" })).Expect(HttpStatusCode.OK);
        Assert.Equal("cancelled", (await Client.GetAsync($"/api/arrangements/{id}")).Expect(HttpStatusCode.OK)["status"].GetString());
        Assert.False((await Client.GetAsync($"/api/invoices/{invoice}")).Expect(HttpStatusCode.OK).Body.TryGetProperty("arrangementId", out _));
    }

    [Fact]
    public async Task The_agreed_document_is_there_once_it_is_rendered()
    {
        var (account, _) = await OwingAsync();
        var id = (await Client.PostAsync($"/api/customers/{account}/arrangements", new { schedule = new { kind = "custom", instalments = new[] { Part(Tomorrow, "19.00"), Part(Day(40), "100.00") } } })).Expect(HttpStatusCode.Created)["arrangementId"].GetString()!;
        Assert.Equal("not-rendered", (await Client.GetAsync($"/api/arrangements/{id}/pdf")).Expect(HttpStatusCode.NotFound).Code);
        await Host.Services.GetRequiredService<DocumentRendering>().RenderAsync(new DocumentRef(account.ToString(), id), default);
        Assert.StartsWith("%PDF-", (await Client.GetAsync($"/api/arrangements/{id}/pdf")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promise_is_kept_by_its_money_and_stays_listed()
    {
        var (account, _) = await OwingAsync();
        var promise = (await Client.PostAsync($"/api/customers/{account}/promises", new { dueOn = Tomorrow, amount = Amount("100.00") })).Expect(HttpStatusCode.Created);
        var id = promise["arrangementId"].GetString();
        Assert.Equal(("promiseToPay", "100.00", "119.00"), (promise["kind"].GetString(), promise["total"].GetProperty("amount").GetString(), promise["covered"].GetProperty("amount").GetString()));
        Assert.Equal("no-document", (await Client.GetAsync($"/api/arrangements/{id}/pdf")).Expect(HttpStatusCode.NotFound).Code);

        await Given.TransactAsync(Host.Services, account, new ApplyPayment("pay|p|1", "manual|m|p", new Money(119, Currency.Of("EUR")), DateOnly.FromDateTime(DateTime.UtcNow), null), "pay");
        Assert.Equal(("kept", "119.00"), ((await Client.GetAsync($"/api/arrangements/{id}"))["status"].GetString(), (await Client.GetAsync($"/api/arrangements/{id}"))["paid"].GetProperty("amount").GetString()));
        Assert.Equal(id, Assert.Single((await Client.GetAsync($"/api/customers/{account}/arrangements")).Expect(HttpStatusCode.OK)["items"].EnumerateArray()).GetProperty("arrangementId").GetString());
        Assert.Equal("arrangement-ended", (await Client.PostAsync($"/api/arrangements/{id}/cancel", new { reason = "late" })).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task What_cannot_be_agreed_says_why()
    {
        var (account, invoice) = await OwingAsync();
        var path = $"/api/customers/{account}/arrangements";
        object Plan(object schedule, params string[] documents) => new { documents, schedule };
        var equal = new { kind = "equal", count = 3, firstDueOn = Tomorrow, interval = "month" };
        Assert.Equal(["#/documents", "#/graceDays", "#/schedule/count", "#/schedule/firstDueOn", "#/schedule/interval"], (await Client.PostAsync(path, new { documents = new[] { "nonsense" }, schedule = new { kind = "equal", count = 61, firstDueOn = "soon", interval = "daily" }, graceDays = -1 })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/schedule/kind"], (await Client.PostAsync(path, new { schedule = new { kind = "some" } })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal("unknown-invoice", (await Client.PostAsync(path, Plan(equal, "inv_000000000000000000000000"))).Expect(HttpStatusCode.NotFound).Code);
        Assert.Equal("date-in-past", (await Client.PostAsync(path, Plan(equal with { firstDueOn = Day(-3) }))).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("sum-mismatch", (await Client.PostAsync($"{path}/preview", Plan(new { kind = "custom", instalments = new[] { Part(Tomorrow, "100.00") } }), null)).Expect(HttpStatusCode.UnprocessableEntity).Code);

        (await Client.PostAsync(path, Plan(equal, invoice))).Expect(HttpStatusCode.Created);
        Assert.Equal("already-arranged", (await Client.PostAsync(path, Plan(equal, invoice))).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("nothing-open", (await Client.PostAsync($"/api/customers/{account}/promises", new { dueOn = Tomorrow })).Expect(HttpStatusCode.Conflict).Code);
        (await Client.GetAsync("/api/arrangements/arr_none")).Expect(HttpStatusCode.NotFound);
        (await Client.GetAsync($"/api/customers/{AccountId.Of(account.Seller, "nobody", Currency.Of("EUR"))}/arrangements")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_policy_says_when_instalments_are_reminded_of_and_how_long_they_are_waited_for()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var path = $"/api/sellers/{seller}/policy";
        var known = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal((3, 7), (known["arrangements"].GetProperty("reminderDays").GetInt32(), known["arrangements"].GetProperty("graceDays").GetInt32()));
        Assert.Equal("everyArrangement", known["arrangements"].GetProperty("liftsSuspension").GetString());
        var put = (await Client.PutAsync(path, new { terms = Bodies.Net(14), arrangements = new { graceDays = 2, liftsSuspension = "instalmentPlans" } }, known.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(
            (false, 2, "instalmentPlans"),
            (put["arrangements"].TryGetProperty("reminderDays", out _), put["arrangements"].GetProperty("graceDays").GetInt32(), put["arrangements"].GetProperty("liftsSuspension").GetString()));
    }

    private static string Day(int fromToday) => $"{DateTime.UtcNow.AddDays(fromToday):yyyy-MM-dd}";

    private static AmountBody Amount(string amount) => new(amount, "EUR");

    private static PartBody Part(string dueOn, string amount) => new(dueOn, Amount(amount));

    private async Task<(AccountId Account, string Invoice)> OwingAsync()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        return (account, (await Given.InvoiceAsync(Host.Services, account)).Invoice.DocumentId);
    }

    private sealed record AmountBody(string amount, string currency);

    private sealed record PartBody(string dueOn, AmountBody amount);
}
