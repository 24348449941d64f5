using Billing.DevHost.Gallery.Samples;
using Billing.Documents.Emails;
using Billing.Documents.Invoices;
using Billing.Documents.Notices;
using Billing.Documents.Statements;
using Billing.Documents.Tests.Arrangements;
using Billing.Documents.Tests.Invoices;
using Billing.Documents.Tests.Receipts;
using Billing.Domain;

namespace Billing.Documents.Tests.Emails;

/// <summary>Messages of every kind.</summary>
internal static class SampleEmails
{
    internal static ReminderNotice Notice(ReminderStage stage)
    {
        var notice = SampleNotices.Of(stage);
        return notice with { Seller = notice.Seller with { Name = "Nordlicht Telematik GmbH" } };
    }

    /// <summary>One message of every kind and every way to send it, in a language, where names may be given that are hostile.</summary>
    internal static IEnumerable<(string Kind, EmailContent Email)> All(string language, string? name = null)
    {
        var invoice = Named(SampleInvoices.WithLines(2, language), name);
        var dispatch = new EmailDispatch { Contact = name ?? "", EInvoiceFile = name is null ? "" : $"{name}.xml" };
        yield return ("invoice", InvoiceEmail.Compose(invoice, dispatch));
        yield return ("invoice to download", InvoiceEmail.Compose(invoice, new EmailDispatch { Links = [new(name ?? "invoice.pdf", new Uri("https://billing.example/d/1?a=1&b=2"), new DateOnly(2027, 1, 31))] }));
        yield return ("invoice of nothing", InvoiceEmail.Compose(invoice with { DueDate = null, Payment = null }, dispatch));
        var preceding = new PrecedingDocument(name ?? "INV-1", new DateOnly(2026, 10, 1), ReasonCode.BillingError);
        yield return ("credit note", InvoiceEmail.Compose(invoice with { Kind = new IssuedKind.CreditNote(preceding), DueDate = null, Payment = null }, dispatch));
        yield return ("cancellation", InvoiceEmail.Compose(invoice with { Kind = new IssuedKind.Cancellation(preceding), DueDate = null, Payment = null }, dispatch));
        yield return ("void number", InvoiceEmail.Compose(invoice with { Kind = new IssuedKind.VoidNumber(), DueDate = null, Payment = null }, dispatch));
        foreach (var receipt in new[] { SampleReceipts.Part(), SampleReceipts.TakenBack() })
        {
            yield return (receipt.Receipt.TakenBack is null ? "receipt" : "reversal", ReceiptEmail.Compose(
                receipt with { Number = name ?? receipt.Number, Buyer = Named(receipt.Buyer, name, language), Seller = Named(receipt.Seller, name) }, dispatch));
        }

        var plan = SampleArrangements.Plan();
        yield return ("arrangement", ArrangementEmail.Compose(plan with { Number = name ?? plan.Number, Buyer = Named(plan.Buyer, name, language), Seller = Named(plan.Seller, name) }, dispatch));
        var statement = SampleStatements.Of(StatementKind.BalanceForward);
        statement = statement with { Customer = Named(statement.Customer, name, language), Seller = Named(statement.Seller, name) };
        yield return ("statement", StatementEmail.Compose(statement, dispatch));
        yield return ("statement of credit", StatementEmail.Compose(statement with { Closing = -statement.Closing, OpenTotal = Money.Zero(statement.Closing.Currency), ToPay = Money.Zero(statement.Closing.Currency), Payment = null }, dispatch));
        foreach (var stage in Enum.GetValues<ReminderStage>())
        {
            var notice = Notice(stage);
            var instalment = new DueInstalment(name ?? "ACME-ARR-2026-000001", 2, 6, new DateOnly(2026, 12, 1), notice.Total, new DateOnly(2026, 12, 8));
            notice = notice with { Customer = Named(notice.Customer, name, language), Seller = Named(notice.Seller, name), Payment = invoice.Payment, Items = [.. notice.Items.Select(item => item with { Number = name ?? item.Number })] };
            yield return ($"notice {stage}", ReminderEmail.Compose(notice));
            yield return ($"notice {stage} with instalments", ReminderEmail.Compose(notice with { Instalments = [instalment, instalment with { No = 0 }, instalment with { Number = "" }] }));
            yield return ($"notice {stage} of instalments alone", ReminderEmail.Compose(notice with { Items = [], Instalments = [instalment] }));
        }
    }

    private static InvoiceDocument Named(InvoiceDocument invoice, string? name) => name is null ? invoice : invoice with
    {
        Number = name,
        Buyer = invoice.Buyer with { Name = name },
        Seller = invoice.Seller with { Name = name, Email = name, Phone = name },
        Payment = new PaymentInstructions(new BankAccount(invoice.Currency, name, name, name), name, new Uri("javascript:alert(1)")),
    };

    private static CustomerProfile Named(CustomerProfile buyer, string? name, string language) => buyer with { Name = name ?? buyer.Name, Language = language };

    private static Seller Named(Seller seller, string? name) => name is null ? seller : seller with { Name = name };
}
