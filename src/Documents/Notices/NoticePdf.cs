using Billing.Documents.Letterheads;

namespace Billing.Documents.Notices;

/// <summary>Prints reminders, overdue notices and final notices as letters.</summary>
public static class NoticePdf
{
    /// <summary>
    /// The notice as a PDF file, tagged and for the archive (PDF/A-3, PDF/UA-1). The same notice gives the same bytes; its date
    /// is the file's date.
    /// </summary>
    /// <param name="notice">As it was decided.</param>
    /// <param name="assets">The seller's.</param>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    /// <exception cref="InvalidDataException">The logo is not a picture that can be used.</exception>
    public static byte[] Render(ReminderNotice notice, DocumentAssets assets) => new NoticeComposer(notice, assets).Print();
}
