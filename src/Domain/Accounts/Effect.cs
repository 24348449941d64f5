namespace Billing.Domain;

/// <summary>What must be done outside the account because of its events. Derived from them, so never stored; done at least once, and made once by whoever receives it.</summary>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>An issued document is to be rendered and then delivered.</summary>
    public sealed record RenderDocument(string DocumentId) : Effect;

    /// <summary>A notice is to be delivered.</summary>
    public sealed record DeliverNotice(string NoticeId, int EventIndex) : Effect;

    /// <summary>The customer's personal data is to be overwritten and deleted where it is stored.</summary>
    public sealed record ErasePersonalData : Effect;

    /// <summary>A payment attempt is to be made.</summary>
    public sealed record MakePaymentAttempt(string DocumentId, string AttemptId) : Effect;

    /// <summary>The effects of the events of one command, beside their journal entries and their publication, which every event has.</summary>
    public static IEnumerable<Effect> Of(IReadOnlyList<AccountEvent> events)
    {
        for (var index = 0; index < events.Count; index++)
        {
            switch (events[index])
            {
                case InvoiceFinalized issued:
                    yield return new RenderDocument(issued.Invoice.DocumentId);
                    break;
                case LateChargeIssued late:
                    yield return new RenderDocument(late.Charge.DocumentId);
                    break;
                case InvoiceVoided voided:
                    yield return new RenderDocument(voided.Cancellation.DocumentId);
                    break;
                case CreditNoteIssued credited:
                    yield return new RenderDocument(credited.Note.DocumentId);
                    break;
                case ReceiptIssued receipt:
                    yield return new RenderDocument(receipt.Receipt.DocumentId);
                    break;
                case StatementIssued statement:
                    yield return new RenderDocument(statement.DocumentId);
                    break;
                case NumberVoided number:
                    yield return new RenderDocument(number.DocumentId);
                    break;
                case ArrangementAgreed { Arrangement: { Number.Length: > 0 } agreed }:
                    yield return new RenderDocument(agreed.ItemId);
                    break;
                case CustomerErased:
                    yield return new ErasePersonalData();
                    break;
                case PaymentAttemptStarted attempt:
                    yield return new MakePaymentAttempt(attempt.DocumentId, attempt.AttemptId);
                    break;
                case NoticeIssued notice:
                    yield return new DeliverNotice(notice.NoticeId, index);
                    break;
            }
        }
    }
}
