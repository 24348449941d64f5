using System.Text;
using Billing.Domain;

namespace Billing.Documents.GeneralLedger;

/// <summary>Writes an export in its format, entry by entry, by posting date. It holds no entry after it is written.</summary>
public abstract class LedgerWriter : IDisposable
{
    /// <summary>The writer of a format.</summary>
    public static LedgerWriter Of(LedgerExportHead head, ILedgerFiles files) => head.Format switch
    {
        LedgerFormat.Xero => new XeroJournalWriter(head, files),
        LedgerFormat.Sie => new SieWriter(head, files),
        LedgerFormat.Datev => new DatevWriter(head, files),
        _ => new LedgerCsvWriter(head, files),
    };

    /// <summary>Writes an entry.</summary>
    public abstract void Write(ExportedEntry entry);

    /// <summary>Writes what stands at the end, and the last of what is buffered.</summary>
    /// <param name="balance">The trial balance of the export.</param>
    public abstract void End(TrialBalance balance);

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what is buffered.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>A code page of old; a character that it lacks becomes a question mark.</summary>
    private protected static Encoding CodePage(int number) =>
        CodePagesEncodingProvider.Instance.GetEncoding(number, new EncoderReplacementFallback("?"), DecoderFallback.ExceptionFallback) ?? throw new InvalidOperationException($"Code page {number} is not there.");

    /// <summary>A text of one line: control characters become blanks, and what is too long is cut.</summary>
    private protected static string OneLine(string text, int longest = int.MaxValue)
    {
        var line = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
        return line.Length <= longest ? line : line[..(char.IsHighSurrogate(line[longest - 1]) ? longest - 1 : longest)].TrimEnd();
    }
}
