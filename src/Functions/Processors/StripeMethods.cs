using System.Globalization;
using Billing.Domain;

namespace Billing.Functions.Processors;

/// <summary>Stripe's payment methods as people know them.</summary>
internal static class StripeMethods
{
    /// <summary>What kind a method is, and how it is called.</summary>
    /// <param name="method">A payment method of Stripe's.</param>
    public static (SavedMethodKind Kind, string Label) Describe(EventJson method)
    {
        var type = method["type"].Text();
        return (type, DebitScheme(type)) switch
        {
            (_, { } scheme) => (SavedMethodKind.DirectDebit, $"{scheme} ···· {method[type]["last4"].Text()}"),
            ("card", _) => (SavedMethodKind.Card, Card(method["card"])),

            // A wallet answers at once, as a card does.
            _ => (SavedMethodKind.Card, string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(type[0])}{type[1..].Replace('_', ' ')}")),
        };
    }

    /// <summary>The types of method that a customer may save or pay by in a currency: a card, and the direct debit of the currency's zone.</summary>
    public static List<string> TypesFor(Currency currency) => currency.Code switch
    {
        "EUR" => ["card", "sepa_debit"],
        "GBP" => ["card", "bacs_debit"],
        "USD" => ["card", "us_bank_account"],
        "CAD" => ["card", "acss_debit"],
        "AUD" => ["card", "au_becs_debit"],
        "NZD" => ["card", "nz_bank_account"],
        _ => ["card"],
    };

    private static string? DebitScheme(string type) => type switch
    {
        "sepa_debit" => "SEPA",
        "bacs_debit" => "Bacs",
        "us_bank_account" => "ACH",
        "acss_debit" => "PAD",
        "au_becs_debit" => "BECS",
        "nz_bank_account" => "BECS NZ",
        _ => null,
    };

    private static string Card(EventJson card) => string.Create(
        CultureInfo.InvariantCulture, $"{Brand(card["brand"].TextOrEmpty())} ···· {card["last4"].Text()}, {card["exp_month"].Whole():00}/{card["exp_year"].Whole() % 100:00}");

    private static string Brand(string brand) => brand switch
    {
        "visa" => "Visa",
        "mastercard" => "Mastercard",
        "amex" => "American Express",
        "cartes_bancaires" => "Cartes Bancaires",
        "diners" => "Diners Club",
        "discover" => "Discover",
        "eftpos_au" => "Eftpos",
        "jcb" => "JCB",
        "unionpay" => "UnionPay",
        _ => "Card",
    };
}
