using Billing.Documents.Letterheads;

namespace Billing.Documents.Statements;

/// <summary>Prints statements of account.</summary>
public static class StatementPdf
{
    /// <summary>
    /// The statement as a PDF file, tagged and for the archive (PDF/A-3, PDF/UA-1). The same statement gives the same bytes;
    /// its date is the file's date.
    /// </summary>
    /// <param name="statement">As it was decided.</param>
    /// <param name="assets">The seller's.</param>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    /// <exception cref="InvalidDataException">The logo is not a picture that can be used.</exception>
    public static byte[] Render(StatementDocument statement, DocumentAssets assets) => new StatementComposer(statement, assets).Print();
}
