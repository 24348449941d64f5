namespace Billing.Domain;

/// <summary>How a seller's documents look, and what they say in its own words. It is part of the seller, so that a document keeps the one it was issued with; logo and
/// colour are the seller's own members.</summary>
public sealed record DocumentTemplate
{
    /// <summary>With one more the description has no room left on a sheet.</summary>
    public const int MostColumns = 7;

    /// <summary>What a seller has that never chose anything.</summary>
    public static DocumentTemplate Standard { get; } = new();

    /// <summary>Rises with each change; 0 for the standard.</summary>
    public int Version { get; init; }

    /// <summary>The sheet.</summary>
    public PaperChoice Paper { get; init; }

    /// <summary>Where the address stands.</summary>
    public WindowChoice Window { get; init; }

    /// <summary>Whether letters are printed on both sides of the sheet; each then begins on a sheet of its own.</summary>
    public bool BothSides { get; init; }

    /// <summary>The family that ships and sets documents, by its name; empty for the first. Fonts of the seller's own come before it.</summary>
    public string FontFamily { get; init; } = "";

    /// <summary>The blob path of the seller's own regular font, or empty.</summary>
    public string FontBlob { get; init; } = "";

    /// <summary>The blob path of its bold face, or empty: then the regular one is made bold.</summary>
    public string BoldFontBlob { get; init; } = "";

    /// <summary>The columns of an invoice's lines, from start to end; each once and at most seven, with the description and the amount among them.</summary>
    public IReadOnlyList<InvoiceColumn> Columns { get; init; } =
        [InvoiceColumn.Description, InvoiceColumn.Quantity, InvoiceColumn.UnitPrice, InvoiceColumn.Tax, InvoiceColumn.Amount];

    /// <summary>The language that labels are repeated in, a BCP 47 tag; empty for the one that the law asks for, if it asks for any.</summary>
    public string SecondLanguage { get; init; } = "";

    /// <summary>The seller's own words, for each language once.</summary>
    public IReadOnlyList<TemplateTexts> Texts { get; init; } = [];

    /// <summary>The seller's own words in a language: of its tag, else of its language alone (<c>de</c> for <c>de-CH</c>); nothing where it has none.</summary>
    /// <param name="language">A BCP 47 tag.</param>
    public TemplateTexts? TextsIn(string language) =>
        Texts.FirstOrDefault(texts => string.Equals(texts.Language, language, StringComparison.OrdinalIgnoreCase))
        ?? Texts.FirstOrDefault(texts => string.Equals(texts.Language, language.Split('-')[0], StringComparison.OrdinalIgnoreCase));
}

/// <summary>The sheet that documents are printed on.</summary>
public enum PaperChoice
{
    /// <summary>US Letter where the buyer's country uses it, else A4.</summary>
    ByCountry,

    /// <summary>210 × 297 mm.</summary>
    A4,

    /// <summary>8 1/2 × 11 inches.</summary>
    Letter,
}

/// <summary>The window of the envelope that the address has to stand in.</summary>
public enum WindowChoice
{
    /// <summary>DIN 5008 on A4, number 10 on Letter.</summary>
    ByPaper,

    /// <summary>DIN 5008, form B: 45 mm from the top, 20 mm from the left, 85 × 45 mm.</summary>
    Din5008B,

    /// <summary>The left window of a United States number 10 envelope.</summary>
    UsNumber10,

    /// <summary>None: both parties stand side by side under headings.</summary>
    None,
}

/// <summary>A column of an invoice's lines.</summary>
public enum InvoiceColumn
{
    /// <summary>The number of the line.</summary>
    Position,

    /// <summary>What is billed, with whatever has no column of its own.</summary>
    Description,

    /// <summary>The days served.</summary>
    Period,

    /// <summary>How many units.</summary>
    Quantity,

    /// <summary>The price of one.</summary>
    UnitPrice,

    /// <summary>What coupons take off; the amount is then what is left. Without this column discounts are rows of their own.</summary>
    Discount,

    /// <summary>The rate or the kind of tax.</summary>
    Tax,

    /// <summary>What it comes to.</summary>
    Amount,
}

/// <summary>A seller's own words in one language.</summary>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="Intro">Before the lines of an invoice, or empty.</param>
/// <param name="Closing">At the end of an invoice, or empty.</param>
/// <param name="Overrides">What stands in place of fixed texts.</param>
public sealed record TemplateTexts(string Language, string Intro, string Closing, IReadOnlyList<TextOverride> Overrides);

/// <summary>What stands in place of a fixed text.</summary>
/// <param name="Key">The text's place in the language file, such as <c>invoice.billTo</c>.</param>
/// <param name="Text">With the placeholders of the original, or some of them.</param>
public sealed record TextOverride(string Key, string Text);
