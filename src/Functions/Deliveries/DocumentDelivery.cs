using Billing.Domain;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Deliveries;

/// <summary>E-mails one document or notice, once.</summary>
internal sealed class DocumentDelivery(DeliveryBook deliveries, EmailComposer composer, Mailer mailer, TaskBook tasks, WorkQueues queues, IConfiguration settings, TimeProvider clock)
{
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

        MailAnswer answer;
        try
        {
            var email = await composer.ComposeAsync(delivery, cancellation);
            answer = email.To.Email.Length == 0 ? new MailAnswer.Rejected("The customer has no e-mail address.") : await mailer.SendAsync(email, cancellation);
        }
        catch (Exception)
        {
            await deliveries.ReleaseAsync(delivery, claim, cancellation);
            throw;
        }

        if (answer is MailAnswer.Accepted accepted)
        {
            await deliveries.MarkAsync(delivery, claim, "sent", accepted.ProviderId, clock.GetUtcNow(), cancellation);
            return;
        }

        var why = ((MailAnswer.Rejected)answer).Why;
        await tasks.OpenAsync(new WorkTask(AccountId.Parse(delivery.AccountId).Seller, TaskBook.IdOf("delivery-failed", delivery.SubjectId), "delivery-failed", delivery.SubjectId,
            $"{delivery.AccountId}: {why} Mend the address or the document, then have it delivered again.", clock.GetUtcNow()), cancellation);
        await deliveries.MarkAsync(delivery, claim, "failed", why, clock.GetUtcNow(), cancellation);
    }
}
