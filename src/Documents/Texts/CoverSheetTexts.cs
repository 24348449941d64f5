namespace Billing.Documents.Texts;

/// <summary>The fixed words of the cover sheet of a print batch; {0} is filled in.</summary>
internal sealed record CoverSheetTexts
{
    public required string Title { get; init; }
    public required string PrintedOn { get; init; }
    public required string Letters { get; init; }
    public required string Pages { get; init; }
    public required string Sheets { get; init; }
    public required string Postage { get; init; }
    public required string Country { get; init; }
    public required string WeightClass { get; init; }
    public required string Contents { get; init; }
    public required string Position { get; init; }
    public required string Document { get; init; }
    public required string PostalCode { get; init; }
    public required string Instructions { get; init; }
}
