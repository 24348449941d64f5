using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.PaymentCodes;
using Billing.Domain;

namespace Billing.Documents.Tests.PaymentCodes;

/// <summary>Amounts to pay, into one of three accounts.</summary>
internal static class SampleAmounts
{
    internal const string German = "DE89 3704 0044 0532 0130 00";

    // Both are the examples of the Swiss guidelines.
    internal const string Swiss = "CH58 0079 1123 0008 8901 2";
    internal const string SwissQr = "CH44 3199 9123 0008 8901 2";

    internal static PayableAmount Of(string iban = German, string currency = "EUR", string country = "DE", decimal amount = 476.5m, string reference = "NL-INV-2026-000417", string? link = null) => new(
        new DocumentParty("Nordlicht Telematik GmbH", new PostalAddress("Hafenstraße 21", "20457", "Hamburg", "", "DE"), []),
        new DocumentParty("Zoë Müller", new PostalAddress("Rue du Lac 1268", "2501", "Biel", "", country), []),
        new PaymentInstructions(iban.Length > 0 ? new BankAccount(Currency.Of(currency), "Bank", iban, "COBADEFFXXX") : null, reference, link is null ? null : new Uri(link)),
        new Money(amount, Currency.Of(currency)));
}
