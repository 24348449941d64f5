using System.Runtime.CompilerServices;
using System.Text;
using Billing.Documents.GeneralLedger;
using Billing.Domain;

namespace Billing.Documents.Tests.GeneralLedger;

/// <summary>The files of the month made by hand are those in the folder <c>Approved</c>, as text in UTF-8. With <c>REWRITE_GOLDEN=1</c> these are written anew; read each
/// difference before it is committed.</summary>
public sealed class LedgerFileTests
{
    [Theory]
    [InlineData(nameof(LedgerFormat.Csv), "nordlicht-2026-01-journal.csv,nordlicht-2026-01-trial-balance.csv")]
    [InlineData(nameof(LedgerFormat.Xero), "nordlicht-2026-01-EUR-0001.csv,nordlicht-2026-01-EUR-0002.csv,nordlicht-2026-01-EUR-0003.csv,nordlicht-2026-01-EUR-0004.csv")]
    [InlineData(nameof(LedgerFormat.Sie), "nordlicht-2026-01-EUR.si")]
    [InlineData(nameof(LedgerFormat.Datev), "EXTF_Buchungsstapel_202512_0002_01.csv,EXTF_Buchungsstapel_202601_0002_01.csv")]
    public void The_files_are_as_approved(string format, string names)
    {
        var files = HandMadeMonth.Write(Enum.Parse<LedgerFormat>(format));

        Assert.Equal(names.Split(','), files.Names);
        foreach (var name in files.Names)
        {
            var (path, text) = (Path.Combine(Path.GetDirectoryName(ThisFile())!, "Approved", name), files.Text(name));
            Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
            if (Environment.GetEnvironmentVariable("REWRITE_GOLDEN") == "1")
                File.WriteAllText(path, text.ReplaceLineEndings("\n"));
            else
                Assert.Equal(File.ReadAllText(path), text.ReplaceLineEndings("\n"));
        }
    }

    [Fact]
    public void SIE_is_in_code_page_437_and_DATEV_in_Windows_1252()
    {
        var sie = HandMadeMonth.Write(LedgerFormat.Sie).Bytes("nordlicht-2026-01-EUR.si");
        var datev = HandMadeMonth.Write(LedgerFormat.Datev).Bytes("EXTF_Buchungsstapel_202601_0002_01.csv");

        // "Güte": ü is 0x81 in one and 0xFC in the other; € is 0x80 in the latter, and in the former there is none.
        Assert.Contains("G\u0081te f\u0081r 5 ?", Encoding.Latin1.GetString(sie), StringComparison.Ordinal);
        Assert.Contains("G\u00FCte f\u00FCr 5 \u0080", Encoding.Latin1.GetString(datev), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_generic_tables_defuse_formulas()
    {
        Assert.Contains("\"'=HYPERLINK(", HandMadeMonth.Write(LedgerFormat.Csv).Text("nordlicht-2026-01-journal.csv"), StringComparison.Ordinal);
        Assert.Contains("\"=HYPERLINK(", HandMadeMonth.Write(LedgerFormat.Xero).Text("nordlicht-2026-01-EUR-0003.csv"), StringComparison.Ordinal);
        Assert.Contains("\"=HYPERLINK(\"\"x\"\");", HandMadeMonth.Write(LedgerFormat.Datev).Text("EXTF_Buchungsstapel_202601_0002_01.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_DATEV_batch_of_an_odd_fiscal_year_says_when_it_began()
    {
        var mapping = HandMadeMonth.Mapping with { Datev = HandMadeMonth.Mapping.Datev! with { FiscalYearStartMonth = 7, IsFinal = true } };
        var files = HandMadeMonth.Write(HandMadeMonth.Head(LedgerFormat.Datev, mapping), HandMadeMonth.Entries);

        var head = files.Text("EXTF_Buchungsstapel_202601_0002_01.csv").Split("\r\n")[0].Split(';');

        Assert.Equal(("20250701", "20260101", "20260131", "1"), (head[12], head[14], head[15], head[20]));
    }

    [Fact]
    public void The_account_with_the_tax_key_is_the_contra_account_of_a_DATEV_posting_on_whichever_side_it_is()
    {
        ExportedEntry[] entries = [new(1, false, HandMadeMonth.Entry("Earned", new DateOnly(2026, 1, 5), ("deferred-revenue:crm", 7), ("revenue:crm", -7))), new(2, false, HandMadeMonth.Entry("Given back", new DateOnly(2026, 1, 6), ("revenue:crm", 7), ("deferred-revenue:crm", -7)))];

        var rows = HandMadeMonth.Write(HandMadeMonth.Head(LedgerFormat.Datev, entries: entries), entries).Text("EXTF_Buchungsstapel_202601_0002_01.csv").Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(2);

        Assert.Equal(["7,00;\"S\";\"EUR\";;;\"\";0990;8400;\"0040\";0501", "7,00;\"H\";\"EUR\";;;\"\";0990;8400;\"0040\";0601"], rows.Select(row => string.Join(';', row.Split(';').Take(10))));
    }

    [Theory]
    [InlineData("C:\\files\\", "C:/files/")]
    [InlineData("say \"x\\\"", "say \\\"x/\\\"")]
    [InlineData("♪ ◙ •", "? ? ?")]
    public void No_text_ends_a_field_of_SIE_before_its_end(string text, string written)
    {
        ExportedEntry[] entries = [new(1, false, HandMadeMonth.Entry(text, new DateOnly(2026, 1, 5), ("receivables", 7), ("customer-credit", -7)))];

        Assert.Contains($"#VER \"B\" 1 20260105 \"{written}\"\r\n", HandMadeMonth.Write(HandMadeMonth.Head(LedgerFormat.Sie, entries: entries), entries).Text("nordlicht-2026-01-EUR.si"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_month_without_entries_has_its_files()
    {
        foreach (var format in Enum.GetValues<LedgerFormat>())
            Assert.NotEmpty(HandMadeMonth.Write(HandMadeMonth.Head(format, entries: []), []).Names);
    }

    [Theory]
    [InlineData(nameof(LedgerFormat.Csv))]
    [InlineData(nameof(LedgerFormat.Xero))]
    [InlineData(nameof(LedgerFormat.Sie))]
    [InlineData(nameof(LedgerFormat.Datev))]
    public void However_long_a_month_is_little_of_it_is_held(string format)
    {
        var files = new DrainedFiles();
        using var writer = LedgerWriter.Of(HandMadeMonth.Head(Enum.Parse<LedgerFormat>(format)), files);
        for (var number = 1; number <= 20_000; number++)
        {
            writer.Write(HandMadeMonth.Entries[1] with { Number = number });
            files.Drain();
        }

        writer.End(HandMadeMonth.Balance);
        files.Drain();

        Assert.InRange(files.Written, 2_000_000, long.MaxValue);
        Assert.InRange(files.MostHeld, 1, 64 * 1024);
    }

    // Takes what is buffered after each entry, as the files in storage do.
    private sealed class DrainedFiles : ILedgerFiles
    {
        private readonly List<MemoryStream> files = [];

        public long Written { get; private set; }

        public long MostHeld { get; private set; }

        public Stream Begin(string name, string contentType)
        {
            files.Add(new MemoryStream());
            return files[^1];
        }

        public void Drain()
        {
            var held = files.Sum(file => file.Length);
            (Written, MostHeld) = (Written + held, Math.Max(MostHeld, held));
            files.RemoveRange(0, Math.Max(files.Count - 1, 0));
            files.ForEach(file => file.SetLength(0));
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
