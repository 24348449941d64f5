using Billing.Domain;

namespace Billing.Functions.Api.Charges;

/// <summary>What the next invoice bills beside the periods.</summary>
/// <param name="ChargeId">Unique within the account.</param>
/// <param name="Kind">A fee, what an operator wrote, or a credit for unused time.</param>
/// <param name="BillOn">The first day that an invoice takes it; nothing where no invoice is to come and an operator must credit it.</param>
/// <param name="Description">As printed.</param>
/// <param name="Product">The product whose revenue it is.</param>
/// <param name="Period">The days served.</param>
/// <param name="Quantity">How many units.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="UnitPrice">For one unit.</param>
/// <param name="Amount">For all, after discounts; tax is found when it is billed, and comes on top unless it is included.</param>
/// <param name="TaxIncluded">Whether the amount includes the tax.</param>
/// <param name="TaxCategory">The seller's name for how it is taxed.</param>
/// <param name="PriceId">The price it was billed by, if one.</param>
/// <param name="SubscriptionId">The subscription it comes from, if one.</param>
/// <param name="CorrectsDocumentId">The invoice that it gives back a part of, if one.</param>
/// <param name="CorrectsLineNo">The line of that invoice.</param>
internal sealed record ChargeResource(
    string ChargeId, LineKind Kind, DateOnly? BillOn, string Description, string Product, ServicePeriod Period, decimal Quantity, string Unit, decimal UnitPrice, Money Amount, bool TaxIncluded, string TaxCategory,
    string? PriceId, string? SubscriptionId, string? CorrectsDocumentId, int? CorrectsLineNo)
{
    public static ChargeResource Of(PendingCharge charge) => new(
        charge.ChargeId, charge.Line.Kind, charge.BillOn, charge.Line.Description, charge.Line.Product, charge.Line.Period, charge.Line.Quantity, charge.Line.Unit, charge.Line.UnitPrice, charge.Line.Amount(),
        charge.Line.TaxIncluded, charge.Line.TaxCategory, OrNothing(charge.Line.PriceId), OrNothing(charge.Line.SubscriptionId), OrNothing(charge.CorrectsDocumentId),
        charge.Corrects?.LineNo);

    private static string? OrNothing(string text) => text.Length > 0 ? text : null;
}
