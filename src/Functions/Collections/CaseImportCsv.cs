using System.Globalization;
using System.Text;
using Billing.Domain;
using Billing.Functions.Processors;
using CsvHelper;
using CsvHelper.Configuration;

namespace Billing.Functions.Collections;

/// <summary>What an agency says in a line.</summary>
internal enum ImportKind
{
    /// <summary>It has the case, under a reference.</summary>
    Acknowledged,

    /// <summary>It collected money of an invoice.</summary>
    Collected,

    /// <summary>It returns the case as uncollectible.</summary>
    Returned,
}

/// <summary>A line of an agency's file.</summary>
/// <param name="Row">Its row in the file, the header being 1.</param>
/// <param name="LineId">The agency's id of it; the same line has it for ever.</param>
/// <param name="Kind">What it says.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Reference">What the agency calls the case; may be empty.</param>
/// <param name="InvoiceNumber">The invoice, where money was collected.</param>
/// <param name="Gross">What the debtor paid.</param>
/// <param name="Fee">What the agency keeps of it.</param>
/// <param name="ValueDate">When the money came.</param>
/// <param name="RemittanceId">The transfer that brings it; may be empty.</param>
/// <param name="Reason">In words; may be empty.</param>
internal sealed record ImportLine(
    int Row, string LineId, ImportKind Kind, string CaseId, string Reference, string InvoiceNumber, Money? Gross, Money? Fee, DateOnly? ValueDate, string RemittanceId, string Reason);

/// <summary>What is wrong with a line.</summary>
/// <param name="Row">Its row in the file.</param>
/// <param name="Wrong">What is wrong, with the column.</param>
internal sealed record ImportFault(int Row, string Wrong);

/// <summary>Reads an agency's file as CSV with the columns line_id, kind (acknowledged, collected, returned), case_id, agency_reference, invoice_number, gross, fee, net,
/// currency, value_date, remittance_id, reason. What a kind does not need may be empty, and its column left out.</summary>
internal static class CaseImportCsv
{
    /// <summary>How many lines a file has at most.</summary>
    public const int MostLines = 5_000;

    private const int LongestText = 100;
    private static readonly string[] Needed = ["line_id", "kind", "case_id"];
    private static readonly string[] Known = [.. Needed, "agency_reference", "invoice_number", "gross", "fee", "net", "currency", "value_date", "remittance_id", "reason"];

    /// <summary>The lines that can be read, and what is wrong with the others.</summary>
    public static (IReadOnlyList<ImportLine> Lines, IReadOnlyList<ImportFault> Faults) Read(byte[] file)
    {
        var (lines, faults) = (new List<ImportLine>(), new List<ImportFault>());
        using var text = new StreamReader(new MemoryStream(file), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, MissingFieldFound = null });
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
                return ([], [new ImportFault(1, "the file is empty")]);
            if (Needed.Except(csv.HeaderRecord!, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
                return ([], [new ImportFault(1, $"the header lacks the columns {string.Join(", ", missing)}")]);
            if (csv.HeaderRecord!.Except(Known, StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
                return ([], [new ImportFault(1, $"the header has columns that are none of {string.Join(", ", Known)}: {string.Join(", ", unknown)}")]);
            if (csv.HeaderRecord!.GroupBy(column => column).FirstOrDefault(column => column.Count() > 1) is { } twice)
                return ([], [new ImportFault(1, $"the header has the column {twice.Key} twice")]);
            while (csv.Read())
                Add(new Row(csv), lines, faults);
        }
        catch (Exception e) when (e is CsvHelperException or DecoderFallbackException)
        {
            faults.Add(new ImportFault(csv.Parser.Row, e is DecoderFallbackException ? "the text is no UTF-8" : "the quotes are not closed"));
        }

        if (lines.Count + faults.Count > MostLines)
            faults.Insert(0, new ImportFault(1, $"the file has more than {MostLines} lines; split it"));
        return (lines, faults);
    }

    private static void Add(Row row, List<ImportLine> lines, List<ImportFault> faults)
    {
        var line = row.Read();
        if (line is not null && lines.FirstOrDefault(known => known.LineId == line.LineId) is { } same)
            row.Faults.Add($"line_id: '{line.LineId}' is the id of row {same.Row} as well");
        if (row.Faults.Count == 0)
            lines.Add(line!);
        faults.AddRange(row.Faults.Select(wrong => new ImportFault(row.Number, wrong)));
    }

    private sealed class Row(CsvReader csv)
    {
        public List<string> Faults { get; } = [];

        public int Number { get; } = csv.Parser.Row;

        /// <summary>The line; of use where it has no faults.</summary>
        public ImportLine? Read()
        {
            if (csv.Parser.Count > csv.HeaderRecord!.Length)
                Faults.Add($"has {csv.Parser.Count} cells under {csv.HeaderRecord.Length} columns; put a text that has a comma into quotes");
            var lineId = Text("line_id", true);
            Check(lineId.Length == 0 || StoredEvent.IsId(lineId), "line_id", "has a bar or a control character");
            var kind = Field("kind") switch { "acknowledged" => ImportKind.Acknowledged, "collected" => ImportKind.Collected, "returned" => ImportKind.Returned, _ => (ImportKind?)null };
            Check(kind is not null, "kind", $"'{Field("kind")}' must be acknowledged, collected or returned");
            if (kind is not { } known)
                return null;
            var caseId = Text("case_id", true);
            if (known != ImportKind.Collected)
                return new ImportLine(Number, lineId, known, caseId, Text("agency_reference", known == ImportKind.Acknowledged), "", null, null, null, "", Text("reason", false));
            var (invoice, money, day, remittance) = (Text("invoice_number", true), ReadMoney(), Day(), Text("remittance_id", false));
            Check(remittance.Length == 0 || StoredEvent.IsId(remittance), "remittance_id", "has a bar or a control character");
            return new ImportLine(Number, lineId, known, caseId, Text("agency_reference", false), invoice, money?.Gross, money?.Fee, day, remittance, Text("reason", false));
        }

        private (Money Gross, Money Fee)? ReadMoney()
        {
            if (!Currency.TryParse(Field("currency"), out var currency))
            {
                Faults.Add($"currency: '{Field("currency")}' is no currency of ISO 4217");
                return null;
            }

            var (gross, fee, net) = (Amount("gross", currency), Field("fee").Length == 0 ? Money.Zero(currency) : Amount("fee", currency), Field("net").Length == 0 ? null : Amount("net", currency));
            if (gross is not { } paid || fee is not { } kept)
                return null;
            Check(paid.IsPositive, "gross", "must be above 0");
            Check(!kept.IsNegative && kept <= paid, "fee", "must be from 0 to gross");
            Check(net is null || net == paid - kept, "net", $"must be gross less fee, {paid - kept}");
            return (paid, kept);
        }

        private Money? Amount(string column, Currency currency)
        {
            if (decimal.TryParse(Field(column), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) && decimal.Round(amount, currency.MinorDigits) == amount && Math.Abs(amount) < 1_000_000_000_000m)
                return new Money(amount, currency);
            Faults.Add($"{column}: '{Field(column)}' is no amount in {currency}");
            return null;
        }

        private DateOnly? Day()
        {
            if (DateOnly.TryParseExact(Field("value_date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            Faults.Add($"value_date: '{Field("value_date")}' is no date such as 2026-01-31");
            return null;
        }

        private string Text(string column, bool required)
        {
            var text = Field(column);
            Check(!required || text.Length > 0, column, "must not be empty");
            Check(text.Length <= LongestText && !text.Any(char.IsControl), column, $"must be at most {LongestText} characters, without control characters");
            return text;
        }

        private string Field(string column) => csv.GetField(column) ?? "";

        private void Check(bool holds, string column, string otherwise)
        {
            if (!holds)
                Faults.Add($"{column}: {otherwise}");
        }
    }
}
