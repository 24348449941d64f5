namespace Billing.Functions.Messages;

/// <summary>What a run looks for.</summary>
internal enum WorkKind
{
    /// <summary>Periods and drafts that are due.</summary>
    Bill,

    /// <summary>Overdue invoices and dunning steps.</summary>
    Collect,

    /// <summary>Invoices that a saved method is to be charged for.</summary>
    Charge,

    /// <summary>Months of which a statement is due.</summary>
    State,

    /// <summary>Documents whose files are held against their records. Nothing is due by it: the calendar does not know it.</summary>
    Verify,
}

/// <summary>The day a run works for: a date an operator gave, or the day that a moment is at each seller.</summary>
/// <param name="At">The moment the run was started.</param>
/// <param name="AsOf">The date an operator gave.</param>
internal sealed record WorkDay(DateTimeOffset At, DateOnly? AsOf);

/// <summary>Look through one calendar partition and hand its accounts out.</summary>
internal sealed record ScanDueWorkMessage(string RunId, WorkKind Kind, WorkDay Day, DateOnly CalendarDay, string Shard, IReadOnlyList<string>? Sellers, bool DryRun, string Actor, string? AfterAccountId = null);

/// <summary>Bill, dun, charge or state a batch of accounts of one shard. The command id of each is derived from the run and the round, so redeliveries, splits and
/// replays keep it. An account that has more to do than one transaction holds gets further rounds.</summary>
internal sealed record AccountBatchMessage(string RunId, string BatchId, WorkDay Day, IReadOnlyList<DueAccount> Accounts, bool DryRun, string Actor, int Round = 1);

/// <summary>An account with entries on a calendar day, and the versions that they carry.</summary>
internal sealed record DueAccount(string AccountId, DateOnly CalendarDay, IReadOnlyList<long> EntryVersions);

/// <summary>Render issued documents.</summary>
internal sealed record RenderDocumentsMessage(IReadOnlyList<DocumentRef> Documents);

/// <summary>Hold documents of a seller and a month against their files, or the files against the documents.</summary>
/// <param name="RunId">The run it is of.</param>
/// <param name="BatchId">What the run knows it by.</param>
/// <param name="SellerId">Whose documents.</param>
/// <param name="Month">Its first day.</param>
/// <param name="Series">The numbers to go through; nothing to go through the files.</param>
/// <param name="After">Where to go on: a number of the series, or the listing's own token.</param>
/// <param name="SettledBefore">What was numbered or written later is still being made.</param>
internal sealed record VerifyDocumentsMessage(string RunId, string BatchId, string SellerId, DateOnly Month, string? Series, string? After, DateTimeOffset SettledBefore);

/// <summary>Names an issued document.</summary>
internal sealed record DocumentRef(string AccountId, string DocumentId);

/// <summary>Deliver documents and notices.</summary>
internal sealed record DeliverDocumentsMessage(IReadOnlyList<DeliveryRef> Deliveries);

/// <summary>Names what is to be delivered: an issued document, or a notice by the event that issued it.</summary>
/// <param name="AccountId">Whose it is.</param>
/// <param name="SubjectId">The document or the notice.</param>
/// <param name="Notice">The event of the notice, nothing for a document.</param>
/// <param name="Copy">Which copy: the n-th recipient of the customer gets the n-th, and after these come what operators asked for. Nothing for all of its recipients.</param>
/// <param name="Waits">How often it was put off because the provider was out of reach.</param>
internal sealed record DeliveryRef(string AccountId, string SubjectId, EventRef? Notice, int? Copy = null, int Waits = 0);

/// <summary>Names one event of an account.</summary>
internal sealed record EventRef(long Version, int Index);

/// <summary>Append to the journal and the index what commands caused, then have it published.</summary>
internal sealed record AppendJournalMessage(IReadOnlyList<CommittedRef> Accounts, IReadOnlyList<PaymentFactRef> PaymentFacts);

/// <summary>Publish what commands caused.</summary>
internal sealed record PublishEventsMessage(IReadOnlyList<CommittedRef> Accounts);

/// <summary>Names the events of one command.</summary>
internal sealed record CommittedRef(string AccountId, long Version);

/// <summary>Names a fact of a payment.</summary>
internal sealed record PaymentFactRef(string PaymentId, string FactKey);

/// <summary>Apply a stored webhook event.</summary>
internal sealed record ApplyPaymentEventMessage(string Processor, string EventKey);

/// <summary>Bring a payment's pending assignments to their accounts.</summary>
internal sealed record DrivePaymentMessage(string PaymentId);

/// <summary>Make a payment attempt.</summary>
/// <param name="AccountId">Whose it is.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="AttemptId">Which.</param>
/// <param name="Faults">How often the processor was out of reach, or did not answer.</param>
internal sealed record MakePaymentAttemptMessage(string AccountId, string DocumentId, string AttemptId, int Faults = 0);

/// <summary>Send the effects of a command again, if it was committed.</summary>
internal sealed record ResendEffectsMessage(string AccountId, string CommandId, DateTimeOffset NotAfter);

/// <summary>Make an export of the general ledger, or go on with one that was cut short.</summary>
internal sealed record ExportLedgerMessage(string SellerId, string ExportId);
