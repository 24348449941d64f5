using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Configuration;
using Billing.Functions.Lookups;

namespace Billing.Functions.Payments;

/// <summary>Finds whose a payment is: by what it names, by the account it was paid to, by the numbers and names in its text, by its payer and amount. What is
/// found is read from the accounts as they are now; lookups are hints.</summary>
internal sealed class CashMatcher(LookupBook lookups, VirtualIbanBook virtualIbans, AccountRows rows, ConfigurationBook configuration)
{
    private const int MostOfAKind = 20;
    private const int AtOnce = 8;

    /// <summary>Where the money goes by itself, or nothing where that is not beyond doubt.</summary>
    public async Task<PaymentTarget?> TargetAsync(Payment payment, CancellationToken cancellation)
    {
        var waits = payment.Suspense() is { IsPositive: true };
        if (await ReferredAsync(payment, cancellation) is { } named && !(waits && IsWritten(payment) && await ClosedAsync(named, cancellation) is not null))
            return named;
        if (!waits)
            return null;
        var (evidence, candidates) = await CandidatesAsync(payment, cancellation);
        return PaymentMatching.Unique(evidence, candidates);
    }

    /// <summary>What an operator may assign it to, the likeliest first, and why it waits for one.</summary>
    public async Task<(string Reason, IReadOnlyList<RankedMatch> Matches)> ExplainAsync(Payment payment, CancellationToken cancellation)
    {
        if (payment.Suspense() is not { IsPositive: true })
            return ("", []);
        var (evidence, candidates) = await CandidatesAsync(payment, cancellation);
        return (SuspenseReason.Of(payment, evidence, candidates), PaymentMatching.Rank(evidence, candidates));
    }

    /// <summary>Remembers whose the payer's money was, once an account has it.</summary>
    public async Task LearnAsync(Payment payment, CancellationToken cancellation)
    {
        if (payment.Reference.PayerAccount.Length == 0)
            return;
        foreach (var account in payment.Assignments.Where(known => known is { Status: AssignmentStatus.Confirmed, Amount.IsPositive: true }).Select(known => known.AccountId).Distinct())
            await lookups.EnterPayerAsync(AccountId.Parse(account), payment.Reference.PayerAccount, cancellation);
    }

    // What people write and banks pass on may be an old number. A processor's payment names an invoice by a link of ours, and whose it is needs nobody to say.
    private static bool IsWritten(Payment payment) => payment.Id.Processor is "bank" or "manual";

    // A number of another seller's invoice is no reference of this payment.
    private async Task<PaymentTarget?> ReferredAsync(Payment payment, CancellationToken cancellation) =>
        await lookups.FindAsync(payment.Reference, payment.SellerId, cancellation) is { } named && AccountId.Parse(named.AccountId).Seller == payment.SellerId ? named : null;

    private async Task<(PaymentEvidence Evidence, IReadOnlyList<MatchCandidate> Candidates)> CandidatesAsync(Payment payment, CancellationToken cancellation)
    {
        var prefix = (await configuration.ReadAsync(payment.SellerId, cancellation)).Seller.NumberPrefix;
        var amount = payment.Suspense()!.Value;
        var numbers = RemittanceText.InvoiceNumbers($"{payment.Reference.InvoiceNumber} {payment.Reference.Text}", prefix);
        var (referred, unknown) = await DocumentsAsync(payment, numbers, cancellation);
        var payers = payment.Reference.PayerAccount.Length > 0 ? await lookups.PaidByAsync(payment.SellerId, payment.Reference.PayerAccount, MostOfAKind, cancellation) : [];
        var named = await NamedAsync(payment, cancellation);
        if (payment.Reference.CreditorAccount.Length > 0 && !named.Values.Contains(AccountNaming.VirtualIban))
            unknown = [.. unknown, payment.Reference.CreditorAccount];

        // Who names an account in another currency may have one in this.
        var siblings = referred.Select(target => target.AccountId).Concat(named.Keys).Select(AccountId.Parse).Where(account => account.Currency != amount.Currency)
            .Select(account => AccountId.Of(account.Seller, account.Customer, amount.Currency).ToString()).ToHashSet(StringComparer.Ordinal);
        var hints = referred.Concat(await OverAmountAsync(payment.SellerId, amount, cancellation)).Concat(payers).Select(hint => hint.AccountId).Concat(named.Keys).Concat(siblings).Distinct();
        var candidates = new List<MatchCandidate>();
        foreach (var account in hints.Where(id => AccountId.Parse(id).Seller == payment.SellerId))
        {
            var found = await OfAccountAsync(payment, AccountId.Parse(account), payers.Any(payer => payer.AccountId == account), named.TryGetValue(account, out var by) ? by : null, cancellation);
            candidates.AddRange(found.Select(candidate => candidate with { IsNamedCustomers = siblings.Contains(account) }));
        }

        return (new PaymentEvidence(amount, payment.Reference.PayerName, numbers, payment.Facts.Max(fact => fact.ValueDate)) { ClosedInvoices = await ClosedAsync(referred, cancellation), UnknownReferences = unknown }, candidates);
    }

    // The documents of the seller's that it refers to, and the references that are to none.
    private async Task<(IReadOnlyList<PaymentTarget> Referred, IReadOnlyList<string> Unknown)> DocumentsAsync(Payment payment, IReadOnlyList<string> numbers, CancellationToken cancellation)
    {
        var (referred, unknown) = (new List<PaymentTarget>(), new List<string>());
        if (await ReferredAsync(payment, cancellation) is { } named)
            referred.Add(named);
        else if (payment.Reference.NamesInvoice)
            unknown.Add(payment.Reference.InvoiceNumber.Length > 0 ? payment.Reference.InvoiceNumber : payment.Reference.DocumentId);
        foreach (var number in numbers.Take(MostOfAKind))
        {
            if (await lookups.FindNumberAsync(number, cancellation) is { } found && AccountId.Parse(found.AccountId).Seller == payment.SellerId)
                referred.Add(found);
            else
                unknown.Add(number);
        }

        return ([.. referred.Distinct()], [.. unknown.Distinct(StringComparer.Ordinal)]);
    }

    private async Task<IReadOnlyList<ClosedInvoice>> ClosedAsync(IReadOnlyList<PaymentTarget> referred, CancellationToken cancellation)
    {
        var closed = new List<ClosedInvoice>();
        foreach (var target in referred)
            closed.AddRange(await ClosedAsync(target, cancellation) is { } one ? [one] : []);
        return closed;
    }

    private async Task<ClosedInvoice?> ClosedAsync(PaymentTarget target, CancellationToken cancellation)
    {
        var account = AccountId.Parse(target.AccountId);
        if (target.DocumentId is not { } document || (await rows.StateAsync(account, cancellation)).Account is not { } state)
            return null;
        var item = state.Invoices.FirstOrDefault(known => known.ItemId == document)
            ?? (await rows.FindAllAsync<LedgerItem>(account, [document], AccountRows.ItemKey, cancellation)).Select(row => row.Value).OfType<InvoiceItem>().FirstOrDefault();
        return item is { IsPayable: false } ? new ClosedInvoice(target.AccountId, item.Number, item.Status) : null;
    }

    // The accounts that it names, each by the strongest.
    private async Task<IReadOnlyDictionary<string, AccountNaming>> NamedAsync(Payment payment, CancellationToken cancellation)
    {
        var named = new Dictionary<string, AccountNaming>(StringComparer.Ordinal);
        if (payment.Reference.CreditorAccount.Length > 0 && await virtualIbans.FindAsync(payment.SellerId, payment.Reference.CreditorAccount, cancellation) is { } holder)
            named[holder.ToString()] = AccountNaming.VirtualIban;
        foreach (var reference in RemittanceText.CreditorReferences($"{payment.Reference.InvoiceNumber} {payment.Reference.Text}"))
            await CalledAsync(reference, AccountNaming.CreditorReference);
        foreach (var names in RemittanceText.Names(payment.Reference.Text).Chunk(AtOnce))
            await Task.WhenAll(names.Select(name => CalledAsync(name, AccountNaming.Reference)));
        return named;

        async Task CalledAsync(string name, AccountNaming naming)
        {
            foreach (var called in await lookups.CalledAsync(payment.SellerId, name, MostOfAKind, cancellation))
            {
                lock (named)
                    named.TryAdd(called.AccountId, naming);
            }
        }
    }

    // An amount that very many invoices are over says nothing, and a part of them would look like the only ones.
    private async Task<IReadOnlyList<PaymentTarget>> OverAmountAsync(string sellerId, Money amount, CancellationToken cancellation) =>
        await lookups.OverAmountAsync(sellerId, amount, MostOfAKind + 1, cancellation) is { Count: <= MostOfAKind } found ? found : [];

    private async Task<IReadOnlyList<MatchCandidate>> OfAccountAsync(Payment payment, AccountId account, bool knownPayer, AccountNaming? namedBy, CancellationToken cancellation)
    {
        if ((await rows.StateAsync(account, cancellation)).Account is not { ErasedOn: null } state)
            return [];
        var profile = await rows.FindAsync<CustomerProfile>(account, AccountRows.ProfileKey(state.ProfileVersion), cancellation);
        var name = profile?.Name ?? "";

        // What it was called once is nobody's name any more.
        if (namedBy == AccountNaming.Reference && (profile is null || !AccountNames.Of(state.AccountId, profile).Intersect(RemittanceText.Names(payment.Reference.Text)).Any()))
            namedBy = null;
        IEnumerable<MatchCandidate> candidates =
        [
            .. state.Invoices.Where(item => item.IsPayable).Select(item => new MatchCandidate(state.AccountId, item.ItemId, item.Number, item.Balance + item.WrittenOff, name, knownPayer)),
            .. state.Arrangements.Where(known => known is { IsRunning: true, Number.Length: > 0 }).SelectMany(plan => OfPlan(state, plan, name, knownPayer)),
            new MatchCandidate(state.AccountId, null, "", state.Receivable(), name, knownPayer),
        ];
        return [.. candidates.Select(candidate => candidate with { NamedBy = namedBy })];
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
