namespace Billing.Domain;

/// <summary>What late charges, and what they are reckoned from, change on an account.</summary>
public static partial class AccountEvolution
{
    private static Account Charged(Account account, LateChargeIssued e)
    {
        var about = e.Invoices.ToDictionary(invoice => invoice.DocumentId, StringComparer.Ordinal);
        var item = InvoiceItem.Issued(e.Charge.DocumentId, e.Number, e.IssueDate, e.DueDate, e.Charge.Totals.Total, null) with { IsLateCharge = true };
        var charged = OnInvoices(account, about.Keys, known => Charged(known, about[known.ItemId], e));
        return charged with { HasIssued = true, LastLateChargeOn = e.IssueDate, Invoices = [.. charged.Invoices.Append(item).InOrder()] };
    }

    private static InvoiceItem Charged(InvoiceItem item, LateInvoice invoice, LateChargeIssued e)
    {
        var late = item.Late ?? Lateness.None;
        return item with { Late = late with { Charged = [.. late.Charged, new LateChargeRef(e.Charge.DocumentId, e.Number, invoice.Days, invoice.Interest, invoice.Compensation)], DeferredAt = invoice.Days is null ? late.DeferredAt : null } };
    }

    private static Account Undoubted(Account account, string documentId) => account.LateChargeDoubts.Count == 0
        ? account
        : account with { LateChargeDoubts = [.. account.LateChargeDoubts.Where(known => known.DocumentId != documentId)] };

    // Contested again for another reason is contested all along.
    private static InvoiceItem Contested(InvoiceItem item, DateOnly? since) => since is { } day && item.DisputedBecause is null
        ? item with { Late = (item.Late ?? Lateness.None) with { NotCounted = [.. item.Late?.NotCounted ?? [], new UncountedDays(day, null)] } }
        : item;

    private static InvoiceItem Settled(InvoiceItem item, DateOnly? on) => on is { } day && item.Late is { } late && late.NotCounted.Any(known => known.Until is null)
        ? item with { Late = late with { NotCounted = [.. late.NotCounted.Select(known => known.Until is null ? known with { Until = day } : known)] } }
        : item;
}
