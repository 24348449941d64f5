using Billing.Domain;
using Billing.Functions.Charging;
using Billing.Functions.Configuration;
using Billing.Functions.Inbox;
using Billing.Functions.Processors;
using Billing.Functions.Settlements;

namespace Billing.Functions.Payments;

/// <summary>Applies what an event of a processor says: its facts to the payment, the payment to accounts.</summary>
internal sealed class ProcessorNews(InboxBook inbox, MerchantAccounts merchants, PaymentBook payments, PayoutArrivals payouts, SettlementIntake settlements, PaymentDrive drive, SavedMethods methods)
{
    /// <summary>Reads and applies an event.</summary>
    /// <returns>What became of it.</returns>
    /// <exception cref="FormatException">It cannot be read, or stands against what is known.</exception>
    public async Task<AppliedNews> ApplyAsync(IPaymentProcessor processor, InboxEvent stored, BinaryData body, CancellationToken cancellation)
    {
        var seller = await merchants.SellerOfAsync(stored.Processor, stored.MerchantAccount, cancellation);
        var news = await processor.ReadAsync(new StoredEvent(stored.Processor, stored.MerchantAccount, stored.EventId, stored.Type, body, seller.DateAt, stored.ReceivedAt), cancellation);
        var erased = new List<PaymentId>();
        foreach (var one in news)
        {
            if (await ApplyAsync(one, stored, seller, cancellation) is { IsTextErased: true } payment)
                erased.Add(payment.Id);
        }

        return new AppliedNews(news.Count == 0 ? InboxStatus.Ignored : InboxStatus.Applied, erased);
    }

    private async Task<Payment?> ApplyAsync(EventNews news, InboxEvent stored, SellerConfiguration seller, CancellationToken cancellation)
    {
        switch (news)
        {
            case PaymentReport report:
                await inbox.LinkAsync(stored, report.Payment, cancellation);
                var recorded = await payments.RecordAsync(report.Payment, seller.Seller.SellerId, report.Facts, report.Reference, $"{stored.Processor}:{stored.MerchantAccount}", cancellation);
                if (recorded.Refusal is { } refusal)
                    throw new FormatException(refusal.Message);
                return await drive.DriveAsync(report.Payment, cancellation);
            case PayoutReport payout:
                await payouts.RecordAsync(payout.Payout, seller.Seller.SellerId, payout.Fact, cancellation);
                if (payout.Lines is { } lines)
                    await settlements.TakeAsync(payout.Payout, seller.Seller.SellerId, lines, $"{stored.Processor}:{stored.MerchantAccount}", cancellation);
                return null;
            case Processors.MethodSaved saved:
                await methods.SaveAsync(saved.AccountId, saved.Method, seller.Seller.SellerId, cancellation);
                return null;
            case MandateEnded ended:
                await methods.EndAsync(stored, ended, seller.Seller.SellerId, cancellation);
                return null;
            default:
                throw new InvalidOperationException($"Nobody applies {news}.");
        }
    }
}

/// <summary>What became of an event.</summary>
/// <param name="Status">How far it has come.</param>
/// <param name="ErasedPayments">The payments it is about whose payers were erased: its body must go as well.</param>
internal sealed record AppliedNews(InboxStatus Status, IReadOnlyList<PaymentId> ErasedPayments);
