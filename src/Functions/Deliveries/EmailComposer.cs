using Billing.Documents;
using Billing.Documents.Emails;
using Billing.Documents.Notices;
using Billing.Functions.Documents;
using SendGrid.Helpers.Mail;

namespace Billing.Functions.Deliveries;

/// <summary>Makes the e-mail that brings a document or a notice to one of its recipients.</summary>
internal sealed class EmailComposer(DocumentStore documents, DocumentLinks links)
{
    // What mail servers commonly take; in transport an attachment is a third larger.
    private const long MostAttachedBytes = 10 * 1024 * 1024;

    /// <exception cref="UndeliverableException">It is too large to be attached, and no link can be given instead.</exception>
    public async Task<OutgoingEmail> ComposeAsync(DeliverySubject subject, Recipient recipient, CancellationToken cancellation)
    {
        var (content, attachments) = subject switch
        {
            DeliverySubject.Document document => await DocumentAsync(document, recipient, cancellation),
            DeliverySubject.Notice notice => (ReminderEmail.Compose(ReminderNotice.Of(notice.Issued, notice.Seller, notice.Customer with { Name = recipient.Name }, null)), []),
            _ => throw new InvalidOperationException($"{subject.GetType().Name} has no e-mail."),
        };
        return new OutgoingEmail(new EmailAddress(subject.Seller.Contact.Email, subject.Seller.Name), new EmailAddress(recipient.Email, recipient.Name), content, attachments, subject.SubjectId, subject.Account.ToString());
    }

    private async Task<(EmailContent, IReadOnlyList<EmailAttachment>)> DocumentAsync(DeliverySubject.Document subject, Recipient recipient, CancellationToken cancellation)
    {
        var files = subject.Stored.Sent(subject.Issued);
        var isTooLarge = files.Sum(file => file.Bytes) > MostAttachedBytes;
        if (isTooLarge && links.UnavailableBecause() is { } why)
            throw new UndeliverableException($"Its files are too large for an e-mail, and {why}.");
        var content = subject.Issued.ToEmail(new EmailDispatch
        {
            Contact = recipient.Name,
            HasPdf = files.Contains(subject.Stored.Pdf),
            EInvoiceFile = subject.Stored.EInvoice is { } eInvoice && files.Contains(eInvoice) ? Path.GetFileName(eInvoice.Path) : "",
            Links = isTooLarge ? [.. files.Select(file => Download(links.To(subject.Account, subject.SubjectId, file)))] : [],
        });
        if (isTooLarge)
            return (content, []);

        var attachments = new List<EmailAttachment>();
        foreach (var file in files)
            attachments.Add(new EmailAttachment(Path.GetFileName(file.Path), DocumentStore.TypeOf(file), await documents.ReadAsync(file, cancellation)));
        return (content, attachments);
    }

    // The day on which a link ends it may be gone already in the morning.
    private static DownloadLink Download(DocumentLink link) => new(link.FileName, link.Url, DateOnly.FromDateTime(link.Expires.UtcDateTime).AddDays(-1));
}

/// <summary>An e-mail that will never be sent as it is.</summary>
internal sealed class UndeliverableException(string why) : Exception(why);
