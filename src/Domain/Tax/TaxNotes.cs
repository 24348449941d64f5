namespace Billing.Domain;

/// <summary>What a document must say where no tax is charged (directive 2006/112/EC, Article 226 (11) and (11a)), where the rule has no words of its own.</summary>
internal static class TaxNotes
{
    /// <summary>The standard wording for a treatment.</summary>
    /// <param name="treatment">The category.</param>
    /// <param name="language">The document's language; German, and English for every other.</param>
    public static string For(TaxTreatment treatment, string language) => language == "de" || language.StartsWith("de-", StringComparison.Ordinal)
        ? treatment switch
        {
            TaxTreatment.ReverseCharge => "Steuerschuldnerschaft des Leistungsempfängers (Artikel 196 der Richtlinie 2006/112/EG)",
            TaxTreatment.IntraCommunity => "Steuerfreie innergemeinschaftliche Lieferung (Artikel 138 der Richtlinie 2006/112/EG)",
            TaxTreatment.Export => "Steuerfreie Ausfuhrlieferung (Artikel 146 der Richtlinie 2006/112/EG)",
            TaxTreatment.OutOfScope => "Nicht im Inland steuerbare Leistung",
            TaxTreatment.Exempt => "Steuerfrei",
            _ => "",
        }
        : treatment switch
        {
            TaxTreatment.ReverseCharge => "Reverse charge: VAT is owed by the recipient (Article 196, Directive 2006/112/EC)",
            TaxTreatment.IntraCommunity => "VAT-exempt intra-Community supply (Article 138, Directive 2006/112/EC)",
            TaxTreatment.Export => "VAT-exempt export (Article 146, Directive 2006/112/EC)",
            TaxTreatment.OutOfScope => "Outside the scope of the seller's tax",
            TaxTreatment.Exempt => "Exempt from tax",
            _ => "",
        };

    /// <summary>The code of the VATEX list for a treatment that has but one.</summary>
    public static string CodeOf(TaxTreatment treatment) => treatment switch
    {
        TaxTreatment.ReverseCharge => "VATEX-EU-AE",
        TaxTreatment.IntraCommunity => "VATEX-EU-IC",
        TaxTreatment.Export => "VATEX-EU-G",
        TaxTreatment.OutOfScope => "VATEX-EU-O",
        _ => "",
    };
}
