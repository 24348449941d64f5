namespace Billing.Domain;

/// <summary>Which sheet a document is printed on.</summary>
public static class Paper
{
    // Unicode CLDR, supplemental measurement data: the territories whose paper size is US-Letter.
    private static readonly HashSet<string> LetterCountries =
        ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"];

    /// <summary>Whether a document for a buyer is printed on US Letter; on A4 otherwise.</summary>
    /// <param name="choice">The seller's.</param>
    /// <param name="country">The buyer's, ISO 3166-1 alpha-2.</param>
    public static bool IsLetter(PaperChoice choice, string country) =>
        choice == PaperChoice.Letter || (choice == PaperChoice.ByCountry && LetterCountries.Contains(country));
}
