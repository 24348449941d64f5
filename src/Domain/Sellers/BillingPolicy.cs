namespace Billing.Domain;

/// <summary>How a seller bills and duns, as data.</summary>
/// <param name="Version">Rises with each change; events name the version they were decided by.</param>
/// <param name="Terms">When invoices are to be paid.</param>
/// <param name="DraftWindowDays">Days that an invoice stays a draft; 0 finalizes it at once.</param>
/// <param name="CatchUpPeriods">How many overdue periods of a subscription one run bills before the rest goes to review.</param>
/// <param name="Dunning">How overdue invoices are dunned, one for a segment and currency; empty where none are.</param>
/// <param name="Provision">The ladder of the provision for doubtful debts, days and percentages rising; empty for none.</param>
/// <param name="ApprovalLimit">Credit notes, adjustments, write-offs and refunds above it need a second person, in major units of the account's currency;
/// nothing where none does.</param>
/// <param name="MinimumInvoice">What comes to less than this waits for a later invoice, as long as one is to come; in major units of the account's currency.</param>
/// <param name="ShortPayment">By how much payments may fall short; nothing where all that is missing stays owed.</param>
public sealed record BillingPolicy(
    int Version,
    PaymentTerms Terms,
    int DraftWindowDays,
    int CatchUpPeriods,
    IReadOnlyList<DunningPolicy> Dunning,
    IReadOnlyList<ProvisionStep> Provision,
    decimal? ApprovalLimit,
    decimal MinimumInvoice = 0,
    ShortPaymentTolerance? ShortPayment = null)
{
    /// <summary>How instalments are reminded of, and how long they are waited for.</summary>
    public ArrangementPolicy Arrangements { get; init; } = ArrangementPolicy.Standard;

    /// <summary>How saved methods are charged.</summary>
    public ChargingPolicy Charging { get; init; } = ChargingPolicy.Standard;

    /// <summary>Which payments issue a receipt.</summary>
    public ReceiptPolicy Receipts { get; init; }

    /// <summary>Which accounts get a statement each month.</summary>
    public StatementPolicy Statements { get; init; } = StatementPolicy.Off;

    /// <summary>How an account is dunned.</summary>
    public DunningPolicy DunningOf(Account account) => DunningOf(account.Currency(), account.Terms.Segment);

    /// <summary>How accounts of a currency and customers of a segment are dunned, by what is most particular: the segment and the currency, the segment, the
    /// currency, everybody. Where nothing is for them, they are not dunned.</summary>
    public DunningPolicy DunningOf(Currency currency, string segment) => Dunning.Where(known => known.IsFor(currency.Code, segment))
        .OrderByDescending(known => known.Segment.Length > 0).ThenByDescending(known => known.Currency.Length > 0).FirstOrDefault() ?? DunningPolicy.None;
}

/// <summary>One step of the provision for doubtful debts.</summary>
/// <param name="DaysOverdue">Days after the due date, 1 or more.</param>
/// <param name="Percent">Of the balance, from that day on.</param>
public sealed record ProvisionStep(int DaysOverdue, decimal Percent);
