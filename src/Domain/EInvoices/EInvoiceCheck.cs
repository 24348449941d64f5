namespace Billing.Domain;

/// <summary>Holds documents to the rules before they get a number: what has none can still be mended, and what has one must be issued.</summary>
internal static class EInvoiceCheck
{
    /// <summary>Why a document is not issued; part of the API.</summary>
    public const string Code = "e-invoice-incomplete";

    // A refusal is read by a person, and stored with the account where billing is parked.
    private const int MostFaultsTold = 40;

    /// <summary>What is wrong with an invoice that would be issued today; nothing where it is no e-invoice.</summary>
    public static IReadOnlyList<EInvoiceFault> Faults(Invoice invoice, Account account, DecisionContext context)
    {
        var terms = account.Terms.PaymentBy(context.Policy);
        var nothing = Money.Zero(invoice.Currency);
        return Faults(new IssuedInvoice(
            invoice, "", context.Today, terms.DueDate(context.Today), context.PostingDate(context.Today), nothing, invoice.Totals.Total, null,
            EarlyPayment.Offer(invoice, terms.Discount, context.Today), context.Seller, context.Profile));
    }

    /// <summary>What is wrong with a credit note or a cancellation that would be issued today; nothing where what it corrects was no e-invoice.</summary>
    public static IReadOnlyList<EInvoiceFault> Faults(Invoice correction, IssuedInvoice corrected, DecisionContext context)
    {
        var nothing = Money.Zero(correction.Currency);
        return Faults(new IssuedInvoice(
            correction, "", context.Today, context.Today, context.PostingDate(context.Today), nothing, nothing,
            new PrecedingInvoice(corrected.Number, corrected.IssueDate, null, corrected.IsEInvoice), null, context.Seller, context.Profile));
    }

    /// <summary>The refusal of a document that an operator asked for; null where nothing is wrong.</summary>
    public static Refusal? Refusal(IReadOnlyList<EInvoiceFault> faults) =>
        faults.Count == 0 ? null : new Refusal(Code, $"The document would be no valid e-invoice, so it has no number yet. {Told(faults)}");

    /// <summary>Why an account is parked whose invoice a run would issue; null where nothing is wrong.</summary>
    public static BillingParked? Parked(IReadOnlyList<EInvoiceFault> faults, DecisionContext context) =>
        faults.Count == 0 ? null : new BillingParked($"The document would be no valid e-invoice, so it has no number yet. {Told(faults)} Mend this, then resume billing.", context.Today);

    private static IReadOnlyList<EInvoiceFault> Faults(IssuedInvoice unnumbered) => EInvoice.Of(unnumbered) is { } invoice ? EInvoiceRules.Check(invoice) : [];

    private static string Told(IReadOnlyList<EInvoiceFault> faults)
    {
        var told = string.Join(" ", faults.Take(MostFaultsTold).Select(fault => $"{fault.Term} {fault.Field}: {fault.Message} ({fault.Rule})"));
        return faults.Count > MostFaultsTold ? $"{told} And {faults.Count - MostFaultsTold} more." : told;
    }
}
