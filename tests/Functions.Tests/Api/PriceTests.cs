using System.Net;
using System.Text.Json;

namespace Billing.Functions.Tests.Api;

public sealed class PriceTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private static readonly object Month = new { count = 1, unit = "month" };
    private static readonly object[] Tiers = [new { upTo = "100", unitAmount = "1.00", flatAmount = "5.00" }, new { unitAmount = "0.005" }];

    [Theory]
    [InlineData("""{"model":"flat","amount":"49.00"}""")]
    [InlineData("""{"model":"perUnit","unitAmount":"0.00125"}""")]
    [InlineData("""{"model":"graduated","tiers":[{"upTo":"100","unitAmount":"1.00","flatAmount":"5.00"},{"unitAmount":"0.50","flatAmount":"0"}]}""")]
    [InlineData("""{"model":"volume","tiers":[{"upTo":"10","unitAmount":"9","flatAmount":"0"},{"upTo":"20","unitAmount":"8","flatAmount":"0"},{"unitAmount":"7","flatAmount":"0"}]}""")]
    [InlineData("""{"model":"package","size":"1000","amount":"12.00"}""")]
    public async Task A_price_of_each_model_is_read_back_as_it_was_put(string pricing)
    {
        var path = await PathAsync();
        var version = new { effectiveFrom = "2026-01-01", pricing = JsonSerializer.Deserialize<JsonElement>(pricing), applies = "newSubscriptions", includedQuantity = "3", minimumAmount = "20.00", setUpFee = "99.00" };

        (await Client.PutAsync(path, Body(Month, [version]))).Expect(HttpStatusCode.Created);

        var read = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK)["versions"][0];
        Assert.True(JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(pricing), read.GetProperty("pricing")), read.ToString());
        Assert.Equal(("newSubscriptions", "3", "20.00", "99.00"), (
            read.GetProperty("applies").GetString(), read.GetProperty("includedQuantity").GetString(), read.GetProperty("minimumAmount").GetString(), read.GetProperty("setUpFee").GetString()));
    }

    [Fact]
    public async Task A_metered_price_is_billed_in_arrears_unless_that_is_denied()
    {
        var path = await PathAsync();
        object[] versions = [new { effectiveFrom = "2026-01-01", pricing = new { model = "graduated", tiers = Tiers } }];

        Assert.Equal(["#/timing"], (await Client.PutAsync(path, Body(Month, versions, meter: "sum", timing: "inAdvance"))).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        var created = (await Client.PutAsync(path, Body(Month, versions, meter: "uniqueCount", taxIncluded: true))).Expect(HttpStatusCode.Created);

        Assert.Equal(("inArrears", "uniqueCount", true), (created["timing"].GetString(), created["meter"].GetString(), created["taxIncluded"].GetBoolean()));
    }

    [Fact]
    public async Task Every_fault_of_a_version_is_listed_at_its_place()
    {
        object[] versions =
        [
            new { effectiveFrom = "2026-01-01", pricing = new { model = "graduated", tiers = new object[] { new { upTo = "10", unitAmount = "1" }, new { upTo = "10", unitAmount = "1" }, new { unitAmount = "1" }, new { upTo = "30", unitAmount = "-1" } } } },
            new { effectiveFrom = "2026-02-01", pricing = new { model = "package", size = "0", amount = "5" }, applies = "atOnce" },
            new { effectiveFrom = "2026-03-01", pricing = new { model = "gratis", amount = "5" }, includedQuantity = "-1" },
            new { effectiveFrom = "2026-04-01", pricing = new { model = "volume", tiers = Enumerable.Range(1, 11).Select(n => new { upTo = $"{n}", unitAmount = "1" }) } },
            new { effectiveFrom = "2026-05-01", pricing = new { model = "flat", unitAmount = "5" } },
            new { effectiveFrom = "2026-06-01" },
        ];

        Assert.Equal(
            ["#/versions/0/pricing/tiers/1/upTo", "#/versions/0/pricing/tiers/2/upTo", "#/versions/0/pricing/tiers/3/unitAmount", "#/versions/0/pricing/tiers/3/upTo", "#/versions/1/applies", "#/versions/1/pricing/size",
             "#/versions/2/includedQuantity", "#/versions/2/pricing/model", "#/versions/3/pricing/tiers", "#/versions/4/pricing/amount", "#/versions/4/pricing/unitAmount", "#/versions/5/pricing"],
            (await Client.PutAsync(await PathAsync(), Body(Month, versions, meter: "sum"))).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task Tiers_that_would_give_a_period_too_many_lines_are_refused()
    {
        object Version(int tiers) => new
        {
            effectiveFrom = "2026-01-01",
            minimumAmount = "10",
            includedQuantity = "1",
            pricing = new { model = "graduated", tiers = Enumerable.Range(1, tiers).Select(n => n < tiers ? (object)new { upTo = $"{n * 10}", unitAmount = "1", flatAmount = "1" } : new { unitAmount = "1", flatAmount = "1" }) },
        };

        Assert.Equal(["#/versions/0/pricing/tiers"], (await Client.PutAsync(await PathAsync(), Body(Month, [Version(7)]))).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        (await Client.PutAsync(await PathAsync(), Body(Month, [Version(6)]))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_is_sold_once_has_no_interval_and_nothing_that_needs_one()
    {
        object[] Versions(object pricing) => [new { effectiveFrom = "2026-01-01", pricing, includedQuantity = "1", minimumAmount = "1", setUpFee = "1" }];

        Assert.Equal(
            ["#/meter", "#/versions/0/includedQuantity", "#/versions/0/minimumAmount", "#/versions/0/pricing/model", "#/versions/0/setUpFee"],
            (await Client.PutAsync(await PathAsync(), Body(null, Versions(new { model = "volume", tiers = Tiers }), meter: "sum"))).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        var created = (await Client.PutAsync(await PathAsync(), Body(null, [new { effectiveFrom = "2026-01-01", pricing = new { model = "package", size = "10", amount = "80" } }]))).Expect(HttpStatusCode.Created);
        Assert.False(created.Body.TryGetProperty("interval", out _));
    }

    [Fact]
    public async Task What_was_sold_by_a_price_stays_as_it_is()
    {
        var path = await PathAsync();
        object[] versions = [new { effectiveFrom = "2026-01-01", pricing = new { model = "perUnit", unitAmount = "1" } }];
        var created = (await Client.PutAsync(path, Body(Month, versions))).Expect(HttpStatusCode.Created);

        var answer = await Client.PutAsync(path, Body(new { count = 2, unit = "month" }, versions, meter: "max", taxIncluded: true), created.ETag);

        Assert.Equal("price-in-use", answer.Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(["#/interval", "#/meter", "#/taxIncluded", "#/timing"], answer.Pointers);
    }

    [Fact]
    public async Task A_version_in_effect_is_neither_edited_nor_removed_and_a_later_one_is_added()
    {
        var path = await PathAsync();
        object Version(string from, object pricing) => new { effectiveFrom = from, pricing };
        var first = Version("2020-01-01", new { model = "graduated", tiers = Tiers });
        var second = Version("2024-01-01", new { model = "perUnit", unitAmount = "2.00" });
        var coming = Version($"{DateTime.UtcNow.AddDays(60):yyyy-MM-dd}", new { model = "perUnit", unitAmount = "3" });
        var tag = (await Client.PutAsync(path, Body(Month, [first, second, coming]))).Expect(HttpStatusCode.Created).ETag;

        Assert.Equal(["#/versions"], (await Client.PutAsync(path, Body(Month, [first, Version("2024-01-01", new { model = "perUnit", unitAmount = "2.01" })]), tag)).Expect(HttpStatusCode.Conflict).Pointers);
        Assert.Equal(["#/versions"], (await Client.PutAsync(path, Body(Month, [second]), tag)).Expect(HttpStatusCode.Conflict).Pointers);
        Assert.Equal(["#/versions/1/effectiveFrom"], (await Client.PutAsync(path, Body(Month, [first, Version("2022-01-01", new { model = "perUnit", unitAmount = "9" }), second]), tag)).Expect(HttpStatusCode.Conflict).Pointers);

        // What is still to come may go, the same amount may be written otherwise, and a later version may be added.
        var later = Version($"{DateTime.UtcNow.AddDays(90):yyyy-MM-dd}", new { model = "flat", amount = "4" });
        (await Client.PutAsync(path, Body(Month, [first, Version("2024-01-01", new { model = "perUnit", unitAmount = "2" }), later]), tag)).Expect(HttpStatusCode.OK);
        Assert.Equal(3, (await Client.GetAsync(path))["versions"].GetArrayLength());
    }

    private async Task<string> PathAsync() => $"/api/sellers/{await Given.SellerAsync(Host.Services)}/prices/{Given.NewId("price")}";

    private static Dictionary<string, object> Body(object? interval, object[] versions, string? meter = null, string? timing = null, bool taxIncluded = false)
    {
        var body = new Dictionary<string, object> { ["product"] = "crm", ["name"] = "CRM", ["unit"] = "seat", ["currency"] = "EUR", ["taxCategory"] = "standard", ["taxIncluded"] = taxIncluded, ["versions"] = versions };
        foreach (var (name, value) in new (string, object?)[] { ("interval", interval), ("meter", meter), ("timing", timing) })
        {
            if (value is not null)
                body[name] = value;
        }

        return body;
    }
}
