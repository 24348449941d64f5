using System.Collections.Frozen;

namespace Billing.Domain;

/// <summary>What a document must say where no tax is charged (directive 2006/112/EC, Article 226 (11) and (11a)), where the rule has no words of its own.</summary>
public static class TaxNotes
{
    private const string Fallback = "en";

    /// <summary>
    /// By language, in the words of the directive's own versions where it has one. Elsewhere the translation has the English term
    /// beside it, which an auditor in the European Union looks for, and the directive's number is isolated (UAX #9) where the
    /// words around it are written from right to left.
    /// </summary>
    private static readonly FrozenDictionary<string, Wording> Wordings = new Dictionary<string, Wording>(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = new(
            ReverseCharge: "Reverse charge: VAT is owed by the recipient (Article 196, Directive 2006/112/EC)",
            IntraCommunity: "VAT-exempt intra-Community supply (Article 138, Directive 2006/112/EC)",
            Export: "VAT-exempt export (Article 146, Directive 2006/112/EC)",
            OutOfScope: "Outside the scope of the seller's tax",
            Exempt: "Exempt from tax",
            LateCharge: "Compensation for late payment: not subject to VAT"),
        ["de"] = new(
            ReverseCharge: "Steuerschuldnerschaft des Leistungsempfängers (Artikel 196 der Richtlinie 2006/112/EG)",
            IntraCommunity: "Steuerfreie innergemeinschaftliche Lieferung (Artikel 138 der Richtlinie 2006/112/EG)",
            Export: "Steuerfreie Ausfuhrlieferung (Artikel 146 der Richtlinie 2006/112/EG)",
            OutOfScope: "Nicht im Inland steuerbare Leistung",
            Exempt: "Steuerfrei",
            LateCharge: "Ersatz für Zahlungsverzug: nicht umsatzsteuerbar"),
        ["fr"] = new(
            ReverseCharge: "Autoliquidation : la TVA est due par le preneur (article 196 de la directive 2006/112/CE)",
            IntraCommunity: "Livraison intracommunautaire exonérée de TVA (article 138 de la directive 2006/112/CE)",
            Export: "Exportation exonérée de TVA (article 146 de la directive 2006/112/CE)",
            OutOfScope: "Opération hors du champ de la taxe du vendeur",
            Exempt: "Exonéré de taxe",
            LateCharge: "Indemnisation du retard de paiement : non soumise à la TVA"),
        ["es"] = new(
            ReverseCharge: "Inversión del sujeto pasivo (artículo 196 de la Directiva 2006/112/CE)",
            IntraCommunity: "Entrega intracomunitaria exenta del IVA (artículo 138 de la Directiva 2006/112/CE)",
            Export: "Exportación exenta del IVA (artículo 146 de la Directiva 2006/112/CE)",
            OutOfScope: "Operación no sujeta al impuesto del vendedor",
            Exempt: "Exento de impuesto",
            LateCharge: "Indemnización por demora en el pago: no sujeta al IVA"),
        ["it"] = new(
            ReverseCharge: "Inversione contabile (articolo 196 della direttiva 2006/112/CE)",
            IntraCommunity: "Cessione intracomunitaria esente da IVA (articolo 138 della direttiva 2006/112/CE)",
            Export: "Cessione all’esportazione esente da IVA (articolo 146 della direttiva 2006/112/CE)",
            OutOfScope: "Operazione fuori dal campo di applicazione dell’imposta del venditore",
            Exempt: "Esente da imposta",
            LateCharge: "Risarcimento per ritardo di pagamento: fuori campo IVA"),
        ["nl"] = new(
            ReverseCharge: "Btw verlegd (artikel 196 van Richtlijn 2006/112/EG)",
            IntraCommunity: "Van btw vrijgestelde intracommunautaire levering (artikel 138 van Richtlijn 2006/112/EG)",
            Export: "Van btw vrijgestelde uitvoer (artikel 146 van Richtlijn 2006/112/EG)",
            OutOfScope: "Valt buiten de belasting van de verkoper",
            Exempt: "Vrijgesteld van belasting",
            LateCharge: "Vergoeding voor te late betaling: niet aan btw onderworpen"),
        ["pl"] = new(
            ReverseCharge: "Odwrotne obciążenie (art. 196 dyrektywy 2006/112/WE)",
            IntraCommunity: "Wewnątrzwspólnotowa dostawa towarów zwolniona z VAT (art. 138 dyrektywy 2006/112/WE)",
            Export: "Eksport towarów zwolniony z VAT (art. 146 dyrektywy 2006/112/WE)",
            OutOfScope: "Nie podlega podatkowi w kraju sprzedawcy",
            Exempt: "Zwolnione z podatku",
            LateCharge: "Rekompensata za opóźnienie w płatności: nie podlega VAT"),
        ["pt"] = new(
            ReverseCharge: "Autoliquidação (artigo 196.º da Diretiva 2006/112/CE)",
            IntraCommunity: "Entrega intracomunitária isenta de IVA (artigo 138.º da Diretiva 2006/112/CE)",
            Export: "Exportação isenta de IVA (artigo 146.º da Diretiva 2006/112/CE)",
            OutOfScope: "Operação fora do âmbito do imposto do vendedor",
            Exempt: "Isento de imposto",
            LateCharge: "Indemnização por atraso de pagamento: não sujeita a IVA"),
        ["ar"] = new(
            ReverseCharge: "الاحتساب العكسي (Reverse charge): ضريبة القيمة المضافة مستحقة على المتلقي (المادة 196 من التوجيه \u20662006/112/EC\u2069)",
            IntraCommunity: "توريد داخل الاتحاد الأوروبي معفى من ضريبة القيمة المضافة (Intra-Community supply، المادة 138 من التوجيه \u20662006/112/EC\u2069)",
            Export: "تصدير معفى من ضريبة القيمة المضافة (Export، المادة 146 من التوجيه \u20662006/112/EC\u2069)",
            OutOfScope: "خارج نطاق ضريبة البائع",
            Exempt: "معفى من الضريبة",
            LateCharge: "تعويض عن التأخر في السداد: غير خاضع لضريبة القيمة المضافة"),
        ["he"] = new(
            ReverseCharge: "חיוב הפוך (Reverse charge): המע״מ חל על מקבל השירות (סעיף 196 לדירקטיבה \u20662006/112/EC\u2069)",
            IntraCommunity: "אספקה בתוך האיחוד האירופי הפטורה ממע״מ (Intra-Community supply, סעיף 138 לדירקטיבה \u20662006/112/EC\u2069)",
            Export: "ייצוא הפטור ממע״מ (Export, סעיף 146 לדירקטיבה \u20662006/112/EC\u2069)",
            OutOfScope: "מחוץ לתחולת המס של המוכר",
            Exempt: "פטור ממס",
            LateCharge: "פיצוי על איחור בתשלום: אינו חייב במע״מ"),
        ["ja"] = new(
            ReverseCharge: "リバースチャージ（Reverse charge）：付加価値税は受領者が納付します（指令2006/112/EC第196条）",
            IntraCommunity: "付加価値税免税のEU域内供給（Intra-Community supply、指令2006/112/EC第138条）",
            Export: "付加価値税免税の輸出（Export、指令2006/112/EC第146条）",
            OutOfScope: "売主の国の課税対象外",
            Exempt: "非課税",
            LateCharge: "支払遅延に対する損害金：付加価値税の課税対象外"),
        ["hi"] = new(
            ReverseCharge: "रिवर्स चार्ज (Reverse charge): वैट प्राप्तकर्ता द्वारा देय है (निर्देश 2006/112/EC का अनुच्छेद 196)",
            IntraCommunity: "यूरोपीय संघ के भीतर वैट-मुक्त आपूर्ति (Intra-Community supply, निर्देश 2006/112/EC का अनुच्छेद 138)",
            Export: "वैट-मुक्त निर्यात (Export, निर्देश 2006/112/EC का अनुच्छेद 146)",
            OutOfScope: "विक्रेता के कर के दायरे से बाहर",
            Exempt: "कर-मुक्त",
            LateCharge: "विलंबित भुगतान का मुआवज़ा: वैट के अधीन नहीं"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The languages that have words of their own, as BCP 47 tags.</summary>
    public static IEnumerable<string> Languages => Wordings.Keys;

    /// <summary>The standard wording for a treatment; empty where the law wants nothing said.</summary>
    /// <param name="treatment">The category.</param>
    /// <param name="language">The document's language, a BCP 47 tag; English where it has no words here.</param>
    public static string For(TaxTreatment treatment, string language)
    {
        var wording = Wordings.GetValueOrDefault(language.Split('-')[0]) ?? Wordings[Fallback];
        return treatment switch
        {
            TaxTreatment.ReverseCharge => wording.ReverseCharge,
            TaxTreatment.IntraCommunity => wording.IntraCommunity,
            TaxTreatment.Export => wording.Export,
            TaxTreatment.OutOfScope => wording.OutOfScope,
            TaxTreatment.Exempt => wording.Exempt,
            _ => "",
        };
    }

    /// <summary>What late charges say where they are not taxed: they compensate, and nothing is supplied for them (Court of Justice, C-222/81, BAZ Bausystem).</summary>
    /// <param name="language">The document's language, a BCP 47 tag; English where it has no words here.</param>
    public static string OfLateCharges(string language) => (Wordings.GetValueOrDefault(language.Split('-')[0]) ?? Wordings[Fallback]).LateCharge;

    /// <summary>The code of the VATEX list for a treatment that has but one.</summary>
    public static string CodeOf(TaxTreatment treatment) => treatment switch
    {
        TaxTreatment.ReverseCharge => "VATEX-EU-AE",
        TaxTreatment.IntraCommunity => "VATEX-EU-IC",
        TaxTreatment.Export => "VATEX-EU-G",
        TaxTreatment.OutOfScope => "VATEX-EU-O",
        _ => "",
    };

    private sealed record Wording(string ReverseCharge, string IntraCommunity, string Export, string OutOfScope, string Exempt, string LateCharge);
}
