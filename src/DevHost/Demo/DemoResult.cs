using System.Text.Json.Serialization;
using Billing.Domain;

namespace Billing.DevHost.Demo;

/// <summary>What the demo came to. Amounts of several currencies are objects by currency.</summary>
/// <param name="Invoices">How many were issued.</param>
/// <param name="CreditNotes">How many were issued.</param>
/// <param name="Receipts">How many payments issued, and those that were taken back.</param>
/// <param name="UsageEvents">How many were sent.</param>
/// <param name="NumbersGapless">Whether every series runs from 1 without gap or double.</param>
/// <param name="Pdfs">Stored documents of every kind.</param>
/// <param name="EInvoices">Those of them that are e-invoices as well.</param>
/// <param name="EInvoicesInPdfs">Those of them that are within their PDF too, byte for byte.</param>
/// <param name="Emails">What the mail catcher took.</param>
/// <param name="EmailsWithheld">Copies for addresses that had stopped working.</param>
/// <param name="PaymentsApplied">Assignments of payments that accounts took.</param>
/// <param name="PaymentsBy">Payments by the processor that told of them; <c>bank</c> by statements, <c>manual</c> by operators.</param>
/// <param name="Webhooks">Signed deliveries that were taken, by sender.</param>
/// <param name="DuplicatesIgnored">Webhook deliveries that told of an event again.</param>
/// <param name="Payouts">Payouts of processors to the sellers' banks.</param>
/// <param name="PayoutsArrived">Those that the bank statements have had; the last are on their way.</param>
/// <param name="DisputesLost">Payments that the payers' banks took back, also where they were won afterwards.</param>
/// <param name="BankTransfers">Customers' transfers on the bank statements that were imported.</param>
/// <param name="Overdue">Invoices that became overdue.</param>
/// <param name="SentToCollections">Accounts that were handed off.</param>
/// <param name="EventsPublished">Messages on the topic.</param>
/// <param name="JournalDebits">All debits.</param>
/// <param name="JournalCredits">All credits.</param>
/// <param name="Receivables">The control account in the journal.</param>
/// <param name="SumOfOpenBalances">The same from the accounts' states.</param>
/// <param name="Suspense">What payments have that no account has.</param>
/// <param name="Tasks">What waits for an operator at the end, by kind.</param>
/// <param name="Seconds">From start to end.</param>
internal sealed record DemoResult(
    int Invoices,
    int CreditNotes,
    int Receipts,
    int UsageEvents,
    bool NumbersGapless,
    int Pdfs,
    int EInvoices,
    int EInvoicesInPdfs,
    int Emails,
    int EmailsWithheld,
    int PaymentsApplied,
    IReadOnlyDictionary<string, int> PaymentsBy,
    IReadOnlyDictionary<string, int> Webhooks,
    int DuplicatesIgnored,
    int Payouts,
    int PayoutsArrived,
    int DisputesLost,
    int BankTransfers,
    int Overdue,
    int SentToCollections,
    int EventsPublished,
    IReadOnlyDictionary<string, decimal> JournalDebits,
    IReadOnlyDictionary<string, decimal> JournalCredits,
    IReadOnlyDictionary<string, decimal> Receivables,
    IReadOnlyDictionary<string, decimal> SumOfOpenBalances,
    IReadOnlyDictionary<string, decimal> Suspense,
    IReadOnlyDictionary<string, int> Tasks,
    double Seconds)
{
    /// <summary>Reminders and notices, one an account and day.</summary>
    public required int Notices { get; init; }

    /// <summary>Those that went by letter.</summary>
    public required int Letters { get; init; }

    /// <summary>Files of letters that were printed.</summary>
    public required int PrintBatches { get; init; }

    /// <summary>Documents that charge fees, compensation and interest.</summary>
    public required int LateCharges { get; init; }

    /// <summary>Instalment plans that were agreed upon.</summary>
    public required int Arrangements { get; init; }

    /// <summary>Collections cases.</summary>
    public required int Cases { get; init; }

    /// <summary>Files that the agencies got.</summary>
    public required int AgencyExports { get; init; }

    /// <summary>Cases that were recalled.</summary>
    public required int Recalls { get; init; }

    /// <summary>Invoices that were written off.</summary>
    public required int WriteOffs { get; init; }

    /// <summary>Payments that recovered something of them.</summary>
    public required int Recoveries { get; init; }

    /// <summary>Statements of account.</summary>
    public required int Statements { get; init; }

    /// <summary>Reports that were taken at the months' ends, and were the same when asked for again.</summary>
    public required int Reports { get; init; }

    /// <summary>Months that the general ledger was given, by format.</summary>
    public required int LedgerExports { get; init; }

    /// <summary>The invariants that do not hold, each with what was found.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>Sums amounts by currency.</summary>
    public static SortedDictionary<string, decimal> ByCurrency(IEnumerable<Money> amounts)
    {
        var sums = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var alike in amounts.GroupBy(amount => amount.Currency))
            sums[alike.Key.Code] = Money.Sum(alike, alike.Key).Amount;
        return sums;
    }
}
