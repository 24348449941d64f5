using Azure;
using Billing.Documents.Reports;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Configuration;
using Billing.Functions.Reports;
using Billing.Functions.Usage;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Api.Contract;

/// <summary>The one place that turns refusals and exceptions into problems.</summary>
internal static class Problems
{
    private const int MostDifferences = 100;

    /// <summary>The problem for an exception; null where it is a fault of ours, which is logged and not shown.</summary>
    public static Problem? Known(Exception exception) => exception switch
    {
        ProblemException e => e.Problem,
        BadHttpRequestException e => Problem.Of(e.StatusCode, "bad-request", e.Message),
        SellerNotConfiguredException e => Problem.Of(StatusCodes.Status422UnprocessableEntity, "seller-not-configured", e.Message),
        ReportDoesNotTieException e => Problem.Of(StatusCodes.Status500InternalServerError, ReportDoesNotTieException.Code, e.Message, [.. e.Differences.Take(MostDifferences).Select(found => new Fault($"{found.AccountId}: {found.Text}"))]),
        ReportTooLongException e => Problem.Of(StatusCodes.Status422UnprocessableEntity, ReportTooLongException.Code, e.Message),
        ReportNotCompleteException e => Problem.Of(StatusCodes.Status503ServiceUnavailable, ReportNotCompleteException.Code, e.Message),
        UnbalancedBooksException e => Problem.Of(StatusCodes.Status500InternalServerError, "books-do-not-balance", e.Message),
        AccountFailedException { InnerException: { } inner } => Known(inner),
        RequestFailedException { Status: StatusCodes.Status412PreconditionFailed } => Stale(),
        OperationCanceledException or HttpRequestException or UsageContendedException or RequestFailedException { Status: 429 or >= 500 } => Problem.Of(
            StatusCodes.Status503ServiceUnavailable, "try-again", "The request could not be finished in time; send it again with the same Idempotency-Key."),
        _ => null,
    };

    public static Problem Internal() => Problem.Of(StatusCodes.Status500InternalServerError, "internal-error", "Something failed inside; it is logged. Sending the request again with the same Idempotency-Key is safe.");

    public static Problem Stale() => Problem.Of(StatusCodes.Status412PreconditionFailed, "stale", "The resource was changed meanwhile; read it again and change what is there now.");

    public static Problem NotFound(string what) => Problem.Of(StatusCodes.Status404NotFound, "not-found", $"There is no {what}.");

    public static Problem KeyReused() => Problem.Of(StatusCodes.Status422UnprocessableEntity, "key-reused", "The Idempotency-Key was used before with another request; use a new key for a new request.");

    public static Problem Refused(Refusal refusal) => Problem.Of(StatusOf(refusal.Code), refusal.Code, refusal.Message);

    // What the URL names and is not there is 404, what stands against the present state is 409, the rest asks for what can never be.
    private static int StatusOf(string code) => code switch
    {
        "account-not-open" or "unknown-invoice" or "unknown-draft" or "unknown-subscription" or "unknown-charge" or "unknown-payment" or "unknown-credit" or "unknown-adjustment" or "unknown-arrangement" or "unknown-deduction" or "unknown-method" or "unknown-attempt" or "unknown-case" => StatusCodes.Status404NotFound,
        "same-actor" => StatusCodes.Status403Forbidden,
        "has-credit-notes" or "has-deductions" or "no-tax-withheld" or "unused-time-credited" or "written-off" or "too-many-payments" or "taken-over" or "exceeds-balance" or "exceeds-credit" or "exceeds-line" or "exceeds-tax-group"
            or "nothing-to-credit" or "nothing-unused" or "not-pending" or "too-many-approvals" or "already-issued" or "taken-over-already" => StatusCodes.Status409Conflict,
        "account-exists" or "customer-erased" or "still-open" or "has-children" or "parent-has-parent" or "too-many-children" or "subscription-exists" or "already-void" or "already-billed" or "not-open" or "exceeds-suspense" or "exceeds-assignment" or "exceeds-payment" or "already-returned" or "nothing-received" or "nothing-changes" or "for-refund" => StatusCodes.Status409Conflict,
        "subscription-ended" or "already-paused" or "paused" or "not-paused" or "committed" or "coupon-applied" or "charge-exists" or "credit-owed" or "draft-not-priced" or "not-priced" => StatusCodes.Status409Conflict,
        "nothing-open" or "disputed" or "in-collections" or "already-arranged" or "too-many-arrangements" or "arranged" or "arrangement-ended" => StatusCodes.Status409Conflict,
        "case-ended" or "not-for-collections" or "nothing-for-collections" or "another-agency" or "too-many-invoices" or "virtual-iban-taken" or "attempt-live" or "too-many-attempts" or "credit-unused" or "too-many-methods" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
