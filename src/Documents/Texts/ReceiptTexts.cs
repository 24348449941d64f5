using Billing.Domain;

namespace Billing.Documents.Texts;

/// <summary>The fixed words of a receipt; {0} is filled in.</summary>
internal sealed record ReceiptTexts
{
    public required string Title { get; init; }
    public required string ReversalTitle { get; init; }
    public required string Customer { get; init; }
    public required string Received { get; init; }
    public required string TakenBack { get; init; }
    public required string ReceivedOn { get; init; }
    public required string TakenBackOn { get; init; }
    public required string Method { get; init; }
    public required string Transaction { get; init; }
    public required string PayerReference { get; init; }
    public required string Reason { get; init; }
    public required string Refund { get; init; }
    public required string Returned { get; init; }
    public required string Disputed { get; init; }
    public required string Moved { get; init; }
    public required string Cheque { get; init; }
    public required string Transfer { get; init; }
    public required string Cash { get; init; }
    public required string Online { get; init; }
    public required string Invoice { get; init; }
    public required string OfDate { get; init; }
    public required string Before { get; init; }
    public required string Paid { get; init; }
    public required string Reversed { get; init; }
    public required string Deducted { get; init; }
    public required string Open { get; init; }
    public required string EarlyPayment { get; init; }
    public required string ShortPayment { get; init; }
    public required string BankCharges { get; init; }
    public required string WithholdingTax { get; init; }
    public required string Recovered { get; init; }
    public required string ToCredit { get; init; }
    public required string FromCredit { get; init; }
    public required string Total { get; init; }
    public required string ReversalTotal { get; init; }
    public required string Balance { get; init; }
    public required string Owed { get; init; }
    public required string Credit { get; init; }
    public required string Note { get; init; }
    public required string ReversalNote { get; init; }

    /// <summary>Why money was taken back.</summary>
    internal string For(ReversalCause cause) => cause switch
    {
        ReversalCause.Refund => Refund,
        ReversalCause.Returned => Returned,
        ReversalCause.Disputed => Disputed,
        ReversalCause.Moved => Moved,
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "No text for this cause."),
    };

    /// <summary>How money came, as people call it: what a person recorded, else the processor by its name.</summary>
    internal string For(PaymentMethod? method, string processor) => (method, processor) switch
    {
        (PaymentMethod.Cheque, _) => Cheque,
        (PaymentMethod.Transfer, _) or (null, "bank") => Transfer,
        (PaymentMethod.Cash, _) => Cash,
        (PaymentMethod.Other, _) or (null, "manual") => "",
        (_, "stripe") => "Stripe",
        (_, "paypal") => "PayPal",
        (_, "adyen") => "Adyen",
        (_, "gocardless") => "GoCardless",
        (_, "square") => "Square",
        (_, "mollie") => "Mollie",
        _ => Online,
    };
}
