using System.Net;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Deliveries;
using Billing.Functions.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Api;

public sealed class FamilyTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task A_parent_sees_what_its_children_owe_together()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var (parent, first, second) = (await Given.AccountAsync(Host.Services, seller), await Given.AccountAsync(Host.Services, seller), await Given.AccountAsync(Host.Services, seller));
        await Given.InvoiceAsync(Host.Services, first);
        await Given.InvoiceAsync(Host.Services, second, seats: 2);
        var path = $"/api/customers/{parent}/children";
        Assert.Equal("0.00", (await Client.GetAsync(path)).Expect(HttpStatusCode.OK)["receivable"].GetProperty("amount").GetString());

        Assert.Equal("ParentLinked", (await LinkAsync(first, parent)).Expect(HttpStatusCode.OK)["events"][0].GetString());
        (await LinkAsync(second, parent, billed: true)).Expect(HttpStatusCode.OK);

        var children = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal(new[] { first.ToString(), second.ToString() }.Order(StringComparer.Ordinal), children["items"].EnumerateArray().Select(child => child.GetProperty("accountId").GetString()));
        Assert.Equal("357.00", children["receivable"].GetProperty("amount").GetString());
        Assert.Equal((parent.ToString(), true), ((await Client.GetAsync($"/api/customers/{second}"))["parent"].GetProperty("accountId").GetString(), (await Client.GetAsync($"/api/customers/{second}"))["parent"].GetProperty("billed").GetBoolean()));

        (await Client.DeleteAsync($"/api/customers/{first}/parent?reason=Sold")).Expect(HttpStatusCode.OK);
        (await Client.DeleteAsync($"/api/customers/{first}/parent?reason=Sold")).Expect(HttpStatusCode.OK);
        Assert.Equal("238.00", (await Client.GetAsync(path))["receivable"].GetProperty("amount").GetString());
    }

    [Fact]
    public async Task A_parent_buys_for_its_own_children_alone()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var (parent, child) = (await Given.AccountAsync(Host.Services, seller), await Given.AccountAsync(Host.Services, seller));
        var subscription = new { priceId = "crm", start = "2026-01-01", forAccount = child.ToString() };

        var refused = (await Client.PostAsync($"/api/customers/{parent}/subscriptions", subscription)).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(("not-a-child", "#/forAccount"), (refused.Code, refused.Pointers.Single()));
        (await LinkAsync(child, parent)).Expect(HttpStatusCode.OK);
        Assert.Equal(child.ToString(), (await Client.PostAsync($"/api/customers/{parent}/subscriptions", subscription)).Expect(HttpStatusCode.Created)["forAccount"].GetString());
    }

    [Fact]
    public async Task A_payment_of_the_parent_is_assigned_to_its_children()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var (parent, first, second) = (await Given.AccountAsync(Host.Services, seller), await Given.AccountAsync(Host.Services, seller), await Given.AccountAsync(Host.Services, seller));
        var issued = await Given.InvoiceAsync(Host.Services, first);
        await Given.InvoiceAsync(Host.Services, second);
        (await LinkAsync(first, parent)).Expect(HttpStatusCode.OK);
        (await LinkAsync(second, parent)).Expect(HttpStatusCode.OK);
        var recorded = (await Client.PostAsync("/api/payments", new { sellerId = seller, amount = new { amount = "300.00", currency = "EUR" }, valueDate = $"{issued.IssueDate:O}", method = "transfer" })).Expect(HttpStatusCode.Created);

        foreach (var (account, amount) in new[] { (first, "119.00"), (second, "119.00"), (parent, "62.00") })
            (await Client.PostAsync($"{recorded.Headers.Location}/assignments", new { accountId = account.ToString(), amount = new { amount, currency = "EUR" } })).Expect(HttpStatusCode.OK);

        Assert.Equal("0.00", (await Client.GetAsync($"/api/customers/{parent}/children"))["receivable"].GetProperty("amount").GetString());
        Assert.Equal("62.00", (await Client.GetAsync($"/api/customers/{parent}"))["credit"].GetProperty("amount").GetString());
        Assert.Equal("0.00", (await Client.GetAsync(recorded.Headers.Location!.ToString()))["suspense"].GetProperty("amount").GetString());
    }

    [Fact]
    public async Task There_is_one_level_within_one_seller_and_currency()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var (parent, child, other) = (await Given.AccountAsync(Host.Services, seller), await Given.AccountAsync(Host.Services, seller), await Given.AccountAsync(Host.Services, seller));
        var dollars = await Given.AccountAsync(Host.Services, seller, "USD");
        (await LinkAsync(child, parent)).Expect(HttpStatusCode.OK);

        Assert.Equal("parent-has-parent", (await LinkAsync(other, child)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("has-children", (await LinkAsync(parent, other)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("own-parent", (await LinkAsync(other, other)).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("other-seller-or-currency", (await LinkAsync(dollars, parent)).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("unknown-parent", (await LinkAsync(other, AccountId.Of(seller, "nobody", Currency.Of("EUR")))).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("has-children", (await Client.PostAsync($"/api/customers/{parent}/erasure", new { reason = "Asked" })).Expect(HttpStatusCode.Conflict).Code);
        (await Client.GetAsync($"/api/customers/{seller}.nobody.EUR/children")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_link_is_changed_under_the_version_that_was_read()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var (parent, child) = (await Given.AccountAsync(Host.Services, seller), await Given.AccountAsync(Host.Services, seller));
        var before = (await Client.GetAsync($"/api/customers/{child}")).ETag;
        (await LinkAsync(child, parent)).Expect(HttpStatusCode.OK);

        Assert.Equal("if-match-required", (await LinkAsync(child, parent, billed: true)).Expect((HttpStatusCode)428).Code);
        Assert.Equal("stale", (await LinkAsync(child, parent, billed: true, before)).Expect(HttpStatusCode.PreconditionFailed).Code);
        (await LinkAsync(child, parent, billed: true, (await Client.GetAsync($"/api/customers/{child}")).ETag)).Expect(HttpStatusCode.OK);
        Assert.True((await Client.GetAsync($"/api/customers/{parent}/children"))["items"][0].GetProperty("billedToParent").GetBoolean());
    }

    [Fact]
    public async Task A_child_whose_parent_is_billed_has_its_documents_and_notices_addressed_to_it()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));
        await using var services = Azurite.Services(clock);
        var seller = await Given.SellerAsync(services);
        var (parent, child) = (AccountId.Of(seller, "group", Currency.Of("EUR")), await Given.AccountAsync(services, seller));
        var profile = new CustomerProfile(1, "Gruppe SE", new PostalAddress("Platz 1", "80331", "München", "", "DE"), "ap@gruppe.example", "DE136695976", "", "");
        await Given.TransactAsync(services, parent, new OpenAccount(parent.ToString(), 1), "open", profile);
        await Given.TransactAsync(services, child, new LinkParent(new ParentLink(parent.ToString(), true)), "link");

        var issued = await Given.InvoiceAsync(services, child);
        clock.Advance(TimeSpan.FromDays(20));
        var dunned = await Given.TransactAsync(services, child, new RunCollections(), "dun");

        var document = (await services.GetRequiredService<AccountRows>().FindAsync<IssuedDocument>(child, AccountRows.DocumentKey(issued.Invoice.DocumentId), default))!;
        Assert.Equal(("Gruppe SE", "DE136695976", "PO 1"), (document.Buyer.Name, document.Buyer.VatId, document.Buyer.Reference));
        Assert.Equal(119, (await Given.StateAsync(services, child)).Receivable().Amount);

        var index = dunned.Events.ToList().FindIndex(happened => happened is NoticeIssued);
        var notice = await services.GetRequiredService<DeliverySubjects>().ReadAsync(
            new DeliveryRef(child.ToString(), ((NoticeIssued)dunned.Events[index]).NoticeId, new EventRef(dunned.Version, index)), default);
        var (_, recipient) = Assert.Single(await services.GetRequiredService<Recipients>().OfAsync(notice, null, default));
        Assert.Equal(("ap@gruppe.example", "Gruppe SE"), (recipient.Email, recipient.Name));
    }

    private Task<ApiAnswer> LinkAsync(AccountId child, AccountId parent, bool billed = false, string? ifMatch = null) =>
        Client.PutAsync($"/api/customers/{child}/parent", new { parentAccountId = parent.ToString(), billedToParent = billed }, ifMatch);
}
