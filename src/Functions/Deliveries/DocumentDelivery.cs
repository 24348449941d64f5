using System.Runtime.ExceptionServices;
using Billing.Functions.Letters;
using Billing.Functions.Messages;

namespace Billing.Functions.Deliveries;

/// <summary>Delivers a document or a notice: by e-mail to each of its recipients, and a notice as a letter where it goes by post.</summary>
internal sealed class DocumentDelivery(DeliverySubjects subjects, Recipients recipients, CopyDelivery copies, NoticeBook notices, NoticeLetters letters)
{
    /// <summary>Delivers the named copy, or all that the customer's recipients get. What fails for one keeps nothing from the others; it fails at the end.</summary>
    public async Task DeliverAsync(DeliveryRef delivery, CancellationToken cancellation)
    {
        var subject = await subjects.ReadAsync(delivery, cancellation);
        ExceptionDispatchInfo? failure = null;
        async Task TryAsync(Func<Task> act)
        {
            try
            {
                await act();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        var dispatch = delivery.Copy is null && subject is DeliverySubject.Notice notice ? await notices.DecideAsync(notice, cancellation) : null;
        if (dispatch?.Route.ByLetter == true)
            await TryAsync(() => letters.WriteAsync((DeliverySubject.Notice)subject, cancellation));
        foreach (var (copy, recipient) in await recipients.OfAsync(subject, delivery.Copy, cancellation))
        {
            if (dispatch?.Emails(recipient.Kind) != false)
                await TryAsync(() => copies.DeliverAsync(subject, delivery, copy, recipient, cancellation));
        }

        failure?.Throw();
    }

    /// <summary>Writes the letter of a notice that goes by post, and e-mails nothing.</summary>
    public async Task WriteLetterAsync(DeliveryRef delivery, CancellationToken cancellation)
    {
        if (delivery.Copy is null && await subjects.ReadAsync(delivery, cancellation) is DeliverySubject.Notice notice && (await notices.DecideAsync(notice, cancellation)).Route.ByLetter)
            await letters.WriteAsync(notice, cancellation);
    }
}
