using System.Net;
using System.Text;
using Billing.Domain;
using Billing.Documents.Csv;
using Billing.Functions.Configuration;
using Billing.Functions.Journal;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Reconciliation;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

/// <summary>Settlement reports and bank statements in, the reconciliation out.</summary>
public sealed class ReconciliationTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private const string Account = "DE02120300000000202051";

    [Fact]
    public async Task What_ties_is_said_to_tie_and_each_discrepancy_is_named_and_one_task()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var (report, merchant) = ($"/api/reports/reconciliation?seller={seller}&from=2026-02-01&to=2026-02-28", Given.MerchantAccountOf(seller));
        await PaidAsync(seller, $"pi_{seller}", 119, 3);
        await ImportAsync(seller, $"""
            payout_id,line_id,kind,payment_id,gross,fee,currency,value_date,fee_id,text
            po_{seller},,payout,,115.90,,EUR,2026-02-05,,
            po_{seller},txn_1,charge,pi_{seller},119.00,3.00,EUR,2026-02-03,txn,
            po_{seller},txn_2,fee,,0,0.10,EUR,2026-02-04,,monthly
            """);
        await StatementAsync(seller, "S1", 1000, 1115.90m, Entry($"{seller}A", 115.90m, "CRDT", "2026-02-06", $"STRIPE po_{seller}"));
        await WorkAsync();

        var tied = (await Client.GetAsync(report)).Expect(HttpStatusCode.OK);
        Assert.True(tied["ties"].GetBoolean(), tied.Text);
        Assert.Equal(["cash-in-transit:stripe", "cash:bank", "cash:stripe"], tied["accounts"].EnumerateArray().Select(account => account.GetProperty("account").GetString()));
        var stripe = tied["accounts"][2];
        Assert.Equal(("119.00", "-3.10", "-115.90", "0.00"), (Amount(stripe, "received"), Amount(stripe, "fees"), Amount(stripe, "payouts"), Amount(stripe, "closing")));
        Assert.Equal(("119.00", "115.90"), (stripe.GetProperty("settled").GetProperty("charges").GetProperty("amount").GetString(), stripe.GetProperty("settled").GetProperty("net").GetProperty("amount").GetString()));
        Assert.Equal(("arrived", "115.90"), (tied["payouts"][0].GetProperty("state").GetString(), tied["payouts"][0].GetProperty("atBank").GetProperty("amount").GetString()));
        Assert.Equal("1115.90", tied["banks"][0].GetProperty("closing").GetProperty("amount").GetString());

        // A payment that nobody told of is settled, something went out, and a statement is missing.
        await ImportAsync(seller, $"""
            payout_id,line_id,kind,payment_id,gross,fee,currency,value_date
            po2_{seller},,payout,,20.00,,EUR,2026-02-09
            po2_{seller},txn_3,charge,pi2_{seller},20.00,0,EUR,2026-02-08
            """);
        await StatementAsync(seller, "S3", 1200, 1213, Entry($"{seller}B", 20, "CRDT", "2026-02-10", "STRIPE"), Entry($"{seller}C", 7, "DBIT", "2026-02-11", "rent"));
        await WorkAsync();

        for (var time = 0; time < 2; time++)
        {
            var answer = (await Client.GetAsync(report)).Expect(HttpStatusCode.OK);
            Assert.False(answer["ties"].GetBoolean());
            Assert.Equal(["outgoing-not-booked", "settled-payment-unknown", "statement-gap"], answer["discrepancies"].EnumerateArray().Select(found => found.GetProperty("kind").GetString()).Order(StringComparer.Ordinal));
        }

        var tasks = await TasksAsync(seller);
        Assert.Equal(3, tasks.Count);
        Assert.Contains(tasks, task => task.Text.StartsWith("outgoing-not-booked, -7.00 EUR: 7.00 EUR went out on 2026-02-11", StringComparison.Ordinal));

        // What somebody dealt with is not opened again by the weekly report.
        Assert.Equal(merchant, PaymentId.Parse(tasks.Single(task => task.Text.StartsWith("settled-payment-unknown", StringComparison.Ordinal)).Subject).MerchantAccount);
        (await Client.SendAsync(HttpMethod.Delete, $"/api/tasks/{tasks[0].TaskId}?seller={seller}&reason=done", null)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(0, await Host.Services.GetRequiredService<ReconciliationTasks>().OpenAsync(await Host.Services.GetRequiredService<ReconciliationReader>().ReconcileAsync(seller, new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 28), default), default));
        Assert.Equal(2, (await TasksAsync(seller)).Count);
    }

    [Fact]
    public async Task The_report_is_a_table_as_well_in_which_no_text_is_a_formula()
    {
        var seller = await Given.SellerAsync(Host.Services);
        await StatementAsync(seller, "=cmd()", 10, 4, Entry($"{seller}A", 7, "DBIT", "2026-02-11", "rent"));

        var table = (await Client.SendAsync(HttpMethod.Get, $"/api/reports/reconciliation?seller={seller}&from=2026-02-01&to=2026-02-28", null, ("Accept", "text/csv"))).Expect(HttpStatusCode.OK);
        Assert.Equal(("text/csv", table.Text), (table.ContentType, (await Client.GetAsync($"/api/reports/reconciliation?seller={seller}&from=2026-02-01&to=2026-02-28&format=csv")).Text));
        var lines = table.Text.Split("\r\n");
        Assert.Equal("section,subject,item,date,currency,journal,facts,processor,bank,difference,text", lines[0]);
        Assert.Contains($"report,{seller},does-not-tie,2026-02-28,,,,,,,2026-02-01 to 2026-02-28", lines);
        Assert.Contains($"bank,{Account},not booked,,EUR,,,,-7.00,,", lines);
        Assert.Contains(lines, line => line.StartsWith($"discrepancy,{Account} =cmd(),statement-does-not-sum,,EUR,,,,,1.00,", StringComparison.Ordinal));
        Assert.Equal("'=1+1,\"'-2, 3\",' @x,-4,,2026-02-01\r\n", Encoding.UTF8.GetString(CsvText.Parts([["=1+1", "-2, 3", " @x", -4m, null, new DateOnly(2026, 2, 1)]]).Single()));
    }

    [Fact]
    public async Task A_wrong_question_and_a_wrong_file_are_refused_with_all_that_is_wrong()
    {
        var seller = await Given.SellerAsync(Host.Services);

        Assert.Equal(["format", "from"], (await Client.GetAsync($"/api/reports/reconciliation?seller={seller}&from=2026-03-01&to=2026-02-01&format=xml")).Expect(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal("unknown-processor", (await PostAsync($"/api/settlements/nobody?seller={seller}", "x")).Expect(HttpStatusCode.NotFound).Code);
        Assert.Equal("unknown-merchant-account", (await PostAsync($"/api/settlements/adyen?seller={seller}", "x")).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("unknown-merchant-account", (await PostAsync($"/api/settlements/stripe?seller={seller}&merchantAccount=other", "x")).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal("invalid-settlement", (await PostAsync($"/api/settlements/stripe?seller={seller}", "payout_id,line_id\n")).Expect(HttpStatusCode.UnprocessableEntity).Code);
    }

    [Fact]
    public async Task Every_week_each_seller_is_reconciled_and_what_is_new_is_a_task()
    {
        await using var services = Azurite.Services(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 5, 30, 0, TimeSpan.Zero)), new Dictionary<string, string?> { ["Environment"] = "Development" });
        var seller = await Given.SellerAsync(Host.Services);
        await StatementAsync(seller, "S1", 10, 3, Entry($"{seller}A", 7, "DBIT", "2026-02-11", "rent"));

        // Listed before it, a seller that still lacks its taxes and policy.
        var book = services.GetRequiredService<ConfigurationBook>();
        await book.WriteAsync(ConfigurationNoun.Seller, $"a-{seller}", $"a-{seller}", (await book.ReadAsync(seller, default)).Seller with { SellerId = $"a-{seller}", MerchantAccounts = [] }, null, default);

        await ActivatorUtilities.CreateInstance<ReconcileSellers>(services).RunAsync(new TimerInfo(), default);

        Assert.StartsWith("outgoing-not-booked", Assert.Single(await TasksAsync(seller)).Text, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<WorkTask>> TasksAsync(string seller) => await Host.Services.GetRequiredService<TaskBook>().OpenTasksAsync(seller, default).Where(task => task.Kind == ReconciliationTasks.Task).ToListAsync();

    private async Task PaidAsync(string seller, string id, decimal amount, decimal fee)
    {
        var payment = new PaymentId("stripe", Given.MerchantAccountOf(seller), id);
        var (euro, day) = (Currency.Of("EUR"), new DateOnly(2026, 2, 3));
        await Host.Services.GetRequiredService<PaymentBook>().RecordAsync(payment, seller, [new PaymentSucceeded(new Money(amount, euro), day), new FeeCharged("txn", new Money(fee, euro), day)], PaymentReference.None, "stripe", default);
        await Host.Services.GetRequiredService<PaymentDrive>().DriveAsync(payment, default);
    }

    private async Task ImportAsync(string seller, string csv) => (await PostAsync($"/api/settlements/stripe?seller={seller}", csv)).Expect(HttpStatusCode.OK);

    private Task<ApiAnswer> PostAsync(string path, string csv) => Client.SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(csv));

    private async Task StatementAsync(string seller, string id, decimal opening, decimal closing, params string[] entries)
    {
        string Balance(string code, decimal amount) => FormattableString.Invariant($"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount:F2}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-02-28</Dt></Dt></Bal>");
        var file = $"""<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>{id}</Id><Acct><Id><IBAN>{Account}</IBAN></Id></Acct>{Balance("OPBD", opening)}{Balance("CLBD", closing)}{string.Concat(entries)}</Stmt></BkToCstmrStmt></Document>""";
        (await PostAsync($"/api/bank-statements/camt053?seller={seller}", file)).Expect(HttpStatusCode.OK);
    }

    private static string Entry(string id, decimal amount, string side, string day, string text) => FormattableString.Invariant(
        $"<Ntry><Amt Ccy=\"EUR\">{amount:F2}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>{id}</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>");

    private async Task WorkAsync()
    {
        foreach (var id in (await Given.TakeMessagesAsync<DrivePaymentMessage>(Host.Services, StorageNames.DrivePayments)).Select(message => message.PaymentId).Distinct())
            await Host.Services.GetRequiredService<PaymentDrive>().DriveAsync(PaymentId.Parse(id), default);
        foreach (var append in await Given.TakeMessagesAsync<AppendJournalMessage>(Host.Services, StorageNames.AppendJournal))
            await ActivatorUtilities.CreateInstance<AppendJournal>(Host.Services).RunAsync(BillingJson.Write(append), new DequeuedContext(1), default);
    }

    private static string Amount(System.Text.Json.JsonElement account, string item) => account.GetProperty("journal").GetProperty(item).GetProperty("amount").GetString()!;
}
