using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.Functions.Payments;

/// <summary>Brings payouts and the statement entries that are theirs together, whichever is known first. In the table <c>Payments</c> the partition
/// <c>arrivals|{seller}|{amount}</c> has a row for each entry and for each payout that a bank should show; a match names each in the other's row, in one
/// transaction, so that an entry is one payout's and a payout one entry's. Each side enters itself before it looks for the other: of two at once at least
/// one sees both. An entry that became a payment meanwhile is turned into the arrival.</summary>
internal sealed class PayoutArrivals(PayoutBook payouts, PaymentBook payments, ConfigurationBook configuration, BillingStorage storage, WorkQueues queues)
{
    private const int Attempts = 16;
    private const string OfEntry = "entry|";
    private const string OfPayout = "payout|";

    /// <summary>Enters a statement's entry, and makes it the arrival of the payout that it is. Doing it again changes nothing, and finishes what died halfway.</summary>
    /// <returns>The payout; null where none is known that the entry can be.</returns>
    public async Task<PaymentId?> TakeAsync(string sellerId, PaymentId entryId, EntryEvidence evidence, CancellationToken cancellation)
    {
        var seller = (await configuration.ReadAsync(sellerId, cancellation)).Seller;
        var processors = PayoutMatching.ProcessorsIn(evidence, seller.PayoutPayers);
        var place = Partition(sellerId, evidence.Amount);
        await storage.Payments.AddIfMissingAsync(new TableEntity(place, OfEntry + Keys.Hash(entryId.ToString()))
        {
            ["EntryId"] = entryId.ToString(),
            ["ValueOn"] = $"{evidence.ValueOn:O}",
            ["Processors"] = string.Join(' ', processors),
            ["PayoutId"] = "",
        }, cancellation);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var entry = (await storage.Payments.GetEntityAsync<TableEntity>(place, OfEntry + Keys.Hash(entryId.ToString()), cancellationToken: cancellation)).Value;
            if (entry.GetString("PayoutId").Length > 0)
                return await CompleteAsync(sellerId, entry, cancellation);
            var rows = await storage.Payments.QueryAsync<TableEntity>($"{Keys.Prefix(place, OfPayout)} and EntryId eq ''", cancellationToken: cancellation).ToListAsync(cancellation);
            if (PayoutMatching.Find(evidence, processors, seller.NumberPrefix, rows.Select(Expected)) is not { } found)
                return null;
            await MatchAsync(entry, rows.First(row => Expected(row) == found), mayBePayment: false, cancellation);
        }

        throw new InvalidOperationException($"The entry {entryId} was changed by others {Attempts} times in a row.");
    }

    /// <summary>Records a fact of a payout, and makes the entry that the bank showed before the arrival of it. Doing it again changes nothing, and finishes what
    /// died halfway.</summary>
    public async Task<Payout> RecordAsync(PaymentId id, string sellerId, PayoutFact fact, CancellationToken cancellation)
    {
        var payout = await payouts.RecordAsync(id, sellerId, fact, cancellation);
        if (payout.Made is not { Amount.IsZero: false } made)
            return payout;
        await AwaitAsync(sellerId, new ExpectedEntry(id, made.Amount, made.ValueDate, made.Reference), isReturn: false, cancellation);
        if (payout.Failed is { } failed)
            await AwaitAsync(sellerId, new ExpectedEntry(id, -made.Amount, failed.ValueDate, made.Reference), isReturn: true, cancellation);
        return payout;
    }

    private async Task AwaitAsync(string sellerId, ExpectedEntry expected, bool isReturn, CancellationToken cancellation)
    {
        var (place, key) = (Partition(sellerId, expected.Amount), $"{OfPayout}{Keys.Hash(expected.Payout.ToString())}|{(isReturn ? "failed" : "made")}");
        await storage.Payments.AddIfMissingAsync(new TableEntity(place, key)
        {
            ["PayoutId"] = expected.Payout.ToString(),
            ["Amount"] = expected.Amount.ToString(),
            ["ExpectedOn"] = $"{expected.ExpectedOn:O}",
            ["Reference"] = expected.Reference,
            ["IsReturn"] = isReturn,
            ["EntryId"] = "",
        }, cancellation);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var row = (await storage.Payments.GetEntityAsync<TableEntity>(place, key, cancellationToken: cancellation)).Value;
            if (row.GetString("EntryId") is { Length: > 0 } entryId)
            {
                await CompleteAsync(sellerId, (await storage.Payments.GetEntityAsync<TableEntity>(place, OfEntry + Keys.Hash(entryId), cancellationToken: cancellation)).Value, cancellation);
                return;
            }

            if (await FindEntryAsync(sellerId, place, expected, cancellation) is not { } entry)
                return;
            await MatchAsync(entry, row, mayBePayment: expected.Amount.IsPositive, cancellation);
        }

        throw new InvalidOperationException($"Payout {expected.Payout} was changed by others {Attempts} times in a row.");
    }

    private async Task<TableEntity?> FindEntryAsync(string sellerId, string place, ExpectedEntry expected, CancellationToken cancellation)
    {
        var prefix = (await configuration.ReadAsync(sellerId, cancellation)).Seller.NumberPrefix;
        var (first, last) = ($"{expected.ExpectedOn.AddDays(-PayoutMatching.DaysEarly):O}", $"{expected.ExpectedOn.AddDays(PayoutMatching.DaysLate):O}");
        var fitting = new List<(TableEntity Row, DateOnly ValueOn)>();
        await foreach (var row in storage.Payments.QueryAsync<TableEntity>($"{Keys.Prefix(place, OfEntry)} and {TableClient.CreateQueryFilter($"PayoutId eq '' and ValueOn ge {first} and ValueOn le {last}")}", cancellationToken: cancellation))
        {
            var valueOn = Day(row, "ValueOn");
            var payment = await payments.FindAsync(PaymentId.Parse(row.GetString("EntryId")), cancellation);
            var evidence = new EntryEvidence(expected.Amount, valueOn, payment?.Reference.PayerName ?? "", payment?.Reference.PayerAccount ?? "", payment?.Reference.Text ?? "");

            // What an account has is a customer's payment, as somebody or something told: that is not undone by a likeness.
            if (payment?.Assignments.Any(known => known.Status != AssignmentStatus.Refused) != true && PayoutMatching.Find(evidence, row.GetString("Processors").Split(' '), prefix, [expected]) is not null)
                fitting.Add((row, valueOn));
        }

        return fitting.OrderBy(one => Math.Abs(one.ValueOn.DayNumber - expected.ExpectedOn.DayNumber)).ThenBy(one => one.Row.RowKey, StringComparer.Ordinal).Select(one => one.Row).FirstOrDefault();
    }

    // What was a payment is undone first: until the arrival is recorded as well, the money is on its way, and nowhere twice.
    // Where its import had entered it before, and may be about to record it as a payment, the payment then knows already that it is none.
    private async Task<PaymentId> CompleteAsync(string sellerId, TableEntity entry, CancellationToken cancellation)
    {
        var (entryId, valueOn, id) = (PaymentId.Parse(entry.GetString("EntryId")), Day(entry, "ValueOn"), PaymentId.Parse(entry.GetString("PayoutId")));
        if (entry.GetBoolean("MayBePayment") == true || await payments.FindAsync(entryId, cancellation) is not null)
        {
            await payments.RecordAsync(entryId, sellerId, [new WasPayout(id.ToString(), valueOn)], PaymentReference.None, $"{id.Processor}:{id.MerchantAccount}", cancellation);
            await queues.SendAsync(StorageNames.DrivePayments, new DrivePaymentMessage(entryId.ToString()), cancellation);
        }

        var amount = Money.Parse(entry.GetString("Amount"));
        await payouts.RecordAsync(id, sellerId, entry.GetBoolean("IsReturn") == true ? new PayoutReturned(entryId.ToString(), amount, valueOn) : new PayoutArrived(entryId.ToString(), amount, valueOn), cancellation);
        return id;
    }

    private async Task MatchAsync(TableEntity entry, TableEntity payout, bool mayBePayment, CancellationToken cancellation)
    {
        (entry["PayoutId"], entry["Amount"], entry["IsReturn"]) = (payout.GetString("PayoutId"), payout.GetString("Amount"), payout.GetBoolean("IsReturn"));
        entry["MayBePayment"] = mayBePayment;
        payout["EntryId"] = entry.GetString("EntryId");
        try
        {
            await storage.Payments.SubmitTransactionAsync(
                [new TableTransactionAction(TableTransactionActionType.UpdateReplace, entry, entry.ETag), new TableTransactionAction(TableTransactionActionType.UpdateReplace, payout, payout.ETag)], cancellation);
        }
        catch (TableTransactionFailedException e) when (e.Status == 412)
        {
            // One of the two was matched meanwhile: look again.
        }
    }

    private static ExpectedEntry Expected(TableEntity row) =>
        new(PaymentId.Parse(row.GetString("PayoutId")), Money.Parse(row.GetString("Amount")), Day(row, "ExpectedOn"), row.GetString("Reference"));

    private static DateOnly Day(TableEntity row, string name) => DateOnly.ParseExact(row.GetString(name), "O", System.Globalization.CultureInfo.InvariantCulture);

    private static string Partition(string sellerId, Money amount) => $"arrivals|{sellerId}|{amount}";
}
