using System.Globalization;
using Billing.Domain;

namespace Billing.Documents.GeneralLedger;

/// <summary>SIE type 4I: vouchers that a bookkeeping system takes from a system before it (SIE-gruppen, SIE filformat, utgåva 4B). Records in code page 437, a field
/// with other than letters and digits in quotation marks, amounts with a decimal point and debits above 0; a cost centre is an object of dimension 1.</summary>
internal sealed class SieWriter : LedgerWriter
{
    private const int Pc8 = 437;
    private const string CostCentres = "1";
    private readonly LedgerExportHead head;
    private readonly SieSettings settings;
    private readonly StreamWriter file;

    public SieWriter(LedgerExportHead head, ILedgerFiles files)
    {
        this.head = head;
        settings = head.Mapping.Sie ?? throw new ArgumentException("The mapping has no settings for SIE.", nameof(head));
        file = new StreamWriter(files.Begin($"{head.FileName}-{head.Currency}.si", "text/plain; charset=ibm437"), CodePage(Pc8), leaveOpen: true) { NewLine = "\r\n" };
        Record("#FLAGGA", "0");
        Record("#PROGRAM", Text("Billing"), Text(typeof(SieWriter).Assembly.GetName().Version!.ToString(3)));
        Record("#FORMAT", "PC8");
        Record("#GEN", Day(DateOnly.FromDateTime(head.MadeAt.DateTime)));
        Record("#SIETYP", "4");
        if (settings.OrganisationNumber.Length > 0)
            Record("#ORGNR", settings.OrganisationNumber);
        Record("#FNAMN", Text(head.Seller.Name));
        Record("#VALUTA", head.Currency.Code);
        foreach (var account in head.LedgerAccounts.Select(head.Mapping.Require).DistinctBy(account => account.Code).OrderBy(account => account.Code, StringComparer.Ordinal))
            Record("#KONTO", account.Code, Text(account.Name));
    }

    public override void Write(ExportedEntry entry)
    {
        var day = Day(entry.Entry.PostingDate);
        Record("#VER", Text(settings.Series), entry.Number.ToString(CultureInfo.InvariantCulture), day, Text(entry.Text));
        file.WriteLine("{");
        foreach (var line in entry.Entry.Lines)
        {
            var account = head.Mapping.Require(line.LedgerAccount);
            var objects = account.CostCentre.Length > 0 ? $"{{{CostCentres} {Text(account.CostCentre)}}}" : "{}";
            Record("   #TRANS", account.Code, objects, line.Amount.Amount.ToString(CultureInfo.InvariantCulture), day, Text(line.LedgerAccount));
        }

        file.WriteLine("}");
    }

    public override void End(TrialBalance balance) => file.Dispose();

    protected override void Dispose(bool disposing) => file.Dispose();

    private void Record(params IEnumerable<string> fields) => file.WriteLine(string.Join(' ', fields));

    // Within a field a quotation mark stands after a backslash; other than that the format has no escapes, so a backslash itself cannot be written.
    private static string Text(string text) => $"\"{OneLine(text).Replace('\\', '/').Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
