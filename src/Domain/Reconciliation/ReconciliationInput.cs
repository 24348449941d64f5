namespace Billing.Domain;

/// <summary>What a reconciliation is made from.</summary>
/// <param name="SellerId">Whose money.</param>
/// <param name="From">The first day.</param>
/// <param name="Through">The last day.</param>
/// <param name="Today">The current day; what was told is given time until then.</param>
/// <param name="Openings">The balances of the books' cash and suspense accounts before the first day.</param>
/// <param name="Journal">The books' movements of cash, fees and suspense from the first day on, those after the last included.</param>
/// <param name="AtBankBefore">Of the days before, only what moved at the bank: a statement may show it in the period.</param>
/// <param name="Facts">What the facts of all payments and payouts move.</param>
/// <param name="Payouts">All payouts of the seller.</param>
/// <param name="Settlements">The lines of payouts that were made from the first day on.</param>
/// <param name="Payments">The payments that these lines name, as far as they are known.</param>
/// <param name="Statements">The bank's statements, whose entries may lie some days outside the period.</param>
/// <param name="Suspense">What payments hold that no account has confirmed, by currency.</param>
public sealed record ReconciliationInput(
    string SellerId, DateOnly From, DateOnly Through, DateOnly Today, IReadOnlyList<OpeningBalanceOfAccount> Openings, IReadOnlyList<Movement> Journal, IReadOnlyList<Movement> AtBankBefore, FactLedger Facts, IReadOnlyList<Payout> Payouts,
    IReadOnlyList<PayoutSettlement> Settlements, IReadOnlyDictionary<string, Payment> Payments, IReadOnlyList<StatementView> Statements, IReadOnlyList<Money> Suspense);

/// <summary>A balance before the first day.</summary>
/// <param name="Account">Of the <see cref="ChartOfAccounts"/>.</param>
/// <param name="OfFacts">What payments and payouts posted.</param>
/// <param name="Other">What accounts posted.</param>
public sealed record OpeningBalanceOfAccount(string Account, Money OfFacts, Money Other);

/// <summary>What a fact or a command moved on an account of the books.</summary>
/// <param name="Account">Of the <see cref="ChartOfAccounts"/>.</param>
/// <param name="Source">The payment; <c>payout </c> and the payout; or the customer's account.</param>
/// <param name="Key">The fact's key, or the account's version.</param>
/// <param name="On">The posting date, or a fact's value date.</param>
/// <param name="Amount">Above 0 is a debit.</param>
public sealed record Movement(string Account, string Source, string Key, DateOnly On, Money Amount)
{
    /// <summary>Whether it comes from a fact and not from a customer's account.</summary>
    public bool IsOfFact => Source.Contains('|', StringComparison.Ordinal);

    /// <summary>How the books name a payout as a source.</summary>
    public static string SourceOf(Payout payout) => $"payout {payout.Id}";

    /// <summary>What the facts of a payment move.</summary>
    public static IEnumerable<Movement> Of(Payment payment)
    {
        var soFar = Payment.Unknown(payment.Id, payment.SellerId);
        foreach (var fact in payment.Facts)
        {
            foreach (var line in PaymentPosting.Post(soFar, fact, DateOnly.MinValue)?.Lines ?? [])
                yield return new Movement(line.Account, payment.Id.ToString(), fact.Key, fact.ValueDate, line.Amount);
            soFar = soFar.With(fact);
        }
    }

    /// <summary>What the facts of a payout move.</summary>
    public static IEnumerable<Movement> Of(Payout payout)
    {
        var soFar = Payout.Unknown(payout.Id, payout.SellerId);
        foreach (var fact in payout.Facts)
        {
            foreach (var line in soFar.Post(fact, DateOnly.MinValue)?.Lines ?? [])
                yield return new Movement(line.Account, SourceOf(payout), fact.Key, fact.ValueDate, line.Amount);
            soFar = soFar.With(fact);
        }
    }
}

/// <summary>The lines of a payout.</summary>
public sealed record PayoutSettlement(PaymentId Payout, IReadOnlyList<SettlementLine> Lines);

/// <summary>A statement of the bank.</summary>
/// <param name="StatementId">The bank's id.</param>
/// <param name="Account">IBAN or account number.</param>
/// <param name="Opening">The balance before the first entry, where the file says it.</param>
/// <param name="Closing">The balance after the last.</param>
/// <param name="Entries">What was booked.</param>
public sealed record StatementView(string StatementId, string Account, Money? Opening, Money? Closing, IReadOnlyList<EntryView> Entries);

/// <summary>An entry of a statement.</summary>
/// <param name="EntryId">As the payment that it is, or would have been, is named.</param>
/// <param name="Amount">Above 0 came in, below 0 went out.</param>
/// <param name="BookedOn">When the bank booked it.</param>
/// <param name="IsReturn">Whether it undoes an earlier one.</param>
/// <param name="Processors">The processors that it names.</param>
public sealed record EntryView(string EntryId, Money Amount, DateOnly BookedOn, bool IsReturn, IReadOnlyList<string> Processors);
