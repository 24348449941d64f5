using System.Runtime.ExceptionServices;
using Billing.Functions.Messages;

namespace Billing.Functions.Deliveries;

/// <summary>E-mails a document or a notice to each of its recipients.</summary>
internal sealed class DocumentDelivery(DeliverySubjects subjects, Recipients recipients, CopyDelivery copies)
{
    /// <summary>Delivers the named copy, or all that the customer's recipients get. What fails for one keeps nothing from the others; it fails at the end.</summary>
    public async Task DeliverAsync(DeliveryRef delivery, CancellationToken cancellation)
    {
        var subject = await subjects.ReadAsync(delivery, cancellation);
        ExceptionDispatchInfo? failure = null;
        foreach (var (copy, recipient) in await recipients.OfAsync(subject, delivery.Copy, cancellation))
        {
            try
            {
                await copies.DeliverAsync(subject, delivery, copy, recipient, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        failure?.Throw();
    }
}
