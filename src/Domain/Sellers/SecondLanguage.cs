namespace Billing.Domain;

/// <summary>The language that a document's labels are repeated in.</summary>
public static class SecondLanguage
{
    /// <summary>The language for a seller's document in another one, or empty where one language is enough.</summary>
    /// <param name="seller">Whose document it is.</param>
    /// <param name="language">The document's own, a BCP 47 tag.</param>
    public static string For(Seller seller, string language)
    {
        var asked = ByLaw(seller.Address);
        var second = asked.Length > 0 && !IsSame(asked, language) ? asked : seller.Template.SecondLanguage;
        return IsSame(second, language) ? "" : second;
    }

    // The languages in which a country wants its sellers' invoices, whatever the customer reads.
    private static string ByLaw(PostalAddress seller) => seller switch
    {
        // Saudi Arabia: a tax invoice has its particulars in Arabic, beside any translation (VAT Implementing Regulations, article 53 (5); ZATCA's E-Invoicing
        // Regulation keeps it).
        { Country: "SA" } => "ar",

        // Quebec: invoices and receipts are drawn up in French (Charter of the French Language, section 57).
        { Country: "CA", Region: "QC" or "Quebec" or "Québec" } => "fr",
        _ => "",
    };

    private static bool IsSame(string one, string other) => string.Equals(one.Split('-')[0], other.Split('-')[0], StringComparison.OrdinalIgnoreCase);
}
