using Billing.Domain;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Deliveries;

/// <summary>E-mails one document or notice, once.</summary>
internal sealed class DocumentDelivery(DeliveryBook deliveries, EmailComposer composer, Mailer mailer, TaskBook tasks, WorkQueues queues, IConfiguration settings, TimeProvider clock)
{
    // A process that dies after the provider's answer can double one e-mail, not more.
    private const int MostTakeovers = 1;

    // Longer than a call to the provider may take.
    private readonly TimeSpan lease = TimeSpan.FromSeconds(settings.GetValue("Email:LeaseSeconds", 120));

    /// <summary>Claims a delivery, sends it, and marks what came of it.</summary>
    public async Task DeliverAsync(DeliveryRef delivery, CancellationToken cancellation)
    {
        switch (await deliveries.ClaimAsync(delivery, lease, cancellation))
        {
            case Claim.Held claim:
                await SendAsync(delivery, claim, cancellation);
                break;
            case Claim.Leased leased:
                // Whoever holds it may have died with it: a message of its own looks again when the lease is over.
                await queues.SendAsync(StorageNames.DeliverDocuments, new DeliverDocumentsMessage([delivery]), cancellation, leased.Left + TimeSpan.FromSeconds(1));
                break;
        }
    }

    private async Task SendAsync(DeliveryRef delivery, Claim.Held claim, CancellationToken cancellation)
    {
        if (mailer.WithheldBecause() is { } withheld)
        {
            await deliveries.MarkAsync(delivery, claim, "withheld", withheld, clock.GetUtcNow(), cancellation);
            return;
        }

        if (claim.Takeovers > MostTakeovers)
        {
            await GiveUpAsync(delivery, claim, $"It is not known whether the mail provider took it; {claim.Takeovers} attempts ended without an answer. Look there.", cancellation);
            return;
        }

        switch (await AnswerAsync(delivery, claim, cancellation))
        {
            case MailAnswer.Accepted accepted:
                await deliveries.MarkAsync(delivery, claim, DeliveryBook.Sent, accepted.ProviderId, clock.GetUtcNow(), cancellation);
                break;
            case MailAnswer.Rejected rejected:
                await GiveUpAsync(delivery, claim, rejected.Why, cancellation);
                break;
        }
    }

    // Only where the provider certainly does not have the e-mail is the claim given back. Else the next one waits for the lease, and does it once more.
    private async Task<MailAnswer> AnswerAsync(DeliveryRef delivery, Claim.Held claim, CancellationToken cancellation)
    {
        OutgoingEmail email;
        try
        {
            email = await composer.ComposeAsync(delivery, cancellation);
        }
        catch (Exception)
        {
            await deliveries.ReleaseAsync(delivery, claim, cancellation);
            throw;
        }

        if (email.To.Email.Length == 0)
            return new MailAnswer.Rejected("The customer has no e-mail address.");
        try
        {
            return await mailer.SendAsync(email, cancellation);
        }
        catch (HttpRequestException e) when (Mailer.WasNotTaken(e))
        {
            await deliveries.ReleaseAsync(delivery, claim, cancellation);
            throw;
        }
    }

    private async Task GiveUpAsync(DeliveryRef delivery, Claim.Held claim, string why, CancellationToken cancellation)
    {
        await tasks.OpenAsync(new WorkTask(AccountId.Parse(delivery.AccountId).Seller, TaskBook.IdOf("delivery-failed", delivery.SubjectId), "delivery-failed", delivery.SubjectId,
            $"{delivery.AccountId}: {why} Mend the cause, then send the document to the customer by hand.", clock.GetUtcNow()), cancellation);
        await deliveries.MarkAsync(delivery, claim, "failed", why, clock.GetUtcNow(), cancellation);
    }
}
