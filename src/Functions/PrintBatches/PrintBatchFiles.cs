using System.Globalization;
using Azure;
using Billing.Documents.CoverSheets;
using Billing.Documents.Csv;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Documents;
using Billing.Functions.Letters;
using Billing.Functions.Storage;
using PrintedBatch = Billing.Documents.CoverSheets.PrintBatch;

namespace Billing.Functions.PrintBatches;

/// <summary>Makes what goes to the printer: the PDF of cover sheet and letters, and the list of what lies where. The same batch gives the same files, and they are written
/// once, so making them again changes nothing.</summary>
internal sealed class PrintBatchFiles(BillingStorage storage, LetterBook letters, ConfigurationBook configuration, AssetBook assets)
{
    public const string CsvType = "text/csv";

    // Street, place and region, the name before and the country after them, and a street of two lines.
    private const int AddressLines = 7;

    /// <summary>Whether a letter's file is there as it was stored; else why not.</summary>
    public async Task<string?> FaultOfAsync(Letter letter, CancellationToken cancellation)
    {
        try
        {
            await storage.Container(StorageNames.Documents).ReadWholeAsync(letter.File, cancellation);
            return null;
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return $"The blob {letter.File.Path} is gone.";
        }
    }

    /// <summary>Writes both files of a batch whose letters are certain.</summary>
    /// <returns>The batch with its files, and with the page that each letter begins on.</returns>
    public async Task<PrintBatch> MakeAsync(PrintBatch batch, CancellationToken cancellation)
    {
        var seller = (await configuration.ReadAsync(batch.SellerId, cancellation)).Seller;
        var (stored, contents) = (new List<Letter>(), new List<ReadOnlyMemory<byte>>());
        foreach (var one in batch.Letters)
        {
            var letter = await letters.FindAsync(one.Ref, cancellation) ?? throw new InvalidOperationException($"{one.Ref} is in batch {batch.BatchId} and has no row.");
            stored.Add(letter);
            contents.Add((await storage.Container(StorageNames.Documents).ReadWholeAsync(letter.File, cancellation)).ToMemory());
        }

        var printed = Printed(batch, seller);
        var cover = CoverSheetPdf.Render(printed, await assets.FindAsync(seller, cancellation));
        var firsts = PrintPlan.FirstPages(stored.Select(letter => letter.Pages), PrintFile.PagesOf(cover), batch.BothSides);
        var placed = batch with { Letters = [.. batch.Letters.Zip(firsts, (letter, first) => letter with { FirstPage = first })] };
        var pdf = PrintFile.Merge(printed, cover, contents, batch.BothSides);
        var (container, path) = (storage.Container(StorageNames.PrintFiles), PathOf(batch));
        return placed with
        {
            Pdf = await container.WriteOnceAsync($"{path}.pdf", pdf, DocumentStore.PdfType, cancellation),
            Manifest = await container.WriteOnceAsync($"{path}.csv", [.. CsvText.Parts(Manifest(placed, stored)).SelectMany(part => part)], CsvType, cancellation),
            Pages = PrintFile.PagesOf(pdf),
        };
    }

    /// <summary>The bytes of a file; null where it was deleted, as the deployment has it done after some months.</summary>
    /// <exception cref="InvalidDataException">They are not those that were written.</exception>
    public async Task<BinaryData?> FindAsync(StoredFile file, CancellationToken cancellation)
    {
        try
        {
            return await storage.Container(StorageNames.PrintFiles).ReadWholeAsync(file, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private static string PathOf(PrintBatch batch) => string.Create(CultureInfo.InvariantCulture, $"{DocumentStore.FolderOf(batch.SellerId, batch.Date)}{batch.Number}");

    private static IEnumerable<IReadOnlyList<object?>> Manifest(PrintBatch batch, IReadOnlyList<Letter> letters)
    {
        yield return ["batch", "no", "noticeId", "account", "customerName", .. Enumerable.Range(1, AddressLines).Select(n => $"addressLine{n}"), "country", "postalCode", "pages", "firstPage", "sha256"];
        foreach (var (letter, (place, no)) in letters.Zip(batch.Letters.Select((place, index) => (place, index + 1))))
        {
            yield return
            [
                batch.Number, no, letter.Ref.SubjectId, letter.Ref.AccountId, letter.AddressLines is [var name, ..] ? name : null,
                .. Enumerable.Range(1, AddressLines).Select(line => letter.AddressLines.ElementAtOrDefault(line)), letter.Country, letter.PostalCode, letter.Pages, place.FirstPage, letter.File.Sha256,
            ];
        }
    }

    private static PrintedBatch Printed(PrintBatch batch, Seller seller)
    {
        LetterCount Count(IEnumerable<WaitingLetter> some) => new(some.Count(), some.Sum(letter => letter.Pages), some.Sum(letter => PrintPlan.Sheets(letter.Pages, batch.BothSides)));

        var all = batch.Letters.Select(letter => letter.Letter).ToList();
        return new PrintedBatch(
            batch.Number, batch.Date, seller, Count(all),
            [.. all.GroupBy(letter => (letter.Country, Sheets: PrintPlan.WeightClass(letter.Pages, batch.BothSides))).Select(group => new PostageClass(group.Key.Country, group.Key.Sheets, Count(group)))],
            [.. all.Select((letter, index) => new BatchLetter(index + 1, letter.SubjectId, letter.PostalCode, letter.Country, letter.Pages))]);
    }
}
