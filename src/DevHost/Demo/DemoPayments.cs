using System.Globalization;
using Billing.DevHost.Demo.Senders;
using Billing.Domain;

namespace Billing.DevHost.Demo;

/// <summary>What customers pay: by a processor that tells of it, by a transfer that the bank's statement shows, or by a cheque that an operator records.</summary>
internal sealed class DemoPayments(Samples samples, WebhookDesk desk, DemoBank bank, OperatorClient operators, LedgerReader ledger)
{
    /// <summary>How the script names a bank transfer.</summary>
    public const string Bank = "bank";

    private readonly Dictionary<string, int> attempts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sale> lastSaleOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> lastPaymentOf = new(StringComparer.Ordinal);

    /// <summary>Does what the script has for the day.</summary>
    /// <returns>What follows of it on a later day, if anything does.</returns>
    public async Task<PlannedDeed?> DoAsync(PlannedDeed planned, DateTimeOffset at, CancellationToken cancel)
    {
        switch (planned.Deed)
        {
            case Deed.Tell tell:
                await desk.TellAsync(lastSaleOf[planned.DocumentId], tell.News(lastSaleOf[planned.DocumentId], at.AddMinutes(-1)), at, cancel);
                return null;
            case Deed.AssignFromSuspense:
                await AssignAsync(planned, cancel);
                return null;
            default:
                return await ledger.OpenBalanceAsync(planned.Account, planned.DocumentId, cancel) is { IsPositive: true } open ? await PayAsync(planned, open, at, cancel) : null;
        }
    }

    private async Task<PlannedDeed?> PayAsync(PlannedDeed planned, Money open, DateTimeOffset at, CancellationToken cancel)
    {
        switch (planned.Deed)
        {
            case Deed.Cheque:
                await operators.PostAsync("api/payments", new
                {
                    sellerId = planned.Account.Seller,
                    amount = new { amount = open.Amount.ToString(CultureInfo.InvariantCulture), currency = open.Currency.Code },
                    valueDate = planned.Day,
                    method = "cheque",
                    reference = new { invoiceNumber = planned.Number, text = "Cheque 10447" },
                }, cancel);
                return null;
            case Deed.Pay pay when planned.PaidBy == Bank:
                Transfer(planned, pay, AmountOf(pay, open));
                return null;
            case Deed.Pay pay:
                return await PayAsync(planned, pay, NewSale(planned, AmountOf(pay, open), pay.Naming), at, cancel);
            case Deed.PayAfterItsRefund refund:
                var sale = NewSale(planned, open, Naming.Exact);
                await desk.TellAsync(sale, new SaleNews.Refunded(new Money(refund.Refunded, open.Currency), at.AddMinutes(-1)), at, cancel);
                await desk.TellAsync(sale, new SaleNews.Succeeded(at.AddMinutes(-3)), at, cancel);
                return null;
            default:
                throw new InvalidOperationException($"{planned.Deed} is no payment.");
        }
    }

    private async Task<PlannedDeed?> PayAsync(PlannedDeed planned, Deed.Pay pay, Sale sale, DateTimeOffset at, CancellationToken cancel)
    {
        if (pay.ReportedAfterDays > 0)
            return planned with { Day = planned.Day.AddDays(pay.ReportedAfterDays), Deed = new Deed.Tell((_, _) => new SaleNews.Succeeded(at)) };
        SaleNews came = pay.FirstPart is { } part ? new SaleNews.Captured(1, new Money(part, sale.Amount.Currency), at.AddMinutes(-1)) : new SaleNews.Succeeded(at.AddMinutes(-1));
        await desk.TellAsync(sale, came, at, cancel, pay.Deliveries);
        if (pay.FailureAfterwards)
        {
            await desk.TellAsync(sale, new SaleNews.Pending(at.AddMinutes(-2)), at, cancel);
            await desk.TellAsync(sale, new SaleNews.Failed(at.AddMinutes(-3)), at, cancel);
        }

        return null;
    }

    private void Transfer(PlannedDeed planned, Deed.Pay pay, Money amount)
    {
        var name = samples.Customers.First(customer => customer.CustomerId == planned.Account.Customer).Name;
        var entry = pay.Naming switch
        {
            Naming.Exact => new Transfer(amount, name, CreditorReference.Of(planned.Number), ""),
            Naming.OwnWords => new Transfer(amount, name, "", $"Thanks! For invoice {planned.Number.Replace("-", " ", StringComparison.Ordinal)}"),
            Naming.None => new Transfer(amount, name, "", ""),

            // Who pays for somebody else, and mistypes the number, is known by nothing.
            _ => new Transfer(amount, "Alex Example", "", $"Order {planned.Number[^4..]}"),
        };
        lastPaymentOf[planned.DocumentId] = bank.Receive(planned.Account.Seller, planned.Day, entry);
    }

    private async Task AssignAsync(PlannedDeed planned, CancellationToken cancel)
    {
        var path = $"api/payments/{Uri.EscapeDataString(lastPaymentOf[planned.DocumentId])}";
        var payment = await operators.GetAsync(path, cancel);
        await operators.PostAsync($"{path}/assignments", new { accountId = planned.Account.ToString(), amount = payment["suspense"], documentId = planned.DocumentId, reason = "The payer quoted its own order number" }, cancel);
    }

    private Sale NewSale(PlannedDeed planned, Money amount, Naming naming)
    {
        var merchant = samples.MerchantAccounts.FirstOrDefault(merchant => merchant.SellerId == planned.Account.Seller && merchant.Processor == planned.PaidBy)
            ?? throw new DemoException($"script.csv: {planned.Account} pays by '{planned.PaidBy}', and merchant_accounts.csv has no account of {planned.Account.Seller} there.");
        var attempt = attempts[planned.DocumentId] = attempts.GetValueOrDefault(planned.DocumentId) + 1;
        var number = naming == Naming.Wrong ? $"{planned.Number[..^6]}9{planned.Number[^5..]}" : planned.Number;
        var sale = lastSaleOf[planned.DocumentId] = new Sale(merchant, Sale.KeyOf(planned.DocumentId, attempt.ToString(CultureInfo.InvariantCulture)), amount, number);
        lastPaymentOf[planned.DocumentId] = desk.PaymentIdOf(sale).ToString();
        return sale;
    }

    private static Money AmountOf(Deed.Pay pay, Money open) => pay.Only is { } only ? Money.Min(new Money(only, open.Currency), open) : open + new Money(pay.More, open.Currency);
}
