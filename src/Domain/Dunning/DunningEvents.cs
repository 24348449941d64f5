namespace Billing.Domain;

/// <summary>A step was due and something stopped it. Said once a step; it is taken when nothing stops it any more.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="DunningStep">The index of the step in the policy.</param>
/// <param name="Action">What the step would have done.</param>
/// <param name="Rule">The name of the rule that stopped it.</param>
/// <param name="Why">The reason, in words.</param>
/// <param name="Date">The day.</param>
public sealed record DunningStopped(string DocumentId, string Number, int DunningStep, DunningAction Action, string Rule, string Why, DateOnly Date) : AccountEvent
{
    /// <summary>The days of the step, relative to the due date.</summary>
    public int? StepDays { get; init; }
}

/// <summary>The customer is not served until invoices are paid; what was billed in advance is billed, and nothing further is.</summary>
/// <param name="Date">The day.</param>
/// <param name="Subscriptions">What is suspended, each paused from the first day that is not billed.</param>
/// <param name="DocumentIds">What must be paid, beside what had to be before.</param>
public sealed record SubscriptionsSuspended(DateOnly Date, IReadOnlyList<SuspendedSubscription> Subscriptions, IReadOnlyList<string> DocumentIds) : AccountEvent;

/// <summary>What had to be paid is paid; the customer is served again.</summary>
/// <param name="Date">The day.</param>
/// <param name="SubscriptionIds">What is served again; what was resumed or ended meanwhile is not among it.</param>
public sealed record SubscriptionsReinstated(DateOnly Date, IReadOnlyList<string> SubscriptionIds) : AccountEvent;

/// <summary>A person is to care for what an account owes.</summary>
/// <param name="AssignTo">Who.</param>
/// <param name="Date">The day.</param>
/// <param name="DocumentIds">The invoices whose step asks for it, beside those of before.</param>
public sealed record DunningAssigned(string AssignTo, DateOnly Date, IReadOnlyList<string> DocumentIds) : AccountEvent;

/// <summary>What a person was to care for is paid.</summary>
public sealed record DunningAssignmentEnded(string AssignTo, DateOnly Date) : AccountEvent;

/// <summary>What dunning suspended.</summary>
/// <param name="Since">The day.</param>
/// <param name="Subscriptions">Which.</param>
/// <param name="DocumentIds">The invoices that must be paid first.</param>
public sealed record DunningSuspension(DateOnly Since, IReadOnlyList<SuspendedSubscription> Subscriptions, IReadOnlyList<string> DocumentIds);

/// <summary>A subscription that is suspended.</summary>
/// <param name="SubscriptionId">Which.</param>
/// <param name="From">The day that its pause begins, by which it is known from other pauses.</param>
public sealed record SuspendedSubscription(string SubscriptionId, DateOnly From);

/// <summary>Who cares for what an account owes.</summary>
/// <param name="AssignTo">Who.</param>
/// <param name="Since">The day.</param>
/// <param name="DocumentIds">The invoices.</param>
public sealed record DunningAssignment(string AssignTo, DateOnly Since, IReadOnlyList<string> DocumentIds);
