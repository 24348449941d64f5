using System.Globalization;

namespace Billing.Domain;

/// <summary>How a document is paid, and by when, as EN 16931 has it.</summary>
internal static class EInvoicePayments
{
    /// <summary>UNTDID 4461: a SEPA credit transfer, in euros to an IBAN.</summary>
    public const string SepaTransfer = "58";

    /// <summary>UNTDID 4461: any other credit transfer.</summary>
    public const string Transfer = "30";

    /// <summary>UNTDID 4461: as both sides have agreed.</summary>
    public const string StandingAgreement = "57";

    /// <summary>UNTDID 4461: set off against what is owed the other way.</summary>
    public const string Clearing = "97";

    private const string Euro = "EUR";

    /// <summary>How an amount is paid. What a credit note gives back, and what credit has paid, is cleared.</summary>
    public static EInvoicePayment Of(IssuedInvoice issued, Money due, bool isCredit)
    {
        if (isCredit || !due.IsPositive)
            return new EInvoicePayment(Clearing, issued.Number, "", "", "");
        if (issued.Seller.BankFor(due.Currency) is not { } bank)
            return new EInvoicePayment(StandingAgreement, issued.Number, "", "", "");
        var isIban = Iban.Check(bank.Iban) is null;
        return new EInvoicePayment(
            isIban && due.Currency.Code == Euro ? SepaTransfer : Transfer, issued.Number, isIban ? Iban.Normalise(bank.Iban) : bank.Iban, issued.Seller.Name, bank.Bic.Replace(" ", "", StringComparison.Ordinal));
    }

    /// <summary>The terms in words: the discount for early payment; on a credit note, which has no due date, that it is credited.</summary>
    public static string Terms(IssuedInvoice issued, bool isCredit, EInvoiceFormat format)
    {
        var language = issued.Buyer.Language.Length > 0 ? issued.Buyer.Language : issued.Seller.Language;
        if (isCredit)
            return EInvoiceTexts.Credited(language);
        if (issued.Discount is not { } discount)
            return "";
        return format.IsXRechnung() && decimal.Round(discount.Percent, 2) == discount.Percent ? Skonto(discount, issued.IssueDate) : EInvoiceTexts.Discount(language, discount);
    }

    // BR-DE-18: a line that programs read, and that ends as a line.
    private static string Skonto(DiscountOffer discount, DateOnly issueDate) =>
        string.Create(CultureInfo.InvariantCulture, $"#SKONTO#TAGE={discount.Until.DayNumber - issueDate.DayNumber}#PROZENT={discount.Percent:0.00}#\n");
}
