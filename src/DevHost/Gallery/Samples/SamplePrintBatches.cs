using Billing.Documents.CoverSheets;
using Billing.Documents.Letterheads;
using Billing.Documents.Notices;

namespace Billing.DevHost.Gallery.Samples;

/// <summary>Print batches whose counts add up.</summary>
internal static class SamplePrintBatches
{
    private static readonly (string Country, string PostalCode)[] Addressees = [("DE", "79098"), ("DE", "10115"), ("AT", "1010"), ("CH", "8001"), ("IE", "")];

    /// <summary>A batch of so many letters.</summary>
    internal static PrintBatch Of(int letters, string language = "en-GB")
    {
        var list = Enumerable.Range(1, letters).Select(position =>
        {
            var (country, postalCode) = Addressees[position % Addressees.Length];
            return new BatchLetter(position, $"NL-INV-2026-{position + 400:D6}", postalCode, country, position % 7 == 0 ? 8 : position % 3 == 0 ? 2 : 1);
        }).ToList();
        return Batch(list, language);
    }

    /// <summary>A batch as it goes to the printer: its cover sheet, and a German, an Arabic and an American letter, on both sides of the sheet.</summary>
    internal static byte[] File(DocumentAssets assets)
    {
        ReadOnlyMemory<byte>[] letters =
        [
            NoticePdf.Render(SampleNotices.Of(ReminderStage.OverdueNotice, "de"), assets),
            NoticePdf.Render(SampleNotices.Of(ReminderStage.FinalNotice, "ar"), assets),
            NoticePdf.Render(SampleNotices.ToAmerica(ReminderStage.PaymentReminder), assets),
        ];
        (string Country, string PostalCode)[] to = [("DE", "79098"), ("DE", "79098"), ("US", "97209")];
        var list = letters.Select((letter, index) => new BatchLetter(index + 1, $"NTC-{index + 1}", to[index].PostalCode, to[index].Country, PrintFile.PagesOf(letter))).ToList();
        var batch = Batch(list, "de");
        return PrintFile.Merge(batch, CoverSheetPdf.Render(batch, assets), letters, bothSides: true);
    }

    private static PrintBatch Batch(IReadOnlyList<BatchLetter> list, string language)
    {
        var postage = list.GroupBy(letter => (letter.Country, Weight: letter.Pages > 6 ? "20–50 g" : "≤ 20 g")).OrderBy(group => group.Key)
            .Select(group => new PostageClass(group.Key.Country, group.Key.Weight, Count(group)));
        return new PrintBatch("NL-B-2026-000012", new DateOnly(2026, 11, 2), SampleParties.Seller with { Language = language }, Count(list), [.. postage], list);
    }

    // Printed on both sides.
    private static LetterCount Count(IEnumerable<BatchLetter> letters) => new(letters.Count(), letters.Sum(letter => letter.Pages), letters.Sum(letter => (letter.Pages + 1) / 2));
}
