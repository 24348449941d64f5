using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;

namespace Billing.Functions.BankStatements;

/// <summary>Brings what a bank undid and the payments that it undid together, whichever statement is imported first. In the table <c>Payments</c> the partition
/// <c>returns|{seller}|{account}|{amount}</c> has a row for each entry that became a payment and for each that undoes one; a match names each in the other's
/// row, in one transaction. Each side enters itself before it looks for the other: of two at once at least one sees both.</summary>
internal sealed class EntryReturns(PaymentBook payments, BillingStorage storage, WorkQueues queues, TaskBook tasks, TimeProvider clock)
{
    public const string ReturnTask = "bank-return";

    private const int Attempts = 16;
    private const string OfReceived = "received|";
    private const string OfReturned = "returned|";

    /// <summary>Takes back the payment that an entry undoes, and opens a task where none is found. Doing it again changes nothing, and finishes what died
    /// halfway.</summary>
    /// <returns>The payment, or nothing where none is found.</returns>
    public async Task<PaymentId?> TakeAsync(string sellerId, string account, BankEntry entry, CancellationToken cancellation)
    {
        var undone = -entry.Amount - (entry.Charges ?? Money.Zero(entry.Amount.Currency));
        if (!undone.IsPositive)
        {
            await AskAsync(sellerId, account, entry, $"{entry.Amount} that had gone out came back to {account} on {entry.ValueOn:O}. Find the refund or transfer that failed, and pay it again or take it back.", cancellation);
            return null;
        }

        var row = Row(sellerId, account, undone, OfReturned, entry);
        row["OriginalEntry"] = entry.OriginalEntryId.Length > 0 ? Keys.Hash(entry.OriginalEntryId) : "";
        row["Code"] = entry.ReturnReason.Length > 0 ? entry.ReturnReason : "returned";
        row["Charges"] = entry.Charges?.ToString() ?? "";
        await storage.Payments.AddIfMissingAsync(row, cancellation);
        if (await MatchAsync(sellerId, row.PartitionKey, row.RowKey, cancellation) is { } payment)
            return payment;
        await AskAsync(sellerId, account, entry, $"{undone} that had come in on {account} went back on {entry.ValueOn:O} ({row.GetString("Code")}), and no payment is found that it undoes. Find the payment by its amount and payer and take it back, or import the statement that shows it.", cancellation);
        return null;
    }

    /// <summary>Enters what became a payment, and takes it back where its return was imported before it. Doing it again changes nothing.</summary>
    public async Task ReceivedAsync(string sellerId, string account, BankEntry entry, CancellationToken cancellation)
    {
        var row = Row(sellerId, account, entry.Amount + (entry.Charges ?? Money.Zero(entry.Amount.Currency)), OfReceived, entry);
        await storage.Payments.AddIfMissingAsync(row, cancellation);
        var waiting = await storage.Payments.QueryAsync<TableEntity>($"{Keys.Prefix(row.PartitionKey, OfReturned)} and Other eq ''", cancellationToken: cancellation).ToListAsync(cancellation);
        foreach (var returned in waiting)
            await MatchAsync(sellerId, row.PartitionKey, returned.RowKey, cancellation);
    }

    private async Task<PaymentId?> MatchAsync(string sellerId, string place, string key, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var returned = (await storage.Payments.GetEntityAsync<TableEntity>(place, key, cancellationToken: cancellation)).Value;
            if (returned.GetString("Other") is { Length: > 0 } known)
                return await CompleteAsync(sellerId, returned, PaymentId.Parse(known), cancellation);
            var rows = await storage.Payments.QueryAsync<TableEntity>($"{Keys.Prefix(place, OfReceived)} and Other eq ''", cancellationToken: cancellation).ToListAsync(cancellation);
            if (ReturnMatching.Find(new ReturnedEntry(Day(returned), returned.GetString("Payer"), returned.GetString("EndToEndId"), returned.GetString("OriginalEntry")), [.. rows.Select(Received)]) is not { } found)
                return null;
            var received = rows.First(row => Received(row) == found);
            (returned["Other"], received["Other"]) = (received.GetString("EntryId"), returned.GetString("EntryId"));
            try
            {
                await storage.Payments.SubmitTransactionAsync(
                    [new TableTransactionAction(TableTransactionActionType.UpdateReplace, returned, returned.ETag), new TableTransactionAction(TableTransactionActionType.UpdateReplace, received, received.ETag)], cancellation);
            }
            catch (TableTransactionFailedException e) when (e.Status == 412)
            {
                // One of the two was matched meanwhile: look again.
            }
        }

        throw new InvalidOperationException($"The entry {place} {key} was changed by others {Attempts} times in a row.");
    }

    private async Task<PaymentId> CompleteAsync(string sellerId, TableEntity returned, PaymentId payment, CancellationToken cancellation)
    {
        var on = Day(returned);
        var undone = new CaptureFailed("", returned.GetString("Code"), on);
        PaymentFact[] facts = returned.GetString("Charges") is { Length: > 0 } charges ? [undone, FeeCharged.Of(undone, Money.Parse(charges))] : [undone];
        await payments.RecordAsync(payment, sellerId, facts, PaymentReference.None, $"{payment.Processor}:{payment.MerchantAccount}", cancellation);
        await queues.SendAsync(StorageNames.DrivePayments, new DrivePaymentMessage(payment.ToString()), cancellation);
        await tasks.CloseAsync(sellerId, TaskBook.IdOf(ReturnTask, returned.GetString("EntryId")), cancellation);
        return payment;
    }

    // Once: who closed it has dealt with it, and a statement that is imported again asks nobody again.
    private async Task AskAsync(string sellerId, string account, BankEntry entry, string text, CancellationToken cancellation)
    {
        var subject = StatementImport.IdOf(account, entry.EntryId).ToString();
        var asked = new TableEntity($"returns|{sellerId}|{account}", $"asked|{Keys.Hash(subject)}");
        if ((await storage.Payments.GetEntityIfExistsAsync<TableEntity>(asked.PartitionKey, asked.RowKey, cancellationToken: cancellation)).HasValue)
            return;
        await tasks.OpenAsync(new WorkTask(sellerId, TaskBook.IdOf(ReturnTask, subject), ReturnTask, subject, text, clock.GetUtcNow()), cancellation);
        await storage.Payments.AddIfMissingAsync(asked, cancellation);
    }

    // Who paid is personal data and stands in the payment; here it is enough to know it again.
    private static TableEntity Row(string sellerId, string account, Money amount, string kind, BankEntry entry) => new($"returns|{sellerId}|{account}|{amount}", kind + Keys.Hash(entry.EntryId))
    {
        ["EntryId"] = StatementImport.IdOf(account, entry.EntryId).ToString(),
        ["Entry"] = Keys.Hash(entry.EntryId),
        ["ValueOn"] = $"{entry.ValueOn:O}",
        ["Payer"] = entry.PayerAccount.Length > 0 ? Keys.Hash(entry.PayerAccount) : "",
        ["EndToEndId"] = entry.EndToEndId.Length > 0 ? Keys.Hash(entry.EndToEndId) : "",
        ["Other"] = "",
    };

    private static ReceivedEntry Received(TableEntity row) => new(row.GetString("Entry"), Day(row), row.GetString("Payer"), row.GetString("EndToEndId"));

    private static DateOnly Day(TableEntity row) => DateOnly.ParseExact(row.GetString("ValueOn"), "O", System.Globalization.CultureInfo.InvariantCulture);
}
