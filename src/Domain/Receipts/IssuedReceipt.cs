using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>A receipt as it was issued.</summary>
/// <param name="Receipt">Its content.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="Method">How the money came, where a person recorded it; else the payment's processor says it.</param>
/// <param name="PayerReference">What the payer said it is for, or empty.</param>
/// <param name="Seller">The seller as it was.</param>
/// <param name="Buyer">The customer as it was.</param>
public sealed record IssuedReceipt(Receipt Receipt, string Number, DateOnly IssueDate, PaymentMethod? Method, string PayerReference, Seller Seller, CustomerProfile Buyer)
    : IssuedDocument(Number, IssueDate, Seller, Buyer)
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string DocumentId => Receipt.DocumentId;

    /// <inheritdoc />
    [JsonIgnore]
    public override Money Total => Receipt.Amount;

    internal static IssuedReceipt Of(ReceiptIssued issued, PaymentReference payer, Seller seller, CustomerProfile buyer) =>
        new(issued.Receipt, issued.Number, issued.IssueDate, payer.Method, payer.Text.Length > 0 ? payer.Text : payer.InvoiceNumber, seller, buyer);
}
