using System.Text.Json.Nodes;

namespace Billing.DevHost.Demo;

/// <summary>What an operator does at a month's end and gets files for: letters go to the printer, agencies get their exports, closed months go to the general ledger. Each file lands in the demo's folder.</summary>
internal sealed class BackOffice(Samples samples, OperatorClient operators, DirectoryInfo folder)
{
    /// <summary>When a closing is announced, and through which day.</summary>
    public static readonly IReadOnlyList<(DateOnly AnnouncedOn, DateOnly Through)> Closings =
        [(new DateOnly(2026, 1, 10), new DateOnly(2025, 12, 31)), (new DateOnly(2026, 3, 10), new DateOnly(2026, 2, 28))];

    /// <summary>A closing is in effect and every instance knows it.</summary>
    private const int DaysFromClosingToExport = 2;

    private static readonly TimeSpan PrintPause = TimeSpan.FromMilliseconds(250);
    private const int PrintLooks = 240;

    private readonly List<JsonNode> ledgerExports = [];
    private DateOnly exportedThrough = DemoRun.FirstDay.AddDays(-1);

    /// <summary>How many letters were printed and mailed.</summary>
    public int LettersMailed { get; private set; }

    /// <summary>How many print batches they were in.</summary>
    public int PrintBatches { get; private set; }

    /// <summary>How many files the agencies got.</summary>
    public int AgencyExports { get; private set; }

    /// <summary>What the general ledger was given, in order.</summary>
    public IReadOnlyList<JsonNode> LedgerExports => ledgerExports;

    /// <summary>Announces closings, and gives the general ledger what has been closed.</summary>
    public async Task DoAsync(DateOnly day, CancellationToken cancel)
    {
        foreach (var (announcedOn, through) in Closings)
        {
            foreach (var seller in samples.Sellers.Where(_ => announcedOn == day))
                await operators.PostAsync($"api/sellers/{seller.SellerId}/period-closings", new { through }, cancel);
            if (announcedOn.AddDays(DaysFromClosingToExport) == day)
                await ExportLedgerAsync(through, cancel);
        }
    }

    /// <summary>Prints and mails what waits, and tells the agencies what is new.</summary>
    public async Task MonthEndAsync(DateOnly day, CancellationToken cancel)
    {
        foreach (var seller in samples.Sellers)
            await PrintAsync(seller.SellerId, cancel);
        foreach (var agency in samples.Overdue.Agencies)
            await ExportCasesAsync(agency, day, cancel);
    }

    /// <summary>Writes each case with its document, as it stands at the end.</summary>
    public async Task WriteCasesAsync(CancellationToken cancel)
    {
        foreach (var seller in samples.Sellers)
        {
            foreach (var one in (await operators.GetAsync($"api/collections-cases?seller={seller.SellerId}", cancel))["items"]!.AsArray())
            {
                var (path, name) = ($"api/collections-cases/{(string)one!["caseId"]!}", $"{(string)one["accountId"]!}-{(string)one["sentOn"]!}");
                await WriteAsync(Path.Combine("collections", "cases", $"{name}.json"), await operators.GetBytesAsync(path, cancel), cancel);
                await WriteAsync(Path.Combine("collections", "cases", $"{name}-document.json"), await operators.GetBytesAsync($"{path}/document", cancel), cancel);
            }
        }
    }

    private async Task PrintAsync(string seller, CancellationToken cancel)
    {
        if ((int)(await operators.GetAsync($"api/print-batches/waiting?seller={seller}", cancel))["letters"]! == 0)
            return;
        var batch = await operators.PostAsync("api/print-batches", new { sellerId = seller }, cancel);
        var path = $"api/print-batches/{(string)batch["batchId"]!}";
        for (var look = 0; (string)batch["stage"]! != "ready"; look++, batch = await operators.GetAsync(path, cancel))
        {
            if (look > PrintLooks)
                throw new DemoException($"The print batch {batch["batchId"]} is not made.");
            await Task.Delay(PrintPause, cancel);
        }

        var name = Path.Combine("print-batches", $"{seller}-{(string)batch["number"]!}");
        await WriteAsync($"{name}.pdf", await operators.GetBytesAsync($"{path}/pdf", cancel), cancel);
        await WriteAsync($"{name}.csv", await operators.GetBytesAsync($"{path}/manifest", cancel), cancel);
        await operators.PostAsync($"{path}/mailed", new { }, cancel);
        LettersMailed += (int)batch["letterCount"]!;
        PrintBatches++;
    }

    private async Task ExportCasesAsync(AgencyRow agency, DateOnly day, CancellationToken cancel)
    {
        var export = await operators.PostAsync("api/collections-exports", new { sellerId = agency.SellerId, agencyId = agency.AgencyId }, cancel);
        if ((int)export["lines"]! == 0)
            return;
        var file = await operators.GetBytesAsync($"api/collections-exports/{(string)export["exportId"]!}/file?seller={agency.SellerId}", cancel);
        await WriteAsync(Path.Combine("collections", "exports", $"{agency.AgencyId}-{day:yyyy-MM-dd}{Path.GetExtension((string)export["fileName"]!)}"), file, cancel);
        AgencyExports++;
    }

    private async Task ExportLedgerAsync(DateOnly through, CancellationToken cancel)
    {
        for (var month = exportedThrough.AddDays(1); month <= through; month = month.AddMonths(1))
        {
            foreach (var seller in samples.Sellers)
            {
                await ExportLedgerAsync(seller.SellerId, month, "csv", cancel);
                await ExportLedgerAsync(seller.SellerId, month, seller.Country == "DE" ? "datev" : "xero", cancel);
            }
        }

        exportedThrough = through;
    }

    private async Task ExportLedgerAsync(string seller, DateOnly month, string format, CancellationToken cancel)
    {
        var export = await operators.PostAsync($"api/sellers/{seller}/ledger-exports", new { period = $"{month:yyyy-MM}", format }, cancel);
        var path = $"api/sellers/{seller}/ledger-exports/{(string)export["exportId"]!}";
        for (var look = 0; (string)export["state"]! == "running" && look < PrintLooks; look++, export = await operators.GetAsync(path, cancel))
            await Task.Delay(PrintPause, cancel);
        foreach (var file in export["files"]!.AsArray())
            await WriteAsync(Path.Combine("general-ledger", seller, $"{month:yyyy-MM}-{format}", (string)file!["name"]!), await operators.GetBytesAsync($"{path}/files/{Uri.EscapeDataString((string)file["name"]!)}", cancel), cancel);
        export["sellerId"] = seller;
        ledgerExports.Add(export);
    }

    private async Task WriteAsync(string name, byte[] content, CancellationToken cancel)
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, content, cancel);
    }
}
