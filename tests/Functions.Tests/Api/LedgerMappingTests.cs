using System.Net;
using Billing.Functions.Tests.GeneralLedger;

namespace Billing.Functions.Tests.Api;

/// <summary>The accounts of the general ledger, and the trial balance by them.</summary>
public sealed class LedgerMappingTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task A_mapping_is_put_read_and_changed_under_its_ETag()
    {
        var seller = await LedgerSeller.NewAsync(Host.Services);
        var path = $"{seller.Path}/ledger-mapping";

        (await Client.GetAsync(path)).Expect(HttpStatusCode.NotFound);
        var created = (await Client.PutAsync(path, LedgerSeller.Mapping())).Expect(HttpStatusCode.Created);
        (await Client.PutAsync(path, LedgerSeller.Mapping())).Expect((HttpStatusCode)428);
        var changed = (await Client.PutAsync(path, LedgerSeller.Mapping("2026-01-01"), created.ETag)).Expect(HttpStatusCode.OK);
        (await Client.PutAsync(path, LedgerSeller.Mapping(), created.ETag)).Expect(HttpStatusCode.PreconditionFailed);

        var read = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal((changed.Text, changed.ETag), (read.Text, read.ETag));
        Assert.Equal((2, "2026-01-01", "B", 4), (read["version"].GetInt32(), read["startsOn"].GetString(), read["sie"].GetProperty("series").GetString(), read["datev"].GetProperty("accountLength").GetInt32()));
    }

    [Fact]
    public async Task Every_fault_of_a_mapping_is_listed_at_once()
    {
        var seller = await LedgerSeller.NewAsync(Host.Services);

        var refused = (await Client.PutAsync($"{seller.Path}/ledger-mapping", new
        {
            accounts = new object[]
            {
                new { ledgerAccount = "receivables", code = "1400", name = "R" }, new { ledgerAccount = "receivables", code = "14 00", name = "R" },
                new { ledgerAccount = "sales", code = "8400", name = "" }, new { ledgerAccount = "revenue", code = "84000", name = "E", taxCode = "X" },
            },
            datev = new { consultantNumber = 1, clientNumber = 1, clearingAccount = "99999" },
            xero = new { trackingCategory = "Department" },
        })).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(
            [
                "#/accounts/1/code", "#/accounts/1/ledgerAccount", "#/accounts/2/ledgerAccount", "#/accounts/2/name", "#/accounts/3/code", "#/accounts/3/taxCode",
                "#/datev/clearingAccount", "#/datev/consultantNumber", "#/xero/taxRate",
            ],
            refused.Pointers);
        (await Client.PutAsync("/api/sellers/nobody/ledger-mapping", LedgerSeller.Mapping())).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_trial_balance_is_of_any_days_and_as_it_was_known_at_any_moment()
    {
        var seller = await LedgerSeller.NewAsync(Host.Services);
        await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);
        await seller.PostAsync(new DateOnly(2026, 2, 5), LedgerSeller.LongAgo, 10);
        await seller.PostAsync(new DateOnly(2026, 2, 6), LedgerSeller.LongAgo.AddDays(30), 1);
        await seller.PostAsync(new DateOnly(2026, 3, 1), LedgerSeller.LongAgo, 5);
        var path = $"{seller.Path}/trial-balance?from=2026-02-01&through=2026-02-28";

        var now = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK);
        var then = (await Client.GetAsync($"{path}&knownAt=2026-02-01T00:00:00Z")).Expect(HttpStatusCode.OK);
        await Client.PutAsync($"{seller.Path}/ledger-mapping", LedgerSeller.Mapping());
        var table = (await Client.SendAsync(HttpMethod.Get, path, null, ("Accept", "text/csv"))).Expect(HttpStatusCode.OK);

        Assert.Equal(("119.00", "13.09", "0.00", "132.09"), Row(now["rows"][0]));
        Assert.Equal(("119.00", "11.90", "0.00", "130.90"), Row(then["rows"][0]));
        Assert.Equal(("0.00", "13.09", "13.09", "0.00"), Row(now["totals"][0]));
        Assert.Equal(
            [
                "ledger_account,code,name,currency,opening,debits,credits,closing", "receivables,1400,Forderungen,EUR,119.00,13.09,0.00,132.09", "revenue:crm,8400,Erlöse,EUR,-100.00,0.00,11.00,-111.00",
                "tax-payable:DE,1776,Umsatzsteuer,EUR,-19.00,0.00,2.09,-21.09", "total,,,EUR,0.00,13.09,13.09,0.00", "",
            ],
            table.Text.Split("\r\n"));
    }

    [Fact]
    public async Task A_journal_that_does_not_balance_has_no_trial_balance()
    {
        var seller = await LedgerSeller.NewAsync(Host.Services);
        await seller.DeleteAsync((await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo))[0]);

        var problem = (await Client.GetAsync($"{seller.Path}/trial-balance?through=2026-01-31")).Expect(HttpStatusCode.InternalServerError);

        Assert.Equal("books-do-not-balance", problem.Code);
        Assert.Contains("the debits to 0.00 EUR and the credits to 119.00 EUR", problem["detail"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_question_for_a_trial_balance_is_refused_with_all_that_is_wrong()
    {
        var seller = await LedgerSeller.NewAsync(Host.Services);

        Assert.Equal(["format", "from", "knownAt"], (await Client.GetAsync($"{seller.Path}/trial-balance?from=2026-03-01&through=2026-02-01&knownAt=now&format=xml")).Expect(HttpStatusCode.BadRequest).Pointers);
        (await Client.GetAsync("/api/sellers/nobody/trial-balance")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(0, (await Client.GetAsync($"{seller.Path}/trial-balance")).Expect(HttpStatusCode.OK)["rows"].GetArrayLength());
    }

    private static (string?, string?, string?, string?) Row(System.Text.Json.JsonElement row) => (Amount(row, "opening"), Amount(row, "debits"), Amount(row, "credits"), Amount(row, "closing"));

    private static string? Amount(System.Text.Json.JsonElement row, string name) => row.GetProperty(name).GetProperty("amount").GetString();
}
