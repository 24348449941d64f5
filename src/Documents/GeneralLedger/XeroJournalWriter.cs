using System.Globalization;
using System.Text;
using Billing.Domain;
using CsvHelper;

namespace Billing.Documents.GeneralLedger;

/// <summary>Xero's template for importing manual journals: lines of the same narration and date are one journal, dates are dd/mm/yyyy, amounts above 0 are debits,
/// the tax rate is given by its name (help.xero.com, "Import multiple draft manual journals"). A file ends before it has more lines than Xero takes; an entry is
/// never divided, so one that is larger has a file to itself. Texts stay as they are: Xero would import an apostrophe.</summary>
internal sealed class XeroJournalWriter : LedgerWriter
{
    private static readonly string[] Columns = ["*Narration", "*Date", "Description", "*AccountCode", "*TaxRate", "*Amount", "TrackingName1", "TrackingOption1", "TrackingName2", "TrackingOption2"];
    private readonly LedgerExportHead head;
    private readonly XeroSettings settings;
    private readonly ILedgerFiles files;
    private CsvWriter csv;
    private int file;
    private int lines;

    public XeroJournalWriter(LedgerExportHead head, ILedgerFiles files)
    {
        (this.head, this.files) = (head, files);
        settings = head.Mapping.Xero ?? throw new ArgumentException("The mapping has no settings for Xero.", nameof(head));
        csv = Begin();
    }

    public override void Write(ExportedEntry entry)
    {
        if (lines > 0 && lines + entry.Entry.Lines.Count > settings.LinesPerFile)
        {
            csv.Dispose();
            csv = Begin();
        }

        // Two entries of a day with the same text would be one journal; the number keeps them apart.
        var narration = string.Create(CultureInfo.InvariantCulture, $"{OneLine(entry.Text)} ({entry.Number})");
        foreach (var line in entry.Entry.Lines)
        {
            var account = head.Mapping.Require(line.LedgerAccount);
            var tracked = account.CostCentre.Length > 0;
            Row(
                narration, line.PostingDate.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), line.LedgerAccount, account.Code, account.TaxCode.Length > 0 ? account.TaxCode : settings.TaxRate,
                line.Amount.Amount.ToString(CultureInfo.InvariantCulture), tracked ? settings.TrackingCategory : "", account.CostCentre, "", "");
            lines++;
        }
    }

    public override void End(TrialBalance balance) => csv.Dispose();

    protected override void Dispose(bool disposing) => csv.Dispose();

    private CsvWriter Begin()
    {
        (file, lines) = (file + 1, 0);
        csv = new CsvWriter(new StreamWriter(
            files.Begin(string.Create(CultureInfo.InvariantCulture, $"{head.FileName}-{head.Currency}-{file:D4}.csv"), "text/csv; charset=utf-8"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true), CultureInfo.InvariantCulture);
        Row(Columns);
        return csv;
    }

    private void Row(params IReadOnlyList<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }
}
