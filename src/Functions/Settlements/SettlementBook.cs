using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Payments;
using Billing.Functions.Storage;

namespace Billing.Functions.Settlements;

/// <summary>What payouts consist of, in the table <c>Payments</c> beside each payout: rows <c>lines|{n}</c>, and the row <c>lines</c> that says how many
/// count. Lines that are told again replace those before.</summary>
internal sealed class SettlementBook(BillingStorage storage, RowPayload payload)
{
    private const string HeadKey = "lines";
    private const int LinesPerRow = 1_000;

    public async Task WriteAsync(PaymentId payout, IReadOnlyList<SettlementLine> lines, CancellationToken cancellation)
    {
        var (partition, rows) = (PayoutBook.PartitionOf(payout), 0);
        foreach (var chunk in lines.Chunk(LinesPerRow))
            await storage.Payments.UpsertEntityAsync(await payload.WriteAsync(new TableEntity(partition, Row(rows++)), chunk, cancellation), TableUpdateMode.Replace, cancellation);
        await storage.Payments.UpsertEntityAsync(new TableEntity(partition, HeadKey) { ["Rows"] = rows }, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>The lines; null where none were told.</summary>
    public async Task<IReadOnlyList<SettlementLine>?> FindAsync(PaymentId payout, CancellationToken cancellation)
    {
        var partition = PayoutBook.PartitionOf(payout);
        var head = await storage.Payments.GetEntityIfExistsAsync<TableEntity>(partition, HeadKey, cancellationToken: cancellation);
        if (!head.HasValue)
            return null;
        var lines = new List<SettlementLine>();
        for (var row = 0; row < head.Value!.GetInt32("Rows"); row++)
            lines.AddRange(await payload.ReadAsync<SettlementLine[]>((await storage.Payments.GetEntityAsync<TableEntity>(partition, Row(row), cancellationToken: cancellation)).Value, cancellation));
        return lines;
    }

    private static string Row(int number) => $"{HeadKey}|{number:D5}";
}
