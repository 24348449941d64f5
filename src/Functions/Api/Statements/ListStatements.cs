using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Customers;
using Billing.Functions.Index;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Statements;

/// <summary>Lists an account's statements.</summary>
internal sealed class ListStatements(IndexList index, CustomerReader customers)
{
    [Function(nameof(ListStatements))]
    [ApiOperation("statements", "Lists an account's statements by issue date.", Answer = typeof(Page<StatementSummary>), Query =
        ["from: the first issue date", "to: the last issue date", "limit: how many at most", "continuation: where the page before ended"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/statements")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        await customers.RequireAsync(account, cancellation);
        var (entries, endsAt) = await index.ReadAsync<StatementEntry>(Read(account, new QueryReader(request)), cancellation);
        return new JsonAnswer(new Page<StatementSummary>([.. entries.Select(StatementSummary.Of)], Page.Encode(endsAt)));
    }

    private static IndexQuery Read(AccountId account, QueryReader query)
    {
        var (from, to) = (query.Date("from"), query.Date("to"));
        query.Check(from is null || to is null || from <= to, "to", "must not be before from");
        var asked = new IndexQuery(
            account.Seller, IndexPartitions.Statements, from, to, TableClient.CreateQueryFilter($"AccountId eq {account.ToString()}"), Keys.Shard(account.ToString()), query.Limit(), query.Continuation());
        query.End();
        return asked;
    }
}
