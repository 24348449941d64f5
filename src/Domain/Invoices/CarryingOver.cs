namespace Billing.Domain;

/// <summary>What cannot be an invoice of its own waits for a later one: because it is too little, or because corrections of usage make it less than nothing.</summary>
internal static class CarryingOver
{
    /// <summary>Whether an invoice is below zero only because usage was corrected.</summary>
    public static bool IsCorrection(Invoice invoice) =>
        invoice.Totals.Total.IsNegative && invoice.Lines.Where(line => line.Gross.IsNegative).All(line => line.Kind == LineKind.Usage);

    /// <summary>Lets the lines of an invoice wait for a day, or for an operator where no invoice is to come. Lines over nothing need not.</summary>
    public static BillingCarriedOver To(DateOnly? day, Invoice invoice, Account account, DecisionContext context)
    {
        var known = account.Charges.ToDictionary(charge => charge.ChargeId, StringComparer.Ordinal);
        return new BillingCarriedOver(
            invoice, [.. invoice.Lines.Where(line => !line.Gross.IsZero && !line.Amount().IsZero)
                .Select(line => known.TryGetValue(line.ChargeId, out var charge) ? charge with { BillOn = day } : PendingCharge.CarriedOver(invoice.DocumentId, line, day))], context.Today);
    }

    /// <summary>What an operator must do where no invoice is to come.</summary>
    public static string WhyParked(Invoice invoice) =>
        $"Corrections of usage leave {-invoice.Totals.Total} in the customer's favour, and no invoice is to come; credit an earlier invoice, remove the pending charges, then resume billing.";
}
