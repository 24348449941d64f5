namespace Billing.Documents.GeneralLedger;

/// <summary>The 125 columns of a DATEV posting batch, format version 13 (developer.datev.de, DATEV-Format, Buchungsstapel). Their names, with the blanks that DATEV
/// puts before some hyphens and not before others, are part of the format.</summary>
internal static class DatevColumns
{
    /// <summary>Umsatz: the amount, above 0.</summary>
    public const int Amount = 1;

    /// <summary>Soll/Haben-Kennzeichen: S where the account is debited, H where it is credited.</summary>
    public const int Side = 2;

    /// <summary>WKZ Umsatz: the currency.</summary>
    public const int Currency = 3;

    /// <summary>Konto.</summary>
    public const int Account = 7;

    /// <summary>Gegenkonto.</summary>
    public const int ContraAccount = 8;

    /// <summary>BU-Schlüssel.</summary>
    public const int TaxCode = 9;

    /// <summary>Belegdatum, DDMM; the year follows from the period in the head.</summary>
    public const int DocumentDate = 10;

    /// <summary>Belegfeld 1: the number of the document, at most 36 characters.</summary>
    public const int Reference = 11;

    /// <summary>Buchungstext, at most 60 characters.</summary>
    public const int Text = 14;

    /// <summary>KOST1.</summary>
    public const int CostCentre = 37;

    /// <summary>Festschreibung: 0 or 1; left empty it would be taken for 1.</summary>
    public const int IsFinal = 114;

    private static readonly string[] All =
    [
        "Umsatz (ohne Soll/Haben-Kz)", "Soll/Haben-Kennzeichen", "WKZ Umsatz", "Kurs", "Basis-Umsatz", "WKZ Basis-Umsatz", "Konto", "Gegenkonto (ohne BU-Schlüssel)", "BU-Schlüssel", "Belegdatum",
        "Belegfeld 1", "Belegfeld 2", "Skonto", "Buchungstext", "Postensperre", "Diverse Adressnummer", "Geschäftspartnerbank", "Sachverhalt", "Zinssperre", "Beleglink",
        .. Enumerable.Range(1, 8).SelectMany(n => new[] { $"Beleginfo - Art {n}", $"Beleginfo - Inhalt {n}" }),
        "KOST1 - Kostenstelle", "KOST2 - Kostenstelle", "Kost-Menge", "EU-Land u. UStID (Bestimmung)", "EU-Steuersatz (Bestimmung)", "Abw. Versteuerungsart", "Sachverhalt L+L", "Funktionsergänzung L+L",
        "BU 49 Hauptfunktionstyp", "BU 49 Hauptfunktionsnummer", "BU 49 Funktionsergänzung",
        .. Enumerable.Range(1, 20).SelectMany(n => new[] { $"Zusatzinformation - Art {n}", $"Zusatzinformation- Inhalt {n}" }),
        "Stück", "Gewicht", "Zahlweise", "Forderungsart", "Veranlagungsjahr", "Zugeordnete Fälligkeit", "Skontotyp", "Auftragsnummer", "Buchungstyp", "USt-Schlüssel (Anzahlungen)",
        "EU-Land (Anzahlungen)", "Sachverhalt L+L (Anzahlungen)", "EU-Steuersatz (Anzahlungen)", "Erlöskonto (Anzahlungen)", "Herkunft-Kz", "Buchungs GUID", "KOST-Datum", "SEPA-Mandatsreferenz", "Skontosperre",
        "Gesellschaftername", "Beteiligtennummer", "Identifikationsnummer", "Zeichnernummer", "Postensperre bis", "Bezeichnung SoBil-Sachverhalt", "Kennzeichen SoBil-Buchung", "Festschreibung",
        "Leistungsdatum", "Datum Zuord. Steuerperiode", "Fälligkeit", "Generalumkehr (GU)", "Steuersatz", "Land", "Abrechnungsreferenz", "BVV-Position", "EU-Land u. UStID (Ursprung)",
        "EU-Steuersatz (Ursprung)", "Abw. Skontokonto",
    ];

    // The columns that hold texts, which stand in quotation marks even where they are empty; the others are numbers, accounts and dates.
    private static readonly HashSet<int> Texts =
    [
        2, 3, 6, 9, 11, 12, 14, 16, 20, .. Enumerable.Range(21, 18), 40, 42, .. Enumerable.Range(48, 40), 91, 95, 96, 98, 102, 103, 105, 107, 109, 110, 112, 118, 120, 121, 123,
    ];

    /// <summary>The line of column names.</summary>
    public static string Names { get; } = string.Join(';', All);

    /// <summary>A posting, with what its columns hold by their numbers.</summary>
    public static string Row(IReadOnlyDictionary<int, string> cells) =>
        string.Join(';', Enumerable.Range(1, All.Length).Select(number => Texts.Contains(number) ? $"\"{cells.GetValueOrDefault(number, "").Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cells.GetValueOrDefault(number, "")));
}
