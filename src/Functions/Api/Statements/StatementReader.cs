using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.Configuration;
using Billing.Functions.Lookups;

namespace Billing.Functions.Api.Statements;

/// <summary>Finds issued statements for the API, and makes those that are only looked at.</summary>
internal sealed class StatementReader(LookupBook lookups, AccountRows rows, CustomerReader customers, ConfigurationBook configuration, TimeProvider clock)
{
    /// <exception cref="ProblemException">404: there is no such statement.</exception>
    public async Task<(AccountId Account, IssuedStatement Statement)> RequireAsync(string documentId, CancellationToken cancellation)
    {
        // The look-up is entered before its transaction, which may never have come.
        var account = await lookups.FindDocumentAsync(documentId, cancellation) is { } target ? AccountId.Parse(target.AccountId) : throw Missing(documentId);
        return await rows.FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(documentId), cancellation) is IssuedStatement statement ? (account, statement) : throw Missing(documentId);
    }

    /// <summary>The current day of an account's seller.</summary>
    /// <exception cref="ProblemException">404: the account was never opened.</exception>
    public async Task<DateOnly> TodayAsync(AccountId account, CancellationToken cancellation)
    {
        await customers.RequireAsync(account, cancellation);
        return (await configuration.ReadAsync(account.Seller, cancellation)).DateAt(clock.GetUtcNow());
    }

    /// <summary>A statement by the fold that issues it, without a number; nothing is changed.</summary>
    /// <exception cref="ProblemException">404: the account was never opened.</exception>
    public async Task<IssuedStatement> PreviewAsync(AccountId account, StatementKind kind, DateOnly from, DateOnly through, CancellationToken cancellation)
    {
        var state = await customers.RequireAsync(account, cancellation);
        var seller = await configuration.ReadAsync(account.Seller, cancellation);
        var buyer = await rows.BuyerAsync(state, cancellation) ?? throw new ProblemException(Problems.NotFound($"profile of account '{account}'"));
        var statement = Statement.Of(await rows.RecordedAsync(account, state.Version, cancellation), kind, from, through);
        return new IssuedStatement("", statement, account.ToString(), "", seller.DateAt(clock.GetUtcNow()), seller.Seller, buyer);
    }

    private static ProblemException Missing(string documentId) => new(Problems.NotFound($"statement '{documentId}'"));
}
