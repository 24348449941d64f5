using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Api;

/// <summary>Carries commands from HTTP to accounts, in the name of the caller.</summary>
internal sealed class AccountCommands(DirectCommands commands, AccountRows rows, Caller caller)
{
    /// <summary>Carries out a command that an Idempotency-Key names.</summary>
    /// <exception cref="ProblemException">It is refused, or the key is missing.</exception>
    public Task<AccountOutcome> CarryOutAsync(HttpRequest request, AccountId account, AccountCommand command, CancellationToken cancellation, string? reason = null, CustomerProfile? profile = null) =>
        CarryOutAsync(request, account, command, caller.CommandKey(request), cancellation, reason, profile);

    /// <summary>Whether a command of a key was made before, so that this is a repeat.</summary>
    public async Task<bool> IsMadeAsync(AccountId account, string key, CancellationToken cancellation) =>
        await rows.CommandAsync(account, new CommandId("http", key), cancellation) is not null;

    /// <summary>Carries out a command that is named by what it is based on.</summary>
    /// <exception cref="ProblemException">It is refused.</exception>
    public async Task<AccountOutcome> CarryOutAsync(
        HttpRequest request, AccountId account, AccountCommand command, string key, CancellationToken cancellation, string? reason = null, CustomerProfile? profile = null)
    {
        var asked = new AccountRequest(account, command, new CommandId("http", key), null, caller.ActorOf(request), reason, profile);
        var outcome = await commands.CarryOutAsync(asked, cancellation);
        return outcome is AccountOutcome.Refused refused ? throw new ProblemException(Problems.Refused(refused.Refusal)) : outcome;
    }
}
