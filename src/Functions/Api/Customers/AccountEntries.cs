using Azure.Data.Tables;
using Billing.Functions.Api.Contract;
using Billing.Functions.Index;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Functions.Api.Customers;

/// <summary>Lists what an account has of a noun, by issue date.</summary>
internal sealed class AccountEntries(IndexList index, CustomerReader customers)
{
    /// <summary>A page of them, as the query asks for it.</summary>
    /// <typeparam name="T">What the index keeps of one.</typeparam>
    /// <typeparam name="TResource">What is shown of one.</typeparam>
    /// <exception cref="ProblemException">404: the account was never opened. 400: the query cannot be read.</exception>
    public async Task<IActionResult> ListAsync<T, TResource>(HttpRequest request, string accountId, string noun, Func<T, TResource> show, CancellationToken cancellation)
    {
        var (account, query) = (Requests.Account(accountId), new QueryReader(request));
        await customers.RequireAsync(account, cancellation);
        var (from, to) = (query.Date("from"), query.Date("to"));
        query.Check(from is null || to is null || from <= to, "to", "must not be before from");
        var asked = new IndexQuery(account.Seller, noun, from, to, TableClient.CreateQueryFilter($"AccountId eq {account.ToString()}"), Keys.Shard(account.ToString()), query.Limit(), query.Continuation());
        query.End();
        var (entries, endsAt) = await index.ReadAsync<T>(asked, cancellation);
        return new JsonAnswer(new Page<TResource>([.. entries.Select(show)], Page.Encode(endsAt)));
    }
}
