using System.IO.Compression;
using System.Text;
using Billing.Domain;
using Billing.Functions.GeneralLedger;
using CsCheck;

namespace Billing.Functions.Tests.GeneralLedger;

public sealed class ExportedLinesTests
{
    private static readonly PostedLine Posted = new("acme.a.EUR", "1", 1, new DateOnly(2026, 1, 5), DateTimeOffset.UnixEpoch, "receivables", new Money(5, Currency.Of("EUR")));

    [Fact]
    public async Task Read_beside_the_journal_each_line_is_found_in_whichever_export_has_it() => await Gen.Int[0, 4].Array[0, 80].SampleAsync(async owners =>
    {
        // Export 0 is none yet.
        var keys = owners.Select((owner, index) => (Key: $"acme|2026-01-{(index / 9) + 10}|{index % 9:D2}", Owner: owner)).ToList();
        var files = Enumerable.Range(1, 4).Select(number => Compressed(keys.Where(key => key.Owner == number).Select(key => key.Key))).ToAsyncEnumerable();
        await using var lines = await ExportedLines.OpenAsync(files, default);
        foreach (var (key, owner) in keys)
            Assert.Equal(owner > 0, await lines.ContainsAsync(key, Posted, default));
        lines.End();
    });

    [Theory]
    [InlineData("b")]
    [InlineData("d")]
    public async Task A_line_that_was_exported_and_is_gone_is_noticed(string exported)
    {
        await using var lines = await ExportedLines.OpenAsync(AsyncEnumerable.Repeat(Compressed([exported]), 1), default);

        var fault = await Assert.ThrowsAsync<UnbalancedBooksException>(async () =>
        {
            foreach (var key in new[] { "a", "c" })
                Assert.False(await lines.ContainsAsync(key, Posted, default));
            lines.End();
        });

        Assert.Contains($"The line {exported} was exported", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_skipped_is_not_asked_for()
    {
        await using var lines = await ExportedLines.OpenAsync(new[] { Compressed(["a", "c", "e"]), Compressed(["b", "d"]) }.ToAsyncEnumerable(), default);

        await lines.SkipToAsync("c", default);

        Assert.True(await lines.ContainsAsync("c", Posted, default));
        Assert.True(await lines.ContainsAsync("d", Posted, default));
        await lines.SkipToAsync("f", default);
        lines.End();
    }

    [Theory]
    [InlineData("suspense", 5)]
    [InlineData("receivables", 6)]
    public async Task A_line_that_is_not_what_was_exported_is_noticed(string account, decimal amount)
    {
        await using var lines = await ExportedLines.OpenAsync(AsyncEnumerable.Repeat(Compressed(["b"]), 1), default);

        var fault = await Assert.ThrowsAsync<UnbalancedBooksException>(async () => await lines.ContainsAsync("b", Posted with { LedgerAccount = account, Amount = new Money(amount, Currency.Of("EUR")) }, default));

        Assert.StartsWith("The line b was exported as receivables 5.00 EUR and is ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_come_back_as_they_were_taken()
    {
        var euro = Currency.Of("EUR");
        PostedLine Line(int no, string account, decimal amount, string text) => new("acme.a.EUR", "1", no, new DateOnly(2026, 1, 5), DateTimeOffset.UnixEpoch, account, new Money(amount, euro)) { DocumentId = "inv_1", Text = text };
        ExportedLine[] taken = [new(7, true, Line(1, "receivables", 5, "one")), new(7, true, Line(2, "revenue:x", -5, "one")), new(8, false, Line(3, "suspense", 1, "two")), new(8, false, Line(4, "receivables", -1, "two"))];
        using var file = new MemoryStream();
        await using (var compressed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var line in taken)
                await compressed.WriteAsync(Encoding.UTF8.GetBytes(ExportedLines.Write($"k|{line.Line.LineNo}", line)));
        }

        file.Position = 0;
        var entries = await ExportedLines.ReadEntriesAsync(file, default).ToListAsync();

        Assert.Equal([(7L, true, "one"), (8L, false, "two")], entries.Select(entry => (entry.Number, entry.IsCorrection, entry.Entry.Text)));
        Assert.Equal(taken.Select(line => line.Line), entries.SelectMany(entry => entry.Entry.Lines));
    }

    private static Stream Compressed(IEnumerable<string> keys)
    {
        var file = new MemoryStream();
        using (var compressed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
            compressed.Write(Encoding.UTF8.GetBytes(string.Concat(keys.Select(key => ExportedLines.Write(key, new ExportedLine(1, false, Posted))))));
        file.Position = 0;
        return file;
    }
}
