namespace Billing.Domain;

/// <summary>What processors, the bank and the books say of the same money in a period, side by side.</summary>
/// <param name="SellerId">Whose money.</param>
/// <param name="From">The first day.</param>
/// <param name="Through">The last day.</param>
/// <param name="Ties">Whether nothing differs; else <paramref name="Discrepancies"/> name all that does.</param>
/// <param name="Accounts">The cash accounts of the books, each from the journal and from the facts.</param>
/// <param name="Payouts">The payouts that were made in the period, or are on their way.</param>
/// <param name="Banks">The bank accounts by their statements.</param>
/// <param name="Suspense">What no account has.</param>
/// <param name="Discrepancies">What differs, the kinds in their order.</param>
public sealed record ReconciliationReport(
    string SellerId, DateOnly From, DateOnly Through, bool Ties, IReadOnlyList<CashSection> Accounts, IReadOnlyList<PayoutSection> Payouts, IReadOnlyList<BankSection> Banks,
    IReadOnlyList<SuspenseSection> Suspense, IReadOnlyList<Discrepancy> Discrepancies);

/// <summary>A cash account in one currency.</summary>
/// <param name="Account">Of the <see cref="ChartOfAccounts"/>.</param>
/// <param name="Journal">From the books.</param>
/// <param name="Facts">From what is known of payments and payouts.</param>
/// <param name="Settled">What the processor's own lines say of the payouts made in the period; null where it gave none.</param>
public sealed record CashSection(string Account, CashFlow Journal, CashFlow Facts, SettledFlow? Settled);

/// <summary>How a cash account came from its opening to its closing balance.</summary>
public sealed record CashFlow(Money Opening, Money Received, Money Refunded, Money Disputed, Money Fees, Money Payouts, Money Other)
{
    /// <summary>The balance at the end.</summary>
    public Money Closing => Opening + Received + Refunded + Disputed + Fees + Payouts + Other;
}

/// <summary>What a processor's lines add up to. Fees are below 0, as they lower what is paid out.</summary>
public sealed record SettledFlow(Money Charges, Money Refunds, Money Disputes, Money Fees, Money Adjustments)
{
    /// <summary>What was paid out.</summary>
    public Money Net => Charges + Refunds + Disputes + Fees + Adjustments;
}

/// <summary>Where a payout stands.</summary>
public enum PayoutState
{
    /// <summary>Told, and not shown by a statement.</summary>
    InTransit,

    /// <summary>At the bank.</summary>
    Arrived,

    /// <summary>Back at the processor; where it had arrived, not back from the bank yet.</summary>
    Failed,
}

/// <summary>A payout.</summary>
/// <param name="PayoutId">As <see cref="PaymentId"/> writes it.</param>
/// <param name="MadeOn">The day that the processor told.</param>
/// <param name="Made">What it paid out.</param>
/// <param name="Fees">What it kept with the payout.</param>
/// <param name="AtBank">What statements show of it.</param>
/// <param name="ArrivedOn">When the bank had it.</param>
/// <param name="Lines">What its lines add up to; null where it has none.</param>
/// <param name="State">Where it stands.</param>
public sealed record PayoutSection(string PayoutId, DateOnly MadeOn, Money Made, Money Fees, Money AtBank, DateOnly? ArrivedOn, Money? Lines, PayoutState State);

/// <summary>A bank account by its statements.</summary>
/// <param name="Account">IBAN or account number.</param>
/// <param name="Opening">Before the first statement of the period; null where the files have no balances.</param>
/// <param name="Payments">Entries that became payments.</param>
/// <param name="Payouts">Entries that are payouts of processors.</param>
/// <param name="Refunds">Entries that are refunds or returns which the books have.</param>
/// <param name="NotBooked">Entries that the books do not have: other money that went out, and returns.</param>
/// <param name="Closing">After the last statement of the period; null where the files have no balances.</param>
public sealed record BankSection(string Account, Money? Opening, Money Payments, Money Payouts, Money Refunds, Money NotBooked, Money? Closing);

/// <summary>What no account has.</summary>
/// <param name="Journal">The balance of the books, as it is now; a liability is below 0.</param>
/// <param name="Payments">What the payments hold that no account has confirmed.</param>
public sealed record SuspenseSection(Money Journal, Money Payments);

/// <summary>Something that differs.</summary>
/// <param name="Kind">In kebab-case; docs/reconciliation.md explains each.</param>
/// <param name="Subject">What it is about: a payment, payout, statement or account.</param>
/// <param name="Amount">By how much.</param>
/// <param name="Text">What was found, and what to do.</param>
public sealed record Discrepancy(string Kind, string Subject, Money Amount, string Text);
