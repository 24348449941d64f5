using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Configuration;
using Billing.Functions.Lookups;

namespace Billing.Functions.Payments;

/// <summary>Finds whose a payment is: by what it names, by the numbers in its text, by its payer and amount. What is found is read from the accounts as
/// they are now; lookups are hints.</summary>
internal sealed class CashMatcher(LookupBook lookups, AccountRows rows, ConfigurationBook configuration)
{
    private const int MostOfAKind = 20;

    /// <summary>Where the money goes by itself, or nothing where that is not beyond doubt.</summary>
    public async Task<PaymentTarget?> TargetAsync(Payment payment, CancellationToken cancellation)
    {
        // A number of another seller's invoice is no reference of this payment.
        if (await lookups.FindAsync(payment.Reference, payment.SellerId, cancellation) is { } named && AccountId.Parse(named.AccountId).Seller == payment.SellerId)
            return named;
        if (payment.Suspense() is not { IsPositive: true })
            return null;
        var (evidence, candidates) = await CandidatesAsync(payment, cancellation);
        return PaymentMatching.Unique(evidence, candidates);
    }

    /// <summary>What an operator may assign it to, the likeliest first.</summary>
    public async Task<IReadOnlyList<RankedMatch>> RankAsync(Payment payment, CancellationToken cancellation)
    {
        if (payment.Suspense() is not { IsPositive: true })
            return [];
        var (evidence, candidates) = await CandidatesAsync(payment, cancellation);
        return PaymentMatching.Rank(evidence, candidates);
    }

    /// <summary>Remembers whose the payer's money was, once an account has it.</summary>
    public async Task LearnAsync(Payment payment, CancellationToken cancellation)
    {
        if (payment.Reference.PayerAccount.Length == 0)
            return;
        foreach (var account in payment.Assignments.Where(known => known is { Status: AssignmentStatus.Confirmed, Amount.IsPositive: true }).Select(known => known.AccountId).Distinct())
            await lookups.EnterPayerAsync(AccountId.Parse(account), payment.Reference.PayerAccount, cancellation);
    }

    private async Task<(PaymentEvidence Evidence, IReadOnlyList<MatchCandidate> Candidates)> CandidatesAsync(Payment payment, CancellationToken cancellation)
    {
        var prefix = (await configuration.ReadAsync(payment.SellerId, cancellation)).Seller.NumberPrefix;
        var amount = payment.Suspense()!.Value;
        var numbers = RemittanceText.InvoiceNumbers($"{payment.Reference.InvoiceNumber} {payment.Reference.Text}", prefix);
        var hints = new List<PaymentTarget>();
        foreach (var number in numbers.Take(MostOfAKind))
            hints.AddRange(await lookups.FindNumberAsync(number, cancellation) is { } found ? [found] : []);
        hints.AddRange(await OverAmountAsync(payment.SellerId, amount, cancellation));
        var payers = payment.Reference.PayerAccount.Length > 0 ? await lookups.PaidByAsync(payment.SellerId, payment.Reference.PayerAccount, MostOfAKind, cancellation) : [];

        var candidates = new List<MatchCandidate>();
        foreach (var account in hints.Concat(payers).Select(hint => hint.AccountId).Distinct().Where(id => AccountId.Parse(id).Seller == payment.SellerId))
            candidates.AddRange(await OfAccountAsync(AccountId.Parse(account), payers.Any(payer => payer.AccountId == account), cancellation));
        return (new PaymentEvidence(amount, payment.Reference.PayerName, numbers, payment.Facts.Max(fact => fact.ValueDate)), candidates);
    }

    // An amount that very many invoices are over says nothing, and a part of them would look like the only ones.
    private async Task<IReadOnlyList<PaymentTarget>> OverAmountAsync(string sellerId, Money amount, CancellationToken cancellation) =>
        await lookups.OverAmountAsync(sellerId, amount, MostOfAKind + 1, cancellation) is { Count: <= MostOfAKind } found ? found : [];

    private async Task<IReadOnlyList<MatchCandidate>> OfAccountAsync(AccountId account, bool knownPayer, CancellationToken cancellation)
    {
        if ((await rows.StateAsync(account, cancellation)).Account is not { ErasedOn: null } state)
            return [];
        var name = (await rows.FindAsync<CustomerProfile>(account, AccountRows.ProfileKey(state.ProfileVersion), cancellation))?.Name ?? "";
        return
        [
            .. state.Invoices.Where(item => item.IsPayable).Select(item => new MatchCandidate(state.AccountId, item.ItemId, item.Number, item.Balance + item.WrittenOff, name, knownPayer)),
            .. state.Arrangements.Where(known => known is { IsRunning: true, Number.Length: > 0 }).SelectMany(plan => OfPlan(state, plan, name, knownPayer)),
            new MatchCandidate(state.AccountId, null, "", state.Receivable(), name, knownPayer),
        ];
    }

    // Where its next instalment is the balance of an invoice that it covers, that invoice is candidate enough.
    private static IEnumerable<MatchCandidate> OfPlan(Account state, PaymentArrangement plan, string name, bool knownPayer)
    {
        var paid = state.PaidOf(plan);
        var toPay = plan.DueThrough(plan.Unmet(paid).First().No) - paid;
        if (!state.Invoices.Any(item => item.ArrangementId == plan.ItemId && item.Balance == toPay))
            yield return new MatchCandidate(state.AccountId, plan.ItemId, plan.Number, toPay, name, knownPayer);
    }
}
