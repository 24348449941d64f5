using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Deliveries;

/// <summary>E-mails one copy, once: claims it, sends it, and marks what came of it.</summary>
internal sealed class CopyDelivery(DeliveryBook deliveries, AddressMarks marks, DeliveryTasks tasks, EmailComposer composer, Mailer mailer, WorkQueues queues, IConfiguration settings, TimeProvider clock)
{
    // A process that dies after the provider's answer can double one e-mail, not more.
    private const int MostTakeovers = 1;

    // Longer than a call to the provider may take.
    private readonly TimeSpan lease = TimeSpan.FromSeconds(settings.GetValue("Email:LeaseSeconds", 120));

    /// <exception cref="HttpRequestException">The provider is out of reach or busy; try again.</exception>
    public async Task DeliverAsync(DeliverySubject subject, DeliveryRef delivery, int copy, Recipient recipient, CancellationToken cancellation)
    {
        switch (await deliveries.ClaimAsync(subject.Account, subject.SubjectId, copy, lease, cancellation))
        {
            case Claim.Held claim:
                await SendAsync(subject, claim, recipient, cancellation);
                break;
            case Claim.Leased leased:
                // Whoever holds it may have died with it: a message of its own looks again when the lease is over.
                await queues.SendAsync(StorageNames.DeliverDocuments, new DeliverDocumentsMessage([delivery with { Copy = copy }]), cancellation, leased.Left + TimeSpan.FromSeconds(1));
                break;
        }
    }

    private async Task SendAsync(DeliverySubject subject, Claim.Held claim, Recipient recipient, CancellationToken cancellation)
    {
        Task MarkAsync(string state, string detail) => deliveries.MarkAsync(subject.Account, claim, recipient, state, detail, clock.GetUtcNow(), cancellation);

        if (mailer.WithheldBecause() is { } withheld)
        {
            await MarkAsync(DeliveryBook.Withheld, withheld);
            return;
        }

        if (await marks.FindAsync(subject.Account, AddressMarks.HashOf(subject.Account, recipient.Email), cancellation) is { } problem)
        {
            await tasks.WithheldAsync(subject, claim.Copy, problem, cancellation);
            await MarkAsync(DeliveryBook.Withheld, $"The address is marked: {problem.Kind} {problem.Code}".TrimEnd());
            return;
        }

        var answer = claim.Takeovers > MostTakeovers
            ? new MailAnswer.Rejected($"It is not known whether the mail provider took it; {claim.Takeovers} attempts ended without an answer. Look there.")
            : await AnswerAsync(subject, claim, recipient, cancellation);
        switch (answer)
        {
            case MailAnswer.Accepted accepted:
                await MarkAsync(DeliveryBook.Sent, accepted.ProviderId);
                break;
            case MailAnswer.Rejected rejected:
                await tasks.FailedAsync(subject, claim.Copy, rejected.Why, cancellation);
                await MarkAsync(DeliveryBook.Failed, rejected.Why);
                break;
        }
    }

    // Only where the provider certainly does not have the e-mail is the claim given back. Else the next one waits for the lease, and does it once more.
    private async Task<MailAnswer> AnswerAsync(DeliverySubject subject, Claim.Held claim, Recipient recipient, CancellationToken cancellation)
    {
        if (recipient.Email.Length == 0)
            return new MailAnswer.Rejected("The customer has no e-mail address.");
        OutgoingEmail email;
        try
        {
            email = await composer.ComposeAsync(subject, recipient, cancellation);
        }
        catch (UndeliverableException e)
        {
            return new MailAnswer.Rejected(e.Message);
        }
        catch (Exception)
        {
            await deliveries.ReleaseAsync(subject.Account, claim, cancellation);
            throw;
        }

        try
        {
            return await mailer.SendAsync(email, cancellation);
        }
        catch (HttpRequestException e) when (Mailer.WasNotTaken(e))
        {
            await deliveries.ReleaseAsync(subject.Account, claim, cancellation);
            throw;
        }
    }
}
