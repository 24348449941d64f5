using static QRCoder.PayloadGenerator;

namespace Billing.Documents.PaymentCodes;

/// <summary>The text in a code, as its standard lays it out.</summary>
internal static class PaymentPayload
{
    internal static string Of(PaymentCode code) => code switch
    {
        PaymentCode.Transfer transfer => new Girocode(
            transfer.Iban, transfer.Bic, transfer.Name, transfer.Amount.Amount, transfer.Reference,
            transfer.IsStructured ? Girocode.TypeOfRemittance.Structured : Girocode.TypeOfRemittance.Unstructured,
            version: Girocode.GirocodeVersion.Version2, encoding: Girocode.GirocodeEncoding.UTF_8).ToString(),
        PaymentCode.SwissBill bill => new SwissQrCode(
            new SwissQrCode.Iban(bill.Iban, bill.Reference is SwissReference.Qr ? SwissQrCode.Iban.IbanType.QrIban : SwissQrCode.Iban.IbanType.Iban),
            bill.Amount.Currency.Code == "CHF" ? SwissQrCode.Currency.CHF : SwissQrCode.Currency.EUR,
            ContactOf(bill.Creditor), ReferenceOf(bill.Reference), new SwissQrCode.AdditionalInformation(bill.Message),
            bill.Debtor is { } debtor ? ContactOf(debtor) : null, bill.Amount.Amount).ToString(),
        PaymentCode.Link link => link.Page.AbsoluteUri,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code.GetType().Name, "No payload for this code."),
    };

    private static SwissQrCode.Contact ContactOf(SwissParty party) =>
        SwissQrCode.Contact.WithStructuredAddress(party.Name, party.PostalCode, party.City, party.Country, party.Street);

    private static SwissQrCode.Reference ReferenceOf(SwissReference reference) => reference switch
    {
        SwissReference.Qr => new(SwissQrCode.Reference.ReferenceType.QRR, reference.Text, SwissQrCode.Reference.ReferenceTextType.QrReference),
        SwissReference.Creditor => new(SwissQrCode.Reference.ReferenceType.SCOR, reference.Text, SwissQrCode.Reference.ReferenceTextType.CreditorReferenceIso11649),
        _ => new(SwissQrCode.Reference.ReferenceType.NON),
    };
}
