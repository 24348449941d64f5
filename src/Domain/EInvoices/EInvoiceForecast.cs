namespace Billing.Domain;

/// <summary>What the rules would say of the next invoices of an account, before they are due.</summary>
/// <param name="Format">As what they are issued as data; none where the PDF is the invoice.</param>
/// <param name="Faults">What would keep them from getting a number.</param>
public sealed record EInvoiceForecast(EInvoiceFormat Format, IReadOnlyList<EInvoiceFault> Faults)
{
    private const string Unnumbered = "preview";

    /// <summary>Checks what a run of billing on the context's day would issue or draft, parked or not; where it would bill nothing, the parties alone, by an invoice
    /// over nothing.</summary>
    public static EInvoiceForecast Of(Account account, DecisionContext context)
    {
        var faults = Next(account with { ParkedBecause = null }, context).SelectMany(invoice => EInvoiceCheck.Faults(invoice, account, context)).Distinct();
        return new EInvoiceForecast(context.Profile.EInvoiceFormat ?? context.Seller.EInvoiceFormat, [.. faults]);
    }

    // Decided as if nobody had asked for e-invoices, so that nothing is held up.
    private static IReadOnlyList<Invoice> Next(Account account, DecisionContext context)
    {
        var free = context with { Profile = context.Profile with { EInvoiceFormat = EInvoiceFormat.None } };
        var decision = AccountDecider.Decide(account, new RunBilling(), free);
        if (decision is Decision.NeedsNumbers needed)
            decision = AccountDecider.Decide(account, new RunBilling(), free with { Numbers = needed.Documents.ToDictionary(document => document.DocumentId, _ => Unnumbered) });
        List<Invoice> next = [.. (decision is Decision.Accepted accepted ? accepted.Events : []).Select(happened => happened switch
        {
            InvoiceFinalized issued => issued.Invoice,
            InvoiceDrafted drafted => drafted.Invoice,
            _ => null,
        }).OfType<Invoice>()];
        return next.Count > 0 ? next : [OverNothing(account, context)];
    }

    private static Invoice OverNothing(Account account, DecisionContext context)
    {
        var day = new ServicePeriod(context.Today, context.Today.AddDays(1));
        var line = InvoiceLine.Of(1, LineKind.Manual, context.Seller.Name, "", day, 1, "", 0, new LineTax(TaxTreatment.ZeroRated, 0, context.Seller.Address.Country, ""), account.Currency());
        return InvoiceCalculation.Total("", account.Currency(), [line], [], context.Taxes.Version, []) with { PurchaseOrder = account.Terms.PurchaseOrder };
    }
}
