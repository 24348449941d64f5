namespace Billing.Functions.Storage;

/// <summary>The names of tables, containers and queues; the deployment creates the same.</summary>
internal static class StorageNames
{
    public const string Accounts = "Accounts";
    public const string Payments = "Payments";
    public const string Inbox = "Inbox";
    public const string Numbers = "Numbers";
    public const string Calendar = "Calendar";
    public const string Lookup = "Lookup";
    public const string Journal = "Journal";
    public const string Index = "Index";
    public const string Config = "Config";
    public const string Runs = "Runs";
    public const string Usage = "Usage";
    public const string PrintBatches = "PrintBatches";

    /// <summary>Rendered documents, written once.</summary>
    public const string Documents = "documents";

    /// <summary>What goes to printers, written once.</summary>
    public const string PrintFiles = "print-batches";

    /// <summary>Raw webhook bodies.</summary>
    public const string InboxBodies = "inbox";

    /// <summary>Values too large for a table row, by the hash of their content.</summary>
    public const string LargeValues = "large-values";

    /// <summary>What collection agencies get: case documents and exports.</summary>
    public const string Collections = "collections";

    /// <summary>Logos and the like.</summary>
    public const string Assets = "assets";

    /// <summary>What the general ledger was given, written once.</summary>
    public const string LedgerExports = "ledger-exports";

    /// <summary>Month-end snapshots of the journal.</summary>
    public const string Snapshots = "snapshots";

    /// <summary>Reports that were subscribed to, written once.</summary>
    public const string Reports = "reports";

    public const string ScanDueWork = "due-work";
    public const string BillAccounts = "bill-accounts";
    public const string CollectAccounts = "collect-accounts";
    public const string ChargeAccounts = "charge-accounts";
    public const string StateAccounts = "state-accounts";
    public const string MakePaymentAttempts = "payment-attempts";
    public const string RenderDocuments = "documents";
    public const string DeliverDocuments = "deliveries";
    public const string VerifyDocuments = "document-verifications";
    public const string ApplyPaymentEvents = "inbox";
    public const string DrivePayments = "payments";
    public const string AppendJournal = "journal";
    public const string PublishEvents = "events";
    public const string ResendEffects = "effects";
    public const string ExportLedger = "ledger-exports";
    public const string DeliverReports = "reports";

    public static IReadOnlyList<string> Tables { get; } = [Accounts, Payments, Inbox, Numbers, Calendar, Lookup, Journal, Index, Config, Runs, Usage, PrintBatches];

    public static IReadOnlyList<string> Containers { get; } = [Documents, InboxBodies, LargeValues, Assets, LedgerExports, Collections, PrintFiles, Reports, Snapshots];

    public static IReadOnlyList<string> Queues { get; } =
        [ScanDueWork, BillAccounts, CollectAccounts, ChargeAccounts, StateAccounts, MakePaymentAttempts, RenderDocuments, DeliverDocuments, VerifyDocuments, ApplyPaymentEvents, DrivePayments, AppendJournal, PublishEvents, ResendEffects, ExportLedger, DeliverReports];
}
