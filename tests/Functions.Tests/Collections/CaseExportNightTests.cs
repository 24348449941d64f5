using Billing.DevHost.Azurite;
using Billing.DevHost.Tripwires;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Collections;
using Billing.Functions.Configuration;
using Billing.Functions.Index;
using Billing.Functions.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Collections;

/// <summary>The exports that are made at night, and what becomes of an export that is cut off at any of its requests, or is made by several at once.</summary>
public sealed class CaseExportNightTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int MostRequests = 100;

    // Noon in Berlin: a seller's night is over.
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new(Noon);

    [Fact]
    public async Task Each_night_an_agency_is_told_what_is_new_once_and_on_an_empty_day_nothing_is_made()
    {
        await using var services = azurite.Services(clock);
        var seller = await HandedOff.SellerAsync(services);
        var caseId = await HandedOffAsync(services, seller);
        clock.SetUtcNow(new DateTimeOffset(2026, 3, 11, 2, 30, 0, TimeSpan.Zero));
        await NightAsync(services, seller);
        Assert.Empty(await ExportsAsync(services, seller));

        clock.SetUtcNow(Noon.AddDays(1));
        await TickAsync(services);
        await TickAsync(services);
        var first = Assert.Single(await ExportsAsync(services, seller));
        Assert.Equal((nameof(MakeCollectionsExports), ExportContent.Changes, 2), (first.Actor, first.Content, first.Lines.Count));
        Assert.NotNull(await services.GetRequiredService<CaseExportBook>().ReadFileAsync(first, default));

        clock.Advance(TimeSpan.FromDays(1));
        await NightAsync(services, seller);
        Assert.Single(await ExportsAsync(services, seller));

        await Given.TransactAsync(services, AccountOf(first), new RecallCase(caseId, "enough"), "recall");
        clock.Advance(TimeSpan.FromDays(1));
        await NightAsync(services, seller);
        var second = (await ExportsAsync(services, seller)).Single(export => export.ExportId != first.ExportId);
        Assert.Equal([ExportNews.Recalled, ExportNews.Recalled], second.Lines.Select(line => line.News));
    }

    [Fact]
    public async Task What_does_not_fit_the_layout_is_a_task_that_ends_when_it_does()
    {
        await using var services = azurite.Services(clock);
        ExportLayout Layout(int length) => new(12, ExportLineEnd.Lf, ExportEncoding.Utf8, [new ExportField("Balance", ExportSource.Balance, 1, length, ExportAlign.Right, "0", "minor", "")]);
        var seller = await HandedOff.SellerAsync(services, Layout(4));
        await HandedOffAsync(services, seller);
        await NightAsync(services, seller);
        var task = Assert.Single(await services.GetRequiredService<TaskBook>().OpenTasksAsync(seller, default).ToListAsync(), task => task.Kind == "collections-export-failed");
        Assert.Contains("line 1, Balance: '10000' has more than 4 characters", task.Text, StringComparison.Ordinal);
        Assert.Empty(await ExportsAsync(services, seller));

        var book = services.GetRequiredService<ConfigurationBook>();
        var (agency, known) = (await book.FindAsync<Agency>(ConfigurationNoun.Agency, HandedOff.Agency, seller, default))!.Value;
        await book.WriteAsync(ConfigurationNoun.Agency, HandedOff.Agency, seller, agency with { Layout = Layout(8) }, known, default);
        await NightAsync(services, seller);
        Assert.Single(await ExportsAsync(services, seller));
        Assert.DoesNotContain(await services.GetRequiredService<TaskBook>().OpenTasksAsync(seller, default).ToListAsync(), task => task.Kind == "collections-export-failed");
    }

    [Fact]
    public async Task Several_who_export_at_once_tell_everything_once()
    {
        await using var services = azurite.Services(clock);
        var seller = await HandedOff.SellerAsync(services);
        await HandedOffAsync(services, seller);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => services.GetRequiredService<CaseExports>().MakeAsync(Asked(seller, $"exp_{n}"), default)));
        Assert.Equal([0, 0, 0, 2], (await ExportsAsync(services, seller)).Select(export => export.Lines.Count).Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wherever_an_export_dies_the_next_finishes_it_and_everything_is_told_once(bool reached)
    {
        await using var tables = await Tripwire.StartAsync("tables", azurite.Process.TableUrl);
        await using var blobs = await Tripwire.StartAsync("blobs", azurite.Process.BlobUrl);
        await using var services = azurite.Services(clock);
        await using var wired = azurite.Services(clock, new Dictionary<string, string?> { ["Storage:ConnectionString"] = azurite.ConnectionStringFor(blobs.Url, azurite.Process.QueueUrl, tables.Url) });
        for (var n = 0; ; n++)
        {
            Assert.True(n < MostRequests, "It never came to its end.");
            var seller = await HandedOff.SellerAsync(services);
            var caseId = await HandedOffAsync(services, seller);
            await services.GetRequiredService<CaseExports>().MakeAsync(Asked(seller, "exp_first"), default);
            await Given.TransactAsync(services, AccountOf(Assert.Single(await ExportsAsync(services, seller))), new RecallCase(caseId, "enough"), "recall");

            using var stop = new CancellationTokenSource();
            var count = -1;
            bool IsIt(ProxiedRequest request) => Interlocked.Increment(ref count) == n;
            var cut = TripActions.Cut(() => stop.CancelAsync());
            foreach (var wire in new[] { tables, blobs })
                wire.Arm(IsIt, before: reached ? null : cut, after: reached ? cut : null);
            var died = false;
            try
            {
                await wired.GetRequiredService<CaseExports>().MakeAsync(Asked(seller, "exp_second"), stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                died = true;
            }

            tables.Disarm();
            blobs.Disarm();
            await services.GetRequiredService<CaseExports>().MakeAsync(Asked(seller, "exp_third"), default);
            var repeated = (await services.GetRequiredService<CaseExports>().MakeAsync(Asked(seller, "exp_second"), default)).Export;
            await services.GetRequiredService<CaseExports>().MakeAsync(Asked(seller, "exp_fourth"), default);

            var exports = await ExportsAsync(services, seller);
            Assert.Equal(4, exports.Count);
            Assert.Equal([ExportNews.New, ExportNews.New, ExportNews.Recalled, ExportNews.Recalled], exports.SelectMany(export => export.Lines).Select(line => line.News).Order());
            Assert.Equal(repeated.Lines, exports.Single(export => export.ExportId == "exp_second").Lines);
            foreach (var export in exports)
                Assert.NotNull(await services.GetRequiredService<CaseExportBook>().ReadFileAsync(export, default));
            if (!died)
                break;
        }
    }

    private static AccountId AccountOf(CaseExport export) => AccountId.Parse(export.Cases[0].AccountId);

    private static AskedExport Asked(string seller, string exportId) =>
        new(exportId, new Agency(HandedOff.Agency, seller, "Inkasso Nord", ExportFormat.Csv, null), ExportContent.Changes, "ann");

    private static Task TickAsync(IServiceProvider services) => ActivatorUtilities.CreateInstance<MakeCollectionsExports>(services).RunAsync(new TimerInfo(), default);

    private static async Task NightAsync(IServiceProvider services, string sellerId) =>
        await services.GetRequiredService<CaseExportNight>().ExportAsync((await services.GetRequiredService<ConfigurationBook>().ReadAsync(sellerId, default)).Seller, default);

    private static async Task<IReadOnlyList<CaseExport>> ExportsAsync(IServiceProvider services, string seller) =>
        await services.GetRequiredService<CaseExportBook>().ListAsync(seller, default).ToListAsync();

    private static async Task<string> HandedOffAsync(IServiceProvider services, string seller)
    {
        var (account, caseId) = await HandedOff.AccountAsync(services, seller);
        var history = await services.GetRequiredService<AccountRows>().HistoryAsync(account, default).ToListAsync();
        await services.GetRequiredService<IndexBook>().RecordAsync([.. history.Select(record => (account, record))], default);
        return caseId;
    }
}
