using Billing.Domain;

namespace Billing.Functions.Inbox;

/// <summary>What a list of events asks for.</summary>
/// <param name="From">The first day of receipt, in UTC.</param>
/// <param name="To">The last.</param>
/// <param name="Status">How far they have come.</param>
/// <param name="Processor">Who sent them.</param>
/// <param name="Accounts">Only those of these accounts.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="After">The place that the page before ended at.</param>
internal sealed record InboxQuery(DateOnly From, DateOnly To, InboxStatus? Status, string? Processor, IReadOnlyList<MerchantAccount>? Accounts, int Limit, string? After);
