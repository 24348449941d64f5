namespace Billing.Domain;

/// <summary>As what a period is given to the general ledger.</summary>
public enum LedgerFormat
{
    /// <summary>Two tables, journal and trial balance, in every currency.</summary>
    Csv,

    /// <summary>Xero's file for importing manual journals.</summary>
    Xero,

    /// <summary>The Swedish standard SIE, type 4I.</summary>
    Sie,

    /// <summary>DATEV's posting batch (Buchungsstapel).</summary>
    Datev,
}

/// <summary>What formats ask for.</summary>
public static class LedgerFormats
{
    /// <summary>The most decimals that amounts have in the import formats.</summary>
    private const int MostDecimals = 2;

    /// <summary>Whether a file of the format holds one currency.</summary>
    public static bool IsOfOneCurrency(this LedgerFormat format) => format != LedgerFormat.Csv;

    /// <summary>Why a seller's books in a currency cannot be given in a format; nothing where they can.</summary>
    /// <param name="format">The format.</param>
    /// <param name="mapping">The seller's mapping.</param>
    /// <param name="seller">The seller.</param>
    /// <param name="currency">The currency, where the format has one.</param>
    public static Refusal? Refuse(LedgerFormat format, LedgerMapping mapping, Seller seller, Currency? currency)
    {
        var isConfigured = format switch
        {
            LedgerFormat.Xero => mapping.Xero is not null,
            LedgerFormat.Sie => mapping.Sie is not null,
            LedgerFormat.Datev => mapping.Datev is not null,
            _ => true,
        };
        if (!isConfigured)
            return new Refusal("format-not-configured", $"The ledger mapping says nothing of the format; put its settings there.");
        if (currency is not { } only)
            return null;
        if (only.MinorDigits > MostDecimals)
            return new Refusal("currency-not-supported", $"{only} has {only.MinorDigits} decimals, and the format {MostDecimals}.");

        // DATEV asks for the rate of each posting in another currency than that of the books (fields 4 to 6 of the posting batch).
        return format == LedgerFormat.Datev && only != seller.Currency
            ? new Refusal("currency-not-supported", $"A DATEV posting batch is in the currency of the seller's books, {seller.Currency}; postings in {only} would need a rate each.")
            : null;
    }
}
