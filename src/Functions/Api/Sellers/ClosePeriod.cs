using Billing.Domain;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>The closing of an accounting period.</summary>
/// <param name="Through">The last day that is closed.</param>
/// <param name="EffectiveAt">When; 15 minutes from now where it is left out.</param>
internal sealed record PeriodClosingBody(DateOnly Through, DateTimeOffset? EffectiveAt) : IRequestBody<PeriodClosingBody>
{
    public static PeriodClosingBody Read(BodyReader body) => new(body.Date("through"), body.OptionalMoment("effectiveAt"));
}

/// <summary>Announces that an accounting period closes: from a moment on nothing is posted up to a day.</summary>
internal sealed class ClosePeriod(SellerSettings settings, FirstAnswers answers, Caller caller, TimeProvider clock)
{
    // Configuration is cached for at most 5 minutes and a command commits within 4 of its reading; the rest is a margin for clocks.
    private static readonly TimeSpan Notice = TimeSpan.FromMinutes(15);

    [Function(nameof(ClosePeriod))]
    [ApiOperation("sellers", "Announces the closing of an accounting period, at least 15 minutes ahead.", Body = typeof(PeriodClosingBody), Answer = typeof(PeriodClosing), Statuses = [201], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "sellers/{sellerId}/period-closings")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<PeriodClosingBody>(cancellation);
        return await answers.OnceAsync(caller.CommandKey(request), body, async () =>
        {
            var closing = new PeriodClosing(body.Through, body.EffectiveAt ?? clock.GetUtcNow() + Notice);
            var seller = await settings.ChangeAsync(request, sellerId, known => Close(known, closing, body.EffectiveAt is null), cancellation);
            return new JsonAnswer(seller.ClosedPeriods.First(known => known.Through == closing.Through), StatusCodes.Status201Created, Location: $"/api/sellers/{sellerId}");
        }, cancellation);
    }

    private Seller Close(Seller seller, PeriodClosing closing, bool atAnyMoment)
    {
        if (seller.ClosedPeriods.FirstOrDefault(known => known.Through == closing.Through) is { } announced)
        {
            return atAnyMoment || announced.EffectiveAt == closing.EffectiveAt
                ? seller
                : throw new ProblemException(StatusCodes.Status409Conflict, "closed-already", $"The period through {closing.Through:O} closes at {announced.EffectiveAt:O} already.");
        }

        if (closing.EffectiveAt < clock.GetUtcNow() + Notice - TimeSpan.FromSeconds(5))
            throw new ProblemException(Problem.Of(StatusCodes.Status422UnprocessableEntity, "too-soon", "A closing is announced at least 15 minutes ahead, so that whatever is under way can finish.", [new Fault("must be at least 15 minutes ahead", "#/effectiveAt")]));
        if (seller.ClosedPeriods.Any(known => known.Through > closing.Through))
            throw new ProblemException(StatusCodes.Status409Conflict, "closed-already", $"A later period is closed already; {closing.Through:O} lies in it.");
        return seller with { ClosedPeriods = [.. seller.ClosedPeriods.Append(closing).OrderBy(known => known.Through)] };
    }
}
