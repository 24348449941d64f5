using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Usage;

namespace Billing.Functions.Api.Usage;

/// <summary>What became of an event.</summary>
internal enum UsageResultKind
{
    Accepted,
    Duplicate,
    Late,
    Refused,
}

/// <summary>What became of an event.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="EventId">Its id.</param>
/// <param name="Result">Whether it counts, counted before, counts late, or is refused.</param>
/// <param name="Period">The start of the period that it counts in.</param>
/// <param name="BelongsTo">The start of the closed period that it came too late for.</param>
/// <param name="Code">Why it is refused.</param>
/// <param name="Detail">The same in words.</param>
internal sealed record UsageResult(int Index, string EventId, UsageResultKind Result, DateOnly? Period, DateOnly? BelongsTo, string? Code, string? Detail)
{
    public static UsageResult Of(int index, SentUsage sent, UsageOutcome outcome) => outcome switch
    {
        UsageOutcome.Accepted accepted => new(index, sent.Event.EventId, UsageResultKind.Accepted, accepted.In.PeriodStart, null, null, null),
        UsageOutcome.Late late => new(index, sent.Event.EventId, UsageResultKind.Late, late.In.PeriodStart, late.BelongsTo.PeriodStart, null, null),
        UsageOutcome.Duplicate duplicate => new(index, sent.Event.EventId, UsageResultKind.Duplicate, duplicate.In.PeriodStart, null, null, null),
        UsageOutcome.Refused refused => new(index, sent.Event.EventId, UsageResultKind.Refused, null, null, refused.Refusal.Code, refused.Refusal.Message),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no outcome to answer with."),
    };
}

/// <summary>What became of the events of a request.</summary>
/// <param name="Accepted">How many count in the period they belong to.</param>
/// <param name="Duplicate">How many were recorded before.</param>
/// <param name="Late">How many count in a later period.</param>
/// <param name="Refused">How many count nowhere.</param>
/// <param name="Results">One for each event, in the order of the request.</param>
internal sealed record UsageResults(int Accepted, int Duplicate, int Late, int Refused, IReadOnlyList<UsageResult> Results)
{
    public static UsageResults Of(IReadOnlyList<UsageResult> results) => new(
        Count(results, UsageResultKind.Accepted), Count(results, UsageResultKind.Duplicate), Count(results, UsageResultKind.Late), Count(results, UsageResultKind.Refused), results);

    private static int Count(IReadOnlyList<UsageResult> results, UsageResultKind kind) => results.Count(result => result.Result == kind);
}

/// <summary>What was used in a period, and the events that it adds up from.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="SubscriptionId">Of which subscription.</param>
/// <param name="Period">The start of the period.</param>
/// <param name="Closed">Whether it is billed, so that nothing is added any more.</param>
/// <param name="Sum">All quantities added up.</param>
/// <param name="Max">The highest quantity.</param>
/// <param name="Last">The quantity with the latest timestamp.</param>
/// <param name="UniqueCount">How many different keys occurred.</param>
/// <param name="EventCount">How many events there are.</param>
/// <param name="LateSum">The part of the sum that came late for an earlier period.</param>
/// <param name="LateCount">How many events came late for an earlier period.</param>
/// <param name="Events">The events, by their timestamps.</param>
internal sealed record UsageResource(
    string AccountId, string SubscriptionId, DateOnly Period, bool Closed, decimal Sum, decimal Max, decimal Last, long UniqueCount, long EventCount, decimal LateSum, long LateCount, Page<UsageEntry> Events)
{
    public static UsageResource Of(AccountId account, UsageReading reading, Page<UsageEntry> events) => new(
        account.ToString(), reading.Key.SubscriptionId, reading.Key.PeriodStart, reading.Closed, reading.Sum, reading.Max, reading.Last, reading.UniqueCount, reading.EventCount, reading.LateSum, reading.LateCount, events);
}

/// <summary>An event as it was recorded.</summary>
/// <param name="EventId">The sender's name for it.</param>
/// <param name="At">When it was used.</param>
/// <param name="Quantity">How much.</param>
/// <param name="UniqueKey">What is counted once, if that.</param>
/// <param name="LateFor">The start of the closed period that it came too late for.</param>
/// <param name="RecordedAt">When it came.</param>
/// <param name="Actor">Who sent it.</param>
internal sealed record UsageEntry(string EventId, DateTimeOffset At, decimal Quantity, string? UniqueKey, DateOnly? LateFor, DateTimeOffset RecordedAt, string Actor)
{
    public static UsageEntry Of(UsagePeriodKey key, RecordedUsage recorded) => new(
        recorded.Event.EventId, recorded.Event.At, recorded.Event.Quantity, recorded.Event.UniqueKey.Length > 0 ? recorded.Event.UniqueKey : null,
        recorded.BelongsTo == key.PeriodStart ? null : recorded.BelongsTo, recorded.RecordedAt, recorded.Actor);
}
