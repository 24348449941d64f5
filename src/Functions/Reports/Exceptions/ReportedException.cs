namespace Billing.Functions.Reports.Exceptions;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Kind">Stable name: that of a task, or one of those below.</param>
/// <param name="What">What it is about: an account, payment, document or message.</param>
/// <param name="Since">Since which day of the seller's, where that is known.</param>
/// <param name="WhatToDo">What is wrong and what to do.</param>
internal sealed record ReportedException(string Kind, string What, DateOnly? Since, string WhatToDo)
{
    public const string PoisonMessage = "poison-message";
    public const string EventFailed = "event-failed";
    public const string EventWaiting = "event-waiting";
    public const string JournalGap = "journal-gap";
    public const string JournalStandsStill = "journal-stands-still";
    public const string AccountAndJournalDiffer = "account-and-journal-differ";
    public const string NumberGap = "number-gap";
    public const string NumberNotComplete = "number-not-complete";
    public const string OldSuspense = "old-suspense";
    public const string PayoutNotArrived = "payout-not-arrived";
    public const string PayoutNotTold = "payout-not-told";

    /// <summary>The kinds of which nothing of the past is kept.</summary>
    public static readonly IReadOnlyList<string> OfPresentOnly =
        [AccountAndJournalDiffer, EventFailed, EventWaiting, JournalGap, JournalStandsStill, NumberGap, NumberNotComplete, OldSuspense, PayoutNotArrived, PayoutNotTold, PoisonMessage];
}
