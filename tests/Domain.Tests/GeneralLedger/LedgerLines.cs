using CsCheck;

namespace Billing.Domain.Tests;

/// <summary>Lines of a journal, by hand and at random.</summary>
internal static class LedgerLines
{
    public static readonly Currency Euro = Currency.Of("EUR");
    public static readonly DateTimeOffset Recorded = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public static readonly LedgerMapping Mapping = new(1, null,
    [
        new("receivables", "1400", "Forderungen"), new("cash", "1361", "Geldtransit"), new("suspense", "1590", "Durchlaufende Posten"), new("revenue", "8400", "Erlöse", "40", "SALES"),
        new("revenue:crm", "8401", "Erlöse CRM", "40", "CRM"), new("deferred-revenue", "0990", "Rechnungsabgrenzung"), new("tax-payable", "1776", "Umsatzsteuer"), new("processor-fees", "4970", "Nebenkosten", "", "FIN"),
    ]);

    public static IReadOnlyList<PostedLine> Of(string text, DateOnly day, params IReadOnlyList<(string Account, decimal Amount)> lines) =>
        [.. lines.Select((line, index) => new PostedLine("acme.kunde.EUR", "1", index + 1, day, Recorded, line.Account, new Money(line.Amount, Euro)) { Text = text })];

    public static LedgerEntry Entry(params IReadOnlyList<(string Account, decimal Amount)> lines) => Assert.Single(LedgerEntry.Of(Of("Invoice ACME-INV-2026-000001", new DateOnly(2026, 1, 5), lines)));

    /// <summary>Balanced entries of 2 to 8 lines over accounts of <see cref="Mapping"/> that have no tax codes which contradict each other.</summary>
    public static readonly Gen<LedgerEntry> Balanced = Gen.Select(Gen.Int[-50_000, 50_000].Select(cents => cents / 100m).Array[1, 7], Gen.Int[0, 3].Array[8]).Select((amounts, accounts) =>
    {
        string[] names = ["receivables", "cash:stripe", "suspense", "tax-payable:DE"];
        var all = amounts.Append(-amounts.Sum()).ToList();
        return LedgerEntry.Of(Of("At random", new DateOnly(2026, 1, 9), [.. all.Select((amount, index) => (names[accounts[index]], amount))]))[0];
    });
}
