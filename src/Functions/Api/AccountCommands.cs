using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Api;

/// <summary>Carries commands from HTTP to accounts. No message stands behind an HTTP request that would be delivered again, so one is sent first: should the
/// process die between the commit and the sending of the effects, <see cref="ResendEffects"/> sends them.</summary>
internal sealed class AccountCommands(AccountLedger ledger, EffectSender effects, WorkQueues queues, Caller caller)
{
    private static readonly TimeSpan ResendAfter = TimeSpan.FromMinutes(5);

    // Earlier than the message shows: what it does not find committed never will be.
    private static readonly TimeSpan CancelAfter = TimeSpan.FromMinutes(4);

    /// <summary>Carries out a command that an Idempotency-Key names.</summary>
    /// <exception cref="ProblemException">It is refused, or the key is missing.</exception>
    public Task<AccountOutcome> CarryOutAsync(HttpRequest request, AccountId account, AccountCommand command, CancellationToken cancellation, string? reason = null, CustomerProfile? profile = null) =>
        CarryOutAsync(request, account, command, caller.CommandKey(request), cancellation, reason, profile);

    /// <summary>Carries out a command that is named by what it is based on.</summary>
    /// <exception cref="ProblemException">It is refused.</exception>
    public async Task<AccountOutcome> CarryOutAsync(
        HttpRequest request, AccountId account, AccountCommand command, string key, CancellationToken cancellation, string? reason = null, CustomerProfile? profile = null)
    {
        var asked = new AccountRequest(account, command, new CommandId("http", key), null, caller.ActorOf(request), reason, profile);

        // The real time, as the queue's delay is real; the app's clock can be set in rehearsals.
        var message = new ResendEffectsMessage(account.ToString(), asked.Id.RowKey, TimeProvider.System.GetUtcNow() + CancelAfter);
        var receipt = await queues.SendAsync(StorageNames.ResendEffects, message, cancellation, ResendAfter);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(CancelAfter);

        var outcome = await ledger.TransactAsync(asked, deadline.Token);
        await effects.SendAsync([outcome], CancellationToken.None);
        await queues.DeleteAsync(StorageNames.ResendEffects, receipt, CancellationToken.None);
        return outcome is AccountOutcome.Refused refused ? throw new ProblemException(Problems.Refused(refused.Refusal)) : outcome;
    }
}
