using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>A document exactly as it was issued, with the parties as they were. Never changed. A further kind is a record of its own, with a line in
/// <see cref="Of"/> and a layout.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="Seller">The seller as it was.</param>
/// <param name="Buyer">The customer as it was.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "document")]
[JsonDerivedType(typeof(IssuedInvoice), "invoice")]
[JsonDerivedType(typeof(IssuedReceipt), "receipt")]
[JsonDerivedType(typeof(IssuedArrangement), "arrangement")]
[JsonDerivedType(typeof(IssuedStatement), "statement")]
public abstract record IssuedDocument(string Number, DateOnly IssueDate, Seller Seller, CustomerProfile Buyer)
{
    /// <summary>Its id, derived from what it is about.</summary>
    [JsonIgnore]
    public abstract string DocumentId { get; }

    /// <summary>The sum that it states.</summary>
    [JsonIgnore]
    public abstract Money Total { get; }

    /// <summary>Whether it only says that its number was never used; such a sheet is kept, and not delivered.</summary>
    [JsonIgnore]
    public virtual bool IsVoidSheet => false;

    /// <summary>The documents that the events of one decision issue.</summary>
    public static IEnumerable<IssuedDocument> Of(IReadOnlyList<AccountEvent> events, DecisionContext context)
    {
        // A seller's closings and merchant accounts are no part of a document.
        var (seller, buyer) = (context.Seller with { ClosedPeriods = [], MerchantAccounts = [] }, context.Profile);
        return events.Select(happened => happened switch
        {
            InvoiceFinalized issued => IssuedInvoice.Of(issued, events, seller, buyer),
            LateChargeIssued late => IssuedInvoice.Of(late, seller, buyer),
            InvoiceVoided voided => IssuedInvoice.Of(voided, context.InvoiceOf(voided.VoidedDocumentId), seller, buyer),
            CreditNoteIssued credited => IssuedInvoice.Of(credited, context.InvoiceOf(credited.Corrects.DocumentId), seller, buyer),
            NumberVoided number => IssuedInvoice.VoidSheet(number, seller, buyer),
            ReceiptIssued receipt => IssuedReceipt.Of(receipt, context.Payer, seller, buyer),
            StatementIssued statement => IssuedStatement.Of(statement, context, seller, buyer),
            ArrangementAgreed { Arrangement.Number.Length: > 0 } agreed => IssuedArrangement.Of(agreed, seller, buyer),
            _ => (IssuedDocument?)null,
        }).OfType<IssuedDocument>();
    }
}
