using System.Collections.Concurrent;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Configuration;

namespace Billing.Functions.Usage;

/// <summary>An event as it was sent.</summary>
/// <param name="Account">The account that has the subscription.</param>
/// <param name="Event">What was used.</param>
internal sealed record SentUsage(AccountId Account, UsageEvent Event);

/// <summary>Takes events of any accounts to the subscriptions they name.</summary>
internal sealed class UsageIntake(AccountRows accounts, ConfigurationBook configuration, UsageBook book)
{
    private const int AtOnce = 8;

    /// <summary>Takes events. The outcomes are in their order.</summary>
    public async Task<IReadOnlyList<UsageOutcome>> TakeAsync(IReadOnlyList<SentUsage> sent, string actor, CancellationToken cancellation)
    {
        var outcomes = new ConcurrentDictionary<int, UsageOutcome>();
        var byAccount = sent.Select((one, index) => (one.Account, one.Event, Index: index)).GroupBy(one => one.Account);
        await Parallel.ForEachAsync(byAccount, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (group, stop) =>
        {
            var (account, _) = await accounts.StateAsync(group.Key, stop);
            foreach (var events in group.GroupBy(one => one.Event.SubscriptionId, StringComparer.Ordinal))
            {
                var taken = await TakeAsync(group.Key, account, events.Key, [.. events.Select(one => one.Event)], actor, stop);
                foreach (var (one, outcome) in events.Zip(taken))
                    outcomes[one.Index] = outcome;
            }
        });
        return [.. Enumerable.Range(0, sent.Count).Select(index => outcomes[index])];
    }

    private async Task<IReadOnlyList<UsageOutcome>> TakeAsync(AccountId id, Account? account, string subscriptionId, IReadOnlyList<UsageEvent> events, string actor, CancellationToken cancellation)
    {
        if (account is null)
            return Refuse(events, "unknown-account", $"There is no account {id}.");
        if (account.Subscriptions.FirstOrDefault(subscription => subscription.SubscriptionId == subscriptionId) is not { } subscription)
            return Refuse(events, "unknown-subscription", $"Account {id} has no subscription {subscriptionId}.");
        return await book.AddAsync(new MeteredSubscription(id, UsageMeter.Of(account, subscription), await configuration.ReadAsync(id.Seller, cancellation)), events, actor, cancellation);
    }

    private static List<UsageOutcome> Refuse(IReadOnlyList<UsageEvent> events, string code, string message) =>
        [.. events.Select(_ => new UsageOutcome.Refused(new Refusal(code, message)))];
}
