using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Sellers;

/// <summary>Reads terms of payment, of a seller's policy or of a customer's own.</summary>
internal static class TermsReader
{
    public static PaymentTerms Read(BodyReader body)
    {
        var terms = new PaymentTerms(
            body.Choice<PaymentTermsKind>("kind"),
            body.Integer("days", 0, 365, otherwise: 0),
            body.OptionalInteger("dayOfMonth", 1, 31),
            body.OptionalObject("discount", discount => new EarlyPaymentDiscount(discount.Number("percent", 0.01m, 50, 4), discount.Integer("days", 0, 365))));
        body.Check(terms.Kind != PaymentTermsKind.DueOnReceipt || terms.Days == 0, "days", "must be 0 where invoices are due on receipt");
        body.Check(terms.DayOfMonth is null || terms.Kind == PaymentTermsKind.EndOfMonth, "dayOfMonth", "goes with endOfMonth alone");
        return terms;
    }
}
