using System.Net;
using MimeKit;
using SendGrid.Helpers.Mail;

namespace Billing.DevHost.Tests.Mail;

public sealed class AcceptedMailTests : MailCatcherTest
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, 0, 255, 128, 10];

    [Fact]
    public async Task A_mail_is_accepted_with_a_message_id_and_kept()
    {
        var mail = Invoice();
        mail.AddAttachment("invoice.pdf", Convert.ToBase64String(Pdf), "application/pdf");
        mail.SetReplyTo(new EmailAddress("ar@acme.example"));
        mail.AddCc("buchhaltung@kunde.example");
        mail.AddBcc("archive@acme.example");
        mail.AddCustomArg("deliveryId", "dlv-7");
        mail.AddHeader("X-Entity-Ref-ID", "ACME-2026-000042");
        mail.AddCategory("invoice");

        var response = await Client.SendEmailAsync(mail);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Empty(await response.Body.ReadAsStringAsync());
        var caught = Assert.Single(Catcher.Messages);
        Assert.Equal(response.Headers.GetValues("X-Message-Id").Single(), caught.MessageId);
        Assert.Equal(
            ("Acme Billing <billing@acme.example>", "Rechnung ACME-2026-000042"), (caught.From.ToString(), caught.Subject));
        Assert.Equal(
            [["Jürgen Müller <juergen@kunde.example>"], ["buchhaltung@kunde.example"], ["archive@acme.example"], ["ar@acme.example"]],
            new[] { caught.To, caught.Cc, caught.Bcc, caught.ReplyTo }
                .Select(list => list.Select(address => address.ToString()).ToArray()));
        Assert.Equal("Guten Tag, anbei Ihre Rechnung.", caught.Text);
        Assert.Equal("<p>Guten Tag,<br>anbei Ihre <b>Rechnung</b>.</p>", caught.Html);
        var attachment = Assert.Single(caught.Attachments);
        Assert.Equal(("invoice.pdf", "application/pdf"), (attachment.FileName, attachment.ContentType));
        Assert.Equal(Pdf, attachment.Content);
        Assert.Equal("dlv-7", caught.CustomArgs["deliveryId"]);
        Assert.Equal("ACME-2026-000042", caught.Headers["X-Entity-Ref-ID"]);
        Assert.Equal(["invoice"], caught.Categories);
    }

    [Fact]
    public async Task An_accepted_mail_is_written_as_a_file_that_a_mail_program_reads()
    {
        var mail = Invoice();
        mail.AddAttachment("Rechnung März.pdf", Convert.ToBase64String(Pdf), "application/pdf");
        mail.AddHeader("X-Entity-Ref-ID", "ACME-2026-000042");
        await Client.SendEmailAsync(mail);

        var file = Assert.Single(Folder.GetFiles("*.eml"));
        using var eml = await MimeMessage.LoadAsync(file.FullName);
        Assert.Equal("Rechnung ACME-2026-000042", eml.Subject);
        Assert.Equal("\"Acme Billing\" <billing@acme.example>", eml.From.ToString());
        var to = Assert.IsType<MailboxAddress>(Assert.Single(eml.To));
        Assert.Equal(("Jürgen Müller", "juergen@kunde.example"), (to.Name, to.Address));
        Assert.Equal("ACME-2026-000042", eml.Headers["X-Entity-Ref-ID"]);
        var mixed = Assert.IsType<Multipart>(eml.Body);
        Assert.Equal(
            ["text/plain", "text/html"],
            Assert.IsType<MultipartAlternative>(mixed[0]).Select(part => part.ContentType.MimeType));
        Assert.Equal("Guten Tag, anbei Ihre Rechnung.", eml.TextBody);
        Assert.Equal("<p>Guten Tag,<br>anbei Ihre <b>Rechnung</b>.</p>", eml.HtmlBody);
        var attachment = Assert.IsType<MimePart>(Assert.Single(eml.Attachments));
        using var content = new MemoryStream();
        await attachment.Content!.DecodeToAsync(content);
        Assert.Equal(("Rechnung März.pdf", "application/pdf"), (attachment.FileName, attachment.ContentType.MimeType));
        Assert.Equal(Pdf, content.ToArray());
    }

    [Fact]
    public async Task An_inline_picture_is_part_of_the_html()
    {
        var mail = Invoice();
        mail.AddAttachment("logo.png", Convert.ToBase64String(Pdf), "image/png", "inline", "logo");
        await Client.SendEmailAsync(mail);

        Assert.Equal("logo", Assert.Single(Catcher.Messages).Attachments.Single().InlineContentId);
        using var eml = await MimeMessage.LoadAsync(Folder.GetFiles("*.eml").Single().FullName);
        Assert.Empty(eml.Attachments);
        Assert.Contains(eml.BodyParts, part => part.ContentId == "logo");
    }

    [Fact]
    public async Task Each_personalization_is_a_mail_of_its_own_with_one_message_id()
    {
        var mail = MailHelper.CreateMultipleEmailsToMultipleRecipients(
            new EmailAddress("billing@acme.example"),
            [new EmailAddress("a@kunde.example"), new EmailAddress("b@kunde.example")],
            ["Für A", "Für B"],
            "text",
            "<p>html</p>",
            [[], []]);
        await Client.SendEmailAsync(mail);

        Assert.Equal(
            [("a@kunde.example", "Für A"), ("b@kunde.example", "Für B")],
            Catcher.Messages.Select(caught => (caught.To.Single().Email, caught.Subject)));
        Assert.Single(Catcher.Messages.Select(caught => caught.MessageId).Distinct());
        Assert.Equal(2, Folder.GetFiles("*.eml").Length);
    }

    [Fact]
    public async Task Sandbox_mode_checks_and_keeps_nothing()
    {
        var mail = Invoice();
        mail.SetSandBoxMode(true);

        Assert.Equal(HttpStatusCode.OK, (await Client.SendEmailAsync(mail)).StatusCode);
        Assert.Empty(Catcher.Messages);
    }

    [Fact]
    public async Task Mails_sent_at_once_are_all_kept()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Client.SendEmailAsync(Invoice())));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.Accepted, response.StatusCode));
        Assert.Equal(40, Catcher.Messages.Select(caught => caught.MessageId).Distinct().Count());
        Assert.Equal(40, Folder.GetFiles("*.eml").Length);
    }

    [Fact]
    public async Task The_inbox_lists_the_mails_and_shows_each()
    {
        var mail = Invoice();
        mail.Subject = "Invoice <1> & more";
        mail.AddAttachment("invoice.pdf", Convert.ToBase64String(Pdf), "application/pdf");
        await Client.SendEmailAsync(mail);
        using var browser = new HttpClient { BaseAddress = Catcher.Url };

        Assert.Contains("Invoice &lt;1&gt; &amp; more", await browser.GetStringAsync("/"), StringComparison.Ordinal);
        var page = await browser.GetStringAsync("/messages/1");
        Assert.Contains("juergen@kunde.example", page, StringComparison.Ordinal);
        Assert.Contains("invoice.pdf", page, StringComparison.Ordinal);
        Assert.Equal("<p>Guten Tag,<br>anbei Ihre <b>Rechnung</b>.</p>", await browser.GetStringAsync("/messages/1/html"));
        Assert.Equal(Pdf, await browser.GetByteArrayAsync("/messages/1/attachments/0"));
        using var eml = await MimeMessage.LoadAsync(await browser.GetStreamAsync("/messages/1/eml"));
        Assert.Equal("Invoice <1> & more", eml.Subject);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/messages/2")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/messages/1/attachments/1")).StatusCode);
    }
}
