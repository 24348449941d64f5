using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Receipts;

/// <summary>How the money of a receipt came.</summary>
/// <param name="Method">As people call it, or empty.</param>
/// <param name="Transaction">The processor's id, by which the payer finds it there; empty for what a person or a bank statement told of, whose id is ours.</param>
internal sealed record ReceivedPayment(string Method, string Transaction)
{
    internal static ReceivedPayment Of(IssuedReceipt issued, ReceiptTexts texts) => issued.Receipt.PaymentId.Split('|') is [var processor, _, var id]
        ? new ReceivedPayment(texts.For(issued.Method, processor), processor is "manual" or "bank" ? "" : id)
        : new ReceivedPayment("", "");
}
