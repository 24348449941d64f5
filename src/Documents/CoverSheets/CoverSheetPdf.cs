using Billing.Documents.Letterheads;

namespace Billing.Documents.CoverSheets;

/// <summary>Prints the cover sheets of print batches.</summary>
public static class CoverSheetPdf
{
    /// <summary>The cover sheet as a PDF file, in the seller's language. The same batch gives the same bytes; its date is the file's date.</summary>
    /// <param name="batch">As it was made up.</param>
    /// <param name="assets">The seller's.</param>
    /// <exception cref="ArgumentException">The language is not a language tag, or the accent colour not <c>#rrggbb</c>.</exception>
    /// <exception cref="InvalidDataException">The logo is not a picture that can be used.</exception>
    public static byte[] Render(PrintBatch batch, DocumentAssets assets) => new CoverSheetComposer(batch, assets).Print();
}
