namespace Billing.Domain;

/// <summary>Folds what dunning suspends.</summary>
public static partial class AccountEvolution
{
    private static Account Suspended(Account account, SubscriptionsSuspended e)
    {
        var before = account.Suspension ?? new DunningSuspension(e.Date, [], []);
        return account with
        {
            Suspension = before with
            {
                Subscriptions = [.. before.Subscriptions.Where(known => e.Subscriptions.All(suspended => suspended.SubscriptionId != known.SubscriptionId)), .. e.Subscriptions],
                DocumentIds = [.. before.DocumentIds, .. e.DocumentIds],
            },
        };
    }
}
