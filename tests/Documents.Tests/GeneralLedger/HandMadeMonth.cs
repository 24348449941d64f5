using System.Text;
using Billing.Documents.GeneralLedger;
using Billing.Domain;

namespace Billing.Documents.Tests.GeneralLedger;

/// <summary>A month made by hand: an invoice, its revenue, a payment with its fee, a credit note with several debits and credits, a text that wants to be a formula,
/// and a correction of the year before.</summary>
internal static class HandMadeMonth
{
    private static readonly DateTimeOffset Recorded = new(2026, 1, 20, 9, 30, 15, 250, TimeSpan.Zero);
    private static readonly Currency Euro = Currency.Of("EUR");

    public static readonly Seller Seller = new(
        "nordlicht", "Nordlicht Müller & Söhne \"Küste\" GmbH", new PostalAddress("Hauptstr. 1", "10115", "Berlin", "", "DE"), "Europe/Berlin", Euro, [], "NORD",
        new SellerContact("ar@nordlicht.example", "", ""), [], "", "", "#224466", "de", [], 60, []);

    public static readonly LedgerMapping Mapping = new(3, null,
    [
        new("receivables", "1400", "Forderungen"), new("cash", "1361", "Geldtransit"), new("suspense", "1590", "Durchlaufende Posten"), new("revenue", "8400", "Erlöse 19 %", "40"),
        new("deferred-revenue", "0990", "Rechnungsabgrenzung"), new("tax-payable:DE", "1776", "Umsatzsteuer 19 %"), new("processor-fees", "4970", "Nebenkosten des Geldverkehrs", "", "FIN"),
        new("customer-credit", "1710", "Guthaben von Kunden"), new("bad-debt", "2400", "Forderungsverluste"), new("adjustments", "8730", "Gewährte Nachlässe"),
    ])
    {
        Datev = new DatevSettings(29098, 55003, 4, 1, "03", "", false),
        Sie = new SieSettings("B", "556677-8899"),
    };

    public static readonly LedgerMapping MappingForXero = new(3, null, [.. Mapping.Accounts.Select(account => account with { TaxCode = account.TaxCode.Length > 0 ? "20% (VAT on Income)" : "" })])
    {
        Xero = new XeroSettings("No VAT", "Department", 6),
    };

    public static IReadOnlyList<ExportedEntry> Entries { get; } = Number(
        Entry("Invoice NORD-INV-2025-000017 written off", new DateOnly(2025, 12, 30), ("bad-debt", 12.34m), ("receivables", -12.34m)),
        Entry("Invoice NORD-INV-2026-000001", new DateOnly(2026, 1, 5), ("receivables", 119), ("deferred-revenue:crm", -100), ("tax-payable:DE", -19)),
        Entry("Payment stripe|acct_1|pi_1 received", new DateOnly(2026, 1, 12), ("cash:stripe", 116), ("suspense", -119), ("processor-fees", 3)),
        Entry("Payment stripe|acct_1|pi_1", new DateOnly(2026, 1, 12), ("suspense", 119), ("receivables", -119)),
        Entry("Invoice NORD-INV-2026-000001 credited by NORD-CRN-2026-000001", new DateOnly(2026, 1, 20), ("deferred-revenue:crm", 50), ("tax-payable:DE", 9.50m), ("receivables", -40), ("customer-credit", -19.50m)),
        Entry("=HYPERLINK(\"x\"); Güte für 5 €, Größe Ω und mehr als sechzig Zeichen lang", new DateOnly(2026, 1, 22), ("adjustments", 5), ("customer-credit", -5)),
        Entry("Revenue of NORD-INV-2026-000001", new DateOnly(2026, 1, 31), ("deferred-revenue:crm", 50), ("revenue:crm", -50)));

    public static TrialBalance Balance { get; } = BalanceOf(Entries);

    public static LedgerExportHead Head(LedgerFormat format, LedgerMapping? mapping = null, IReadOnlyList<ExportedEntry>? entries = null) => new(
        format, 2, new DateOnly(2026, 1, 1), Euro, Seller, new DateTimeOffset(2026, 2, 3, 14, 5, 6, 7, TimeSpan.FromHours(1)), mapping ?? (format == LedgerFormat.Xero ? MappingForXero : Mapping),
        [.. (entries ?? Entries).SelectMany(entry => entry.Entry.Lines).Select(line => line.LedgerAccount).Distinct().Order(StringComparer.Ordinal)]);

    public static LedgerFilesInMemory Write(LedgerFormat format) => Write(Head(format), Entries);

    public static LedgerFilesInMemory Write(LedgerExportHead head, IReadOnlyList<ExportedEntry> entries)
    {
        var files = new LedgerFilesInMemory();
        using var writer = LedgerWriter.Of(head, files);
        foreach (var entry in entries)
            writer.Write(entry);
        writer.End(BalanceOf(entries));
        return files;
    }

    public static TrialBalance BalanceOf(IEnumerable<ExportedEntry> entries)
    {
        var fold = new TrialBalanceFold();
        foreach (var line in entries.SelectMany(entry => entry.Entry.Lines))
            fold.Move(line.LedgerAccount, line.Amount);
        return fold.Result();
    }

    public static LedgerEntry Entry(string text, DateOnly day, params IReadOnlyList<(string Account, decimal Amount)> lines) => LedgerEntry.Of(lines.Select((line, index) => new PostedLine(
        "nordlicht.kunde.EUR", "0000000001", index + 1, day, Recorded, line.Account, new Money(line.Amount, Euro))
    {
        DocumentId = text.StartsWith("Invoice", StringComparison.Ordinal) ? "inv_1" : "",
        DueDate = line.Account == "receivables" && line.Amount > 0 ? day.AddDays(14) : null,
        Text = text,
    }))[0];

    private static IReadOnlyList<ExportedEntry> Number(params IReadOnlyList<LedgerEntry> entries) =>
        [.. entries.Select((entry, index) => new ExportedEntry(index + 41, entry.PostingDate.Year == 2025, entry))];
}

/// <summary>Files of an export, kept.</summary>
internal sealed class LedgerFilesInMemory : ILedgerFiles
{
    private readonly List<(string Name, string ContentType, MemoryStream Content)> files = [];

    public IReadOnlyList<string> Names => [.. files.Select(file => file.Name)];

    public Stream Begin(string name, string contentType)
    {
        files.Add((name, contentType, new MemoryStream()));
        return files[^1].Content;
    }

    public byte[] Bytes(string name) => files.Single(file => file.Name == name).Content.ToArray();

    /// <summary>A file's text, read by the charset that it names.</summary>
    public string Text(string name)
    {
        var charset = files.Single(file => file.Name == name).ContentType.Split("charset=")[1];
        return (charset == "utf-8" ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(charset)!).GetString(Bytes(name));
    }
}
