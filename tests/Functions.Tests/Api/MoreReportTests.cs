using System.Net;
using System.Text.Json;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.PoisonMessages;
using Billing.Functions.Inbox;
using Billing.Functions.Journal;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

/// <summary>Reports about revenue, tax, cash and subscriptions, and exceptions, over the API, from storage on Azurite.</summary>
public sealed class MoreReportTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private static readonly Currency Euro = Currency.Of("EUR");

    private T Get<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    [Theory]
    [InlineData("revenue", "products", "billed", "100.00")]
    [InlineData("tax", "taxes", "base", "100.00")]
    [InlineData("tax", "taxes", "tax", "19.00")]
    [InlineData("dso", "months", "creditSales", "119.00")]
    [InlineData("mrr", "months", "new", "100.00")]
    public async Task A_report_of_the_month_has_the_invoice_whether_the_journal_has_it_or_not(string kind, string table, string column, string amount)
    {
        var (seller, account) = await BilledAsync();
        Assert.Equal(amount, await TotalAsync(seller, kind, table, column));
        await JournalAsync(account);
        Assert.Equal(amount, await TotalAsync(seller, kind, table, column));
    }

    [Fact]
    public async Task Credit_notes_and_write_offs_keep_their_reasons_and_taxes_in_the_journal()
    {
        var (seller, account) = await BilledAsync();
        var invoice = (await Given.StateAsync(Host.Services, account)).Invoices.Single();
        await Given.TransactAsync(Host.Services, account, new IssueCreditNote("n1", invoice.ItemId, [new CreditedPart(1, new Money(10, Euro), null)], ReasonCode.Goodwill, CreditDisposition.SettleInvoice), "note");
        await Given.TransactAsync(Host.Services, account, new WriteOffInvoice("w1", invoice.ItemId, null, ReasonCode.Insolvency), "write off");
        await JournalAsync(account);

        var report = (await Client.GetAsync($"/api/reports/credit-notes-and-write-offs?seller={seller}")).Expect(HttpStatusCode.OK);
        var reasons = report["tables"].EnumerateArray().First().GetProperty("rows").EnumerateArray().Select(row => (row.GetProperty("kind").GetString(), row.GetProperty("reason").GetString(), row.GetProperty("amount").GetString()));
        Assert.Equal([("credit-notes", "Goodwill", "11.90"), ("write-offs", "Insolvency", "107.10")], reasons);
        Assert.Equal("-1.90", await TotalAsync(seller, "tax", "taxes", "correctedTax"));
    }

    [Fact]
    public async Task Cash_is_told_by_processor_with_what_is_on_its_way()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await Get<PayoutBook>().RecordAsync(new PaymentId("stripe", Given.MerchantAccountOf(seller), "po_1"), seller, new PayoutMade(new Money(90, Euro), new Money(1, Euro), today), default);

        var csv = (await Client.GetAsync($"/api/reports/cash-received?seller={seller}&format=csv")).Expect(HttpStatusCode.OK).Text;

        Assert.Contains($"processors,EUR,stripe,{today:yyyy-MM},0.00,0.00,0.00,0.00,0.00,-1.00,-90.00,0.00,-91.00", csv, StringComparison.Ordinal);
        Assert.Contains($"in-transit,EUR,stripe,{today:yyyy-MM},0.00,,,,,,,,90.00,90.00,0.00", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exceptions_say_what_is_wrong_since_when_and_what_to_do()
    {
        var (seller, account) = await BilledAsync();
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await Given.TransactAsync(Host.Services, account, new ApplyPayment("a1", "p1", new Money(150, Euro), today, null), "pay");
        await JournalAsync(account);
        var credit = await Get<JournalBook>().ReadAsync(seller, DateOnly.MinValue, DateOnly.MaxValue.AddDays(-1), default).FirstAsync(row => row.LedgerAccount == ChartOfAccounts.CustomerCredit);
        await Get<JournalBook>().AppendAsync([credit with { Amount = credit.Amount + credit.Amount }], default);
        await Get<PayoutBook>().RecordAsync(new PaymentId("stripe", Given.MerchantAccountOf(seller), "po_1"), seller, new PayoutMade(new Money(90, Euro), Money.Zero(Euro), today.AddDays(-20)), default);
        var stored = await Get<InboxBook>().StoreAsync(new InboxEvent("stripe", Given.MerchantAccountOf(seller), $"evt_{seller}", "charge.refunded", DateTimeOffset.UtcNow, InboxStatus.Received), BinaryData.FromString("{}"), default);
        await Get<InboxBook>().MarkAsync(stored, InboxStatus.Failed, "no amount", default);
        await PoisonAsync("""{"commandId":"one"}""");

        var rows = Assert.Single((await Client.GetAsync($"/api/reports/exceptions?seller={seller}")).Expect(HttpStatusCode.OK)["tables"].EnumerateArray()).GetProperty("rows").EnumerateArray().ToLookup(row => row.GetProperty("kind").GetString()!);

        Assert.Contains("credit 31.00 EUR and 62.00 EUR", Text(rows["account-and-journal-differ"]), StringComparison.Ordinal);
        Assert.Contains("failed: no amount", Text(rows["event-failed"]), StringComparison.Ordinal);
        Assert.Contains("90.00 EUR left the processor", Text(rows["payout-not-arrived"]), StringComparison.Ordinal);
        Assert.Equal(20, Assert.Single(rows["payout-not-arrived"]).GetProperty("days").GetInt32());
        Assert.Contains(rows["poison-message"], row => row.GetProperty("what").GetString()!.StartsWith(StorageNames.DeliverDocuments, StringComparison.Ordinal));
        Assert.Equal(["days", "format"], (await Client.GetAsync($"/api/reports/exceptions?seller={seller}&days=-1&format=pdf")).Expect(HttpStatusCode.BadRequest).Pointers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Exceptions_of_the_past_are_the_tasks_of_then_and_say_what_is_known_of_the_present_only()
    {
        var (seller, _) = await BilledAsync();
        var (tasks, opened) = (Get<TaskBook>(), DateTimeOffset.UtcNow.AddDays(-40));
        await tasks.OpenAsync(new WorkTask(seller, "t1", "billing-parked", "acme.ada.EUR", "Mend the price.", opened), default);
        await tasks.EndAsync(seller, "t1", new TaskEnd(DateTimeOffset.UtcNow.AddDays(-20), "ann", "mended"), default);
        var then = (await Client.GetAsync($"/api/reports/exceptions?seller={seller}&asOf={DateTime.UtcNow.AddDays(-30):yyyy-MM-dd}")).Expect(HttpStatusCode.OK)["tables"].EnumerateArray().ToDictionary(table => table.GetProperty("name").GetString()!, table => table.GetProperty("rows").EnumerateArray().ToList());

        var row = Assert.Single(then["exceptions"]);
        Assert.Equal(("billing-parked", "acme.ada.EUR", "Mend the price."), (row.GetProperty("kind").GetString(), row.GetProperty("what").GetString(), row.GetProperty("whatToDo").GetString()));
        Assert.InRange(row.GetProperty("days").GetInt32(), 9, 11);
        Assert.Contains("poison-message", then["present-only"].Select(known => known.GetProperty("kind").GetString()));

        async Task<string> AskAsync(string query) => (await Client.GetAsync($"/api/reports/exceptions?seller={seller}&{query}")).Expect(HttpStatusCode.OK).Text;
        Assert.DoesNotContain("billing-parked", await AskAsync($"asOf={DateTime.UtcNow.AddDays(-10):yyyy-MM-dd}"), StringComparison.Ordinal);
        Assert.DoesNotContain("billing-parked", await AskAsync($"knownAt={DateTime.UtcNow.AddDays(-50):yyyy-MM-dd}T00:00:00Z"), StringComparison.Ordinal);
        Assert.DoesNotContain("present-only", await AskAsync("days=3"), StringComparison.Ordinal);
        Assert.Equal(["days", "knownAt"], (await Client.GetAsync($"/api/reports/exceptions?seller={seller}&days=1&knownAt=9999-01-01T00:00:00Z")).Expect(HttpStatusCode.BadRequest).Pointers.Order(StringComparer.Ordinal));
        (await Client.GetAsync($"/api/reports/exceptions?seller={seller}&asOf=9999-12-31")).Expect(HttpStatusCode.BadRequest);
    }

    private static string Text(IEnumerable<JsonElement> rows) => Assert.Single(rows).GetProperty("whatToDo").GetString()!;

    private async Task<(string Seller, AccountId Account)> BilledAsync()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var account = await Given.AccountAsync(Host.Services, seller);
        await Given.InvoiceAsync(Host.Services, account);
        return (seller, account);
    }

    private async Task<string?> TotalAsync(string seller, string kind, string table, string column)
    {
        var report = (await Client.GetAsync($"/api/reports/{kind}?seller={seller}")).Expect(HttpStatusCode.OK);
        return report["tables"].EnumerateArray().Single(known => known.GetProperty("name").GetString() == table).GetProperty("totals").GetProperty(column).GetString();
    }

    private async Task JournalAsync(AccountId account)
    {
        var versions = await Get<AccountRows>().HistoryAsync(account, default).Select(record => new CommittedRef(account.ToString(), record.Version)).ToListAsync();
        await ActivatorUtilities.CreateInstance<AppendJournal>(Host.Services).RunAsync(BillingJson.Write(new AppendJournalMessage(versions, [])), new DequeuedContext(1), default);
    }

    private async Task PoisonAsync(string message)
    {
        var poison = Get<BillingStorage>().Queue(PoisonQueues.NameOf(StorageNames.DeliverDocuments));
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message);
    }
}
