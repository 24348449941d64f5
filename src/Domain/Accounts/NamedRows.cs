namespace Billing.Domain;

/// <summary>The rows beside the snapshot that a command needs: closed items, drafts, issued documents.</summary>
/// <param name="Items">Documents and payments whose items are wanted.</param>
/// <param name="Drafts">Drafts whose content is wanted.</param>
/// <param name="Documents">Issued documents that are wanted.</param>
public sealed record NamedRows(IReadOnlySet<string> Items, IReadOnlySet<string> Drafts, IReadOnlySet<string> Documents)
{
    /// <summary>The rows that a command names, given the account as loaded so far. Items name further items (a refund names its payment, which
    /// names the invoices that it paid), so ask again until nothing new is named. What is named may not exist.</summary>
    public static NamedRows Of(Account account, AccountCommand command, DateOnly today) => command switch
    {
        RunBilling => new(Empty, Set(account.Drafts.Where(draft => draft.FinalizeOn <= today).Select(draft => draft.DocumentId)), Empty),
        VoidInvoice c => new(Set([c.DocumentId, .. Invoice(account, c.DocumentId).Select(part => part.PaymentId)]), Empty, Set([c.DocumentId])),
        VoidNumber c => new(Empty, Empty, Set([c.DocumentId])),
        ApplyPayment c => new(Set(c.DocumentId is null ? [c.PaymentId] : [c.PaymentId, c.DocumentId]), Empty, Empty),
        ReversePayment c => new(Set([c.PaymentId, .. Credit(account, c.PaymentId).Select(part => part.DocumentId)]), Empty, Empty),
        OpenDispute c => new(Set([c.DocumentId]), Empty, Empty),
        CloseDispute c => new(Set([c.DocumentId]), Empty, Empty),
        _ => new(Empty, Empty, Empty),
    };

    private static readonly HashSet<string> Empty = [];

    private static IReadOnlyList<Allocation> Invoice(Account account, string documentId) =>
        account.Invoices.FirstOrDefault(item => item.ItemId == documentId)?.Allocations ?? [];

    private static IReadOnlyList<Allocation> Credit(Account account, string paymentId) =>
        account.Credits.FirstOrDefault(item => item.ItemId == paymentId)?.Allocations ?? [];

    private static HashSet<string> Set(IEnumerable<string> ids) => ids.ToHashSet(StringComparer.Ordinal);
}
