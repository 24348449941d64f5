using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.Functions.Accounts;

/// <summary>Carries out commands that no queue message stands behind, so that nothing would be delivered again: those of HTTP requests and of the sweep.
/// A message is sent first; should the process die between the commit and the sending of the effects, <c>ResendEffects</c> sends them.</summary>
internal sealed class DirectCommands(AccountLedger ledger, EffectSender effects, WorkQueues queues)
{
    public async Task<AccountOutcome> CarryOutAsync(AccountRequest request, CancellationToken cancellation)
    {
        // The real time, as the queue's delay is real; the app's clock can be set in rehearsals.
        var message = new ResendEffectsMessage(request.Account.ToString(), request.Id.RowKey, TimeProvider.System.GetUtcNow() + Completion.CancelAfter);
        var receipt = await queues.SendAsync(StorageNames.ResendEffects, message, cancellation, Completion.ShowsAfter);
        using var deadline = Completion.Deadline(cancellation);

        var outcome = await ledger.TransactAsync(request, deadline.Token);
        await effects.SendAsync([outcome], CancellationToken.None);
        await queues.DeleteAsync(StorageNames.ResendEffects, receipt, CancellationToken.None);
        return outcome;
    }
}
