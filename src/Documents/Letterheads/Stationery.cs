using Billing.Documents.Pdf.Text;
using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Letterheads;

/// <summary>What a seller's documents are written on: who it is, how its documents look, and what its template needs.</summary>
/// <param name="Seller">As printed.</param>
/// <param name="LegalFooter">The line under every page, or empty.</param>
/// <param name="AccentColour"><c>#rrggbb</c>.</param>
/// <param name="Template">The seller's choices.</param>
/// <param name="SecondLanguage">What labels are repeated in, a BCP 47 tag, or empty.</param>
/// <param name="Assets">Logo and fonts.</param>
internal sealed record Stationery(DocumentParty Seller, string LegalFooter, string AccentColour, DocumentTemplate Template, string SecondLanguage, DocumentAssets Assets)
{
    /// <summary>What a seller's documents in a language are written on.</summary>
    internal static Stationery Of(Seller seller, string language, DocumentAssets assets) =>
        new(seller.ToParty(), seller.LegalFooter, seller.Colour, seller.Template, Domain.SecondLanguage.For(seller, language), assets);

    /// <summary>What sets the document.</summary>
    /// <exception cref="ArgumentException">The template names a family that does not ship.</exception>
    internal FontSet Fonts => Assets.Fonts ?? (Template.FontFamily.Length > 0 ? FontSet.Of(Template.FontFamily) : FontSet.Default);

    /// <summary>How the document's language writes, with the seller's own words.</summary>
    /// <exception cref="ArgumentException">The tag is not a language.</exception>
    internal DocumentCulture CultureOf(string language) => InOwnWords(DocumentCulture.Of(language), language);

    /// <summary>How the second language writes; null where there is none, or no texts in it.</summary>
    internal DocumentCulture? SecondCulture()
    {
        if (SecondLanguage.Length == 0)
            return null;
        var culture = DocumentCulture.Of(SecondLanguage);
        return culture.Texts.Language.Split('-')[0] == SecondLanguage.Split('-')[0] ? InOwnWords(culture, SecondLanguage) : null;
    }

    private DocumentCulture InOwnWords(DocumentCulture culture, string language) =>
        Template.TextsIn(language) is { Overrides: { Count: > 0 } overrides } ? culture.With(OverriddenTexts.Of(culture.Texts, overrides)) : culture;
}
