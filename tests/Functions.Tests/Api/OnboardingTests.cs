using System.Net;
using Azure.Data.Tables;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class OnboardingTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task Everything_that_is_wrong_with_a_customer_is_told_at_once()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var body = new
        {
            sellerId = seller,
            currency = "JPY",
            profile = new
            {
                name = "Kunde AG",
                address = new { street = "Weg 2", postalCode = "2009", city = "Hamburg", country = "DE" },
                email = "nobody",
                vatId = "DE136695977",
                iban = "DE02120300000000202015",
                language = "german",
                reference = 5,
            },
        };

        var answer = (await Client.PostAsync("/api/customers", body)).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("invalid-body", answer.Code);
        Assert.Equal(
            ["#/currency", "#/profile/address/postalCode", "#/profile/email", "#/profile/iban", "#/profile/language", "#/profile/reference", "#/profile/vatId"], answer.Pointers);
    }

    [Fact]
    public async Task What_is_missing_is_told_once()
    {
        var seller = await Given.SellerAsync(Host.Services);

        Assert.Equal(["#/profile"], (await Client.PostAsync("/api/customers", new { sellerId = seller, currency = "EUR" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/currency", "#/profile", "#/sellerId"], (await Client.PostAsync("/api/customers", new { sellerId = "No seller" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/profile/address", "#/profile/email"], (await Client.PostAsync("/api/customers", new { sellerId = seller, currency = "EUR", profile = new { name = "Kunde", email = "" } })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task A_change_of_profile_is_checked_in_the_same_way()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var path = $"/api/customers/{account}/profile";
        var etag = (await Client.GetAsync(path)).ETag;
        var profile = new { name = "Kunde Inc.", address = new { street = "Way 2", postalCode = "98101", city = "Seattle", country = "US" }, email = "a@kunde.example", vatId = "", taxExemption = new { reason = "Resale", validUntil = "soon" } };

        Assert.Equal(["#/address/region", "#/taxExemption/validUntil"], (await Client.PutAsync(path, profile, etag)).Expect(HttpStatusCode.UnprocessableEntity).Pointers);

        var right = new { profile.name, address = new { street = "Way 2", postalCode = "98101", city = "Seattle", region = "WA", country = "US" }, profile.email, iban = "gb82 west 1234 5698 7654 32", taxExemption = new { reason = "Resale", certificate = "WA-7", validUntil = "2026-12-31" } };
        var changed = (await Client.PutAsync(path, right, etag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("GB82WEST12345698765432", "WA-7"), (changed["iban"].GetString(), changed["taxExemption"].GetProperty("certificate").GetString()));
        Assert.Equal(changed.Text, (await Client.GetAsync(path)).Text);
    }

    [Fact]
    public async Task A_seller_says_which_currencies_it_bills_in_beside_those_of_its_banks()
    {
        var id = Given.NewId("seller");
        var seller = Bodies.Seller(id);
        seller["currencies"] = new[] { "USD", "euro" };
        seller["retentionYears"] = 0;
        seller["payoutPayers"] = new[] { new { processor = "stripe" } };
        Assert.Equal(["#/currencies", "#/payoutPayers/0/name", "#/retentionYears"], (await Client.PutAsync($"/api/sellers/{id}", seller)).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        seller["currencies"] = new[] { "USD" };
        seller["retentionYears"] = 7;
        seller["payoutPayers"] = new[] { new { processor = "stripe", account = "IE29AIBK93115212345678" } };
        (await Client.PutAsync($"/api/sellers/{id}", seller)).Expect(HttpStatusCode.Created);
        (await Client.PutAsync($"/api/sellers/{id}/tax-table", Bodies.TaxTable())).Expect(HttpStatusCode.Created);
        (await Client.PutAsync($"/api/sellers/{id}/policy", Bodies.Policy())).Expect(HttpStatusCode.Created);

        (await Client.PostAsync("/api/customers", new { sellerId = id, customerId = "kunde", currency = "USD", profile = Bodies.Profile() })).Expect(HttpStatusCode.Created);
        (await Client.PostAsync("/api/customers", new { sellerId = id, customerId = "kunde", currency = "EUR", profile = Bodies.Profile() })).Expect(HttpStatusCode.Created);
        Assert.Equal(["#/currency"], (await Client.PostAsync("/api/customers", new { sellerId = id, customerId = "kunde", currency = "CHF", profile = Bodies.Profile() })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task A_customer_who_is_possibly_known_is_refused_until_an_operator_says_otherwise()
    {
        var seller = await Given.SellerAsync(Host.Services);
        object Customer(string id, string name = "Kunde AG", string street = "Weg 2", string vatId = "DE136695976", bool allowDuplicate = false) => new
        {
            sellerId = seller,
            customerId = id,
            currency = "EUR",
            profile = new { name, address = new { street, postalCode = "20095", city = "Hamburg", country = "DE" }, email = $"{id}@kunde.example", vatId },
            allowDuplicate,
        };

        var key = Guid.NewGuid().ToString();
        var first = (await Client.PostAsync("/api/customers", Customer("first"), key)).Expect(HttpStatusCode.Created);

        var sameTaxId = (await Client.PostAsync("/api/customers", Customer("second", "Other AG", "Elsewhere 9", "de 136 695 976"))).Expect(HttpStatusCode.Conflict);
        Assert.Equal("possible-duplicate", sameTaxId.Code);
        Assert.Contains($"{seller}.first.EUR", sameTaxId["detail"].GetString());
        Assert.Equal("possible-duplicate", (await Client.PostAsync("/api/customers", Customer("second", "KUNDE A.G.", "weg 2", ""))).Expect(HttpStatusCode.Conflict).Code);
        (await Client.GetAsync($"/api/customers/{seller}.second.EUR")).Expect(HttpStatusCode.NotFound);

        (await Client.PostAsync("/api/customers", Customer("second", vatId: "", allowDuplicate: true))).Expect(HttpStatusCode.Created);
        (await Client.PostAsync("/api/customers", Customer("third", "Dritte GmbH", vatId: ""))).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Text, (await Client.PostAsync("/api/customers", Customer("first"), key)).Expect(HttpStatusCode.Created).Text);
    }

    [Fact]
    public async Task Who_moved_away_is_no_duplicate_any_more()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var account = await Given.AccountAsync(Host.Services, seller);
        var path = $"/api/customers/{account}/profile";
        object Profile(string name) => new { name, address = new { street = "Weg 7", postalCode = "20095", city = "Hamburg", country = "DE" }, email = "a@kunde.example" };
        var second = (await Client.PutAsync(path, Profile("Neu AG"), (await Client.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);

        (await Client.PostAsync("/api/customers", new { sellerId = seller, currency = "EUR", profile = Profile("Neu AG") })).Expect(HttpStatusCode.Conflict);
        (await Client.PutAsync(path, Profile("Neuer AG"), second.ETag)).Expect(HttpStatusCode.OK);
        (await Client.PostAsync("/api/customers", new { sellerId = seller, currency = "EUR", profile = Profile("Neu AG") })).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_keys_of_what_a_customer_is_found_by_hold_no_personal_data()
    {
        var seller = await Given.SellerAsync(Host.Services);
        (await Client.PostAsync("/api/customers", Bodies.Customer(seller, "kunde"))).Expect(HttpStatusCode.Created);

        var rows = await Host.Services.GetRequiredService<BillingStorage>().Lookup.QueryAsync<TableEntity>(row => row.RowKey == $"{seller}.kunde.EUR").ToListAsync();

        Assert.Equal(2, rows.Count(row => row.PartitionKey.StartsWith("alike|", StringComparison.Ordinal)));
        Assert.All(rows, row => Assert.Matches($"^(alike|reference\\|{seller})\\|[0-9a-f]{{32}}$", row.PartitionKey));
        Assert.All(rows, row => Assert.Equal(["PartitionKey", "RowKey", "Timestamp", "odata.etag"], row.Keys.Order(StringComparer.Ordinal)));
    }
}
