using Billing.Documents.Emails;
using Billing.Documents.Invoices;
using Billing.Documents.Notices;
using Billing.Documents.Tests.Arrangements;
using Billing.Documents.Tests.Invoices;
using Billing.Documents.Tests.Receipts;
using Billing.Domain;

namespace Billing.Documents.Tests.Emails;

public sealed class EmailTests
{
    [Fact]
    public void The_message_of_an_invoice_says_what_to_pay_until_when_and_how()
    {
        var email = InvoiceEmail.Compose(SampleInvoices.WithLines(3), EmailDispatch.ToCustomer);
        Assert.Equal("Invoice ACME-INV-2026-000417 from Nordlicht Telematik GmbH", email.Subject);
        foreach (var part in new[] { email.Text, Decoded(email) })
        {
            Assert.All(
                new[] { "Hello Spedition Vandervelde & Zonen N.V.,", "EUR\u00A0133.10", "15 November 2026", "DE89 3704 0044 0532 0130 00", "billing@nordlicht.example" },
                expected => Assert.Contains(expected, part, StringComparison.Ordinal));
        }
        Assert.Contains("href=\"https://pay.nordlicht.example/i/7f3kq9\"", email.Html, StringComparison.Ordinal);
        Assert.Contains("https://pay.nordlicht.example/i/7f3kq9", email.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancellation_asks_for_no_payment()
    {
        var document = SampleInvoices.WithLines(1) with
        {
            Kind = new IssuedKind.Cancellation(new PrecedingDocument("INV-1", null)),
            DueDate = null,
            Payment = null,
        };
        var email = InvoiceEmail.Compose(document, EmailDispatch.ToCustomer);
        Assert.Contains("cancels your invoice INV-1 in full", email.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Amount due", email.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("How to pay", email.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReminderStage.PaymentReminder, "Payment reminder from Nordlicht Telematik GmbH")]
    [InlineData(ReminderStage.OverdueNotice, "Overdue: payment to Nordlicht Telematik GmbH")]
    [InlineData(ReminderStage.FinalNotice, "Final notice from Nordlicht Telematik GmbH")]
    public void A_notice_lists_every_open_item_and_the_sum(ReminderStage stage, string subject)
    {
        var email = ReminderEmail.Compose(SampleEmails.Notice(stage));
        Assert.Equal(subject, email.Subject);
        foreach (var part in new[] { email.Text, Decoded(email) })
        {
            Assert.All(
                new[] { "INV-7", "EUR\u00A0100.00", "1 September 2026 (overdue)", "INV-9", "EUR\u00A020.50", "15 November 2026", "EUR\u00A0120.50" },
                expected => Assert.Contains(expected, part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_message_of_a_receipt_says_what_came_and_what_is_owed_now()
    {
        var email = ReceiptEmail.Compose(SampleReceipts.Part(), EmailDispatch.ToCustomer);
        Assert.Equal("Receipt NL-RCP-2026-000006 from Nordlicht Software GmbH", email.Subject);
        foreach (var part in new[] { email.Text, Decoded(email) })
        {
            Assert.All(
                new[] { "Hello Gasthof Lindenhof OHG,", "we received EUR\u00A080.00 on 7 April 2026", "NL-INV-2026-000011", "EUR\u00A01,020.50", "ar@nordlicht.example" },
                expected => Assert.Contains(expected, part, StringComparison.Ordinal));
        }

        Assert.DoesNotContain("How to pay", email.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_about_money_that_was_taken_back_says_why()
    {
        var email = ReceiptEmail.Compose(SampleReceipts.TakenBack(), EmailDispatch.ToCustomer);
        Assert.Equal("Payment to Nordlicht Software GmbH taken back: NL-RCP-2026-000007", email.Subject);
        Assert.Contains("EUR\u00A0108.00 of your payment was taken back on 20 April 2026", email.Text, StringComparison.Ordinal);
        Assert.Contains("Reason: the bank returned the payment", email.Text, StringComparison.Ordinal);
        Assert.Contains("NL-INV-2026-000011: EUR\u00A098.00\nOwed on your account now: EUR\u00A0100.00\nYour credit now: EUR\u00A013.00", email.Text, StringComparison.Ordinal);
        Assert.Contains("Rückbuchung einer Zahlung an Nordlicht Software GmbH", ReceiptEmail.Compose(SampleReceipts.TakenBack(language: "de"), EmailDispatch.ToCustomer).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_of_a_plan_lists_what_is_paid_when()
    {
        var email = ArrangementEmail.Compose(SampleArrangements.Plan(), EmailDispatch.ToCustomer);
        Assert.Equal("Instalment plan NL-ARR-2026-000003 from Nordlicht Software GmbH", email.Subject);
        Assert.All(
            ["you pay EUR\u00A0754.70 as follows", "Deposit, by 8 April 2026: EUR\u00A0154.70", "Instalment 6, by 30 September 2026: EUR\u00A0100.00", "Reference: NL-ARR-2026-000003"],
            expected => Assert.Contains(expected, email.Text, StringComparison.Ordinal));
        Assert.Contains("Ratenplan NL-ARR-2026-000003", ArrangementEmail.Compose(SampleArrangements.Plan("de"), EmailDispatch.ToCustomer).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agreed_payment_is_reminded_of_in_words_of_its_own()
    {
        var soon = new DueInstalment("ACME-ARR-2026-000001", 2, 6, new DateOnly(2026, 12, 1), SampleEmails.Notice(ReminderStage.PaymentReminder).Total, null);
        var alone = SampleEmails.Notice(ReminderStage.PaymentReminder) with { Items = [], Instalments = [soon, soon with { Number = "", No = 1, Of = 1 }, soon with { No = 0 }] };
        var email = ReminderEmail.Compose(alone);
        Assert.StartsWith("Your next payment to", email.Subject, StringComparison.Ordinal);
        Assert.All(
            ["Instalment 2 of 6, ACME-ARR-2026-000001, Due 1 December 2026", "As you promised, Due 1 December 2026", "Deposit, ACME-ARR-2026-000001"],
            expected => Assert.Contains(expected, email.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("Total open", email.Text, StringComparison.Ordinal);

        var missed = ReminderEmail.Compose(alone with { Stage = ReminderStage.OverdueNotice, Instalments = [soon with { GraceEndsOn = new DateOnly(2026, 12, 8) }] });
        Assert.StartsWith("Not received: payment to", missed.Subject, StringComparison.Ordinal);
        Assert.Contains("1 December 2026, at the latest 8 December 2026", missed.Text, StringComparison.Ordinal);

        // With steps of other invoices on the same day it is one message, in the words of these.
        var both = ReminderEmail.Compose(SampleEmails.Notice(ReminderStage.FinalNotice) with { Instalments = [soon] });
        Assert.StartsWith("Final notice", both.Subject, StringComparison.Ordinal);
        Assert.All(["Total open", "And as we agreed, please pay:", "Instalment 2 of 6"], expected => Assert.Contains(expected, both.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_final_notice_names_its_deadline() =>
        Assert.Contains("Please pay by 30 November 2026.", ReminderEmail.Compose(SampleEmails.Notice(ReminderStage.FinalNotice)).Text, StringComparison.Ordinal);

    [Fact]
    public void A_contact_who_gets_a_copy_is_greeted_by_name() =>
        Assert.Contains("Hello Ms Lindt,", InvoiceEmail.Compose(SampleInvoices.WithLines(1), new EmailDispatch { Contact = "Ms Lindt" }).Text, StringComparison.Ordinal);

    [Fact]
    public void An_attached_e_invoice_is_named()
    {
        var both = InvoiceEmail.Compose(SampleInvoices.WithLines(1), new EmailDispatch { EInvoiceFile = "NL-1.xml" });
        Assert.Contains("attached as a PDF and, for your accounting software, as an e-invoice (NL-1.xml).", both.Text, StringComparison.Ordinal);
        var alone = InvoiceEmail.Compose(SampleInvoices.WithLines(1), new EmailDispatch { EInvoiceFile = "NL-1.xml", HasPdf = false });
        Assert.Contains("attached as an e-invoice (NL-1.xml)", alone.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("PDF", alone.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_that_are_too_large_come_as_links()
    {
        DownloadLink[] links = [new("NL-1.pdf", new Uri("https://billing.example/d/1?a=1&b=2"), new DateOnly(2027, 1, 31)), new("NL-1.xml", new Uri("https://billing.example/d/2"))];
        var email = InvoiceEmail.Compose(SampleInvoices.WithLines(1), new EmailDispatch { Links = links });
        Assert.Contains("The 2 documents are too large to attach.", email.Text, StringComparison.Ordinal);
        Assert.Contains("Download NL-1.pdf: https://billing.example/d/1?a=1&b=2\n\nAvailable until 31 January 2027\n\nDownload NL-1.xml: https://billing.example/d/2", email.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"https://billing.example/d/1?a=1&amp;b=2\"", email.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("attached", email.Text, StringComparison.Ordinal);
        Assert.Contains("The document is too large to attach.", InvoiceEmail.Compose(SampleInvoices.WithLines(1), new EmailDispatch { Links = links[..1] }).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    public void A_link_that_is_no_web_address_is_refused(string address) =>
        Assert.Throws<ArgumentException>(() => new DownloadLink("a.pdf", new Uri(address)));

    [Fact]
    public void Lists_of_messages_show_the_amount_and_the_day_beside_the_subject() =>
        Assert.Contains("mso-hide:all\">Amount due: EUR\u00A014.88 · Due date: 15 November 2026&#847;", Decoded(InvoiceEmail.Compose(SampleInvoices.WithLines(1), EmailDispatch.ToCustomer)).Replace("\u034F", "&#847;", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void The_message_adapts_to_dark_mode_and_narrow_screens()
    {
        var html = InvoiceEmail.Compose(SampleInvoices.WithLines(1), EmailDispatch.ToCustomer).Html;
        Assert.Contains("prefers-color-scheme: dark", html, StringComparison.Ordinal);
        Assert.Contains("name=\"viewport\"", html, StringComparison.Ordinal);
        Assert.Contains("max-width:560px", html, StringComparison.Ordinal);
    }

    private static string Decoded(EmailContent email) => System.Net.WebUtility.HtmlDecode(email.Html);
}
