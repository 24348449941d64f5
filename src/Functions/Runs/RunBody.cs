using Billing.Functions.Api.Contract;

namespace Billing.Functions.Runs;

/// <summary>What an operator asks of a run.</summary>
/// <param name="AsOf">The date to work for; the current day of each seller where it is left out.</param>
/// <param name="DryRun">Whether to show what would happen, by the same code, and change nothing.</param>
/// <param name="SellerId">The seller to work for; all where it is left out.</param>
internal sealed record RunBody(DateOnly? AsOf, bool DryRun, string? SellerId) : IRequestBody<RunBody>
{
    public static RunBody Read(BodyReader body) => new(body.OptionalDate("asOf"), body.Flag("dryRun", otherwise: false), body.TextOrNothing("sellerId", 40, TextForm.Slug));
}
