using System.Net;
using Billing.Domain;
using Billing.Functions.GeneralLedger;
using Billing.Functions.Journal;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Billing.Functions.Tests.GeneralLedger;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

/// <summary>Months go to the general ledger once; what comes late goes with the next.</summary>
public sealed class LedgerExportTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private static readonly DateOnly January = new(2026, 1, 31);
    private static readonly DateOnly February = new(2026, 2, 28);

    [Theory]
    [InlineData("csv", "csv-1", 2)]
    [InlineData("sie", "sie-EUR-1", 1)]
    [InlineData("datev", "datev-EUR-1", 1)]
    public async Task A_closed_month_is_exported_once_and_asked_again_it_is_the_same(string format, string id, int files)
    {
        var seller = await MappedAsync(January);
        await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);
        await seller.PostAsync(new DateOnly(2026, 2, 5), LedgerSeller.LongAgo);

        var made = (await ExportAsync(seller, "2026-01", format)).Expect(HttpStatusCode.Created);
        await seller.PostAsync(new DateOnly(2026, 1, 6), DateTimeOffset.UtcNow);
        var again = (await ExportAsync(seller, "2026-01", format)).Expect(HttpStatusCode.OK);

        Assert.Equal((id, 1, "completed", 1L, 3L), (made["exportId"].GetString(), made["number"].GetInt32(), made["state"].GetString(), made["entries"].GetInt64(), made["lines"].GetInt64()));
        Assert.Equal(made.Text, again.Text);
        Assert.Equal(made.Text, (await Client.GetAsync($"{seller.Path}/ledger-exports/{id}")).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(files, made["files"].GetArrayLength());
        foreach (var file in made["files"].EnumerateArray())
        {
            var bytes = await BytesAsync(file.GetProperty("url").GetString()!);
            Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
            Assert.Equal(file.GetProperty("bytes").GetInt64(), bytes.LongLength);
        }

        var balance = made["trialBalance"].EnumerateArray().Select(row => $"{row.GetProperty("ledgerAccount").GetString()} {row.GetProperty("closing").GetProperty("amount").GetString()}");
        Assert.Equal(["receivables 119.00", "revenue:crm -100.00", "tax-payable:DE -19.00"], balance);
    }

    [Fact]
    public async Task What_comes_late_goes_with_the_next_month_as_a_correction()
    {
        var seller = await MappedAsync(January);
        await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);
        (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.Created);

        // Recorded afterwards; and recorded before, but told to the journal only now.
        await seller.PostAsync(new DateOnly(2026, 1, 20), DateTimeOffset.UtcNow, 7);
        await seller.PostAsync(new DateOnly(2026, 1, 2), LedgerSeller.LongAgo, 3);
        await seller.PostAsync(new DateOnly(2026, 2, 3), LedgerSeller.LongAgo, 50);
        await seller.CloseAsync(February);
        var next = (await ExportAsync(seller, "2026-02")).Expect(HttpStatusCode.Created);

        Assert.Equal((2, 3L, 2L), (next["number"].GetInt32(), next["entries"].GetInt64(), next["corrections"].GetInt64()));
        var receivables = next["trialBalance"][0];
        Assert.Equal(("119.00", "71.40", "190.40"), (Amount(receivables, "opening"), Amount(receivables, "debits"), Amount(receivables, "closing")));
        var journal = (await Client.GetAsync(next["files"][0].GetProperty("url").GetString()!)).Expect(HttpStatusCode.OK).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["2,2026-01-02,true", "3,2026-01-20,true", "4,2026-02-03,false"], journal.Skip(1).Select(row => row.Split(',')).Select(cells => $"{cells[0]},{cells[1]},{cells[3]}").Distinct());
    }

    [Fact]
    public async Task What_arrives_months_late_goes_with_the_next_export_once_however_often_it_arrives()
    {
        var seller = await MappedAsync(new DateOnly(2026, 5, 31));
        var known = await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);
        (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.Created);
        await seller.PostAsync(new DateOnly(2026, 2, 3), LedgerSeller.LongAgo, 50);
        (await ExportAsync(seller, "2026-02")).Expect(HttpStatusCode.Created);
        (await ExportAsync(seller, "2026-03")).Expect(HttpStatusCode.Created);

        await seller.WriteAsync(known);
        var late = await seller.PostAsync(new DateOnly(2026, 1, 2), LedgerSeller.LongAgo, 3);
        await seller.WriteAsync(late);
        var next = (await ExportAsync(seller, "2026-04")).Expect(HttpStatusCode.Created);
        await seller.WriteAsync(late.Concat(known));
        var after = (await ExportAsync(seller, "2026-05")).Expect(HttpStatusCode.Created);

        Assert.Equal((1L, 1L, 3L), (next["entries"].GetInt64(), next["corrections"].GetInt64(), next["lines"].GetInt64()));
        Assert.Equal(("178.50", "3.57", "182.07"), (Amount(next["trialBalance"][0], "opening"), Amount(next["trialBalance"][0], "debits"), Amount(next["trialBalance"][0], "closing")));
        Assert.Equal((0L, "182.07"), (after["entries"].GetInt64(), Amount(after["trialBalance"][0], "opening")));
    }

    [Fact]
    public async Task DATEV_has_a_file_for_each_month_of_the_corrections()
    {
        var seller = await MappedAsync(January);
        await seller.PostAsync(new DateOnly(2025, 12, 30), LedgerSeller.LongAgo);
        await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);

        var made = (await ExportAsync(seller, "2026-01", "datev")).Expect(HttpStatusCode.Created);

        Assert.Equal(["EXTF_Buchungsstapel_202512_0001_01.csv", "EXTF_Buchungsstapel_202601_0001_01.csv"], made["files"].EnumerateArray().Select(file => file.GetProperty("name").GetString()));
        var text = System.Text.Encoding.Latin1.GetString(await BytesAsync(made["files"][1].GetProperty("url").GetString()!));
        Assert.Contains($"100,00;\"S\";\"EUR\";;;\"\";1400;8400;\"0040\";0501;\"{seller.Id.ToUpperInvariant()}-INV-2026-000002\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task All_exports_together_are_the_journal_and_no_line_is_in_two(int seed)
    {
        var (random, posted) = (new Random(seed), new List<JournalRow>());
        var seller = await MappedAsync(January);
        for (var month = 0; month < 4; month++)
        {
            for (var invoice = 0; invoice < 12; invoice++)
            {
                // Some are dated in months that were exported, some in months to come; some were recorded long before the journal heard of them.
                var day = new DateOnly(2026, 1, 1).AddDays(random.Next(0, 30 * (month + 2)));
                posted.AddRange(await seller.PostAsync(day, random.Next(2) == 0 ? LedgerSeller.LongAgo : DateTimeOffset.UtcNow, random.Next(1, 999)));
            }

            var last = new DateOnly(2026, month + 1, 1).AddMonths(1).AddDays(-1);
            await seller.CloseAsync(last);
            (await ExportAsync(seller, $"2026-0{month + 1}")).Expect(HttpStatusCode.Created);
        }

        var taken = new List<string>();
        for (var number = 1; number <= 4; number++)
            taken.AddRange(await seller.TakenAsync($"csv-{number}"));

        var due = posted.Where(row => row.PostingDate <= new DateOnly(2026, 4, 30)).Select(row => $"{row.Source} {row.Version} {row.LineNo}");
        Assert.Equal(due.Order(StringComparer.Ordinal), taken.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_unmapped_account_is_refused_with_all_that_is_missing_and_the_number_is_kept()
    {
        var seller = await LedgerSeller.NewAsync(Host.Services, January);
        var mapping = (await Client.PutAsync($"{seller.Path}/ledger-mapping", LedgerSeller.Mapping(null, "revenue", "tax-payable:DE"))).Expect(HttpStatusCode.Created);
        await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);

        var refused = (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.Conflict);
        var shown = (await Client.GetAsync($"{seller.Path}/ledger-exports/csv-1")).Expect(HttpStatusCode.OK);
        (await Client.PutAsync($"{seller.Path}/ledger-mapping", LedgerSeller.Mapping(), mapping.ETag)).Expect(HttpStatusCode.OK);
        var made = (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.Created);

        Assert.Equal("unmapped-accounts", refused.Code);
        Assert.Equal(["revenue:crm", "tax-payable:DE"], refused["errors"].EnumerateArray().Select(error => error.GetProperty("detail").GetString()));
        Assert.Equal(("failed", 0), (shown["state"].GetString(), shown["files"].GetArrayLength()));
        Assert.Equal((1, 2), (made["number"].GetInt32(), made["mappingVersion"].GetInt32()));
    }

    [Fact]
    public async Task An_open_month_is_refused_unless_it_is_only_looked_at()
    {
        var seller = await MappedAsync(January);
        await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);
        await seller.PostAsync(new DateOnly(2026, 2, 5), LedgerSeller.LongAgo);
        (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.Created);

        var open = (await ExportAsync(seller, "2026-02")).Expect(HttpStatusCode.Conflict);
        var key = Guid.NewGuid().ToString();
        var preview = (await ExportAsync(seller, "2026-02", preview: true, key: key)).Expect(HttpStatusCode.Created);

        Assert.Equal("period-open", open.Code);
        Assert.Contains("2026-02-01 and later may still be posted to", open["detail"].GetString(), StringComparison.Ordinal);
        Assert.Equal((0, true, 1L), (preview["number"].GetInt32(), preview["isPreview"].GetBoolean(), preview["entries"].GetInt64()));
        Assert.Equal(preview.Text, (await ExportAsync(seller, "2026-02", preview: true, key: key)).Expect(HttpStatusCode.Created).Text);
        Assert.Contains("2026-02-05", (await Client.GetAsync(preview["files"][0].GetProperty("url").GetString()!)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        var listed = (await Client.GetAsync($"{seller.Path}/ledger-exports")).Expect(HttpStatusCode.OK)["items"];
        Assert.Equal("csv-1", Assert.Single(listed.EnumerateArray()).GetProperty("exportId").GetString());
    }

    [Fact]
    public async Task Months_follow_each_other_and_each_format_goes_through_them_by_itself()
    {
        var seller = await MappedAsync(new DateOnly(2026, 4, 30));
        await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);

        (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.Created);
        Assert.Equal("period-out-of-order", (await ExportAsync(seller, "2026-03")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("already-exported", (await ExportAsync(seller, "2025-12")).Expect(HttpStatusCode.Conflict).Code);
        (await ExportAsync(seller, "2026-02")).Expect(HttpStatusCode.Created);
        (await ExportAsync(seller, "2026-01", "sie")).Expect(HttpStatusCode.Created);

        var page = (await Client.GetAsync($"{seller.Path}/ledger-exports?limit=2")).Expect(HttpStatusCode.OK);
        var rest = (await Client.GetAsync($"{seller.Path}/ledger-exports?limit=2&continuation={page["continuation"].GetString()}")).Expect(HttpStatusCode.OK);
        Assert.Equal(["csv-1", "csv-2", "sie-EUR-1"], page["items"].EnumerateArray().Concat(rest["items"].EnumerateArray()).Select(export => export.GetProperty("exportId").GetString()));
        Assert.Equal("sie-EUR-1", Assert.Single((await Client.GetAsync($"{seller.Path}/ledger-exports?format=sie")).Expect(HttpStatusCode.OK)["items"].EnumerateArray()).GetProperty("exportId").GetString());
    }

    [Fact]
    public async Task What_was_kept_elsewhere_is_never_exported()
    {
        var seller = await LedgerSeller.NewAsync(Host.Services, January);
        (await Client.PutAsync($"{seller.Path}/ledger-mapping", LedgerSeller.Mapping("2026-01-01"))).Expect(HttpStatusCode.Created);
        await seller.PostAsync(new DateOnly(2025, 12, 31), LedgerSeller.LongAgo);
        await seller.PostAsync(new DateOnly(2026, 1, 1), LedgerSeller.LongAgo);

        Assert.Equal("period-out-of-order", (await ExportAsync(seller, "2025-12")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(1, (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.Created)["entries"].GetInt64());
    }

    [Fact]
    public async Task A_format_of_one_currency_has_that_alone()
    {
        var seller = await MappedAsync(January);
        await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);
        await seller.PostAsync(new DateOnly(2026, 1, 6), LedgerSeller.LongAgo, Currency.Of("USD"), 10);

        Assert.Equal(1, (await ExportAsync(seller, "2026-01", "sie")).Expect(HttpStatusCode.Created)["entries"].GetInt64());
        Assert.Equal("sie-USD-1", (await ExportAsync(seller, "2026-01", "sie", currency: "USD")).Expect(HttpStatusCode.Created)["exportId"].GetString());
        Assert.Equal(2, (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.Created)["entries"].GetInt64());
        Assert.Equal("currency-not-supported", (await ExportAsync(seller, "2026-01", "datev", currency: "USD")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("format-not-configured", (await ExportAsync(seller, "2026-01", "xero")).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task Books_that_do_not_balance_are_not_exported_and_are_a_task()
    {
        var seller = await MappedAsync(January);
        var rows = await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);
        await seller.DeleteAsync(rows[2]);

        var refused = (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.Conflict);

        Assert.Equal("books-do-not-balance", refused.Code);
        Assert.Contains("out of balance by 19.00 EUR", refused["detail"].GetString(), StringComparison.Ordinal);
        Assert.Equal(LedgerExportAlarm.TaskKind, Assert.Single(await Host.Services.GetRequiredService<TaskBook>().OpenTasksAsync(seller.Id, default).ToListAsync()).Kind);

        // Once the journal is whole the same period is exported.
        await seller.WriteAsync(rows);
        (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.Created);
        Assert.Empty(await Host.Services.GetRequiredService<TaskBook>().OpenTasksAsync(seller.Id, default).ToListAsync());
    }

    [Fact]
    public async Task A_line_that_vanishes_after_it_was_exported_stops_the_next_export()
    {
        var seller = await MappedAsync(February);
        var rows = await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);
        await seller.PostAsync(new DateOnly(2026, 1, 6), LedgerSeller.LongAgo);
        (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.Created);
        foreach (var row in rows)
            await seller.DeleteAsync(row);

        var refused = (await ExportAsync(seller, "2026-02")).Expect(HttpStatusCode.Conflict);

        Assert.Contains("was exported and is not in the journal any more", refused["detail"].GetString(), StringComparison.Ordinal);
        Assert.Equal("export-unfinished", (await ExportAsync(seller, "2026-03")).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task A_line_that_changes_after_it_was_exported_stops_the_next_export()
    {
        var seller = await MappedAsync(February);
        var rows = await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);
        (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.Created);
        await seller.WriteAsync([rows[1] with { Amount = new Money(-99, Currency.Of("EUR")) }, rows[2] with { Amount = new Money(-20, Currency.Of("EUR")) }]);

        var refused = (await ExportAsync(seller, "2026-02")).Expect(HttpStatusCode.Conflict);

        Assert.Equal("books-do-not-balance", refused.Code);
        Assert.Contains("was exported as revenue:crm -100.00 EUR and is revenue:crm -99.00 EUR now", refused["detail"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_of_books_that_do_not_balance_is_refused_and_leaves_no_task()
    {
        var seller = await MappedAsync(January);
        var rows = await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);
        await seller.DeleteAsync(rows[2]);

        Assert.Equal("books-do-not-balance", (await ExportAsync(seller, "2026-01", preview: true)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Empty(await Host.Services.GetRequiredService<TaskBook>().OpenTasksAsync(seller.Id, default).ToListAsync());
    }

    [Fact]
    public async Task A_month_that_was_closed_ahead_is_not_exported_before_it_is_over()
    {
        var month = new DateOnly(DateTime.UtcNow.Year, DateTime.UtcNow.Month, 1).AddMonths(1);
        var seller = await MappedAsync(month.AddMonths(1).AddDays(-1));

        var refused = (await ExportAsync(seller, month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture))).Expect(HttpStatusCode.Conflict);

        Assert.Equal("period-open", refused.Code);
        Assert.Contains("is not over", refused["detail"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_again_does_not_throw_away_the_attempt_that_is_under_way()
    {
        var seller = await MappedAsync(January);
        await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);
        var book = Host.Services.GetRequiredService<LedgerExportBook>();
        var stored = (await Host.Services.GetRequiredService<Configuration.ConfigurationBook>().ReadAsync(seller.Id, default)).Seller;
        await book.BeginAsync(stored, new LedgerSeries(LedgerFormat.Csv, null), new DateOnly(2026, 1, 1), null, "test", default);
        var underWay = await book.ClaimAsync(seller.Id, "csv-1", default);

        var asked = (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.Accepted);

        Assert.Equal("running", asked["state"].GetString());
        await book.FinishAsync(underWay!, underWay!.Export with { State = LedgerExportState.Failed }, default);
        Assert.True(underWay.Export.IsBeingMade(underWay.Export.KnownAt!.Value.AddMinutes(9)));
        Assert.False(underWay.Export.IsBeingMade(underWay.Export.KnownAt!.Value.AddMinutes(10)));
    }

    [Fact]
    public async Task What_a_request_left_unfinished_the_queue_finishes_and_only_once()
    {
        var seller = await MappedAsync(January);
        await seller.PostAsync(new DateOnly(2026, 1, 5), LedgerSeller.LongAgo);
        var book = Host.Services.GetRequiredService<LedgerExportBook>();
        var stored = (await Host.Services.GetRequiredService<Configuration.ConfigurationBook>().ReadAsync(seller.Id, default)).Seller;
        await book.BeginAsync(stored, new LedgerSeries(LedgerFormat.Csv, null), new DateOnly(2026, 1, 1), null, "test", default);
        var died = await book.ClaimAsync(seller.Id, "csv-1", default);

        var handler = ActivatorUtilities.CreateInstance<ExportLedger>(Host.Services);
        var message = BillingJson.Write(new ExportLedgerMessage(seller.Id, "csv-1"));
        await handler.RunAsync(message, default);
        var finished = (await Client.GetAsync($"{seller.Path}/ledger-exports/csv-1")).Expect(HttpStatusCode.OK);
        await handler.RunAsync(message, default);

        Assert.Equal("completed", finished["state"].GetString());
        Assert.Equal(finished.Text, (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.OK).Text);
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => book.FinishAsync(died!, died!.Export, default));
    }

    [Fact]
    public async Task A_wrong_request_is_refused_with_all_that_is_wrong()
    {
        var seller = await LedgerSeller.NewAsync(Host.Services, January);
        var path = $"{seller.Path}/ledger-exports";

        Assert.Equal(["#/currency", "#/format", "#/period"], (await Client.PostAsync(path, new { period = "2026-13", format = "iif", currency = "XXQ" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/currency"], (await Client.PostAsync(path, new { period = "2026-01", format = "csv", currency = "EUR" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal("idempotency-key-required", (await Client.PostAsync(path, new { period = "2026-01", format = "csv" }, null)).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("no-ledger-mapping", (await ExportAsync(seller, "2026-01")).Expect(HttpStatusCode.Conflict).Code);
        (await Client.PostAsync("/api/sellers/nobody/ledger-exports", new { period = "2026-01", format = "csv" })).Expect(HttpStatusCode.NotFound);
        (await Client.GetAsync($"{path}/csv-1")).Expect(HttpStatusCode.NotFound);
        (await Client.GetAsync($"{path}/a%7Cb")).Expect(HttpStatusCode.NotFound);
        (await Client.GetAsync($"{path}/csv-1/files/x.csv")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(["format", "limit"], (await Client.GetAsync($"{path}?format=iif&limit=0")).Expect(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal("key-reused", (await ReusedAsync(seller)).Expect(HttpStatusCode.UnprocessableEntity).Code);
    }

    private async Task<ApiAnswer> ReusedAsync(LedgerSeller seller)
    {
        (await Client.PutAsync($"{seller.Path}/ledger-mapping", LedgerSeller.Mapping())).Expect(HttpStatusCode.Created);
        (await ExportAsync(seller, "2026-01", key: "the-key")).Expect(HttpStatusCode.Created);
        return await ExportAsync(seller, "2026-01", "sie", key: "the-key");
    }

    private async Task<LedgerSeller> MappedAsync(DateOnly closedThrough)
    {
        var seller = await LedgerSeller.NewAsync(Host.Services, closedThrough);
        (await Client.PutAsync($"{seller.Path}/ledger-mapping", LedgerSeller.Mapping())).Expect(HttpStatusCode.Created);
        return seller;
    }

    private Task<ApiAnswer> ExportAsync(LedgerSeller seller, string period, string format = "csv", bool preview = false, string? currency = null, string? key = "")
    {
        var body = new Dictionary<string, object> { ["period"] = period, ["format"] = format };
        if (currency is not null)
            body["currency"] = currency;
        if (preview)
            body["preview"] = true;
        return Client.PostAsync($"{seller.Path}/ledger-exports", body, key);
    }

    private async Task<byte[]> BytesAsync(string url)
    {
        using var client = new HttpClient { BaseAddress = Host.Url };
        return await client.GetByteArrayAsync(new Uri(url, UriKind.Relative));
    }

    private static string? Amount(System.Text.Json.JsonElement row, string name) => row.GetProperty(name).GetProperty("amount").GetString();
}
