namespace Billing.Documents.Texts;

/// <summary>The words that all documents share; {0} and {1} are filled in.</summary>
internal sealed record LetterheadTexts
{
    public required string From { get; init; }
    public required string Number { get; init; }
    public required string IssueDate { get; init; }
    public required string OrderReference { get; init; }
    public required string Page { get; init; }
    public required string Continued { get; init; }
    public required string CustomerTaxId { get; init; }
    public required string LogoOf { get; init; }
}
