using Billing.Domain;
using Billing.Functions.Erasure;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Accounts;

/// <summary>Sends what must be done because of committed events: documents to render, notices to deliver, payment attempts to make, personal data to erase, the journal to append. What stopped dunning is logged. Called after the
/// commit and before the message that caused it is let go, so that a death in between sends them again.</summary>
internal sealed class EffectSender(WorkQueues queues, PersonalData personal, ILogger<EffectSender> log)
{
    public async Task SendAsync(IReadOnlyList<AccountOutcome> outcomes, CancellationToken cancellation)
    {
        var committed = outcomes.OfType<AccountOutcome.Committed>().ToList();
        foreach (var (outcome, stopped) in committed.SelectMany(outcome => outcome.Events.OfType<DunningStopped>().Select(stopped => (outcome, stopped))))
            log.LogInformation("Dunning of invoice {Number} of {Account} ({Action} on {Date}) is stopped by {Rule}: {Why}", stopped.Number, outcome.Account.ToString(), stopped.Action, $"{stopped.Date:O}", stopped.Rule, stopped.Why);
        var effects = committed.SelectMany(outcome => Effect.Of(outcome.Events).Select(effect => (outcome, effect))).ToList();

        foreach (var chunk in effects.Where(pair => pair.effect is Effect.RenderDocument).Select(pair => new DocumentRef(pair.outcome.Account.ToString(), ((Effect.RenderDocument)pair.effect).DocumentId)).Chunk(WorkQueues.BatchSize))
            await queues.SendAsync(StorageNames.RenderDocuments, new RenderDocumentsMessage(chunk), cancellation);
        foreach (var chunk in effects.Where(pair => pair.effect is Effect.DeliverNotice).Select(pair => Notice(pair.outcome, (Effect.DeliverNotice)pair.effect)).Chunk(WorkQueues.BatchSize))
            await queues.SendAsync(StorageNames.DeliverDocuments, new DeliverDocumentsMessage(chunk), cancellation);
        foreach (var (outcome, attempt) in effects.Where(pair => pair.effect is Effect.MakePaymentAttempt).Select(pair => (pair.outcome, (Effect.MakePaymentAttempt)pair.effect)))
            await queues.SendAsync(StorageNames.MakePaymentAttempts, new MakePaymentAttemptMessage(outcome.Account.ToString(), attempt.DocumentId, attempt.AttemptId), cancellation);
        foreach (var erased in effects.Where(pair => pair.effect is Effect.ErasePersonalData))
            await personal.EraseAsync(erased.outcome.Account, cancellation);
        foreach (var chunk in committed.Select(outcome => new CommittedRef(outcome.Account.ToString(), outcome.Version)).Chunk(WorkQueues.BatchSize))
            await queues.SendAsync(StorageNames.AppendJournal, new AppendJournalMessage(chunk, []), cancellation);
    }

    /// <summary>Sends the facts of a payment to the journal: all of them each time, since nobody remembers what was sent before a death.</summary>
    public async Task SendAsync(Payment payment, CancellationToken cancellation)
    {
        foreach (var chunk in payment.Facts.Select(fact => new PaymentFactRef(payment.Id.ToString(), fact.Key)).Chunk(WorkQueues.BatchSize))
            await queues.SendAsync(StorageNames.AppendJournal, new AppendJournalMessage([], chunk), cancellation);
    }

    private static DeliveryRef Notice(AccountOutcome.Committed outcome, Effect.DeliverNotice notice) =>
        new(outcome.Account.ToString(), notice.NoticeId, new EventRef(outcome.Version, notice.EventIndex));
}
