using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Billing.Functions.Collections;
using Billing.Functions.Deliveries;
using Billing.Functions.Inbox;
using Billing.Functions.Lookups;
using Billing.Functions.Payments;
using Billing.Functions.Storage;

namespace Billing.Functions.Erasure;

/// <summary>Overwrites and deletes who an erased customer was, wherever it is stored outside issued documents. Every step that needs
/// the profiles comes before they are overwritten; so it can be done again from the start whenever it died.</summary>
internal sealed class PersonalData(BillingStorage storage, AccountRows rows, DuplicateBook duplicates, FamilyBook families, LookupBook lookups, PaymentBook payments, PaymentOverview overview, InboxBook inbox, FirstAnswers answers, DeliveryTasks deliveryTasks, CollectionsErasure collections)
{
    private const string Actor = "erasure";

    /// <summary>Erases what there is. Nothing is done for a customer whose erasure was not decided.</summary>
    public async Task EraseAsync(AccountId account, CancellationToken cancellation)
    {
        if ((await rows.StateAsync(account, cancellation)).Account is not { ErasedOn: not null } state)
            return;
        await families.LeaveAsync(account, cancellation);
        foreach (var payment in await PaymentsAsync(account, cancellation))
            await EraseAsync(account, payment, cancellation);
        await EraseDeliveryDetailsAsync(account, cancellation);
        for (var version = 1; version <= state.ProfileVersion; version++)
        {
            if (await rows.FindAsync<CustomerProfile>(account, AccountRows.ProfileKey(version), cancellation) is not { } profile)
                continue;
            await duplicates.RemoveAsync(account, profile, cancellation);
            await lookups.ForgetNamesAsync(account, profile, cancellation);
            await rows.OverwriteProfileAsync(account, profile.Pseudonym(), cancellation);
        }

        // What is written for an agency from now on has the pseudonym.
        await collections.EraseAsync(account, cancellation);
    }

    /// <summary>The payments whose money the account ever had.</summary>
    public async Task<IReadOnlyList<PaymentId>> PaymentsAsync(AccountId account, CancellationToken cancellation) =>
        await rows.HistoryAsync(account, cancellation).SelectMany(record => record.Events.OfType<PaymentApplied>().Select(applied => applied.PaymentId).ToAsyncEnumerable())
            .Distinct().Select(PaymentId.Parse).ToListAsync(cancellation);

    // What the payer wrote stands in the payment, in its row of the list and in the task about it, in the answer to whoever recorded it, and in the
    // bodies of the processor's events.
    private async Task EraseAsync(AccountId account, PaymentId id, CancellationToken cancellation)
    {
        if (await payments.FindAsync(id, cancellation) is not { } payment)
            return;
        if (payment.Reference.PayerAccount.Length > 0)
            await lookups.ForgetPayerAsync(account, payment.Reference.PayerAccount, cancellation);
        await payments.ChangeAsync(id, payment.SellerId, known => (known.WithoutText(), null), new PaymentChange(Actor), cancellation);
        foreach (var key in await payments.KeysAsync(id, cancellation))
            await answers.ForgetAsync(key, cancellation);
        await overview.ShowAsync(id, cancellation);
        await inbox.EraseBodiesAsync(id, cancellation);
    }

    // A mail provider that refuses an address repeats it, and the task says what it said. Where copies went to, and which addresses are marked, is gone as well.
    private async Task EraseDeliveryDetailsAsync(AccountId account, CancellationToken cancellation)
    {
        await foreach (var row in storage.Accounts.QueryAsync<TableEntity>(Keys.Prefix(account.ToString(), "dlv|"), cancellationToken: cancellation))
        {
            foreach (var personal in new[] { "To", "Name", "Address" })
                row.Remove(personal);
            if (row.GetString("State") == DeliveryBook.Failed)
                row["Detail"] = "erased";
            await storage.Accounts.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
            if (row.RowKey.Split('|') is [_, var subjectId, _, var copy])
                await deliveryTasks.CloseAsync(account, subjectId, int.Parse(copy, System.Globalization.CultureInfo.InvariantCulture), cancellation);
        }

        await foreach (var mark in storage.Accounts.QueryAsync<TableEntity>(Keys.Prefix(account.ToString(), AddressMarks.RowPrefix), cancellationToken: cancellation))
        {
            await deliveryTasks.AddressWorksAsync(account, mark.RowKey[AddressMarks.RowPrefix.Length..], cancellation);
            await storage.Accounts.DeleteEntityAsync(mark.PartitionKey, mark.RowKey, cancellationToken: cancellation);
        }
    }
}
