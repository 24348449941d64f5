using System.Text.Json;
using Billing.Functions.Configuration;
using Billing.Functions.Inbox;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Payments;

/// <summary>Applies a stored webhook event: its facts to the payment, the payment to accounts. The event is marked last, so that until all is done a
/// redelivery does all of it again.</summary>
internal sealed class ApplyPaymentEvent(InboxBook inbox, MerchantAccounts merchants, PaymentBook payments, PaymentDrive drive)
{
    [Function(nameof(ApplyPaymentEvent))]
    public async Task RunAsync([QueueTrigger(StorageNames.ApplyPaymentEvents, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var (processor, eventKey) = BillingJson.Read<ApplyPaymentEventMessage>(message);
        var stored = await inbox.FindAsync(processor, eventKey, cancellation) ?? throw new InvalidOperationException($"The inbox has no {processor} event {eventKey}.");
        if (stored.Status is InboxStatus.Applied or InboxStatus.Ignored)
            return;

        var seller = await merchants.SellerOfAsync(processor, stored.MerchantAccount, cancellation);
        if (await ReadAsync(stored, seller, cancellation) is not { } report)
        {
            await inbox.MarkAsync(processor, eventKey, InboxStatus.Ignored, null, cancellation);
            return;
        }

        await inbox.LinkAsync(stored, report.Payment, cancellation);
        var payment = await payments.RecordAsync(report.Payment, seller.Seller.SellerId, report.Facts, report.Reference, $"{processor}:{stored.MerchantAccount}", cancellation);
        await drive.DriveAsync(report.Payment, cancellation);
        await inbox.MarkAsync(processor, eventKey, InboxStatus.Applied, null, cancellation);
        if (payment.IsTextErased)
            await inbox.EraseBodiesAsync(report.Payment, cancellation);
    }

    // What cannot be read now cannot be read later: it is marked, so that the timer leaves it alone, and its message ends in the poison queue.
    private async Task<PaymentReport?> ReadAsync(InboxEvent stored, SellerConfiguration seller, CancellationToken cancellation)
    {
        var body = await inbox.BodyAsync(stored, cancellation);
        try
        {
            return stored.Processor switch
            {
                "stripe" => StripeEvents.Read(body, stored.MerchantAccount, seller.DateAt),
                _ => throw new FormatException($"There is no adapter for {stored.Processor}."),
            };
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            await inbox.MarkAsync(stored.Processor, stored.Key, InboxStatus.Failed, e.Message, cancellation);
            throw;
        }
    }
}
