using System.Net;
using System.Text;
using System.Text.Json;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class SellerTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private readonly string id = Given.NewId("seller");

    [Fact]
    public async Task A_seller_is_created_and_read_back()
    {
        var created = (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);
        var read = (await Client.GetAsync($"/api/sellers/{id}")).Expect(HttpStatusCode.OK);

        Assert.Equal(created.Text, read.Text);
        Assert.Equal(created.ETag, read.ETag);
        Assert.Equal("Europe/Berlin", read["timeZone"].GetString());
        Assert.Contains((await Client.GetAsync("/api/sellers")).Expect(HttpStatusCode.OK)["items"].EnumerateArray(), seller => seller.GetProperty("sellerId").GetString() == id);
    }

    [Fact]
    public async Task Every_fault_of_a_body_is_listed_at_once()
    {
        var body = Bodies.Seller(id);
        body["address"] = new { street = "Hauptstr. 1", city = "Berlin", country = "XX" };
        body["timeZone"] = "Europe/Nowhere";
        body["currency"] = "EURO";
        body["contact"] = new { email = "no address" };
        body["taxIds"] = new object[] { new { label = "VAT ID", value = "DE1" }, new { label = "", value = 5 } };
        body["backdatingLimitDays"] = "10";
        body["surprise"] = true;
        body.Remove("name");

        var answer = (await Client.PutAsync($"/api/sellers/{id}", body)).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Equal(
            ["#/address/country", "#/backdatingLimitDays", "#/contact/email", "#/currency", "#/name", "#/surprise", "#/taxIds/1/label", "#/taxIds/1/value", "#/timeZone"], answer.Pointers);
        (await Client.GetAsync($"/api/sellers/{id}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_body_that_is_no_json_is_refused() =>
        Assert.Equal("invalid-json", (await Client.PutAsync($"/api/sellers/{id}", "{\"name\":")).Expect(HttpStatusCode.BadRequest).Code);

    [Fact]
    public async Task A_change_must_name_the_version_it_is_based_on()
    {
        var first = (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);
        var body = Bodies.Seller(id);
        body["name"] = "Acme SE";

        Assert.Equal("if-match-required", (await Client.PutAsync($"/api/sellers/{id}", body)).Expect((HttpStatusCode)428).Code);
        (await Client.PutAsync($"/api/sellers/{id}", body, first.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("stale", (await Client.PutAsync($"/api/sellers/{id}", body, first.ETag)).Expect(HttpStatusCode.PreconditionFailed).Code);
        Assert.Equal("Acme SE", (await Client.GetAsync($"/api/sellers/{id}"))["name"].GetString());
    }

    [Fact]
    public async Task A_prefix_and_a_merchant_account_belong_to_one_seller()
    {
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);

        var answer = (await Client.PutAsync($"/api/sellers/{Given.NewId("other")}", Bodies.Seller(id))).Expect(HttpStatusCode.Conflict);

        Assert.Equal(["#/merchantAccounts/0", "#/numberPrefix"], answer.Pointers);
    }

    [Fact]
    public async Task Tax_table_and_policy_get_a_new_version_with_each_change()
    {
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);
        var first = (await Client.PutAsync($"/api/sellers/{id}/tax-table", Bodies.TaxTable())).Expect(HttpStatusCode.Created);
        var second = (await Client.PutAsync($"/api/sellers/{id}/tax-table", Bodies.TaxTable(), first.ETag)).Expect(HttpStatusCode.OK);
        var policy = (await Client.PutAsync($"/api/sellers/{id}/policy", Bodies.Policy())).Expect(HttpStatusCode.Created);

        Assert.Equal((1, 2), (first["version"].GetInt32(), second["version"].GetInt32()));
        Assert.Equal("19", second["rules"][0].GetProperty("rate").GetString());
        Assert.Equal("5.00", policy["dunning"][0].GetProperty("minimumDunned").GetString());
        Assert.Equal(second.Text, (await Client.GetAsync($"/api/sellers/{id}/tax-table")).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(policy.Text, (await Client.GetAsync($"/api/sellers/{id}/policy")).Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task A_tax_table_has_a_scheme_categories_and_exemption_codes()
    {
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);
        var table = new
        {
            scheme = "europeanUnion",
            oneStopShop = true,
            rules = new object[]
            {
                new { country = "DE", taxCategory = "standard", effectiveFrom = "2020-01-01", treatment = "standard", rate = "19", jurisdiction = "DE" },
                new { country = "DE", taxCategory = "course", effectiveFrom = "2020-01-01", treatment = "exempt", jurisdiction = "DE", note = "Vocational training", exemptionCode = "VATEX-EU-132" },
            },
            categories = new[] { new { name = "standard", supply = "digitalServices" } },
        };

        (await Client.PutAsync($"/api/sellers/{id}/tax-table", table)).Expect(HttpStatusCode.Created);

        var read = (await Client.GetAsync($"/api/sellers/{id}/tax-table")).Expect(HttpStatusCode.OK);
        Assert.Equal(("europeanUnion", true), (read["scheme"].GetString(), read["oneStopShop"].GetBoolean()));
        Assert.Equal("VATEX-EU-132", read["rules"][1].GetProperty("exemptionCode").GetString());
        Assert.Equal("digitalServices", read["categories"][0].GetProperty("supply").GetString());
    }

    [Fact]
    public async Task Every_fault_of_a_tax_table_is_listed()
    {
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);
        var table = new
        {
            oneStopShop = true,
            rules = new object[]
            {
                new { country = "DE", taxCategory = "standard", effectiveFrom = "2020-01-01", treatment = "standard", rate = "0", jurisdiction = "DE" },
                new { country = "DE", taxCategory = "course", effectiveFrom = "2020-01-01", treatment = "exempt", jurisdiction = "DE", exemptionCode = "132" },
                new { country = "FR", taxCategory = "standard", effectiveFrom = "2020-01-01", treatment = "zeroRated", jurisdiction = "FR", exemptionCode = "VATEX-EU-AE" },
            },
            categories = new[] { new { name = "standard", supply = "services" }, new { name = "standard", supply = "gold" } },
        };

        Assert.Equal(
            ["#/categories/1/name", "#/categories/1/supply", "#/oneStopShop", "#/rules/0/rate", "#/rules/1/exemptionCode", "#/rules/1/note", "#/rules/2/exemptionCode"],
            (await Client.PutAsync($"/api/sellers/{id}/tax-table", table)).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task The_scheme_of_the_Union_is_for_sellers_in_it()
    {
        var seller = Bodies.Seller(id);
        seller["address"] = new { street = "1420 Alder Wharf", postalCode = "98101", city = "Seattle", region = "WA", country = "US" };
        (await Client.PutAsync($"/api/sellers/{id}", seller)).Expect(HttpStatusCode.Created);

        var answer = await Client.PutAsync($"/api/sellers/{id}/tax-table", new { scheme = "europeanUnion", rules = new[] { new { country = "DE", taxCategory = "standard", effectiveFrom = "2020-01-01", treatment = "standard", rate = "19", jurisdiction = "DE" } } });

        Assert.Equal(["#/scheme"], answer.Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task A_policy_says_how_saved_methods_are_charged()
    {
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);
        var usual = (await Client.PutAsync($"/api/sellers/{id}/policy", Bodies.Policy())).Expect(HttpStatusCode.Created);
        Assert.Equal("""{"autoCollect":false,"chargeOn":"issueDate","retryDays":[3,5,7],"directDebitNoticeDays":14,"retryBeforeDunning":false}""", usual["charging"].GetRawText());

        object With(object charging) => new { terms = Bodies.Net(14), charging };
        var own = (await Client.PutAsync($"/api/sellers/{id}/policy", With(new { autoCollect = true, chargeOn = "dueDate", retryDays = new[] { 8, 8, 8 }, directDebitNoticeDays = 2, retryBeforeDunning = true }), usual.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("""{"autoCollect":true,"chargeOn":"dueDate","retryDays":[8,8,8],"directDebitNoticeDays":2,"retryBeforeDunning":true}""", own["charging"].GetRawText());
        Assert.Equal(own.Text, (await Client.GetAsync($"/api/sellers/{id}/policy")).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(
            ["#/charging/autoCollect", "#/charging/chargeOn", "#/charging/directDebitNoticeDays", "#/charging/retryDays"],
            (await Client.PutAsync($"/api/sellers/{id}/policy", With(new { autoCollect = "yes", chargeOn = "never", retryDays = new[] { 3, 0 }, directDebitNoticeDays = 61 }), own.ETag)).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task A_ladder_without_a_final_notice_does_not_end_in_collections()
    {
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);

        var answer = await Client.PutAsync($"/api/sellers/{id}/policy", new { terms = Bodies.Net(14), dunning = new[] { new { steps = new[] { new { days = 3, action = "collections" } } } } });

        Assert.Equal(["#/dunning/0/steps"], answer.Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task A_dunning_policy_keeps_all_it_says_and_the_rest_is_usual()
    {
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);
        var put = (await Client.PutAsync($"/api/sellers/{id}/policy", """
            {"terms": {"kind": "net", "days": 14}, "dunning": [
              {"steps": []},
              {"segment": "business", "currency": "EUR", "minimumDunned": "2.50",
               "steps": [{"days": 3, "action": "reminder", "channel": "both", "tone": "firm", "lateFee": "5.00", "assignTo": "ann"},
                         {"days": 10, "action": "finalNotice", "chargesInterest": true, "suspendsSubscriptions": true}, {"days": 20, "action": "collections"}],
               "quietDays": {"weekends": true, "countries": ["DE"], "closedDays": ["2026-12-31", "2026-12-24"]},
               "collections": {"minimumAmount": "50", "daysAfterFinalNotice": 12, "agencyId": "inkasso", "writeOffAfterDays": 180},
               "lateCharges": {"interest": {"pointsAboveBase": "9", "consumerPoints": "5", "fixedAtStart": true, "baseRates": [{"from": "2026-01-01", "percent": "1.27"}]}, "minimumInterest": "1", "feePer": "invoice",
                               "compensation": [{"currency": "EUR", "amount": "40"}], "tax": {"treatment": "standard", "rate": "20", "jurisdiction": "XX"}}}]}
            """)).Expect(HttpStatusCode.Created);

        var (all, own) = (put["dunning"][0], put["dunning"][1]);
        Assert.Equal("""{"weekends":false,"countries":[],"closedDays":[]}{"minimumAmount":"0","daysAfterFinalNotice":7,"agencyId":""}{"minimumInterest":"0","feePer":"notice","compensation":[]}""", $"{all.GetProperty("quietDays")}{all.GetProperty("collections")}{all.GetProperty("lateCharges")}");
        Assert.Equal(
            """[{"days":3,"action":"reminder","channel":"both","tone":"firm","lateFee":"5.00","chargesInterest":false,"suspendsSubscriptions":false,"assignTo":"ann"},{"days":10,"action":"finalNotice","channel":"email","tone":"final","chargesInterest":true,"suspendsSubscriptions":true,"assignTo":""},{"days":20,"action":"collections","channel":"email","tone":"final","chargesInterest":false,"suspendsSubscriptions":false,"assignTo":""}]""",
            own.GetProperty("steps").GetRawText());
        Assert.Equal("""{"weekends":true,"countries":["DE"],"closedDays":["2026-12-24","2026-12-31"]}""", own.GetProperty("quietDays").GetRawText());
        Assert.Equal("""{"minimumAmount":"50","daysAfterFinalNotice":12,"agencyId":"inkasso","writeOffAfterDays":180}""", own.GetProperty("collections").GetRawText());
        Assert.Equal("""{"interest":{"pointsAboveBase":"9","baseRates":[{"from":"2026-01-01","percent":"1.27"}],"consumerPoints":"5","fixedAtStart":true},"minimumInterest":"1","feePer":"invoice","compensation":[{"currency":"EUR","from":"0","amount":"40"}],"tax":{"treatment":"standard","rate":"20","jurisdiction":"XX","note":""}}""", own.GetProperty("lateCharges").GetRawText());
        Assert.Equal(put.Text, (await Client.GetAsync($"/api/sellers/{id}/policy")).Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task A_dunning_policy_without_steps_has_the_usual_ones()
    {
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);
        var put = (await Client.PutAsync($"/api/sellers/{id}/policy", new { terms = Bodies.Net(14), dunning = new[] { new { minimumDunned = "1" } } })).Expect(HttpStatusCode.Created);
        Assert.Equal([-3, 0, 3, 7, 14, 30, 45], put["dunning"][0].GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("days").GetInt32()));
    }

    [Fact]
    public async Task Every_fault_of_dunning_policies_is_told_with_its_place()
    {
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);
        var answer = await Client.PutAsync($"/api/sellers/{id}/policy", """
            {"terms": {"kind": "net", "days": 14}, "dunning": [
              {"segment": "vip", "steps": [{"days": 5, "action": "reminder"}, {"days": 5, "action": "finalNotice"}]},
              {"segment": "vip", "currency": "XXX", "minimumDunned": "-1"},
              {"segment": "vip", "steps": [{"days": 3, "action": "shout", "channel": "fax", "tone": "rude", "lateFee": "0", "assignTo": 7}]},
              {"currency": "EUR", "steps": [{"days": 3, "action": "reminder", "chargesInterest": true}], "quietDays": {"countries": ["DE", "KP"], "closedDays": ["2026-02-30"]},
               "collections": {"minimumAmount": "-1", "writeOffAfterDays": 0}},
              {"currency": "USD", "lateCharges": {"interest": {"pointsAboveBase": "8", "baseRates": [{"from": "2026-07-01", "percent": "2"}, {"from": "2026-01-01", "percent": "2"}]},
               "compensation": [{"currency": "EUR", "amount": "40"}, {"currency": "EUR", "amount": "70"}], "tax": {"treatment": "export", "rate": "5", "jurisdiction": "DE"}}, "color": "red"},
              {"currency": "GBP", "steps": [{"days": 0, "action": "reminder", "lateFee": "5"}]},
              {"currency": "JPY", "steps": [{"days": 5, "action": "finalNotice"}, {"days": 20, "action": "collections", "lateFee": "500"}]}]}
            """);
        Assert.Equal(
            ["#/dunning/0/steps", "#/dunning/1/currency", "#/dunning/1/minimumDunned", "#/dunning/2", "#/dunning/2/steps/0/action", "#/dunning/2/steps/0/assignTo", "#/dunning/2/steps/0/channel",
             "#/dunning/2/steps/0/lateFee", "#/dunning/2/steps/0/tone", "#/dunning/3/collections/minimumAmount", "#/dunning/3/collections/writeOffAfterDays", "#/dunning/3/lateCharges",
             "#/dunning/3/quietDays/closedDays", "#/dunning/3/quietDays/countries", "#/dunning/4/color", "#/dunning/4/lateCharges/compensation", "#/dunning/4/lateCharges/interest/baseRates", "#/dunning/4/lateCharges/tax/rate", "#/dunning/4/lateCharges/tax/treatment", "#/dunning/5/steps", "#/dunning/6/steps"],
            answer.Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task A_price_keeps_its_currency_and_interval()
    {
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);
        var created = (await Client.PutAsync($"/api/sellers/{id}/prices/crm", Bodies.Price("99.9000"))).Expect(HttpStatusCode.Created);
        (await Client.PutAsync($"/api/sellers/{id}/prices/crm2", Bodies.Price())).Expect(HttpStatusCode.Created);
        var other = JsonSerializer.Serialize(Bodies.Price("99.9")).Replace("EUR", "USD", StringComparison.Ordinal).Replace("\"count\":1", "\"count\":3", StringComparison.Ordinal);

        Assert.Equal(["#/currency", "#/interval"], (await Client.PutAsync($"/api/sellers/{id}/prices/crm", other, created.ETag)).Expect(HttpStatusCode.Conflict).Pointers);
        var page = (await Client.GetAsync($"/api/sellers/{id}/prices?limit=1")).Expect(HttpStatusCode.OK);
        var rest = (await Client.GetAsync($"/api/sellers/{id}/prices?limit=1&continuation={page["continuation"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal("crm", page["items"][0].GetProperty("priceId").GetString());
        Assert.Equal("crm2", rest["items"][0].GetProperty("priceId").GetString());
        Assert.False(rest.Body.TryGetProperty("continuation", out _));
    }

    [Fact]
    public async Task A_logo_is_stored_by_its_content_and_changed_under_its_version()
    {
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);

        (await Client.PutAsync($"/api/sellers/{id}/logo", new byte[] { 1, 2, 3 })).Expect(HttpStatusCode.UnsupportedMediaType);
        var first = (await Client.PutAsync($"/api/sellers/{id}/logo", SampleFiles.Png(1))).Expect(HttpStatusCode.NoContent);
        (await Client.PutAsync($"/api/sellers/{id}/logo", SampleFiles.Png(2))).Expect((HttpStatusCode)428);
        (await Client.PutAsync($"/api/sellers/{id}/logo", SampleFiles.Png(2), first.ETag)).Expect(HttpStatusCode.NoContent);

        var logo = (await Client.GetAsync($"/api/sellers/{id}/logo")).Expect(HttpStatusCode.OK);
        Assert.Equal("image/png", logo.ContentType);
        Assert.NotEqual(first.ETag, logo.ETag);
        Assert.True((await Client.GetAsync($"/api/sellers/{id}"))["hasLogo"].GetBoolean());
    }

    [Fact]
    public async Task A_logo_may_be_an_SVG_picture_and_stands_on_documents()
    {
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);
        var svg = SampleFiles.Svg("<rect width='100' height='40' fill='#246'/>");
        (await Client.PutAsync($"/api/sellers/{id}/logo", svg)).Expect(HttpStatusCode.NoContent);

        var logo = (await Client.GetAsync($"/api/sellers/{id}/logo")).Expect(HttpStatusCode.OK);
        var (seller, _) = await Host.Services.GetRequiredService<SellerSettings>().RequireAsync(id, default);
        var assets = await Host.Services.GetRequiredService<AssetBook>().FindAsync(seller, default);

        Assert.Equal(("image/svg+xml", Encoding.UTF8.GetString(svg)), (logo.ContentType, logo.Text));
        Assert.Equal(svg, assets.Logo!.File.ToArray());
    }

    [Fact]
    public async Task A_logo_that_cannot_be_drawn_is_refused_with_what_stands_in_the_way()
    {
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);
        var broken = SampleFiles.Png()[..40];

        var text = (await Client.PutAsync($"/api/sellers/{id}/logo", SampleFiles.Svg("<text>Acme</text>"))).Expect(HttpStatusCode.UnprocessableEntity);
        var png = (await Client.PutAsync($"/api/sellers/{id}/logo", broken)).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(("unusable-logo", "unusable-logo"), (text.Code, png.Code));
        Assert.Contains("text", text["detail"].GetString(), StringComparison.Ordinal);
        Assert.Contains("paths", text["detail"].GetString(), StringComparison.Ordinal);
        Assert.Contains("PNG", png["detail"].GetString(), StringComparison.Ordinal);
        (await Client.GetAsync($"/api/sellers/{id}/logo")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_period_is_closed_at_least_15_minutes_ahead_and_once()
    {
        (await Client.PutAsync($"/api/sellers/{id}", Bodies.Seller(id))).Expect(HttpStatusCode.Created);
        var path = $"/api/sellers/{id}/period-closings";

        Assert.Equal(["#/effectiveAt"], (await Client.PostAsync(path, new { through = "2026-01-31", effectiveAt = DateTimeOffset.UtcNow.AddMinutes(10) })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        var key = Guid.NewGuid().ToString();
        var closed = (await Client.PostAsync(path, new { through = "2026-01-31" }, key)).Expect(HttpStatusCode.Created);
        Assert.Equal(closed.Text, (await Client.PostAsync(path, new { through = "2026-01-31" }, key)).Expect(HttpStatusCode.Created).Text);
        Assert.Equal("key-reused", (await Client.PostAsync(path, new { through = "2026-02-28" }, key)).Expect(HttpStatusCode.UnprocessableEntity).Code);
        (await Client.PostAsync(path, new { through = "2025-12-31" })).Expect(HttpStatusCode.Conflict);
        Assert.Single((await Client.GetAsync($"/api/sellers/{id}"))["periodClosings"].EnumerateArray());
    }
    [Theory]
    [InlineData("DE02120300000000202051", true)]
    [InlineData("GB82 WEST 1234 5698 7654 32", true)]
    [InlineData("000123456789", true)] // An account of a country without IBANs.
    [InlineData("DE02120300000000202015", false)]
    [InlineData("DE00", false)]
    public async Task An_iban_with_a_slip_is_a_fault(string iban, bool taken)
    {
        var body = Bodies.Seller(id);
        body["bank"] = new[] { new { currency = "EUR", bankName = "Bank", iban, bic = "" } };

        var answer = await Client.PutAsync($"/api/sellers/{id}", body);

        if (taken)
            answer.Expect(HttpStatusCode.Created);
        else
            Assert.Equal(["#/bank/0/iban"], answer.Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }
}
