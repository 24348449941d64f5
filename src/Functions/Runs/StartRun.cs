namespace Billing.Functions.Runs;

/// <summary>What an operator asks of a run.</summary>
/// <param name="AsOf">The date to work for; the current day of each seller where it is left out.</param>
/// <param name="DryRun">Whether to show what would happen, by the same code, and change nothing.</param>
/// <param name="Sellers">The sellers to work for; all where it is left out.</param>
internal sealed record RunRequest(DateOnly? AsOf, bool DryRun, IReadOnlyList<string>? Sellers);
