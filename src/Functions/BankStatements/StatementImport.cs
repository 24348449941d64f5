using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Storage;

namespace Billing.Functions.BankStatements;

/// <summary>What became of a statement.</summary>
/// <param name="StatementId">The bank's id.</param>
/// <param name="Account">The bank account.</param>
/// <param name="Received">How many entries are money that came in: each is a payment.</param>
/// <param name="Known">How many of these were recorded before.</param>
/// <param name="Payouts">Entries that are payouts of processors, arriving or taken: facts of the payouts and no payments.</param>
/// <param name="Returned">Entries that undo a payment, which is taken back.</param>
/// <param name="NotTaken">Entries that are no payment to us: money that went out, and returns of what is not known.</param>
internal sealed record ImportedStatement(
    string StatementId, string Account, int Received, int Known, IReadOnlyList<ArrivedPayout> Payouts, IReadOnlyList<ReturnedPayment> Returned, IReadOnlyList<NotTaken> NotTaken);

/// <summary>An entry that undoes a payment.</summary>
internal sealed record ReturnedPayment(string EntryId, Money Amount, string PaymentId);

/// <summary>An entry that is a payout.</summary>
internal sealed record ArrivedPayout(string EntryId, Money Amount, string PayoutId);

/// <summary>An entry that is not a payment to us.</summary>
internal sealed record NotTaken(string EntryId, Money Amount, DateOnly BookedOn, string Why);

/// <summary>Takes bank statements: what came in becomes payments, each once whatever statement shows it; what for is found by <see cref="CashMatcher"/>.
/// The statement itself is kept as imported, with its balances.</summary>
internal sealed class StatementImport(PaymentBook payments, PayoutArrivals arrivals, EntryReturns returns, StatementBook statements, ConfigurationBook configuration, WorkQueues queues)
{
    public const string Processor = "bank";

    /// <summary>The payment that an entry is.</summary>
    public static PaymentId IdOf(string account, string entryId) => new(Processor, account, $"entry_{Keys.Hash(entryId)}");

    /// <summary>The bank accounts of the statements that are none of the seller's.</summary>
    public async Task<IReadOnlyList<string>> ForeignAsync(string sellerId, IReadOnlyList<BankStatement> statements, CancellationToken cancellation)
    {
        var own = (await configuration.ReadAsync(sellerId, cancellation)).Seller.Bank.Select(bank => CreditorReference.Bare(bank.Iban)).ToHashSet(StringComparer.Ordinal);
        return [.. statements.Select(statement => statement.Account).Where(account => !own.Contains(account)).Distinct()];
    }

    /// <summary>Records what came in and has it brought to accounts, and takes back what was undone. Doing it again changes nothing, and finishes what died
    /// halfway.</summary>
    public async Task<ImportedStatement> TakeAsync(string sellerId, BankStatement statement, string actor, CancellationToken cancellation)
    {
        var taken = new ImportedStatement(statement.StatementId, statement.Account, 0, 0, [], [], []);
        foreach (var entry in statement.Entries)
            taken = await TakeAsync(sellerId, statement.Account, entry, taken, actor, cancellation);
        await statements.WriteAsync(sellerId, statement, actor, cancellation);
        return taken;
    }

    private async Task<ImportedStatement> TakeAsync(string sellerId, string account, BankEntry entry, ImportedStatement soFar, string actor, CancellationToken cancellation)
    {
        ImportedStatement NotTaken(string why) => soFar with { NotTaken = [.. soFar.NotTaken, new NotTaken(entry.EntryId, entry.Amount, entry.BookedOn, why)] };

        var evidence = new EntryEvidence(entry.Amount, entry.ValueOn, entry.PayerName, entry.PayerAccount, entry.Text);
        if (await arrivals.TakeAsync(sellerId, IdOf(account, entry.EntryId), evidence, cancellation) is { } payout)
            return soFar with { Payouts = [.. soFar.Payouts, new ArrivedPayout(entry.EntryId, entry.Amount, payout.ToString())] };
        if (entry.IsReturn)
        {
            return await returns.TakeAsync(sellerId, account, entry, cancellation) is { } undone
                ? soFar with { Returned = [.. soFar.Returned, new ReturnedPayment(entry.EntryId, entry.Amount, undone.ToString())] }
                : NotTaken("undoes an earlier entry that is not known; a task asks for it");
        }

        if (!entry.Amount.IsPositive)
            return NotTaken("went out");
        var (isNew, refusal) = await RecordAsync(sellerId, account, entry, actor, cancellation);
        return refusal is not null ? NotTaken(refusal.Message) : soFar with { Received = soFar.Received + 1, Known = soFar.Known + (isNew ? 0 : 1) };
    }

    private async Task<(bool IsNew, Refusal? Refusal)> RecordAsync(string sellerId, string account, BankEntry entry, string actor, CancellationToken cancellation)
    {
        var id = IdOf(account, entry.EntryId);
        var known = await payments.FindAsync(id, cancellation);
        var received = new PaymentSucceeded(entry.Charges is { } kept ? entry.Amount + kept : entry.Amount, entry.ValueOn);

        // Of two statements that show one entry, the first decides what banks kept of it: the other may not itemize it, and one sum came.
        PaymentFact[] facts = entry.Charges is { } charges && known?.Facts.OfType<PaymentSucceeded>().All(fact => fact.Amount == received.Amount) != false ? [received, FeeCharged.Of(received, charges)] : [received];
        var outcome = await payments.RecordAsync(id, sellerId, facts, Reference(account, entry), actor, cancellation);
        await queues.SendAsync(StorageNames.DrivePayments, new DrivePaymentMessage(id.ToString()), cancellation);
        if (outcome.Refusal is null)
            await returns.ReceivedAsync(sellerId, account, entry, cancellation);
        return (known is null, outcome.Refusal);
    }

    private static PaymentReference Reference(string account, BankEntry entry) => new("", "", entry.Text, entry.PayerName, entry.PayerAccount)
    {
        CreditorAccount = entry.CreditorAccount == account ? "" : entry.CreditorAccount,
    };
}
