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
/// <param name="NotTaken">Entries that are no payment to us: money that went out, and returns.</param>
internal sealed record ImportedStatement(string StatementId, string Account, int Received, int Known, IReadOnlyList<ArrivedPayout> Payouts, IReadOnlyList<NotTaken> NotTaken);

/// <summary>An entry that is a payout.</summary>
internal sealed record ArrivedPayout(string EntryId, Money Amount, string PayoutId);

/// <summary>An entry that is not a payment to us.</summary>
internal sealed record NotTaken(string EntryId, Money Amount, DateOnly BookedOn, string Why);

/// <summary>Takes bank statements: what came in becomes payments, each once whatever statement shows it; what for is found by <see cref="CashMatcher"/>.
/// The statement itself is kept as imported, with its balances.</summary>
internal sealed class StatementImport(PaymentBook payments, PayoutArrivals arrivals, StatementBook statements, ConfigurationBook configuration, WorkQueues queues)
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

    /// <summary>Records what came in and has it brought to accounts. Doing it again changes nothing, and finishes what died halfway.</summary>
    public async Task<ImportedStatement> TakeAsync(string sellerId, BankStatement statement, string actor, CancellationToken cancellation)
    {
        var (received, known, payouts, notTaken) = (0, 0, new List<ArrivedPayout>(), new List<NotTaken>());
        foreach (var entry in statement.Entries)
        {
            var evidence = new EntryEvidence(entry.Amount, entry.ValueOn, entry.PayerName, entry.PayerAccount, entry.Text);
            if (await arrivals.TakeAsync(sellerId, IdOf(statement.Account, entry.EntryId), evidence, cancellation) is { } payout)
            {
                payouts.Add(new ArrivedPayout(entry.EntryId, entry.Amount, payout.ToString()));
                continue;
            }

            if (!entry.Amount.IsPositive || entry.IsReturn)
            {
                notTaken.Add(new NotTaken(entry.EntryId, entry.Amount, entry.BookedOn, entry.IsReturn ? "undoes an earlier entry; reverse the payment that it was" : "went out"));
                continue;
            }

            var (isNew, refusal) = await RecordAsync(sellerId, statement, entry, actor, cancellation);
            if (refusal is not null)
            {
                notTaken.Add(new NotTaken(entry.EntryId, entry.Amount, entry.BookedOn, refusal.Message));
                continue;
            }

            received++;
            known += isNew ? 0 : 1;
        }

        await statements.WriteAsync(sellerId, statement, actor, cancellation);
        return new ImportedStatement(statement.StatementId, statement.Account, received, known, payouts, notTaken);
    }

    private async Task<(bool IsNew, Refusal? Refusal)> RecordAsync(string sellerId, BankStatement statement, BankEntry entry, string actor, CancellationToken cancellation)
    {
        var id = IdOf(statement.Account, entry.EntryId);
        var isNew = await payments.FindAsync(id, cancellation) is null;
        var outcome = await payments.RecordAsync(id, sellerId, [new PaymentSucceeded(entry.Amount, entry.ValueOn)], Reference(statement, entry), actor, cancellation);
        await queues.SendAsync(StorageNames.DrivePayments, new DrivePaymentMessage(id.ToString()), cancellation);
        return (isNew, outcome.Refusal);
    }

    private static PaymentReference Reference(BankStatement statement, BankEntry entry) => new("", "", entry.Text, entry.PayerName, entry.PayerAccount)
    {
        CreditorAccount = entry.CreditorAccount == statement.Account ? "" : entry.CreditorAccount,
    };
}
