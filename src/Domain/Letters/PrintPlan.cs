using System.Globalization;

namespace Billing.Domain;

/// <summary>How letters are laid together for print: in which order, how many to a file, and what an envelope weighs.</summary>
public static class PrintPlan
{
    /// <summary>How many pages a file has at most, the cover sheet and blank backs included.</summary>
    public const int MostPages = 500;

    // An A4 sheet of 80 g/m2 weighs 4.99 g, a DL envelope with a window about as much.
    private const int GramsOfSheet = 5;
    private const int GramsOfEnvelope = 5;

    // The cover sheet's rows are 15 points high, so a page of it has room for more; its first page also has a head and the table of weights.
    private const int CoverRowsPerPage = 30;

    // The steps of the letter rates of most posts (Universal Postal Convention, article 17).
    private static readonly int[] WeightSteps = [20, 50, 100, 250, 500, 1000, 2000];

    /// <summary>The order in which print houses want letters: by country and postal code. Equal ones lie in the order of their ids, so that the same letters lie
    /// in the same order whoever asks.</summary>
    public static IEnumerable<WaitingLetter> InOrder(IEnumerable<WaitingLetter> letters) => letters
        .OrderBy(letter => letter.Country, StringComparer.Ordinal).ThenBy(letter => letter.PostalCode, StringComparer.Ordinal)
        .ThenBy(letter => letter.AccountId, StringComparer.Ordinal).ThenBy(letter => letter.SubjectId, StringComparer.Ordinal).ThenBy(letter => letter.Copy);

    /// <summary>The letters of the next file: the first in order, as many as it has room for. One that is too long for any file gets a file of its own.</summary>
    /// <param name="waiting">All that wait.</param>
    /// <param name="bothSides">Whether both sides of a sheet are printed.</param>
    public static IReadOnlyList<WaitingLetter> Next(IEnumerable<WaitingLetter> waiting, bool bothSides)
    {
        var (chosen, classes, pages) = (new List<WaitingLetter>(), new HashSet<(string, string)>(), 0);
        foreach (var letter in InOrder(waiting))
        {
            pages += PagesInFile(letter.Pages, bothSides);
            classes.Add((letter.Country, WeightClass(letter.Pages, bothSides)));
            if (chosen.Count > 0 && pages + CoverPagesAtMost(chosen.Count + 1, classes.Count) > MostPages)
                break;
            chosen.Add(letter);
        }

        return chosen;
    }

    /// <summary>How many pages the cover sheet has at most, with its blank back.</summary>
    /// <param name="letters">How many it lists.</param>
    /// <param name="classes">In how many classes of country and weight.</param>
    public static int CoverPagesAtMost(int letters, int classes) => 4 + ((letters + classes) / CoverRowsPerPage);

    /// <summary>How many pages of a file a letter takes: on both sides of the sheet the next one begins on a sheet of its own.</summary>
    public static int PagesInFile(int pages, bool bothSides) => bothSides ? pages + (pages % 2) : pages;

    /// <summary>How many sheets of paper a letter has.</summary>
    public static int Sheets(int pages, bool bothSides) => bothSides ? (pages + 1) / 2 : pages;

    /// <summary>The weight that an envelope is franked by: <c>≤ 20 g</c>.</summary>
    public static string WeightClass(int pages, bool bothSides)
    {
        var grams = GramsOfEnvelope + (Sheets(pages, bothSides) * GramsOfSheet);
        return WeightSteps.FirstOrDefault(step => grams <= step) is > 0 and var within
            ? string.Create(CultureInfo.InvariantCulture, $"≤ {within} g")
            : string.Create(CultureInfo.InvariantCulture, $"{grams} g");
    }

    /// <summary>The page of the file that each letter begins on, counted from 1.</summary>
    /// <param name="pages">Of each letter, in order.</param>
    /// <param name="coverPages">Of the cover sheet.</param>
    /// <param name="bothSides">Whether both sides of a sheet are printed.</param>
    public static IReadOnlyList<int> FirstPages(IEnumerable<int> pages, int coverPages, bool bothSides)
    {
        var (firsts, next) = (new List<int>(), 1 + PagesInFile(coverPages, bothSides));
        foreach (var count in pages)
        {
            firsts.Add(next);
            next += PagesInFile(count, bothSides);
        }

        return firsts;
    }
}
