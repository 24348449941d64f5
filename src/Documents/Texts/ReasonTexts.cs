using Billing.Domain;

namespace Billing.Documents.Texts;

/// <summary>Why an invoice is corrected, as credit notes print it.</summary>
internal sealed record ReasonTexts
{
    /// <summary>The line, with {0} for the reason.</summary>
    public required string Line { get; init; }
    public required string BillingError { get; init; }
    public required string Duplicate { get; init; }
    public required string ServiceFailure { get; init; }
    public required string Cancellation { get; init; }
    public required string PriceReduction { get; init; }
    public required string TaxCorrection { get; init; }
    public required string Goodwill { get; init; }
    public required string Settlement { get; init; }
    public required string Correction { get; init; }

    /// <summary>The words for a reason. What is the seller's own business, such as that it expects no money any more, is called a correction.</summary>
    internal string For(ReasonCode reason) => reason switch
    {
        ReasonCode.BillingError => BillingError,
        ReasonCode.Duplicate => Duplicate,
        ReasonCode.ServiceFailure => ServiceFailure,
        ReasonCode.Cancellation => Cancellation,
        ReasonCode.PriceReduction => PriceReduction,
        ReasonCode.TaxCorrection => TaxCorrection,
        ReasonCode.Goodwill => Goodwill,
        ReasonCode.Settlement => Settlement,
        _ => Correction,
    };
}
