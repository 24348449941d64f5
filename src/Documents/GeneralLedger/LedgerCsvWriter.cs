using System.Globalization;
using System.Text;
using Billing.Documents.Csv;
using Billing.Domain;
using CsvHelper;

namespace Billing.Documents.GeneralLedger;

/// <summary>The generic tables as CSV in UTF-8: the journal, a row for each line, then the trial balance. They are made to be opened by a person too, so a text
/// that a spreadsheet would take for a formula gets an apostrophe before it.</summary>
internal sealed class LedgerCsvWriter : LedgerWriter
{
    private const string ContentType = "text/csv; charset=utf-8";
    private readonly LedgerExportHead head;
    private readonly ILedgerFiles files;
    private readonly CsvWriter journal;

    public LedgerCsvWriter(LedgerExportHead head, ILedgerFiles files)
    {
        (this.head, this.files) = (head, files);
        journal = Begin("journal");
        Row(journal, "entry", "posting_date", "recorded_at", "correction", "ledger_account", "code", "name", "debit", "credit", "currency", "document_number", "document_id", "due_date", "text", "tax_code", "cost_centre", "source", "version");
    }

    public override void Write(ExportedEntry entry)
    {
        foreach (var line in entry.Entry.Lines)
        {
            var account = head.Mapping.Require(line.LedgerAccount);
            Row(
                journal, entry.Number, line.PostingDate, line.RecordedAt, entry.IsCorrection ? "true" : "false", line.LedgerAccount, account.Code, account.Name,
                line.Amount.IsNegative ? null : line.Amount.Amount, line.Amount.IsNegative ? -line.Amount.Amount : null, line.Amount.Currency.Code,
                entry.DocumentNumber(head.Seller.NumberPrefix), line.DocumentId, line.DueDate, line.Text, account.TaxCode, account.CostCentre, line.Source, line.Version);
        }
    }

    public override void End(TrialBalance balance)
    {
        journal.Dispose();
        using var table = Begin("trial-balance");
        foreach (var row in TrialBalanceTable.Rows(balance, head.Mapping))
            Row(table, [.. row]);
    }

    protected override void Dispose(bool disposing) => journal.Dispose();

    private CsvWriter Begin(string name) => new(
        new StreamWriter(files.Begin($"{head.FileName}-{name}.csv", ContentType), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true), CultureInfo.InvariantCulture);

    private static void Row(CsvWriter csv, params IReadOnlyList<object?> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(CsvText.Cell(cell));
        csv.NextRecord();
    }
}
