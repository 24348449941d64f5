using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Payments;

/// <summary>An invoice or account that a payment in suspense may be for.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="DocumentId">The invoice; nothing for the account as a whole.</param>
/// <param name="Number">The invoice's number.</param>
/// <param name="Owed">What is open.</param>
/// <param name="CustomerName">Whose account it is.</param>
/// <param name="Score">0 to 100; for the order.</param>
/// <param name="Reasons">What speaks for it.</param>
internal sealed record MatchResource(string AccountId, string? DocumentId, string? Number, Money Owed, string CustomerName, int Score, IReadOnlyList<string> Reasons)
{
    public static MatchResource Of(RankedMatch match) => new(
        match.Candidate.AccountId, match.Candidate.DocumentId, match.Candidate.Number.Length > 0 ? match.Candidate.Number : null, match.Candidate.Owed, match.Candidate.PayersName, match.Score, match.Reasons);
}

/// <summary>Shows what a payment in suspense may be for.</summary>
internal sealed class ListMatches(ManualPayments payments, CashMatcher matcher)
{
    [Function(nameof(ListMatches))]
    [ApiOperation("payments", "Shows what a payment in suspense may be for, the likeliest first.", Answer = typeof(Page<MatchResource>))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "payments/{paymentId}/matches")] HttpRequest request, string paymentId, CancellationToken cancellation) =>
        await payments.FindAsync(GetPayment.Parse(paymentId), cancellation) is { } payment
            ? new JsonAnswer(new Page<MatchResource>([.. (await matcher.ExplainAsync(payment, cancellation)).Matches.Select(MatchResource.Of)], null))
            : Problems.NotFound($"payment '{paymentId}'");
}
