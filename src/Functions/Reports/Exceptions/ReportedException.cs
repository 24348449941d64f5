namespace Billing.Functions.Reports.Exceptions;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Kind">Stable name: that of a task, or <c>poison-message</c>, <c>event-failed</c>, <c>event-waiting</c>, <c>journal-gap</c>, <c>journal-stands-still</c>, <c>account-and-journal-differ</c>,
/// <c>number-gap</c>, <c>number-not-complete</c>, <c>old-suspense</c>, <c>payout-not-arrived</c>, <c>payout-not-told</c>.</param>
/// <param name="What">What it is about: an account, payment, document or message.</param>
/// <param name="Since">Since when, where that is known.</param>
/// <param name="WhatToDo">What is wrong and what to do.</param>
internal sealed record ReportedException(string Kind, string What, DateOnly? Since, string WhatToDo)
{
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}
