namespace Billing.Documents.PaymentCodes;

/// <summary>The words of a Swiss payment part, which are prescribed in four languages (guidelines 2.3, annex D).</summary>
internal sealed record SwissBillTexts(
    string PaymentPart, string Receipt, string Account, string Reference, string AdditionalInformation, string PayableBy, string PayableByBlank,
    string Currency, string Amount, string AcceptancePoint, string Separate)
{
    private static readonly SwissBillTexts German = new(
        "Zahlteil", "Empfangsschein", "Konto / Zahlbar an", "Referenz", "Zusätzliche Informationen", "Zahlbar durch", "Zahlbar durch (Name/Adresse)",
        "Währung", "Betrag", "Annahmestelle", "Vor der Einzahlung abzutrennen");

    private static readonly SwissBillTexts French = new(
        "Section paiement", "Récépissé", "Compte / Payable à", "Référence", "Informations supplémentaires", "Payable par", "Payable par (nom/adresse)",
        "Monnaie", "Montant", "Point de dépôt", "A détacher avant le versement");

    private static readonly SwissBillTexts Italian = new(
        "Sezione pagamento", "Ricevuta", "Conto / Pagabile a", "Riferimento", "Informazioni supplementari", "Pagabile da", "Pagabile da (nome/indirizzo)",
        "Valuta", "Importo", "Punto di accettazione", "Da staccare prima del versamento");

    private static readonly SwissBillTexts English = new(
        "Payment part", "Receipt", "Account / Payable to", "Reference", "Additional information", "Payable by", "Payable by (name/address)",
        "Currency", "Amount", "Acceptance point", "Separate before paying in");

    /// <summary>The words for a document's language; English where it is none of the four.</summary>
    /// <param name="language">A BCP 47 tag.</param>
    internal static SwissBillTexts For(string language) => language.Split('-')[0] switch
    {
        "de" => German,
        "fr" => French,
        "it" => Italian,
        _ => English,
    };
}
