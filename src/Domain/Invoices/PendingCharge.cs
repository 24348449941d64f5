namespace Billing.Domain;

/// <summary>Something that the next invoice bills beside the periods: a fee, what an operator wrote, or a credit for unused time.</summary>
/// <param name="ChargeId">Unique within the account.</param>
/// <param name="BillOn">The first day that an invoice takes it; nothing where an operator must deal with it, as no invoice is to come.</param>
/// <param name="Line">What it will be as a line, but for its number; its tax is found when it is billed, unless it mirrors another line's.</param>
/// <param name="CorrectsDocumentId">The invoice whose line it gives back a part of, or empty.</param>
/// <param name="Corrects">What it gives back of that invoice, without tax.</param>
public sealed record PendingCharge(string ChargeId, DateOnly? BillOn, InvoiceLine Line, string CorrectsDocumentId = "", CreditedLine? Corrects = null)
{
    /// <summary>A line of an invoice that was too small to be issued, for a later one; its discounts stay as they are.</summary>
    /// <param name="documentId">The invoice as it would have been.</param>
    /// <param name="line">The line.</param>
    /// <param name="billOn">The day of the later invoice, if one is to come.</param>
    public static PendingCharge CarriedOver(string documentId, InvoiceLine line, DateOnly? billOn)
    {
        var chargeId = CarriedOverId(documentId, line.LineNo);
        return new PendingCharge(chargeId, billOn, line with { LineNo = 0, ChargeId = chargeId });
    }

    internal static string CarriedOverId(string documentId, int lineNo) => $"{CarriedOverPrefix}{documentId}:{lineNo}";

    internal static bool IsCarriedOver(string chargeId) => chargeId.StartsWith(CarriedOverPrefix, StringComparison.Ordinal);

    private const string CarriedOverPrefix = "carried:";
}
