using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Customers;

/// <summary>How an account is dunned.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="PolicyVersion">The version of the seller's policy.</param>
/// <param name="Segment">The segment that the account's dunning policy is for; empty for every customer.</param>
/// <param name="Currency">The currency that it is for; empty for every currency.</param>
/// <param name="IsQuietDay">Whether nothing goes out today.</param>
/// <param name="Hold">Why nothing is dunned at present, if so.</param>
/// <param name="LastNoticeOn">The day of the last notice.</param>
/// <param name="NextLookOn">The next night that the account is looked at; nothing where nothing is to come.</param>
/// <param name="Suspension">What is suspended until it is paid, if anything is.</param>
/// <param name="Assignment">Who cares for it, if somebody does.</param>
/// <param name="Invoices">The open invoices, oldest due date first: the step reached, the next and its day, and what stops it.</param>
internal sealed record DunningResource(
    string AccountId, int PolicyVersion, string Segment, string Currency, bool IsQuietDay, DunningHold? Hold, DateOnly? LastNoticeOn, DateOnly? NextLookOn,
    DunningSuspension? Suspension, DunningAssignment? Assignment, IReadOnlyList<InvoiceDunning> Invoices)
{
    public static DunningResource Of(Account account, BillingPolicy policy, DateOnly today)
    {
        var own = policy.DunningOf(account);
        return new DunningResource(
            account.AccountId, policy.Version, own.Segment, own.Currency, own.QuietDays.IsQuiet(today), account.Hold, account.LastNoticeOn, AccountAgenda.CollectOn(account, policy, today),
            account.Suspension, account.Assignment, DunningReview.Of(account, policy, today));
    }
}

/// <summary>Answers how an account is dunned, what comes next, and what stops it and why. Changes nothing.</summary>
internal sealed class GetDunning(CustomerReader customers, ConfigurationBook configuration, TimeProvider clock)
{
    [Function(nameof(GetDunning))]
    [ApiOperation("customers", "Says how each open invoice of an account is dunned: by which policy, the step reached, the next and its day, and what stops it and why.", Answer = typeof(DunningResource))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/dunning")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var state = await customers.RequireAsync(account, cancellation);
        var seller = await configuration.ReadAsync(account.Seller, cancellation);
        return new JsonAnswer(DunningResource.Of(state, seller.Policy, seller.DateAt(clock.GetUtcNow())));
    }
}
