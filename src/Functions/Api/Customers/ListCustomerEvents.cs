using System.Text.Json;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>What one command did: who, when, why.</summary>
/// <param name="Version">The account's version after it.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Date">The billing date it was decided for.</param>
/// <param name="Actor">Who asked.</param>
/// <param name="Reason">Why, where it was given.</param>
/// <param name="Source">Where it came from: <c>http</c>, <c>run</c>, <c>pay</c>, <c>charge</c>, <c>news</c>, <c>sweep</c>.</param>
/// <param name="Events">What happened; each names its kind in <c>event</c>.</param>
internal sealed record AuditEntry(long Version, DateTimeOffset RecordedAt, DateOnly Date, string Actor, string? Reason, string Source, IReadOnlyList<JsonElement> Events);

/// <summary>Shows an account's audit trail.</summary>
internal sealed class ListCustomerEvents(AccountRows rows, CustomerReader customers)
{
    [Function(nameof(ListCustomerEvents))]
    [ApiOperation("customers", "Shows an account's audit trail, oldest first.", Answer = typeof(Page<AuditEntry>), Query = ["limit: how many at most", "continuation: where the page before ended"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/events")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (limit, place) = (query.Limit(), query.Continuation());
        var after = 0L;
        query.Check(place is null || long.TryParse(place, out after), "continuation", "is no token of this list");
        query.End();
        var account = Requests.Account(accountId);
        await customers.RequireAsync(account, cancellation);

        var found = await rows.HistoryAsync(account, cancellation, after).Take(limit + 1).ToListAsync(cancellation);
        var page = found.Take(limit).Select(EntryOf).ToList();
        return new JsonAnswer(new Page<AuditEntry>(page, Page.Encode(found.Count > limit ? $"{page[^1].Version}" : null)));
    }

    private static AuditEntry EntryOf(CommandRecord record) => new(
        record.Version, record.At, record.Today, record.Actor, record.Reason, record.Command.Source, [.. record.Events.Select(happened => JsonSerializer.SerializeToElement<AccountEvent>(happened, ApiJson.Options))]);
}
