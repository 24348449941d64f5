using System.Collections.Frozen;
using System.Globalization;

namespace Billing.Domain;

/// <summary>The few words that an e-invoice itself says, in the document's language; English for every other.</summary>
internal static class EInvoiceTexts
{
    // Discount, with the percentage and the last day; what becomes of a credit note's amount.
    private static readonly FrozenDictionary<string, (string Discount, string Credited)> Words = new Dictionary<string, (string, string)>
    {
        ["ar"] = ("خصم {0} % عند الدفع حتى {1}", "يُقيَّد المبلغ لحسابكم"),
        ["de"] = ("{0} % Skonto bei Zahlung bis {1}", "Der Betrag wird gutgeschrieben"),
        ["en"] = ("{0} % discount if paid by {1}", "The amount is credited"),
        ["es"] = ("{0} % de descuento por pago hasta el {1}", "El importe se abona en cuenta"),
        ["fr"] = ("Escompte de {0} % pour paiement jusqu’au {1}", "Le montant est porté au crédit"),
        ["he"] = ("הנחה של {0} % בתשלום עד {1}", "הסכום נזקף לזכותכם"),
        ["hi"] = ("{1} तक भुगतान पर {0} % छूट", "राशि खाते में जमा की जाती है"),
        ["it"] = ("Sconto del {0} % per pagamento entro il {1}", "L’importo viene accreditato"),
        ["ja"] = ("{1}までのお支払いで{0} %割引", "金額は貸方に計上されます"),
        ["nl"] = ("{0} % korting bij betaling uiterlijk op {1}", "Het bedrag wordt gecrediteerd"),
        ["pl"] = ("{0} % skonta przy zapłacie do {1}", "Kwota zostaje zaliczona na dobro nabywcy"),
        ["pt"] = ("{0} % de desconto para pagamento até {1}", "O montante é creditado"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Discount(string language, DiscountOffer discount) =>
        string.Format(CultureInfo.InvariantCulture, In(language).Discount, discount.Percent.ToString("0.####", CultureInfo.InvariantCulture), discount.Until.ToString("O", CultureInfo.InvariantCulture));

    public static string Credited(string language) => In(language).Credited;

    private static (string Discount, string Credited) In(string language) =>
        Words.TryGetValue(language.Split('-')[0], out var words) ? words : Words["en"];
}
