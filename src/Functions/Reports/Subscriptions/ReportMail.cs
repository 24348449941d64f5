using Billing.Documents.Emails;
using Billing.Functions.Configuration;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Tasks;
using SendGrid.Helpers.Mail;

namespace Billing.Functions.Reports.Subscriptions;

/// <summary>E-mails a report to one recipient, once: claims it, sends it, and marks what came of it.</summary>
internal sealed class ReportMail(ReportDeliveryBook book, ReportEmailComposer composer, Mailer mailer, TaskBook tasks, TimeProvider clock)
{
    // A process that dies after the provider's answer can double one e-mail, not more.
    private const int MostTakeovers = 1;

    // Longer than a call to the provider may take.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Sends it, unless that is done.</summary>
    /// <returns>How long somebody else has it, or had it and died; nothing where it is settled.</returns>
    /// <exception cref="HttpRequestException">The provider is out of reach or busy; try again.</exception>
    public async Task<TimeSpan?> SendAsync(ReportDelivery made, string address, CancellationToken cancellation)
    {
        var claim = await book.ClaimAsync(made.Wanted, address, Lease, cancellation);
        if (claim is Claim.Held held)
            await SendAsync(made, address, held, cancellation);
        return (claim as Claim.Leased)?.Left;
    }

    private async Task SendAsync(ReportDelivery made, string address, Claim.Held claim, CancellationToken cancellation)
    {
        Task MarkAsync(string state, string detail) => book.MarkAsync(made.Wanted, address, claim, state, detail, cancellation);
        if (mailer.WithheldBecause() is { } withheld)
        {
            await MarkAsync(DeliveryBook.Withheld, withheld);
            return;
        }

        var answer = claim.Takeovers > MostTakeovers
            ? new MailAnswer.Rejected($"It is not known whether the mail provider took it; {claim.Takeovers} attempts ended without an answer. Look there.")
            : await AnswerAsync(made, address, claim, cancellation);
        if (answer is MailAnswer.Rejected rejected)
        {
            await tasks.OpenAsync(new WorkTask(made.Wanted.SellerId, TaskBook.IdOf(DeliveryTasks.Failed, $"{made.Wanted.Id}/{address}"), DeliveryTasks.Failed, made.Wanted.Id,
                $"The report {made.Wanted.Kind} of {made.Wanted.AsOf:O} did not go out to one of its recipients. {rejected.Why} Mend the cause, and pass the report on by hand.", clock.GetUtcNow()), cancellation);
        }

        await MarkAsync(answer is MailAnswer.Rejected ? DeliveryBook.Failed : DeliveryBook.Sent, answer is MailAnswer.Accepted accepted ? accepted.ProviderId : ((MailAnswer.Rejected)answer).Why);
    }

    // Only where the provider certainly does not have the e-mail is the claim given back. Else the next one waits for the lease, and does it once more.
    private async Task<MailAnswer> AnswerAsync(ReportDelivery made, string address, Claim.Held claim, CancellationToken cancellation)
    {
        Task ReleaseAsync() => book.MarkAsync(made.Wanted, address, claim, DeliveryBook.Requested, "", cancellation);
        OutgoingEmail email;
        try
        {
            email = await composer.ComposeAsync(made, address, cancellation);
        }
        catch (UndeliverableException e)
        {
            return new MailAnswer.Rejected(e.Message);
        }
        catch (Exception)
        {
            await ReleaseAsync();
            throw;
        }

        try
        {
            return await mailer.SendAsync(email, cancellation);
        }
        catch (HttpRequestException e) when (Mailer.WasNotTaken(e))
        {
            await ReleaseAsync();
            throw;
        }
    }
}

/// <summary>Makes the e-mail that brings a report.</summary>
internal sealed class ReportEmailComposer(ConfigurationBook configuration, ReportFiles files, DocumentLinks links)
{
    // What mail servers commonly take; in transport an attachment is a third larger.
    private const long MostAttachedBytes = 10 * 1024 * 1024;

    /// <exception cref="UndeliverableException">It is too large to be attached, and no link can be given instead.</exception>
    public async Task<OutgoingEmail> ComposeAsync(ReportDelivery made, string address, CancellationToken cancellation)
    {
        var (wanted, seller) = (made.Wanted, (await configuration.ReadAsync(made.Wanted.SellerId, cancellation)).Seller);
        var isTooLarge = made.Files.Sum(file => file.Bytes) > MostAttachedBytes;
        if (isTooLarge && links.UnavailableBecause() is { } why)
            throw new UndeliverableException($"Its files are too large for an e-mail, and {why}.");
        var content = ReportEmail.Compose(seller, wanted.Kind, wanted.Question() is { Kind.IsOfPeriod: true } question ? question.From : null, wanted.AsOf, isTooLarge ? [.. made.Files.Select(Download)] : []);
        var attachments = new List<EmailAttachment>();
        foreach (var file in isTooLarge ? [] : made.Files)
            attachments.Add(new EmailAttachment(NameOf(wanted, file), TypeOf(file), await files.ReadAsync(file, cancellation)));
        return new OutgoingEmail(new EmailAddress(seller.Contact.Email, seller.Name), new EmailAddress(address), content, attachments, wanted.Id, "") { SellerId = wanted.SellerId };
    }

    // The mail provider takes no parameters of a type, such as its character set.
    private static string TypeOf(StoredFile file) => DeliverReportMessage.TypeOf(file.Path).Split(';')[0];

    private static string NameOf(DeliverReportMessage wanted, StoredFile file) =>
        $"{Path.GetFileNameWithoutExtension(file.Path)}-{wanted.AsOf:O}{Path.GetExtension(file.Path)}";

    // The day on which a link ends it may be gone already in the morning.
    private DownloadLink Download(StoredFile file)
    {
        var link = links.ToReport(file);
        return new DownloadLink(link.FileName, link.Url, DateOnly.FromDateTime(link.Expires.UtcDateTime).AddDays(-1));
    }
}
