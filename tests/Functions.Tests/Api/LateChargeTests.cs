using System.Globalization;
using System.Net;
using System.Text.Json;
using Billing.DevHost;
using Billing.Domain;
using Billing.Functions.Documents;
using Billing.Functions.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

/// <summary>On an invoice over 1,000.00 that is due for 40 days, by 10 % a year, 40.00 of compensation and a fee of 5.00 after 30 days.</summary>
public sealed class LateChargeTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private const string Rates = """{"pointsAboveBase": "9", "baseRates": [{"from": "2020-01-01", "percent": "1"}]}""";

    [Fact]
    public async Task What_a_step_charges_is_forecast_issued_listed_printed_and_waived()
    {
        var account = await OverdueAsync();
        var forecast = (await Client.GetAsync($"/api/customers/{account}/late-charges")).Expect(HttpStatusCode.OK);
        var invoice = Assert.Single(forecast["invoices"].EnumerateArray());
        Assert.Equal(("10.68", "5", Day(-10)), (AmountOf(invoice.GetProperty("interest")), invoice.GetProperty("nextFee").GetString()!.TrimEnd('0', '.'), invoice.GetProperty("nextChargeOn").GetString()));
        Assert.Equal("1000.00", AmountOf(Assert.Single(invoice.GetProperty("spans").EnumerateArray()).GetProperty("principal")));
        Assert.Equal("55.68", AmountOf(forecast["charge"].GetProperty("totals").GetProperty("total")));
        Assert.Equal("11.23", AmountOf((await Client.GetAsync($"/api/customers/{account}/late-charges?on={Day(2)}")).Expect(HttpStatusCode.OK)["invoices"][0].GetProperty("interest")));

        var outcome = await Given.TransactAsync(Host.Services, account, new RunCollections(), "dun");
        var id = outcome.Events.OfType<LateChargeIssued>().Single().Charge.DocumentId;
        var charge = (await Client.GetAsync($"/api/invoices/{id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("lateCharge", "55.68", "open"), (charge["kind"].GetString(), AmountOf(charge["balance"]), charge["status"].GetString()));
        Assert.Equal(["lateFee", "compensation", "interest"], charge["lines"].EnumerateArray().Select(line => line.GetProperty("kind").GetString()));
        Assert.Contains($"-LCH-{DateTime.UtcNow:yyyy}-000001", charge["number"].GetString(), StringComparison.Ordinal);
        Assert.False((await Client.GetAsync($"/api/customers/{account}/late-charges")).Expect(HttpStatusCode.OK).Body.TryGetProperty("charge", out _));

        await IndexAsync(account);
        Assert.Equal(
            ["invoice", "lateCharge"],
            (await Client.GetAsync($"/api/invoices?seller={account.Seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray().Select(item => item.GetProperty("kind").GetString()).Order());
        await Host.Services.GetRequiredService<DocumentRendering>().RenderAsync(new DocumentRef(account.ToString(), id), default);
        Assert.StartsWith("%PDF-", (await Client.GetAsync($"/api/invoices/{id}/pdf")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);

        Assert.Equal("late-charge", (await Client.PostAsync($"/api/invoices/{id}/rebill", new { reason = "again" })).Expect(HttpStatusCode.UnprocessableEntity).Code);
        var waived = (await Client.PostAsync($"/api/invoices/{id}/credit-notes", new { reason = "goodwill", text = "The first time" })).Expect(HttpStatusCode.Created);
        Assert.Equal("55.68", AmountOf(waived["amount"]));
        Assert.Equal("0.00", AmountOf((await Client.GetAsync($"/api/invoices/{id}")).Expect(HttpStatusCode.OK)["balance"]));
    }

    [Fact]
    public async Task A_payment_that_came_earlier_makes_a_task_that_a_credit_note_closes()
    {
        var account = await OverdueAsync();
        var outcome = await Given.TransactAsync(Host.Services, account, new RunCollections(), "dun");
        var charge = outcome.Events.OfType<LateChargeIssued>().Single();
        await Given.TransactAsync(
            Host.Services, account, new ApplyPayment("pay|p|1", "manual|m|p", new Money(1000, Currency.Of("EUR")), DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-20)), charge.Invoices[0].DocumentId), "pay");
        var task = Assert.Single(await TasksAsync(account), task => task.Kind == "late-charge-doubtful");
        Assert.Contains($"{charge.Number} to {account} charges 5.47 EUR too much for invoice A-1", task.Text, StringComparison.Ordinal);

        (await Client.PostAsync($"/api/invoices/{charge.Charge.DocumentId}/credit-notes", new { reason = "billingError", lines = new[] { new { lineNo = 3, net = new { amount = "5.47", currency = "EUR" } } } })).Expect(HttpStatusCode.Created);
        Assert.DoesNotContain(await TasksAsync(account), task => task.Kind == "late-charge-doubtful");
    }

    [Fact]
    public async Task The_forecast_refuses_days_that_are_over_and_says_why_nothing_is_charged()
    {
        var account = await OverdueAsync(isBusiness: false);
        Assert.Equal("as-of-past", (await Client.GetAsync($"/api/customers/{account}/late-charges?on={Day(-3)}")).Expect(HttpStatusCode.UnprocessableEntity).Code);
        (await Client.GetAsync($"/api/customers/{account}/late-charges?on=soon")).Expect(HttpStatusCode.BadRequest);
        (await Client.GetAsync($"/api/customers/{account.Seller}.nobody.EUR/late-charges")).Expect(HttpStatusCode.NotFound);
        Assert.Equal("Customers without a tax id are charged no interest.", (await Client.GetAsync($"/api/customers/{account}/late-charges")).Expect(HttpStatusCode.OK)["invoices"][0].GetProperty("whyNot").GetString());
    }

    [Theory]
    [InlineData("germany")]
    [InlineData("european-union")]
    [InlineData("united-kingdom")]
    public async Task The_sample_tables_are_taken_as_they_are(string name)
    {
        var seller = await Given.SellerAsync(Host.Services);
        var sample = await File.ReadAllTextAsync(RepositoryRoot.Combine("samples", "late-charges", $"{name}.json"));
        var put = await PutAsync(seller, sample, """{"days": 14, "action": "overdueNotice", "chargesInterest": true}""");
        Assert.Equal(JsonDocument.Parse(sample).RootElement.GetProperty("interest").GetProperty("baseRates").GetArrayLength(), put.GetProperty("dunning")[0].GetProperty("lateCharges").GetProperty("interest").GetProperty("baseRates").GetArrayLength());
    }

    private static string Day(int fromToday) => DateTime.UtcNow.AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string AmountOf(JsonElement money) => money.GetProperty("amount").GetString()!;

    private async Task<AccountId> OverdueAsync(bool isBusiness = true)
    {
        var seller = await Given.SellerAsync(Host.Services);
        await PutAsync(seller, $$"""{"interest": {{Rates}}, "compensation": [{"currency": "EUR", "amount": "40"}]}""", """{"days": 30, "action": "overdueNotice", "lateFee": "5", "chargesInterest": true}""");
        var account = await Given.AccountAsync(Host.Services, seller, with: customer => customer with { VatId = isBusiness ? "DE136695976" : "" });
        var (issued, due) = (DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-60)), DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-40)));
        var owed = new Money(1000, Currency.Of("EUR"));
        await Given.TransactAsync(Host.Services, account, new TakeOverBalance(due, [new OpeningInvoice("A-1", issued, due, owed, owed)], []), "opening");
        return account;
    }

    private async Task<JsonElement> PutAsync(string seller, string lateCharges, string step)
    {
        var known = (await Client.GetAsync($"/api/sellers/{seller}/policy")).Expect(HttpStatusCode.OK);
        return (await Client.PutAsync(
            $"/api/sellers/{seller}/policy", $$"""{"terms": {"kind": "net", "days": 14}, "dunning": [{"steps": [{{step}}], "lateCharges": {{lateCharges}}}]}""", known.ETag)).Expect(HttpStatusCode.OK).Body;
    }
}
