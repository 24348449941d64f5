using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Lookups;
using Billing.Functions.Storage;

namespace Billing.Functions.Index;

/// <summary>The table <c>Index</c>: what lists are made from. Filled from what was committed, and made anew from it at any time. Every row carries the
/// version that it was read at, and what was read earlier never replaces what was read later.</summary>
internal sealed class IndexBook(BillingStorage storage, RowPayload payload, AccountRows accounts, LookupBook lookups)
{
    private const int AtOnce = 8;
    private const int Attempts = 10;
    private readonly ConcurrentDictionary<string, bool> monthsKnown = new(StringComparer.Ordinal);

    /// <summary>Brings the rows of what commands touched up to the accounts' present state.</summary>
    public Task RecordAsync(IReadOnlyList<(AccountId Account, CommandRecord Record)> committed, CancellationToken cancellation) =>
        Parallel.ForEachAsync(committed.GroupBy(commit => commit.Account), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (commits, stop) => await RecordAsync(commits.Key, [.. commits.SelectMany(commit => commit.Record.Events)], stop));

    /// <summary>Brings the row of a payment up to date. It stays under the day it was first recorded on.</summary>
    public async Task RecordPaymentAsync(Payment payment, DateTimeOffset recordedAt, CancellationToken cancellation)
    {
        var recordedOn = await FirstRecordedOnAsync(payment, DateOnly.FromDateTime(recordedAt.UtcDateTime), cancellation);
        var entry = PaymentEntry.Of(payment, recordedOn);

        // Facts and assignments are only ever added, and an assignment is answered once: the count of all three rises with every change.
        var version = payment.Facts.Count + payment.Assignments.Count + payment.Assignments.Count(assignment => assignment.Status != AssignmentStatus.Pending);
        var id = payment.Id.ToString();
        await UpsertAsync(new Place(payment.SellerId, IndexPartitions.Payments, IndexPartitions.Month(recordedOn), Keys.Shard(id), $"{recordedOn:O}|{Keys.Hash(id)}"), version, entry,
            row => (row["InSuspense"], row["PaymentId"]) = (entry.Suspense is { IsZero: false }, id), cancellation);
    }

    private async Task RecordAsync(AccountId account, IReadOnlyList<AccountEvent> events, CancellationToken cancellation)
    {
        if ((await accounts.StateAsync(account, cancellation)).Account is not { } state)
            return;

        // Read after the state: each item is at least as new as the version that its row will carry.
        foreach (var (_, item) in await accounts.FindAllAsync<LedgerItem>(account, [.. TouchedItems(events)], AccountRows.ItemKey, cancellation))
        {
            if (item is InvoiceItem invoice)
                await PutAsync(account, IndexPartitions.Invoices, state.Version, InvoiceEntry.Of(account, invoice), cancellation);
            else if (item is CollectionsCase known)
                await PutAsync(account, CaseEntry.Of(account, known), state.Version, cancellation);
        }

        foreach (var happened in events)
        {
            if (happened is InvoiceVoided voided)
                await PutAsync(account, IndexPartitions.Invoices, state.Version, InvoiceEntry.Of(account, voided), cancellation);
            else if (happened is CreditNoteIssued credited)
                await PutAsync(account, IndexPartitions.Invoices, state.Version, InvoiceEntry.Of(account, credited), cancellation);
            else if (happened is NumberVoided number)
                await PutAsync(account, IndexPartitions.Invoices, state.Version, InvoiceEntry.Of(account, number), cancellation);
            else if (happened is ReceiptIssued receipt)
                await PutAsync(account, receipt, state.Version, cancellation);
            else if (happened is StatementIssued statement)
                await PutAsync(account, statement, state.Version, cancellation);
            else if (happened is InvoiceDrafted drafted)
                await PutDraftAsync(account, state, drafted, cancellation);
        }

        await UpsertAsync(new Place(account.Seller, IndexPartitions.Customers, IndexPartitions.AnyMonth, Keys.Shard(state.AccountId), state.AccountId), state.Version, CustomerEntry.Of(state), row => row["Approvals"] = state.Approvals.Count, cancellation);
    }

    // A draft's row may outlive it: whoever lists drafts asks the account.
    private async Task PutDraftAsync(AccountId account, Account state, InvoiceDrafted drafted, CancellationToken cancellation)
    {
        if (state.Drafts.All(draft => draft.DocumentId != drafted.Invoice.DocumentId))
            return;
        await lookups.EnterUnnumberedAsync(account, drafted.Invoice.DocumentId, cancellation);
        await PutAsync(account, IndexPartitions.Drafts, state.Version, InvoiceEntry.Of(account, drafted), cancellation);
    }

    private Task PutAsync(AccountId account, string noun, long version, InvoiceEntry entry, CancellationToken cancellation) =>
        UpsertAsync(new Place(account.Seller, noun, IndexPartitions.Month(entry.IssueDate), Keys.Shard(entry.AccountId), $"{entry.IssueDate:O}|{entry.DocumentId}"), version, entry, row =>
        {
            row["AccountId"] = entry.AccountId;
            row["Customer"] = account.Customer;
            row["Status"] = entry.Status?.ToString() ?? "";
        }, cancellation);

    private Task PutAsync(AccountId account, ReceiptIssued issued, long version, CancellationToken cancellation) =>
        UpsertAsync(new Place(account.Seller, IndexPartitions.Receipts, IndexPartitions.Month(issued.IssueDate), Keys.Shard(account.ToString()), $"{issued.IssueDate:O}|{issued.Receipt.DocumentId}"), version, ReceiptEntry.Of(issued),
            row => row["AccountId"] = account.ToString(), cancellation);

    private Task PutAsync(AccountId account, StatementIssued issued, long version, CancellationToken cancellation) =>
        UpsertAsync(new Place(account.Seller, IndexPartitions.Statements, IndexPartitions.Month(issued.IssueDate), Keys.Shard(account.ToString()), $"{issued.IssueDate:O}|{issued.DocumentId}"), version, StatementEntry.Of(issued),
            row => row["AccountId"] = account.ToString(), cancellation);

    private Task PutAsync(AccountId account, CaseEntry entry, long version, CancellationToken cancellation) =>
        UpsertAsync(new Place(account.Seller, IndexPartitions.Cases, IndexPartitions.Month(entry.SentOn), Keys.Shard(entry.AccountId), $"{entry.SentOn:O}|{entry.CaseId}"), version, entry, row =>
        {
            row["AccountId"] = entry.AccountId;
            row["AgencyId"] = entry.AgencyId;
            row["Status"] = entry.Status.ToString();
        }, cancellation);

    private async Task UpsertAsync<T>(Place place, long version, T entry, Action<TableEntity> show, CancellationToken cancellation)
    {
        await EnterMonthAsync(place, cancellation);
        var partition = IndexPartitions.Of(place.SellerId, place.Noun, place.Month, place.Shard);
        var row = await payload.WriteAsync(new TableEntity(partition, place.RowKey) { ["Version"] = version }, entry, cancellation);
        show(row);
        for (var attempt = 1; ; attempt++)
        {
            var known = await storage.Index.GetEntityIfExistsAsync<TableEntity>(partition, place.RowKey, ["Version"], cancellation);
            if (known.HasValue && known.Value!.GetInt64("Version") > version)
                return;
            try
            {
                if (known.HasValue)
                    await storage.Index.UpdateEntityAsync(row, known.Value!.ETag, TableUpdateMode.Replace, cancellation);
                else
                    await storage.Index.AddEntityAsync(row, cancellation);
                return;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412 && attempt < Attempts)
            {
                // Another writer was there between the reading and the writing: compare again.
            }
        }
    }

    private async Task EnterMonthAsync(Place place, CancellationToken cancellation)
    {
        var months = IndexPartitions.Months(place.SellerId, place.Noun);
        if (place.Month == IndexPartitions.AnyMonth || monthsKnown.ContainsKey($"{months}|{place.Month}"))
            return;
        await storage.Index.UpsertEntityAsync(new TableEntity(months, place.Month), TableUpdateMode.Replace, cancellation);
        monthsKnown[$"{months}|{place.Month}"] = true;
    }

    private async Task<DateOnly> FirstRecordedOnAsync(Payment payment, DateOnly today, CancellationToken cancellation)
    {
        var key = $"payment|{Keys.Hash(payment.Id.ToString())}";
        try
        {
            await storage.Index.AddEntityAsync(new TableEntity(key, "") { ["RecordedOn"] = $"{today:O}" }, cancellation);
            return today;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            var first = await storage.Index.GetEntityAsync<TableEntity>(key, "", cancellationToken: cancellation);
            return DateOnly.ParseExact(first.Value.GetString("RecordedOn"), "O", System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static IEnumerable<string> TouchedItems(IReadOnlyList<AccountEvent> events) => events.SelectMany(happened => happened switch
    {
        InvoiceFinalized e => [e.Invoice.DocumentId],
        LateChargeIssued e => [e.Charge.DocumentId],
        InvoiceVoided e => [e.VoidedDocumentId],
        PaymentApplied e => e.Allocations.Select(part => part.DocumentId),
        PaymentReversed e => e.Reopened.Select(part => part.DocumentId),
        CreditUsed e => e.Allocations.Select(part => part.DocumentId),
        CreditReallocated e => e.Released.Concat(e.Settled).Select(part => part.DocumentId),
        InvoiceBecameOverdue e => [e.DocumentId],
        CreditNoteIssued e => [e.Corrects.DocumentId],
        InvoiceWrittenOff e => [e.DocumentId],
        EarlyDiscountTaken e => [e.DocumentId],
        EarlyDiscountWithdrawn e => [e.DocumentId],
        DeductionTaken e => [e.DocumentId],
        DeductionWithdrawn e => [e.DocumentId],
        BalanceTakenOver e => e.Invoices.Select(taken => taken.DocumentId),
        AccountSentToCollections e => [e.CaseId, .. e.Items.Select(item => item.DocumentId)],
        CollectionsCaseAcknowledged e => [e.CaseId],
        CollectionsCaseChanged e => [e.CaseId, .. e.Changes.Select(change => change.DocumentId)],
        CollectionsCaseDisputed e => [e.CaseId],
        CollectionsCaseDisputeSettled e => [e.CaseId],
        CollectionsCaseRecalled e => [e.CaseId, .. e.DocumentIds],
        CollectionsCaseClosed e => [e.CaseId, .. e.DocumentIds],
        DisputeOpened e => [e.DocumentId],
        DisputeClosed e => [e.DocumentId],
        _ => Enumerable.Empty<string>(),
    }).Distinct(StringComparer.Ordinal);

    private sealed record Place(string SellerId, string Noun, string Month, string Shard, string RowKey);
}
