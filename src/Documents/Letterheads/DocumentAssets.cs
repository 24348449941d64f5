using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Letterheads;

/// <summary>What the documents of one seller need beside what they say.</summary>
/// <param name="Logo">The seller's logo, or null: then its name stands there.</param>
public sealed record DocumentAssets(DocumentLogo? Logo)
{
    /// <summary>The seller's own fonts, or null: then its template names the family.</summary>
    public FontSet? Fonts { get; init; }

    /// <summary>Nothing: the seller's name stands for its logo.</summary>
    public static DocumentAssets None { get; } = new(Logo: null);
}
