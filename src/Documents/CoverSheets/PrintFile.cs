using Billing.Documents.Letterheads;
using Billing.Documents.Pdf;
using Billing.Documents.Pdf.Merging;
using Billing.Domain;

namespace Billing.Documents.CoverSheets;

/// <summary>The file that goes to a printer: the cover sheet of a batch, then its letters, page for page as they were stored.</summary>
public static class PrintFile
{
    /// <summary>How many pages a stored letter has.</summary>
    /// <exception cref="InvalidDataException">It is no PDF file of this program.</exception>
    public static int PagesOf(ReadOnlyMemory<byte> letter) => new PdfSource(letter).PageIds.Count;

    /// <summary>Puts cover sheet and letters together. The same files give the same bytes; the batch's date is the file's date.</summary>
    /// <param name="batch">As it was made up.</param>
    /// <param name="coverSheet">The cover sheet as it is printed.</param>
    /// <param name="letters">The letters' files, in order.</param>
    /// <param name="bothSides">Whether sheets are printed on both sides: then each letter begins on a sheet of its own, after a blank page if need be.</param>
    /// <exception cref="InvalidDataException">One is no PDF file of this program.</exception>
    public static byte[] Merge(PrintBatch batch, ReadOnlyMemory<byte> coverSheet, IReadOnlyList<ReadOnlyMemory<byte>> letters, bool bothSides) =>
        PdfMerge.Write([coverSheet, .. letters], bothSides, new PdfMetadata(batch.Number, batch.Seller.Name, batch.Seller.Language, new DateTimeOffset(batch.Date, TimeOnly.MinValue, TimeSpan.Zero)));

    /// <summary>The lines of a letter's address as its window shows them, the name first.</summary>
    public static IReadOnlyList<string> AddressLines(CustomerProfile customer, Seller seller) => [customer.Name, .. PostalLines.Of(customer.Address, seller.Address.Country)];
}
