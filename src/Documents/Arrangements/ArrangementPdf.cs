using Billing.Documents.Letterheads;
using Billing.Domain;

namespace Billing.Documents.Arrangements;

/// <summary>Prints the documents of instalment plans.</summary>
public static class ArrangementPdf
{
    /// <summary>
    /// The document as a PDF file, tagged and for the archive (PDF/A-3, PDF/UA-1). The same document gives the same bytes; its
    /// date is the file's date.
    /// </summary>
    /// <param name="issued">As it was issued.</param>
    /// <param name="assets">The seller's.</param>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    /// <exception cref="InvalidDataException">The logo is not a PNG picture that can be used.</exception>
    public static byte[] Render(IssuedArrangement issued, DocumentAssets assets) => new ArrangementComposer(issued, assets).Print();
}
