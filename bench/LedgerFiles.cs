#:project ../src/Documents/Billing.Documents.csproj
#:property PublishAot=false

// What writing a month of 1,000,000 journal lines costs in each format of the general ledger export, and how much memory it holds:
//   dotnet run -c Release bench/LedgerFiles.cs
using System.Diagnostics;
using System.Globalization;
using Billing.Documents.GeneralLedger;
using Billing.Domain;

const int Lines = 1_000_000;
const int LinesPerEntry = 4;
var euro = Currency.Of("EUR");
var seller = new Seller(
    "acme", "Acme GmbH", new PostalAddress("Hauptstr. 1", "10115", "Berlin", "", "DE"), "Europe/Berlin", euro, [], "ACME", new SellerContact("ar@acme.example", "", ""), [], "", "", "#224466", "de", [], 60, []);
var mapping = new LedgerMapping(1, null, [new("receivables", "1400", "Forderungen"), new("revenue", "8400", "Erlöse", "40"), new("tax-payable", "1776", "Umsatzsteuer")])
{
    Datev = new DatevSettings(29098, 55003, 4, 1, "03", "", false),
    Sie = new SieSettings("B", ""),
    Xero = new XeroSettings("No VAT", "", 300),
};

foreach (var format in Enum.GetValues<LedgerFormat>())
{
    var (files, balances, watch, peak) = (new Discarded(), new TrialBalanceFold(), Stopwatch.StartNew(), 0L);
    GC.Collect();
    var before = GC.GetTotalMemory(forceFullCollection: true);
    using var writer = LedgerWriter.Of(new LedgerExportHead(format, 1, new DateOnly(2026, 1, 1), euro, seller, new DateTimeOffset(2026, 2, 1, 8, 0, 0, TimeSpan.Zero), mapping, ["receivables", "revenue:crm", "revenue:desk", "tax-payable:DE"]), files);
    for (var n = 0; n < Lines / LinesPerEntry; n++)
    {
        var entry = Entry(n);
        foreach (var line in entry.Lines)
            balances.Move(line.LedgerAccount, line.Amount);
        writer.Write(new ExportedEntry(n + 1, false, entry));
        files.Drain();
        if (n % 25_000 == 0)
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
    }

    writer.End(balances.Result());
    files.Drain();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{format,-6} {watch.Elapsed.TotalSeconds,6:F1} s {files.Written / 1024 / 1024,5} MiB in {files.Count,5} files, {peak / 1024,6} KiB held"));
}

LedgerEntry Entry(int n)
{
    var (day, text) = (new DateOnly(2026, 1, 1).AddDays(n / (Lines / LinesPerEntry / 31 + 1)), string.Create(CultureInfo.InvariantCulture, $"Invoice ACME-INV-2026-{n:D6}"));
    PostedLine Line(int no, string account, decimal amount) => new($"acme.c{n}.EUR", "0000000002", no, day, DateTimeOffset.UnixEpoch, account, new Money(amount, euro)) { DocumentId = "inv_0123456789abcdef01234567", Text = text };
    return LedgerEntry.Of([Line(1, "receivables", 119), Line(2, "revenue:crm", -60), Line(3, "revenue:desk", -40), Line(4, "tax-payable:DE", -19)])[0];
}

// Counts what is written and lets it go.
internal sealed class Discarded : ILedgerFiles
{
    private readonly List<MemoryStream> open = [];

    public long Written { get; private set; }

    public int Count { get; private set; }

    public Stream Begin(string name, string contentType)
    {
        Count++;
        open.Add(new MemoryStream());
        return open[^1];
    }

    public void Drain()
    {
        Written += open.Sum(file => file.Length);
        open.RemoveRange(0, Math.Max(open.Count - 1, 0));
        open.ForEach(file => file.SetLength(0));
    }
}
