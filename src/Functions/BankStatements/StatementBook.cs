using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Storage;

namespace Billing.Functions.BankStatements;

/// <summary>The statements as they were imported, without the payers: table <c>Payments</c>, partition <c>statement|{seller}|{account}</c>.</summary>
internal sealed class StatementBook(ConfigurationBook configuration, BillingStorage storage, RowPayload payload, TimeProvider clock)
{
    /// <summary>Keeps a statement. One that is imported again replaces what was kept.</summary>
    public async Task WriteAsync(string sellerId, BankStatement statement, string actor, CancellationToken cancellation)
    {
        var payers = (await configuration.ReadAsync(sellerId, cancellation)).Seller.PayoutPayers;
        var row = new TableEntity(PartitionOf(sellerId, statement.Account), Keys.Hash(statement.StatementId)) { ["StatementId"] = statement.StatementId, ["ImportedAt"] = clock.GetUtcNow(), ["Actor"] = actor };
        await storage.Payments.UpsertEntityAsync(await payload.WriteAsync(row, statement with { Entries = [.. statement.Entries.Select(entry => WithoutPerson(entry, payers))] }, cancellation), TableUpdateMode.Replace, cancellation);
    }

    /// <summary>The statements of a seller's accounts that have an entry booked in some days.</summary>
    public async Task<IReadOnlyList<StatementView>> ReadAsync(string sellerId, DateOnly from, DateOnly through, CancellationToken cancellation)
    {
        var found = new List<StatementView>();
        foreach (var account in (await configuration.ReadAsync(sellerId, cancellation)).Seller.Bank.Select(bank => CreditorReference.Bare(bank.Iban)).Distinct())
        {
            var partition = PartitionOf(sellerId, account);
            await foreach (var row in storage.Payments.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellation))
            {
                var statement = await payload.ReadAsync<BankStatement>(row, cancellation);
                if (statement.Entries.Any(entry => entry.BookedOn >= from && entry.BookedOn <= through))
                    found.Add(new StatementView(statement.StatementId, account, statement.Opening, statement.Closing, [.. statement.Entries.Select(entry => new EntryView(StatementImport.IdOf(account, entry.EntryId).ToString(), entry.Amount, entry.BookedOn, entry.IsReturn, entry.Processors))]));
            }
        }

        return found;
    }

    // Who paid stands in the payment, where it can be erased; which processor it was is nobody's secret.
    private static BankEntry WithoutPerson(BankEntry entry, IReadOnlyList<PayoutPayer> payers) =>
        entry with { PayerName = "", PayerAccount = "", CreditorAccount = "", EndToEndId = "", OriginalEntryId = "", Text = "", Processors = PayoutMatching.ProcessorsIn(new EntryEvidence(entry.Amount, entry.ValueOn, entry.PayerName, entry.PayerAccount, entry.Text), payers) };

    private static string PartitionOf(string sellerId, string account) => $"statement|{sellerId}|{account}";
}
