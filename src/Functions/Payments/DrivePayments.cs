using Billing.Domain;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Payments;

/// <summary>Completes what an operator began with a payment, where the request itself did not get that far.</summary>
internal sealed class DrivePayments(PaymentDrive drive)
{
    [Function(nameof(DrivePayments))]
    public Task RunAsync([QueueTrigger(StorageNames.DrivePayments, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation) =>
        drive.DriveAsync(PaymentId.Parse(BillingJson.Read<DrivePaymentMessage>(message).PaymentId), cancellation);
}
