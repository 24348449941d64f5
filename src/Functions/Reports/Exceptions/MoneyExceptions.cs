using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Inbox;
using Billing.Functions.Index;
using Billing.Functions.Payments;

namespace Billing.Functions.Reports.Exceptions;

/// <summary>Money that hangs: events that were not applied, payments in suspense for long, payouts that bank and processor tell differently.</summary>
internal sealed class MoneyExceptions(InboxBook inbox, MerchantAccounts merchants, PayoutBook payouts, IndexList index)
{
    private const int PageRows = 500;
    private const int InboxDays = 90;
    private static readonly TimeSpan WaitingForLong = TimeSpan.FromHours(1);

    /// <param name="settings">Whose money.</param>
    /// <param name="now">Now.</param>
    /// <param name="days">What hangs for longer is told.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<ReportedException>> FindAsync(SellerConfiguration settings, DateTimeOffset now, int days, CancellationToken cancellation)
    {
        var (sellerId, before) = (settings.Seller.SellerId, settings.DateAt(now).AddDays(-days));
        return [.. await EventsAsync(settings, now, cancellation), .. await SuspenseAsync(sellerId, before, cancellation), .. await PayoutsAsync(sellerId, before, cancellation)];
    }

    private async Task<IReadOnlyList<ReportedException>> EventsAsync(SellerConfiguration settings, DateTimeOffset now, CancellationToken cancellation)
    {
        IReadOnlyList<MerchantAccount> accounts = [.. (await merchants.AllAsync(cancellation)).Where(owner => owner.Value == settings.Seller.SellerId).Select(owner => owner.Key)];
        if (accounts.Count == 0)
            return [];
        var (found, today) = (new List<ReportedException>(), DateOnly.FromDateTime(now.UtcDateTime));
        foreach (var status in new[] { InboxStatus.Failed, InboxStatus.Received })
        {
            string? after = null;
            do
            {
                (var events, after) = await inbox.ListAsync(new InboxQuery(today.AddDays(-InboxDays), today, status, null, accounts, PageRows, after), cancellation);
                found.AddRange(events.Where(stored => status == InboxStatus.Failed || stored.ReceivedAt < now - WaitingForLong).Select(stored => Told(stored, settings)));
            }
            while (after is not null);
        }

        return found;
    }

    private static ReportedException Told(InboxEvent stored, SellerConfiguration settings) => new(
        stored.Status == InboxStatus.Failed ? ReportedException.EventFailed : ReportedException.EventWaiting, $"{stored.Processor}/{stored.Key}", settings.DateAt(stored.ReceivedAt),
        $"{stored.Type} of {stored.MerchantAccount} {(stored.Status == InboxStatus.Failed ? $"failed: {stored.Note}" : "was received and not applied")}. Look at its body, then have it applied again (POST /api/inbox/{stored.Processor}/{stored.Key}/replay).");

    private async Task<IReadOnlyList<ReportedException>> SuspenseAsync(string sellerId, DateOnly before, CancellationToken cancellation)
    {
        var found = new List<ReportedException>();
        string? after = null;
        do
        {
            (var entries, after) = await index.ReadAsync<PaymentEntry>(new IndexQuery(sellerId, IndexPartitions.Payments, null, before, "InSuspense eq true", null, PageRows, after), cancellation);
            found.AddRange(entries.Select(entry => new ReportedException(ReportedException.OldSuspense, entry.PaymentId, entry.RecordedOn, $"{entry.Suspense} of it belong to nobody. Find out who paid, and assign it; or send it back.")));
        }
        while (after is not null);
        return found;
    }

    private async Task<IReadOnlyList<ReportedException>> PayoutsAsync(string sellerId, DateOnly before, CancellationToken cancellation) => await payouts.ListAsync(sellerId, cancellation)
        .Select(payout => Told(payout, before)).Where(found => found is not null).Select(found => found!).ToListAsync(cancellation);

    private static ReportedException? Told(Payout payout, DateOnly before)
    {
        if (payout.Currency() is not { } currency || payout.InTransit(currency) is not { IsZero: false } left || payout.Facts.Max(fact => fact.ValueDate) is var since && since > before)
            return null;
        return payout.Made is null
            ? new ReportedException(ReportedException.PayoutNotTold, payout.Id.ToString(), since, $"The bank has {-left} that the processor says nothing of. Have its events sent again, or upload its settlement.")
            : new ReportedException(ReportedException.PayoutNotArrived, payout.Id.ToString(), since, $"{left} left the processor and no bank statement shows them. Import the statements of these days, or ask the processor.");
    }
}
