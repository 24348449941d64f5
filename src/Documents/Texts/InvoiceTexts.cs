namespace Billing.Documents.Texts;

/// <summary>The fixed words of an invoice; {0} and {1} are filled in.</summary>
internal sealed record InvoiceTexts
{
    public required string InvoiceTitle { get; init; }
    public required string CreditNoteTitle { get; init; }
    public required string CancellationTitle { get; init; }
    public required string VoidNumberTitle { get; init; }
    public required string LateChargeTitle { get; init; }
    public required string Draft { get; init; }
    public required string Void { get; init; }
    public required string Cancels { get; init; }
    public required string CancelsDated { get; init; }
    public required string Corrects { get; init; }
    public required string CorrectsDated { get; init; }
    public required string VoidNumberNote { get; init; }
    public required string BillTo { get; init; }
    public required string DueDate { get; init; }
    public required string Replaces { get; init; }
    public required string PurchaseOrder { get; init; }
    public required string Position { get; init; }
    public required string Description { get; init; }
    public required string Period { get; init; }
    public required string Quantity { get; init; }
    public required string UnitPrice { get; init; }
    public required string DiscountColumn { get; init; }
    public required string Tax { get; init; }
    public required string Amount { get; init; }
    public required string ServicePeriod { get; init; }
    public required string Included { get; init; }
    public required string MinimumCommitment { get; init; }
    public required string SetUpFee { get; init; }
    public required string UnusedTime { get; init; }
    public required string NoticeFee { get; init; }
    public required string LateFee { get; init; }
    public required string Compensation { get; init; }
    public required string Interest { get; init; }
    public required CountedText LateEvents { get; init; }
    public required string Discount { get; init; }
    public required string DiscountOf { get; init; }
    public required string TaxIncluded { get; init; }
    public required string PricesIncludeTax { get; init; }
    public required string SomePricesIncludeTax { get; init; }
    public required string CarriedForward { get; init; }
    public required string BroughtForward { get; init; }
    public required string TaxSummary { get; init; }
    public required string TaxRate { get; init; }
    public required string TaxBase { get; init; }
    public required string TaxAmount { get; init; }
    public required string Net { get; init; }
    public required string NetOfTax { get; init; }
    public required string TaxTotal { get; init; }
    public required string Rounding { get; init; }
    public required string Gross { get; init; }
    public required string Prepaid { get; init; }
    public required string Due { get; init; }
    public required string DueBy { get; init; }
    public required string NothingDue { get; init; }
    public required string Notes { get; init; }
    public required string Standard { get; init; }
    public required string ZeroRated { get; init; }
    public required string Exempt { get; init; }
    public required string ReverseCharge { get; init; }
    public required string IntraCommunity { get; init; }
    public required string Export { get; init; }
    public required string OutOfScope { get; init; }
}
