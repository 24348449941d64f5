using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Customers;

/// <summary>Reads accounts for the API.</summary>
internal sealed class CustomerReader(AccountRows rows)
{
    /// <exception cref="ProblemException">404: the account was never opened.</exception>
    public async Task<Account> RequireAsync(AccountId account, CancellationToken cancellation) =>
        (await rows.StateAsync(account, cancellation)).Account ?? throw new ProblemException(Problems.NotFound($"account '{account}'"));

    public async Task<Account?> FindAsync(AccountId account, CancellationToken cancellation) => (await rows.StateAsync(account, cancellation)).Account;

    public async Task<CustomerProfile> ProfileAsync(AccountId account, int version, CancellationToken cancellation) =>
        await rows.FindAsync<CustomerProfile>(account, AccountRows.ProfileKey(version), cancellation)
            ?? throw new ProblemException(Problems.NotFound($"profile of account '{account}'; it was erased"));

    /// <summary>What a command that answers with nothing more did.</summary>
    public static JsonAnswer Answer(AccountOutcome outcome) => new(outcome switch
    {
        AccountOutcome.Committed committed => new CommandResource(outcome.Account.ToString(), committed.Version, [.. committed.Events.Select(happened => happened.GetType().Name)]),
        AccountOutcome.NothingNew nothing => new CommandResource(outcome.Account.ToString(), nothing.State?.Version ?? 0, []),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no outcome to answer with."),
    });
}
