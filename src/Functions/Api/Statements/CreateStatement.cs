using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Index;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Statements;

/// <summary>Which statement is asked for.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="From">The first day; the first of the last day's month where it is left out.</param>
/// <param name="Through">The last day, today at the latest.</param>
/// <param name="Reason">Why, if somebody wants to know it later.</param>
internal sealed record StatementBody(StatementKind Kind, DateOnly From, DateOnly Through, string? Reason) : IRequestBody<StatementBody>
{
    /// <summary>How many days a statement goes back at most.</summary>
    public const int LongestDays = 3_660;

    public static StatementBody Read(BodyReader body)
    {
        var (kind, from, through) = (body.Choice<StatementKind>("kind"), body.OptionalDate("from"), body.Date("through"));
        var read = new StatementBody(kind, from ?? FirstOfMonth(through), through, body.TextOrNothing("reason", 500));
        body.Check(body.HasFaultAt("from") || body.HasFaultAt("through") || read.From <= through, "from", "must not be after through");
        body.Check(body.HasFaultAt("from") || body.HasFaultAt("through") || through.DayNumber - read.From.DayNumber <= LongestDays, "from", $"must be at most {LongestDays} days before through");
        return read;
    }

    internal static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}

/// <summary>Issues a statement and sends it to the customer.</summary>
internal sealed class CreateStatement(AccountCommands commands, Caller caller)
{
    [Function(nameof(CreateStatement))]
    [ApiOperation("statements", "Issues a statement of account and sends it to the customer, with copies to its billing contacts.",
        Body = typeof(StatementBody), Answer = typeof(StatementSummary), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{accountId}/statements")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<StatementBody>(cancellation);
        var outcome = await commands.CarryOutAsync(request, account, new IssueStatement(key, body.Kind, body.From, body.Through), key, cancellation, body.Reason);
        var issued = StatementEntry.Of(((AccountOutcome.Committed)outcome).Events.OfType<StatementIssued>().Single());
        return new JsonAnswer(StatementSummary.Of(issued), StatusCodes.Status201Created, Location: $"/api/statements/{issued.DocumentId}");
    }
}
