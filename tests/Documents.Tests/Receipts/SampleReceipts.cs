using Billing.Domain;

namespace Billing.Documents.Tests.Receipts;

/// <summary>Receipts whose amounts add up.</summary>
internal static class SampleReceipts
{
    private static readonly Currency Euro = Currency.Of("EUR");

    /// <summary>300.00 paid two invoices, one with a discount and one that had been written off in part; the rest is credit.</summary>
    internal static IssuedReceipt Received(string language = "en-GB") => Issued(
        new Receipt(
            "rcp_1", "pay|stripe|acct_1|pi_3Q9x|1", "stripe|acct_1|pi_3Q9x", new DateOnly(2026, 4, 7), Eur(300), null,
            [
                new ReceiptLine("inv_1", "NL-INV-2026-000011", new DateOnly(2026, 4, 1), Eur(100), Eur(98), Eur(0), [new Reduction(ReductionKind.EarlyPayment, Eur(2))], Eur(0)),
                new ReceiptLine("inv_2", "NL-INV-2026-000004", new DateOnly(2026, 2, 1), Eur(119), Eur(119), Eur(0), [], Eur(0)),
                new ReceiptLine("inv_3", "NL-INV-2025-000090", new DateOnly(2025, 6, 1), Eur(0), Eur(60), Eur(60), [], Eur(0)),
            ],
            Eur(23), Eur(0), Eur(23)),
        "NL-RCP-2026-000005", language, null, "Order 4711, April");

    /// <summary>80.00 paid a part of one invoice by cheque.</summary>
    internal static IssuedReceipt Part(string language = "en-GB") => Issued(
        new Receipt(
            "rcp_2", "pay|manual|nordlicht|pay_1|1", "manual|nordlicht|pay_1", new DateOnly(2026, 4, 7), Eur(80), null,
            [new ReceiptLine("inv_1", "NL-INV-2026-000011", new DateOnly(2026, 4, 1), Eur(100), Eur(80), Eur(0), [], Eur(20))], Eur(0), Eur(1020.5m), Eur(0)),
        "NL-RCP-2026-000006", language, PaymentMethod.Cheque, "cheque 0815");

    /// <summary>108.00 of it went back: 98.00 and its discount are owed again, 10.00 come from credit.</summary>
    internal static IssuedReceipt TakenBack(ReversalCause cause = ReversalCause.Returned, string language = "en-GB") => Issued(
        new Receipt(
            "rcp_3", "pay|gocardless|OR1|PM1|2", "gocardless|OR1|PM1", new DateOnly(2026, 4, 20), Eur(-108), cause,
            [new ReceiptLine("inv_1", "NL-INV-2026-000011", new DateOnly(2026, 4, 1), Eur(0), Eur(-98), Eur(0), [new Reduction(ReductionKind.EarlyPayment, Eur(-2))], Eur(100))], Eur(-10), Eur(100), Eur(13)),
        "NL-RCP-2026-000007", language, null, "");

    private static IssuedReceipt Issued(Receipt receipt, string number, string language, PaymentMethod? method, string reference) => new(
        receipt, number, receipt.ValueDate.AddDays(1), method, reference,
        new Seller("nordlicht", "Nordlicht Software GmbH", new PostalAddress("Lindenallee 27", "10115", "Berlin", "", "DE"), "Europe/Berlin", Euro, [new TaxId("VAT ID", "DE318472260")], "NL",
            new SellerContact("ar@nordlicht.example", "+49 30 5550 12", "https://nordlicht.example"), [new BankAccount(Euro, "Sparkasse", "DE02120300000000202051", "BYLADEM1001")],
            "Nordlicht Software GmbH · Amtsgericht Charlottenburg HRB 998877 B", "", "#1d7a8c", "en", [], 60, []),
        new CustomerProfile(1, "Gasthof Lindenhof OHG", new PostalAddress("Am Kirchplatz 3", "79098", "Freiburg", "", "DE"), "ap@lindenhof.example", "", language, "K-17"));

    private static Money Eur(decimal amount) => new(amount, Euro);
}
