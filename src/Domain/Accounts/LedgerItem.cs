using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>What became of something on the account: of an invoice, of a payment or another credit, of an arrangement, or of a collections case.</summary>
/// <param name="ItemId">The document, the payment, the adjustment, the arrangement, or the case.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "item")]
[JsonDerivedType(typeof(InvoiceItem), "invoice")]
[JsonDerivedType(typeof(CreditItem), "credit")]
[JsonDerivedType(typeof(PaymentArrangement), "arrangement")]
[JsonDerivedType(typeof(CollectionsCase), "case")]
public abstract record LedgerItem(string ItemId);

/// <summary>The order of items, so that a state is the same whether its closed items were kept or loaded again.</summary>
internal static class LedgerOrder
{
    /// <summary>Oldest first: by value date, then id; the order in which credit is used.</summary>
    public static IEnumerable<CreditItem> InOrder(this IEnumerable<CreditItem> items) =>
        items.OrderBy(item => item.ValueDate).ThenBy(item => item.ItemId, StringComparer.Ordinal);

    /// <summary>Oldest first: by due date, then issue date, then number; the order in which money is allocated.</summary>
    public static IEnumerable<InvoiceItem> InOrder(this IEnumerable<InvoiceItem> items) =>
        items.OrderBy(item => item.DueDate).ThenBy(item => item.IssueDate).ThenBy(item => item.Number, StringComparer.Ordinal);

    /// <summary>Oldest first: by the day of the hand-off, then id.</summary>
    public static IEnumerable<CollectionsCase> InOrder(this IEnumerable<CollectionsCase> items) =>
        items.OrderBy(item => item.SentOn).ThenBy(item => item.ItemId, StringComparer.Ordinal);

    /// <summary>Oldest first: by the day of the agreement, then id.</summary>
    public static IEnumerable<PaymentArrangement> InOrder(this IEnumerable<PaymentArrangement> items) =>
        items.OrderBy(item => item.AgreedOn).ThenBy(item => item.ItemId, StringComparer.Ordinal);
}
