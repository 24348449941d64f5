using Billing.DevHost.Gallery.Samples;
using Billing.Documents.CoverSheets;
using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Notices;
using Billing.Documents.Reports;
using Billing.Documents.Samples;
using Billing.Documents.Statements;
using Billing.Documents.Tests.Arrangements;
using Billing.Documents.Tests.Invoices;
using Billing.Documents.Tests.Pdf;
using Billing.Documents.Tests.Receipts;
using Billing.Domain;

namespace Billing.Documents.Tests.Golden;

/// <summary>One document of each kind, and those whose pages break.</summary>
internal static class GoldenDocuments
{
    private static readonly DateOnly Before = new(2026, 10, 1);

    internal static IReadOnlyDictionary<string, GoldenDocument> All { get; } = new[]
    {
        Invoice("invoice", SampleInvoices.WithLines(3)),
        Invoice("invoice-with-everything", Everything()),
        Invoice("invoice-of-many-pages", SampleInvoices.WithLines(45, "de")),
        Invoice("draft", SampleInvoices.WithLines(3) with { IsDraft = true, Number = "", Payment = null }),
        Invoice("credit-note", Given(SampleInvoices.WithLines(2)) with { Kind = new IssuedKind.CreditNote(new PrecedingDocument("ACME-INV-2026-000401", Before, ReasonCode.ServiceFailure)), Number = "ACME-CN-2026-000012" }),
        Invoice("cancellation", Given(Negative(SampleInvoices.WithLines(2))) with { Kind = new IssuedKind.Cancellation(new PrecedingDocument("ACME-INV-2026-000401", Before)), Number = "ACME-CAN-2026-000003" }),
        Invoice("void-number", Given(Empty()) with { Kind = new IssuedKind.VoidNumber(), Number = "ACME-INV-2026-000418" }),
        Invoice("late-charge", LateCharge()),
        Invoice("swiss-qr-bill", Swiss()),
        Receipt("receipt", SampleReceipts.Received()),
        Receipt("payment-taken-back", SampleReceipts.TakenBack()),
        Of("arrangement", "en-GB", SampleArrangements.Plan(), () => SampleArrangements.Plan().Render(DocumentAssets.None).Pdf),
        Statement("statement-balance-forward", SampleStatements.Long(StatementKind.BalanceForward, 40)),
        Statement("statement-open-items", SampleStatements.Of(StatementKind.OpenItems, "de")),
        Statement("statement-transactions", SampleStatements.Of(StatementKind.Transactions)),
        Notice("notice-reminder", SampleNotices.Of(ReminderStage.PaymentReminder)),
        Notice("notice-overdue", SampleNotices.Of(ReminderStage.OverdueNotice, "de")),
        Notice("notice-final", SampleNotices.Of(ReminderStage.FinalNotice)),
        Of("cover-sheet", "en-GB", SamplePrintBatches.Of(60), () => CoverSheetPdf.Render(SamplePrintBatches.Of(60), DocumentAssets.None)),
        Report("report-aging", SampleReports.Aging(), "en-GB"),
        Report("report-dso", SampleReports.CollectionSpeed(), "de"),
        Report("report-cash", SampleReports.Cash(), "en-GB"),
    }.ToDictionary(document => document.Name);

    private static InvoiceDocument Everything()
    {
        var invoice = SampleInvoices.WithLines(6);
        var paid = new Money(100m, invoice.Currency);
        return invoice with
        {
            PurchaseOrder = "4500012345",
            Memo = "Thank you for your order.",
            TaxNotes = ["Place of supply: Hamburg."],
            Totals = invoice.Totals with { Prepaid = paid, Due = invoice.Totals.Due - paid },
            EarlyPayment = new EarlyPaymentOffer(2m, new DateOnly(2026, 11, 8), new Money(7.5m, invoice.Currency)),
            Assets = new DocumentAssets(new DocumentLogo(SamplePng.Logo())),
        };
    }

    private static InvoiceDocument LateCharge()
    {
        var charge = new SampleDocuments(SampleSellers.Nordlicht, SampleCustomers.In("de")).LateCharge().ToDocument(DocumentAssets.None, null);
        return charge with { Lines = [.. charge.Lines.Select(line => line with { RunningTotal = null })] };
    }

    private static InvoiceDocument Swiss()
    {
        var invoice = SampleInvoices.WithLines(2, "de-CH", "CHF");
        return invoice with
        {
            Seller = SampleParties.SwissSeller.ToParty(),
            Buyer = SampleParties.SwissCustomer().ToParty(),
            Payment = new PaymentInstructions(SampleParties.SwissSeller.Bank[0], invoice.Number, null),
            LegalFooter = SampleParties.SwissSeller.LegalFooter,
            AccentColour = SampleParties.SwissSeller.Colour,
        };
    }

    // What gives money back asks for none.
    private static InvoiceDocument Given(InvoiceDocument document) => document with { DueDate = null, Payment = null };

    private static InvoiceDocument Negative(InvoiceDocument document) => document with
    {
        Lines = [.. document.Lines.Select(line => line with { Quantity = -line.Quantity, Amount = -line.Amount })],
        TaxSummary = [.. document.TaxSummary.Select(row => row with { Base = -row.Base, Tax = -row.Tax })],
        Totals = new DocumentTotals(-document.Totals.Net, -document.Totals.Tax, -document.Totals.Gross, document.Totals.Prepaid, -document.Totals.Due),
    };

    private static InvoiceDocument Empty()
    {
        var document = SampleInvoices.WithLines(1);
        var zero = Money.Zero(document.Currency);
        return document with { Lines = [], TaxSummary = [], Totals = new DocumentTotals(zero, zero, zero, zero, zero) };
    }

    private static GoldenDocument Report(string name, Report report, string language) =>
        Of(name, language, report.Controls, () => ReportPdf.Render(report, SampleParties.Seller with { Language = language }, DocumentAssets.None));

    private static GoldenDocument Invoice(string name, InvoiceDocument document) => Of(name, document.Language, document, () => InvoicePdf.Render(document));

    private static GoldenDocument Receipt(string name, IssuedReceipt receipt) => Of(name, "en-GB", receipt, () => receipt.Render(DocumentAssets.None).Pdf);

    private static GoldenDocument Notice(string name, ReminderNotice notice) => Of(name, notice.Customer.Language, notice, () => NoticePdf.Render(notice, DocumentAssets.None));

    // Each form shows its own part of the model.
    private static GoldenDocument Statement(string name, StatementDocument statement)
    {
        object shown = statement.Kind switch
        {
            StatementKind.BalanceForward => new object[] { statement.Opening, statement.Lines, statement.Closing, statement.Aging },
            StatementKind.OpenItems => new object[] { statement.Closing, statement.OpenItems, statement.OpenTotal, statement.Aging },
            _ => new object[] { statement.Lines, statement.Charged, statement.Credited, statement.Closing, statement.Aging },
        };
        return Of(name, statement.Customer.Language, shown, () => StatementPdf.Render(statement, DocumentAssets.None));
    }

    private static GoldenDocument Of(string name, string language, object model, Func<byte[]> print) => new(name, language, model, print);
}
