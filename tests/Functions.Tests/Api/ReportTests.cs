using System.Net;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Journal;
using Billing.Functions.Messages;
using Billing.Functions.Reports;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

/// <summary>Reports over the API, from the journal on Azurite.</summary>
public sealed class ReportTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task A_report_is_answered_as_json_and_as_csv_and_ties()
    {
        var (seller, account) = await PaidAsync(150);
        await JournalAsync(account);

        var answer = (await Client.GetAsync($"/api/reports/unapplied-cash?seller={seller}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("unapplied-cash", seller), (answer["kind"].GetString(), answer["sellerId"].GetString()));
        var table = answer["tables"].EnumerateArray().First();
        var row = Assert.Single(table.GetProperty("rows").EnumerateArray());
        Assert.Equal(("EUR", account.Customer, "31.00", "31.00"), (table.GetProperty("currency").GetString(), row.GetProperty("customer").GetString(), row.GetProperty("unapplied").GetString(), table.GetProperty("totals").GetProperty("unapplied").GetString()));
        Assert.Equal("-31.00", answer["controls"][0].GetProperty("amount").GetProperty("amount").GetString());
        Assert.True(answer["completeTo"].GetDateTimeOffset() < answer["knownAt"].GetDateTimeOffset());

        var csv = (await Client.GetAsync($"/api/reports/unapplied-cash?seller={seller}&format=csv")).Expect(HttpStatusCode.OK);
        Assert.Equal("text/csv", csv.ContentType);
        Assert.Equal(["table,currency,customer,credit,unapplied,processor,text", $"credits,EUR,{account.Customer},p1,31.00,,", "credits total,EUR,,,31.00,,"], csv.Text.Split("\r\n")[..3]);
    }

    [Fact]
    public async Task A_report_is_answered_as_pdf_by_parameter_and_by_header()
    {
        var (seller, account) = await PaidAsync(150);
        await JournalAsync(account);
        var path = $"/api/reports/aging?seller={seller}";

        var pdf = (await Client.GetAsync($"{path}&format=pdf")).Expect(HttpStatusCode.OK);
        var asked = (await Client.SendAsync(HttpMethod.Get, path, null, ("Accept", "application/pdf"))).Expect(HttpStatusCode.OK);

        Assert.Equal(("application/pdf", "application/pdf"), (pdf.ContentType, asked.ContentType));
        Assert.StartsWith("%PDF-", pdf.Text, StringComparison.Ordinal);
        Assert.StartsWith("%PDF-", asked.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_that_the_journal_has_not_got_yet_come_from_their_events()
    {
        var (seller, account) = await PaidAsync(150);

        var answer = (await Client.GetAsync($"/api/reports/unapplied-cash?seller={seller}")).Expect(HttpStatusCode.OK);

        Assert.Equal("31.00", Assert.Single(answer["tables"].EnumerateArray().First().GetProperty("rows").EnumerateArray()).GetProperty("unapplied").GetString());
        Assert.Equal(account.Seller, seller);
    }

    [Fact]
    public async Task A_report_that_does_not_tie_fails_by_name_with_both_figures_and_is_a_task()
    {
        var (seller, account) = await PaidAsync(150);
        await JournalAsync(account);
        var journal = Host.Services.GetRequiredService<JournalBook>();
        var credit = await journal.ReadAsync(seller, DateOnly.MinValue, DateOnly.MaxValue.AddDays(-1), default).FirstAsync(row => row.LedgerAccount == ChartOfAccounts.CustomerCredit);
        await journal.AppendAsync([credit with { Amount = credit.Amount + credit.Amount }], default);

        var problem = (await Client.GetAsync($"/api/reports/receivables-roll-forward?seller={seller}")).Expect(HttpStatusCode.InternalServerError);

        Assert.Equal("report-does-not-tie", problem.Code);
        Assert.Contains($"{account}: receivable 0.00 EUR in its state and 0.00 EUR in the journal, credit 31.00 EUR and 62.00 EUR", problem.Text, StringComparison.Ordinal);
        Assert.Equal(ReportDesk.Task, Assert.Single(await Host.Services.GetRequiredService<Billing.Functions.Tasks.TaskBook>().OpenTasksAsync(seller, default).ToListAsync()).Kind);
    }

    [Fact]
    public async Task A_wrong_question_is_refused_with_all_that_is_wrong()
    {
        var seller = await Given.SellerAsync(Host.Services);

        Assert.Equal("not-found", (await Client.GetAsync($"/api/reports/nonsense?seller={seller}")).Expect(HttpStatusCode.NotFound).Code);
        Assert.Equal(["basis", "format", "from", "knownAt"], (await Client.GetAsync($"/api/reports/unapplied-cash?seller={seller}&asOf=2026-01-01&from=2026-01-02&knownAt=9999-01-01T00:00:00Z&basis=x&format=xml")).Expect(HttpStatusCode.BadRequest).Pointers.Order(StringComparer.Ordinal));
        Assert.Equal(["asOf"], (await Client.GetAsync($"/api/reports/dso?seller={seller}&asOf=9999-12-31")).Expect(HttpStatusCode.BadRequest).Pointers);
    }

    /// <summary>An account that was billed 119.00 and paid.</summary>
    private async Task<(string Seller, AccountId Account)> PaidAsync(decimal amount)
    {
        var seller = await Given.SellerAsync(Host.Services);
        var account = await Given.AccountAsync(Host.Services, seller);
        await Given.InvoiceAsync(Host.Services, account);
        await Given.TransactAsync(Host.Services, account, new ApplyPayment("pay1", "p1", new Money(amount, Currency.Of("EUR")), DateOnly.FromDateTime(DateTime.UtcNow), null), "pay");
        return (seller, account);
    }

    private async Task JournalAsync(AccountId account)
    {
        var versions = await Host.Services.GetRequiredService<AccountRows>().HistoryAsync(account, default).Select(record => new CommittedRef(account.ToString(), record.Version)).ToListAsync();
        await ActivatorUtilities.CreateInstance<AppendJournal>(Host.Services).RunAsync(BillingJson.Write(new AppendJournalMessage(versions, [])), new DequeuedContext(1), default);
    }
}
