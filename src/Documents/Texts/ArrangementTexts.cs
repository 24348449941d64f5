namespace Billing.Documents.Texts;

/// <summary>The fixed words of an instalment plan's document; {0} and further are filled in.</summary>
internal sealed record ArrangementTexts
{
    public required string Title { get; init; }
    public required string Customer { get; init; }
    public required string AgreedOn { get; init; }
    public required string LastDueOn { get; init; }
    public required string Intro { get; init; }
    public required string Covered { get; init; }
    public required string Invoice { get; init; }
    public required string InvoiceDate { get; init; }
    public required string DueDate { get; init; }
    public required string Open { get; init; }
    public required string OpenTotal { get; init; }
    public required string Instalments { get; init; }
    public required string Instalment { get; init; }
    public required string Deposit { get; init; }
    public required string PayBy { get; init; }
    public required string Amount { get; init; }
    public required string Total { get; init; }
    public required string Terms { get; init; }
    public required string WhileKept { get; init; }
    public required CountedText Grace { get; init; }
    public required string NoGrace { get; init; }
    public required string Earlier { get; init; }
    public required string SignedFor { get; init; }
    public required string PlaceAndDate { get; init; }
}
