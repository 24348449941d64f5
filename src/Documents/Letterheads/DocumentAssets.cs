namespace Billing.Documents.Letterheads;

/// <summary>What the documents of one seller need beside what they say.</summary>
/// <param name="Logo">The seller's logo, or null: then its name stands there.</param>
public sealed record DocumentAssets(DocumentLogo? Logo)
{
    /// <summary>Nothing: the seller's name stands for its logo.</summary>
    public static DocumentAssets None { get; } = new(Logo: null);
}
