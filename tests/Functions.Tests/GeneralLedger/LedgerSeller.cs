using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.GeneralLedger;
using Billing.Functions.Journal;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.GeneralLedger;

/// <summary>A seller with a journal that tests write themselves.</summary>
internal sealed class LedgerSeller(IServiceProvider services, string id)
{
    public static readonly DateTimeOffset LongAgo = new(2026, 1, 15, 8, 0, 0, TimeSpan.Zero);
    private int version;

    public string Id => id;

    public string Path => $"/api/sellers/{id}";

    public static async Task<LedgerSeller> NewAsync(IServiceProvider services, DateOnly? closedThrough = null)
    {
        var seller = new LedgerSeller(services, await Given.SellerAsync(services));
        if (closedThrough is { } through)
            await seller.CloseAsync(through);
        return seller;
    }

    /// <summary>A mapping that has all of <see cref="PostAsync(DateOnly, DateTimeOffset, decimal)"/>.</summary>
    public static object Mapping(string? startsOn = null, params string[] without)
    {
        var accounts = new[]
        {
            new { ledgerAccount = "receivables", code = "1400", name = "Forderungen", taxCode = "", costCentre = "" },
            new { ledgerAccount = "revenue", code = "8400", name = "Erlöse", taxCode = "40", costCentre = "CRM" },
            new { ledgerAccount = "tax-payable:DE", code = "1776", name = "Umsatzsteuer", taxCode = "", costCentre = "" },
        };
        var mapping = new Dictionary<string, object>
        {
            ["accounts"] = accounts.Where(account => !without.Contains(account.ledgerAccount)),
            ["datev"] = new { consultantNumber = 29098, clientNumber = 55003, chartOfAccounts = "03" },
            ["sie"] = new { },
        };
        if (startsOn is not null)
            mapping["startsOn"] = startsOn;
        return mapping;
    }

    /// <summary>Posts an invoice: net and 19 % tax.</summary>
    public Task<IReadOnlyList<JournalRow>> PostAsync(DateOnly day, DateTimeOffset recordedAt, decimal net = 100) => PostAsync(day, recordedAt, Currency.Of("EUR"), net);

    public async Task<IReadOnlyList<JournalRow>> PostAsync(DateOnly day, DateTimeOffset recordedAt, Currency currency, decimal net)
    {
        var tax = decimal.Round(net * 0.19m, 2);
        var entry = new JournalEntry(day, $"Invoice {id.ToUpperInvariant()}-INV-2026-{++version:D6}",
        [
            new(ChartOfAccounts.Receivables, new Money(net + tax, currency), $"inv_{version}", day.AddDays(14)),
            new(ChartOfAccounts.Revenue("crm"), new Money(-net, currency), $"inv_{version}"),
            new(ChartOfAccounts.TaxPayable("DE"), new Money(-tax, currency), $"inv_{version}"),
        ]);
        IReadOnlyList<JournalRow> rows = [.. JournalBook.Rows(id, $"{id}.kunde{version % 5}.{currency}", $"{version:D10}", recordedAt, day, currency, [entry])];
        await WriteAsync(rows);
        return rows;
    }

    public Task WriteAsync(IEnumerable<JournalRow> rows) => services.GetRequiredService<JournalBook>().AppendAsync(rows, default);

    public async Task DeleteAsync(JournalRow row)
    {
        var (key, journal) = (JournalBook.KeyOf(row), services.GetRequiredService<BillingStorage>().Journal);
        var partition = string.Join('|', key.Split('|').Take(3));
        await journal.DeleteEntityAsync(partition, key[(partition.Length + 1)..]);
    }

    public async Task CloseAsync(DateOnly through)
    {
        var book = services.GetRequiredService<ConfigurationBook>();
        var (seller, etag) = (await book.FindAsync<Seller>(ConfigurationNoun.Seller, id, id, default))!.Value;
        await book.WriteAsync(ConfigurationNoun.Seller, id, id, seller with { ClosedPeriods = [new PeriodClosing(through, DateTimeOffset.UtcNow.AddDays(-1))] }, etag, default);
    }

    /// <summary>The keys of the lines that an export took.</summary>
    public async Task<IReadOnlyList<string>> TakenAsync(string exportId)
    {
        var export = await services.GetRequiredService<LedgerExportBook>().FindAsync(id, exportId, default);
        await using var file = await services.GetRequiredService<BillingStorage>().Container(StorageNames.LedgerExports).GetBlobClient(export!.Content!.LinesFile.Path).OpenReadAsync();
        return [.. (await ExportedLines.ReadEntriesAsync(file, default).ToListAsync()).SelectMany(entry => entry.Entry.Lines).Select(line => $"{line.Source} {line.Version} {line.LineNo}")];
    }
}
