namespace Billing.Domain;

/// <summary>What one command recorded with an account, as reports read it that are made from events.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Version">The account's version.</param>
/// <param name="RecordedAt">When it became known.</param>
/// <param name="Today">The billing date that it was decided for.</param>
/// <param name="Events">In order.</param>
public sealed record KnownEvents(string AccountId, long Version, DateTimeOffset RecordedAt, DateOnly Today, IReadOnlyList<AccountEvent> Events);
