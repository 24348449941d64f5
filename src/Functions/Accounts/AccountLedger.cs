using System.Collections.Concurrent;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Calendar;
using Billing.Functions.Configuration;
using Billing.Functions.Lookups;
using Billing.Functions.Numbers;
using Billing.Functions.Storage;
using Billing.Functions.Usage;

namespace Billing.Functions.Accounts;

/// <summary>The one load-decide-append loop over accounts. A batch shares its number reservations and calendar entries; each account commits in a
/// transaction of its own, and a failing one fails alone.</summary>
internal sealed class AccountLedger(BillingStorage storage, AccountRows rows, ConfigurationBook configuration, NumberBook numbers, DueCalendar calendar, LookupBook lookups, VirtualIbanBook virtualIbans, UsageBook usage, TimeProvider clock)
{
    private const int Attempts = 8;
    private const int AtOnce = 8;

    // A closing of a period counts on it: it is announced 15 minutes ahead, and nothing is committed on a reading older than this.
    private static readonly TimeSpan OldestReading = TimeSpan.FromMinutes(4);

    /// <summary>Carries out one request.</summary>
    public async Task<AccountOutcome> TransactAsync(AccountRequest request, CancellationToken cancellation)
    {
        var outcome = (await TransactAsync([request], cancellation))[0];
        return outcome is AccountOutcome.Failed failed ? throw new AccountFailedException(request.Account, failed.Why) : outcome;
    }

    /// <summary>Carries out requests to different accounts. The outcomes are in the order of the requests.</summary>
    public async Task<IReadOnlyList<AccountOutcome>> TransactAsync(IReadOnlyList<AccountRequest> requests, CancellationToken cancellation)
    {
        var outcomes = new ConcurrentDictionary<AccountId, AccountOutcome>();
        for (var attempt = 1; requests.Count > outcomes.Count; attempt++)
        {
            var open = requests.Where(request => !outcomes.ContainsKey(request.Account)).ToList();
            if (attempt > Attempts)
            {
                open.ForEach(request => outcomes[request.Account] = new AccountOutcome.Failed(request.Account, new InvalidOperationException($"The account was changed by others {Attempts} times in a row.")));
                break;
            }

            await AttemptAsync(open, outcomes, cancellation);
        }

        return [.. requests.Select(request => outcomes[request.Account])];
    }

    /// <summary>Decides as <see cref="TransactAsync(AccountRequest, CancellationToken)"/> would, and changes nothing. Numbers stand as "preview".</summary>
    public async Task<Decision> PreviewAsync(AccountRequest request, CancellationToken cancellation) => Preview(await LoadAsync(request, closesUsage: false, cancellation));

    /// <summary>Decides what the next run that has something to do would do, were some events recorded first; changes nothing.</summary>
    /// <param name="run">The run, for the current day.</param>
    /// <param name="first">What was decided and not recorded.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The day, and the decision; no day where nothing is to come.</returns>
    public async Task<(DateOnly? On, Decision Decision)> PreviewNextAsync(AccountRequest run, IReadOnlyList<AccountEvent> first, CancellationToken cancellation)
    {
        var loaded = await LoadAsync(run, closesUsage: false, cancellation);
        if (AccountEvolution.Apply(loaded.Account, first) is not { } account)
            return (null, Preview(loaded));
        if (AccountAgenda.BillOn(account) is not { } next)
            return (null, new Decision.Accepted([]));
        var day = next > loaded.Context.Today ? next : loaded.Context.Today;
        return (day, Preview(await WithNamedRowsAsync(loaded with { Account = account, Context = loaded.Context with { Today = day } }, day, closesUsage: false, cancellation)));
    }

    /// <summary>What would keep the next invoices from being valid e-invoices; changes nothing.</summary>
    /// <param name="run">The run, for the current day.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Null where the account was never opened.</returns>
    public async Task<EInvoiceForecast?> ForecastEInvoiceAsync(AccountRequest run, CancellationToken cancellation)
    {
        var loaded = await LoadAsync(run, closesUsage: false, cancellation);
        if (loaded.Account is null)
            return null;

        // A parked account has no next day; what it is parked for is what is asked.
        var account = loaded.Account with { ParkedBecause = null };
        var day = AccountAgenda.BillOn(account) is { } next && next > loaded.Context.Today ? next : loaded.Context.Today;
        var ready = await WithNamedRowsAsync(loaded with { Account = account, Context = loaded.Context with { Today = day } }, day, closesUsage: false, cancellation);
        return EInvoiceForecast.Of(account, ready.Context);
    }

    /// <summary>What late charges would be charged on a day, as the account stands; changes nothing.</summary>
    /// <param name="run">The run of collections, for the current day.</param>
    /// <param name="on">The day; nothing for the current one.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The current day, what runs up, and the decision; null where the account was never opened.</returns>
    public async Task<(DateOnly Today, LateChargeForecast Forecast, Decision Decision)?> ForecastLateChargesAsync(AccountRequest run, DateOnly? on, CancellationToken cancellation)
    {
        var loaded = await LoadAsync(run, closesUsage: false, cancellation);
        if (loaded.Account is null)
            return null;
        var ready = loaded with { Context = loaded.Context with { Today = on ?? loaded.Context.Today } };
        return (loaded.Context.Today, LateChargeForecast.Of(loaded.Account, ready.Context), Preview(ready));
    }

    private static Decision Preview(LoadedAccount loaded)
    {
        var decision = AccountDecider.Decide(loaded.Account, loaded.Request.Command, loaded.Context);
        return decision is Decision.NeedsNumbers needed
            ? AccountDecider.Decide(loaded.Account, loaded.Request.Command, loaded.Context with { Numbers = needed.Documents.ToDictionary(document => document.DocumentId, _ => "preview") })
            : decision;
    }

    private async Task AttemptAsync(List<AccountRequest> requests, ConcurrentDictionary<AccountId, AccountOutcome> outcomes, CancellationToken cancellation)
    {
        var proposals = new ConcurrentBag<(LoadedAccount Loaded, Decision Decision)>();
        await ForEachAsync(requests, outcomes, async request =>
        {
            if (await RepeatedAsync(request, cancellation) is { } repeated)
            {
                outcomes[request.Account] = repeated;
                return;
            }

            var loaded = await LoadAsync(request, closesUsage: true, cancellation);
            proposals.Add((loaded, AccountDecider.Decide(loaded.Account, request.Command, loaded.Context)));
        }, cancellation);

        var reserved = await numbers.ReserveAsync([.. proposals.Where(proposal => proposal.Decision is Decision.NeedsNumbers)
            .SelectMany(proposal => ((Decision.NeedsNumbers)proposal.Decision).Documents.Select(document => (document, proposal.Loaded.Request.Account)))], cancellation);
        var writes = new List<Write>();
        foreach (var (loaded, proposed) in proposals)
        {
            var account = loaded.Request.Account;
            var numbered = loaded with { Context = loaded.Context with { Numbers = reserved } };
            switch (proposed is Decision.NeedsNumbers ? AccountDecider.Decide(loaded.Account, loaded.Request.Command, numbered.Context) : proposed)
            {
                case Decision.Accepted { Events.Count: > 0 } accepted:
                    writes.Add(new Write(numbered, accepted.Events, AccountEvolution.Apply(loaded.Account, accepted.Events)!));
                    break;
                case Decision.Accepted:
                    outcomes[account] = new AccountOutcome.NothingNew(account, loaded.Account);
                    break;
                case Decision.Refused refused:
                    outcomes[account] = new AccountOutcome.Refused(account, refused.Refusal);
                    break;
                case Decision.NeedsNumbers:
                    throw new InvalidOperationException($"Account {account} asks for other numbers than it asked for before.");
            }
        }

        await calendar.EnterAsync([.. writes.SelectMany(write => DueCalendar.EntriesFor(write.Loaded, write.After))], cancellation);
        await ForEachAsync(writes, write => write.Loaded.Request.Account, outcomes, async write =>
        {
            if (await ClaimAsync(write, cancellation) is { } refusal)
                outcomes[write.Loaded.Request.Account] = new AccountOutcome.Refused(write.Loaded.Request.Account, refusal);
            else if (clock.GetElapsedTime(write.Loaded.ReadAt) < OldestReading && await CommitAsync(write, cancellation))
                outcomes[write.Loaded.Request.Account] = new AccountOutcome.Committed(write.Loaded.Request.Account, write.After.Version, write.Events, false, write.After);
        }, cancellation);
    }

    private async Task<AccountOutcome?> RepeatedAsync(AccountRequest request, CancellationToken cancellation)
    {
        if (await rows.CommandAsync(request.Account, request.Id, cancellation) is not { } made)
            return null;
        if (!request.Id.IsOwn && made.Fingerprint != request.Fingerprint())
            return new AccountOutcome.Refused(request.Account, new Refusal("key-reused", $"The key {request.Id.Key} was used before with another request; use a new key for a new request."));
        var record = await rows.RecordAsync(request.Account, made.Version, cancellation);
        return new AccountOutcome.Committed(request.Account, made.Version, record.Events, true, null);
    }

    private async Task<LoadedAccount> LoadAsync(AccountRequest request, bool closesUsage, CancellationToken cancellation)
    {
        var readAt = clock.GetTimestamp();
        var now = clock.GetUtcNow();
        var (state, etag) = await rows.StateAsync(request.Account, cancellation);
        var seller = await configuration.ReadAsync(request.Account.Seller, cancellation);
        var today = seller.EffectiveDay(request.Today, now);
        var profile = request.Profile
            ?? (state is null ? null : await rows.BuyerAsync(state, cancellation))
            ?? new CustomerProfile(0, "", new PostalAddress("", "", "", "", ""), "", "", "", "");
        var context = new DecisionContext(
            today, seller.Seller.FirstOpenDay(now), seller.Seller, seller.Policy, seller.Prices, seller.Taxes, profile,
            new Dictionary<string, string>(), new Dictionary<string, Invoice>(), new Dictionary<string, IssuedDocument>(), seller.Coupons, new Dictionary<UsagePeriodKey, UsageReading>())
        { Actor = request.Actor, Agencies = [.. seller.Agencies.Keys], Payer = request.Payer ?? PaymentReference.None };
        return state is null
            ? new LoadedAccount(request, null, etag, context, seller.Policy, seller.DateAt(now), readAt)
            : await WithNamedRowsAsync(new LoadedAccount(request, state, etag, context, seller.Policy, seller.DateAt(now), readAt), today, closesUsage, cancellation);
    }

    // Items name further items, so this reads until nothing new is named; three rounds are the most that any command needs.
    private async Task<LoadedAccount> WithNamedRowsAsync(LoadedAccount loaded, DateOnly today, bool closesUsage, CancellationToken cancellation)
    {
        var account = loaded.Account!;
        var id = loaded.Request.Account;
        var known = account.Invoices.Select(item => item.ItemId).Concat(account.Credits.Select(item => item.ItemId)).ToHashSet(StringComparer.Ordinal);
        var named = NamedRows.Of(account, loaded.Request.Command, today, loaded.Policy);
        for (var wanted = named.Items.Except(known).ToList(); wanted.Count > 0; wanted = [.. NamedRows.Of(account, loaded.Request.Command, today, loaded.Policy).Items.Except(known)])
        {
            account = account.With((await rows.FindAllAsync<LedgerItem>(id, wanted, AccountRows.ItemKey, cancellation)).Select(row => row.Value));
            known.UnionWith(wanted);
        }

        return loaded with
        {
            Account = account,
            Context = loaded.Context with
            {
                Drafts = (await rows.FindAllAsync<Invoice>(id, named.Drafts, AccountRows.DraftKey, cancellation)).ToDictionary(row => row.Id, row => row.Value, StringComparer.Ordinal),
                Documents = (await rows.FindAllAsync<IssuedDocument>(id, named.Documents, AccountRows.DocumentKey, cancellation)).ToDictionary(row => row.Id, row => row.Value, StringComparer.Ordinal),
                History = named.History ? await rows.RecordedAsync(id, account.Version, cancellation) : [],
                BilledCharges = await rows.BilledAsync(id, named.Charges, cancellation),
                Usage = (await Task.WhenAll(named.Usage.Select(wanted => ReadUsageAsync(id, wanted.Key, wanted.Value, closesUsage, cancellation)))).ToDictionary(reading => reading.Key),
            },
        };
    }

    // What is billed for good is closed before it is decided on; where the commit then fails, the next attempt reads the same. A preview closes nothing.
    private async Task<UsageReading> ReadUsageAsync(AccountId account, UsagePeriodKey key, bool forGood, bool closes, CancellationToken cancellation)
    {
        var reading = await usage.ReadAsync(account, key, forGood && closes, cancellation);
        return reading with { Closed = reading.Closed || forGood };
    }

    // What only one account of a seller's can have.
    private async Task<Refusal?> ClaimAsync(Write write, CancellationToken cancellation) =>
        write.Events.OfType<VirtualIbanSet>().FirstOrDefault()?.Iban is { } iban && await virtualIbans.ClaimAsync(write.Loaded.Request.Account, iban, write.After.Version, cancellation) is { } holder
            ? new Refusal("virtual-iban-taken", $"{iban} is the virtual IBAN of account {holder}; take it away from that first.")
            : null;

    private async Task<bool> CommitAsync(Write write, CancellationToken cancellation)
    {
        var request = write.Loaded.Request;
        foreach (var document in IssuedDocument.Of(write.Events, write.Loaded.Context))
            await EnterLookupsAsync(request.Account, document, cancellation);
        if (request.Profile is { } profile && write.Events.Any(happened => happened is AccountOpened or ProfileChanged))
            await lookups.EnterNamesAsync(request.Account, profile, cancellation);
        foreach (var promised in write.Events.OfType<ArrangementAgreed>().Where(agreed => agreed.Arrangement.Number.Length == 0))
            await lookups.EnterUnnumberedAsync(request.Account, promised.Arrangement.ItemId, cancellation);
        foreach (var handedOff in write.Events.OfType<AccountSentToCollections>())
            await lookups.EnterUnnumberedAsync(request.Account, handedOff.CaseId, cancellation);
        foreach (var taken in write.Events.OfType<BalanceTakenOver>().SelectMany(opening => opening.Invoices))
            await EnterLookupsAsync(request.Account, taken, cancellation);
        foreach (var started in write.Events.OfType<PaymentAttemptStarted>())
            await lookups.EnterAttemptAsync(request.Account, started.DocumentId, started.AttemptId, cancellation);
        foreach (var saved in write.Events.OfType<PaymentMethodSaved>())
            await lookups.EnterMethodAsync(request.Account, saved.Method.MethodId, cancellation);
        var record = new CommandRecord(write.After.Version, clock.GetUtcNow(), write.Loaded.Context.Today, request.Actor, request.Reason, request.Id, write.Events);
        try
        {
            await storage.Accounts.SubmitTransactionAsync(await rows.TransactionAsync(write.Loaded, record, write.After, cancellation), cancellation);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task EnterLookupsAsync(AccountId account, IssuedDocument document, CancellationToken cancellation)
    {
        await lookups.EnterDocumentAsync(account, document.DocumentId, document.Number, cancellation);
        if (document is IssuedInvoice { Invoice.Kind: DocumentKind.Invoice or DocumentKind.LateCharge, AmountDue: { IsPositive: true } due })
            await lookups.EnterAmountAsync(account, document.DocumentId, due, cancellation);
    }

    private async Task EnterLookupsAsync(AccountId account, TakenOverInvoice taken, CancellationToken cancellation)
    {
        await lookups.EnterTakenOverAsync(account, taken.DocumentId, taken.Opening.Number, cancellation);
        if (taken.Opening.Balance.IsPositive)
            await lookups.EnterAmountAsync(account, taken.DocumentId, taken.Opening.Balance, cancellation);
    }

    private static Task ForEachAsync(IReadOnlyList<AccountRequest> requests, ConcurrentDictionary<AccountId, AccountOutcome> outcomes, Func<AccountRequest, Task> act, CancellationToken cancellation) =>
        ForEachAsync(requests, request => request.Account, outcomes, act, cancellation);

    private static Task ForEachAsync<T>(IReadOnlyList<T> all, Func<T, AccountId> accountOf, ConcurrentDictionary<AccountId, AccountOutcome> outcomes, Func<T, Task> act, CancellationToken cancellation) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (one, _) =>
        {
            try
            {
                await act(one);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                outcomes[accountOf(one)] = new AccountOutcome.Failed(accountOf(one), e);
            }
        });

    private sealed record Write(LoadedAccount Loaded, IReadOnlyList<AccountEvent> Events, Account After);
}

/// <summary>A request to an account failed and is to be tried again.</summary>
internal sealed class AccountFailedException(AccountId account, Exception why) : Exception($"Account {account}: {why.Message}", why);
