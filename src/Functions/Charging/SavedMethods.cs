using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Inbox;
using Billing.Functions.Lookups;
using Billing.Functions.Processors;
using Billing.Functions.Tasks;

namespace Billing.Functions.Charging;

/// <summary>Brings what processors tell of saved methods to the accounts, in whatever order it is told.</summary>
internal sealed class SavedMethods(AccountLedger accounts, EffectSender effects, LookupBook lookups, TaskBook tasks, TimeProvider clock)
{
    public const string MandateTask = "mandate-ended";
    public const string NotSavedTask = "method-not-saved";
    private const int MostAccounts = 50;

    /// <summary>Keeps a method that a customer has saved; one whose end was told before it ends at once. What the account does not take is a task.</summary>
    public async Task SaveAsync(AccountId account, SavedMethod method, string sellerId, CancellationToken cancellation)
    {
        var actor = $"{method.Processor}:{method.MerchantAccount}";
        if (await CarryOutAsync(account, new SaveMethod(method), $"{method.MethodId}|saved", actor, cancellation) is AccountOutcome.Refused refused)
        {
            await OpenTaskAsync(sellerId, NotSavedTask, method.MethodId, $"{method.Label} was saved at {method.Processor} for {account}, which does not keep it: {refused.Refusal.Message}", cancellation);
            return;
        }

        if (await lookups.MethodEndedBecauseAsync(method.MethodId, cancellation) is not { } because)
            return;
        await CarryOutAsync(account, new EndMethod(method.MethodId, MethodEnd.Revoked, because), $"{method.MethodId}|saved after its end", actor, cancellation);
        await tasks.CloseAsync(sellerId, TaskIdOf(method.Processor, method.MethodReference), cancellation);
    }

    /// <summary>Ends a method at every account that has it; where none does, and none had, it is a task.</summary>
    public async Task EndAsync(InboxEvent told, MandateEnded ended, string sellerId, CancellationToken cancellation)
    {
        // The end is remembered before it is looked up who has the method, and a method is entered there before it is looked up whether it has ended: so of
        // two that come at once, one sees the other.
        var methodId = SavedMethod.IdOf(told.Processor, told.MerchantAccount, ended.Mandate);
        await lookups.EnterEndedMethodAsync(methodId, ended.Because, cancellation);
        var known = await lookups.SavedByAsync(methodId, MostAccounts, cancellation);
        foreach (var target in known)
            await CarryOutAsync(AccountId.Parse(target.AccountId), new EndMethod(methodId, MethodEnd.Revoked, ended.Because), $"{methodId}|{told.EventId}", $"{told.Processor}:{told.MerchantAccount}", cancellation);
        if (known.Count > 0)
            return;
        await tasks.OpenAsync(new WorkTask(sellerId, TaskIdOf(told.Processor, ended.Mandate), MandateTask, ended.Mandate,
            $"{told.Processor} reports that the payer's permission {ended.Mandate} has ended: {ended.Because}. No account has it; ask the customer for another way to pay.", clock.GetUtcNow()), cancellation);
    }

    private static string TaskIdOf(string processor, string mandate) => TaskBook.IdOf(MandateTask, $"{processor}|{mandate}");

    private Task OpenTaskAsync(string sellerId, string kind, string subject, string text, CancellationToken cancellation) =>
        tasks.OpenAsync(new WorkTask(sellerId, TaskBook.IdOf(kind, subject), kind, subject, text, clock.GetUtcNow()), cancellation);

    private async Task<AccountOutcome> CarryOutAsync(AccountId account, AccountCommand command, string key, string actor, CancellationToken cancellation)
    {
        var outcome = await accounts.TransactAsync(new AccountRequest(account, command, new CommandId("news", key), null, actor), cancellation);
        await effects.SendAsync([outcome], cancellation);
        return outcome;
    }
}
