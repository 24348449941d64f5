using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Billing.Domain;

namespace Billing.DevHost.Demo.Senders;

/// <summary>What a customer pays at a processor for an invoice.</summary>
/// <param name="Merchant">The seller's account at the processor.</param>
/// <param name="Key">Letters and digits from which every id of the payment is made.</param>
/// <param name="Amount">What the customer pays, or agrees to pay in parts.</param>
/// <param name="InvoiceNumber">What the customer says that it is for.</param>
internal sealed record Sale(MerchantAccountRow Merchant, string Key, Money Amount, string InvoiceNumber)
{
    /// <summary>The key of a payment of an invoice: the same in every run.</summary>
    /// <param name="documentId">The invoice.</param>
    /// <param name="attempt">Tells payments of one invoice apart.</param>
    public static string KeyOf(string documentId, string attempt) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{documentId} {attempt}")).AsSpan(0, 10));
}

/// <summary>Something that happened to a sale.</summary>
/// <param name="At">When.</param>
internal abstract record SaleNews(DateTimeOffset At)
{
    /// <summary>The moment as most processors write it.</summary>
    public string Moment => At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>By how much it changes what the processor holds for the seller, fees apart.</summary>
    public virtual Money MovedOf(Sale sale) => Money.Zero(sale.Amount.Currency);

    /// <summary>It is under way.</summary>
    public sealed record Pending(DateTimeOffset At) : SaleNews(At);

    /// <summary>An attempt failed for lack of funds.</summary>
    public sealed record Failed(DateTimeOffset At) : SaleNews(At);

    /// <summary>All of it came in.</summary>
    public sealed record Succeeded(DateTimeOffset At) : SaleNews(At)
    {
        public override Money MovedOf(Sale sale) => sale.Amount;
    }

    /// <summary>A part of it came in.</summary>
    /// <param name="Part">1 for the first.</param>
    public sealed record Captured(int Part, Money Amount, DateTimeOffset At) : SaleNews(At)
    {
        public override Money MovedOf(Sale sale) => Amount;
    }

    /// <summary>The bank took all of it back after it had come in.</summary>
    public sealed record Returned(DateTimeOffset At) : SaleNews(At)
    {
        public override Money MovedOf(Sale sale) => -sale.Amount;
    }

    /// <summary>It was refunded, all of it or a part; once.</summary>
    public sealed record Refunded(Money Amount, DateTimeOffset At) : SaleNews(At)
    {
        public override Money MovedOf(Sale sale) => -Amount;
    }

    /// <summary>The refund did not reach the payer and came back.</summary>
    public sealed record RefundFailed(Money Amount, DateTimeOffset At) : SaleNews(At)
    {
        public override Money MovedOf(Sale sale) => Amount;
    }

    /// <summary>The payer's bank disputes it.</summary>
    public sealed record Disputed(Money Amount, DateTimeOffset At) : SaleNews(At);

    /// <summary>The dispute is lost: the money is gone.</summary>
    public sealed record DisputeLost(Money Amount, DateTimeOffset At) : SaleNews(At)
    {
        public override Money MovedOf(Sale sale) => -Amount;
    }

    /// <summary>A dispute that was lost is won after all: the money is back.</summary>
    public sealed record DisputeWon(Money Amount, DateTimeOffset At) : SaleNews(At)
    {
        public override Money MovedOf(Sale sale) => Amount;
    }
}

/// <summary>A processor pays out what it holds.</summary>
/// <param name="Amount">What the bank gets.</param>
/// <param name="Fee">What the processor keeps of it.</param>
internal sealed record PayoutNews(MerchantAccountRow Merchant, string Key, Money Amount, Money Fee, DateTimeOffset At);
