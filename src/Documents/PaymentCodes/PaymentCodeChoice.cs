using System.Collections.Frozen;
using System.Text;
using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.PaymentCodes;

/// <summary>Decides which code a document carries: the one that the payer's bank reads, else one that opens the payment page, else none.</summary>
internal static class PaymentCodeChoice
{
    private const decimal MostOfATransfer = 999_999_999.99m;
    private const int LongestName = 70;
    private const int LongestText = 140;
    private const int LongestLink = 500;

    // The payload of the largest code that EPC069-12 allows: version 13 at error level M.
    private const int MostBytesOfATransfer = 331;

    // The geographical scope of the SEPA schemes (EPC409-09): the EEA, and who joined beside it.
    private static readonly FrozenSet<string> Sepa = (
        "AT BE BG HR CY CZ DK EE FI FR DE GR HU IS IE IT LV LI LT LU MT NL NO PL PT RO SK SI ES SE " +
        "AD AL CH GB GG GI IM JE MC MD ME MK RS SM VA").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The code for what is to pay, or null.</summary>
    internal static PaymentCode? For(PayableAmount payable) =>
        SwissBill(payable) ?? Transfer(payable) ?? (PaymentCode?)Link(payable);

    /// <summary>A Swiss QR bill: into an account of Switzerland or Liechtenstein, by a payer who banks there, in Swiss francs or euro; else null.</summary>
    internal static PaymentCode.SwissBill? SwissBill(PayableAmount payable)
    {
        if (Iban(payable) is not { } iban || !IsSwiss(iban[..2]) || !IsSwiss(payable.Buyer.Address.Country))
            return null;
        if (payable.Due.Currency.Code is not ("CHF" or "EUR") || !CanBeTransferred(payable.Due))
            return null;
        var number = payable.Payment.Reference;
        if (SwissParty.Of(payable.Seller) is not { } creditor || SwissReference.Of(number, SwissReference.IsQrIban(iban)) is not { } reference)
            return null;
        // The bank returns the reference; the number in words is for whoever reads the statement.
        var message = number.Length <= LongestText && SwissParty.IsCarried(number) && CreditorReference.Bare(number) != reference.Text ? number : "";
        return new PaymentCode.SwissBill(iban, creditor, SwissParty.Of(payable.Buyer), payable.Due, reference, message);
    }

    /// <summary>A SEPA credit transfer: in euro, between countries that have it.</summary>
    private static PaymentCode.Transfer? Transfer(PayableAmount payable)
    {
        if (payable.Due.Currency.Code != "EUR" || !CanBeTransferred(payable.Due) || !Sepa.Contains(payable.Buyer.Address.Country))
            return null;
        if (Iban(payable) is not { } iban || !Sepa.Contains(iban[..2]) || (IsSwiss(iban[..2]) && SwissReference.IsQrIban(iban)))
            return null;
        var bic = payable.Payment.Bank!.Bic.Replace(" ", "", StringComparison.Ordinal);
        var name = payable.Seller.Name.ReplaceLineEndings(" ");
        var text = payable.Payment.Reference.ReplaceLineEndings(" ");
        var reference = CreditorReference.Read(text) is null ? text : CreditorReference.Bare(text);
        if (name.Length == 0 || reference.Length > LongestText)
            return null;
        var transfer = new PaymentCode.Transfer(iban, PaymentTexts.IsBic(bic) ? bic : "", name.Length > LongestName ? name[..LongestName].TrimEnd() : name, payable.Due, reference);
        return Encoding.UTF8.GetByteCount(PaymentPayload.Of(transfer)) <= MostBytesOfATransfer ? transfer : null;
    }

    private static PaymentCode.Link? Link(PayableAmount payable) =>
        payable is { Due.IsPositive: true, Payment.WebLink: { AbsoluteUri.Length: <= LongestLink } page } ? new PaymentCode.Link(page) : null;

    private static bool CanBeTransferred(Money amount) => amount is { IsPositive: true, Amount: <= MostOfATransfer };

    private static bool IsSwiss(string country) => country is "CH" or "LI";

    private static string? Iban(PayableAmount payable) =>
        payable.Payment.Bank is { } bank && Domain.Iban.Check(bank.Iban) is null ? Domain.Iban.Normalise(bank.Iban) : null;
}
