using System.Globalization;
using Billing.Domain;

namespace Billing.Documents.GeneralLedger;

/// <summary>DATEV's posting batch: <c>EXTF</c>, head version 700, category 21, format version 13 (developer.datev.de, DATEV-Format: Header, Buchungsstapel). Windows-1252, CR LF,
/// every text in quotation marks, amounts above 0 with a decimal comma. A posting has one account and one contra account and names day and month alone, so each
/// month of posting dates is a file of its own, as DATEV recommends; a file ends before it has more postings than are imported at once.</summary>
internal sealed class DatevWriter : LedgerWriter
{
    private const int Windows1252 = 1252;

    // So many postings are imported from one batch.
    private const int MostPostings = 99_999;
    private const int LongestText = 60;
    private const int LongestReference = 36;
    private const int LongestCostCentre = 36;
    private readonly LedgerExportHead head;
    private readonly DatevSettings settings;
    private readonly ILedgerFiles files;
    private readonly int mostPostings;
    private StreamWriter? file;
    private DateOnly month;
    private int filesOfMonth;
    private int postings;

    public DatevWriter(LedgerExportHead head, ILedgerFiles files, int mostPostings = MostPostings)
    {
        (this.head, this.files, this.mostPostings) = (head, files, mostPostings);
        settings = head.Mapping.Datev ?? throw new ArgumentException("The mapping has no settings for DATEV.", nameof(head));
    }

    public override void Write(ExportedEntry entry)
    {
        var pairs = PostingPairs.Make(entry.Entry, head.Mapping);
        Open(new DateOnly(entry.Entry.PostingDate.Year, entry.Entry.PostingDate.Month, 1), pairs.Count);
        foreach (var pair in pairs)
            file!.WriteLine(DatevColumns.Row(Posting(entry, pair)));
        postings += pairs.Count;
    }

    public override void End(TrialBalance balance)
    {
        // An export without entries has its batch, which says so.
        if (file is null)
            Begin(head.Month);
        file!.Dispose();
    }

    protected override void Dispose(bool disposing) => file?.Dispose();

    // The tax key stands before the contra account, so that is the one it belongs to; where it is the debited one, the account is credited (H).
    private Dictionary<int, string> Posting(ExportedEntry entry, PostingPair pair) => new()
    {
        [DatevColumns.Amount] = pair.Amount.Amount.ToString("F2", CultureInfo.InvariantCulture).Replace('.', ','),
        [DatevColumns.Side] = pair.Debit.TaxCode.Length > 0 ? "H" : "S",
        [DatevColumns.Currency] = pair.Amount.Currency.Code,
        [DatevColumns.Account] = pair.Debit.TaxCode.Length > 0 ? pair.Credit.Code : pair.Debit.Code,
        [DatevColumns.ContraAccount] = pair.Debit.TaxCode.Length > 0 ? pair.Debit.Code : pair.Credit.Code,
        [DatevColumns.TaxCode] = pair.TaxCode.Length > 0 ? pair.TaxCode.PadLeft(4, '0') : "",
        [DatevColumns.DocumentDate] = entry.Entry.PostingDate.ToString("ddMM", CultureInfo.InvariantCulture),
        [DatevColumns.Reference] = Reference(entry),
        [DatevColumns.Text] = OneLine(entry.Text, LongestText),
        [DatevColumns.CostCentre] = OneLine(pair.CostCentre, LongestCostCentre),
        [DatevColumns.IsFinal] = settings.IsFinal ? "1" : "0",
    };

    // The invoice that the entry names, or else the number that the entry has with us; of the characters that the field may have.
    private string Reference(ExportedEntry entry)
    {
        var number = entry.DocumentNumber(head.Seller.NumberPrefix);
        var reference = number.Length > 0 ? number : entry.Number.ToString(CultureInfo.InvariantCulture);
        return OneLine(string.Concat(reference.Where(character => char.IsAsciiLetterOrDigit(character) || character is '$' or '&' or '%' or '*' or '+' or '-' or '/')), LongestReference);
    }

    private void Open(DateOnly monthOfEntry, int further)
    {
        if (file is not null && month == monthOfEntry && postings + further <= mostPostings)
            return;
        file?.Dispose();
        Begin(monthOfEntry);
    }

    private void Begin(DateOnly monthOfEntry)
    {
        filesOfMonth = file is not null && month == monthOfEntry ? filesOfMonth + 1 : 1;
        (month, postings) = (monthOfEntry, 0);
        var name = string.Create(CultureInfo.InvariantCulture, $"EXTF_Buchungsstapel_{month:yyyyMM}_{head.Number:D4}_{filesOfMonth:D2}.csv");
        file = new StreamWriter(files.Begin(name, "text/csv; charset=windows-1252"), CodePage(Windows1252), leaveOpen: true) { NewLine = "\r\n" };
        file.WriteLine(Header());
        file.WriteLine(DatevColumns.Names);
    }

    // The 31 fields of the head.
    private string Header()
    {
        var last = LedgerExportOrder.LastDay(month);
        return string.Create(CultureInfo.InvariantCulture, $"\"EXTF\";700;21;\"Buchungsstapel\";13;{head.MadeAt:yyyyMMddHHmmssfff};;\"RE\";\"\";\"\";{settings.ConsultantNumber};{settings.ClientNumber};{FiscalYearStart():yyyyMMdd};{settings.AccountLength};{month:yyyyMMdd};{last:yyyyMMdd};\"{Title()}\";\"\";1;0;{(settings.IsFinal ? 1 : 0)};\"{head.Currency}\";;\"\";;;\"{settings.ChartOfAccounts}\";;;\"\";\"\"");
    }

    private string Title() => string.Create(CultureInfo.InvariantCulture, $"{(head.Number == 0 ? "Preview" : $"Export {head.Number}")}, {month:yyyy-MM}");

    private DateOnly FiscalYearStart()
    {
        var start = new DateOnly(month.Year, settings.FiscalYearStartMonth, 1);
        return start <= month ? start : start.AddYears(-1);
    }
}
