using Billing.Documents.CoverSheets;

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
        var postage = list.GroupBy(letter => (letter.Country, Weight: letter.Pages > 6 ? "20–50 g" : "≤ 20 g")).OrderBy(group => group.Key)
            .Select(group => new PostageClass(group.Key.Country, group.Key.Weight, Count(group)));
        return new PrintBatch("NL-B-2026-000012", new DateOnly(2026, 11, 2), SampleParties.Seller with { Language = language }, Count(list), [.. postage], list);
    }

    // Printed on both sides.
    private static LetterCount Count(IEnumerable<BatchLetter> letters) => new(letters.Count(), letters.Sum(letter => letter.Pages), letters.Sum(letter => (letter.Pages + 1) / 2));
}
