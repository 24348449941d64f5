using Billing.DevHost.Demo.Senders;
using Billing.Domain;

namespace Billing.DevHost.Demo;

/// <summary>Something that happens to an invoice on a day, as the script has it.</summary>
/// <param name="Day">The day.</param>
/// <param name="Account">The account.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="PaidBy">The processor that the customer pays by, or <c>bank</c>.</param>
/// <param name="Deed">What happens.</param>
internal sealed record PlannedDeed(DateOnly Day, AccountId Account, string DocumentId, string Number, string PaidBy, Deed Deed);

/// <summary>How a payer says what a payment is for.</summary>
internal enum Naming
{
    /// <summary>The invoice's number, and on a bank transfer its creditor reference.</summary>
    Exact,

    /// <summary>On a bank transfer: the invoice's number among other words.</summary>
    OwnWords,

    /// <summary>On a bank transfer: not at all.</summary>
    None,

    /// <summary>A number that no invoice has.</summary>
    Wrong,
}

/// <summary>What a customer, a processor or an operator does.</summary>
internal abstract record Deed
{
    /// <summary>A payment of what is open then, with more or less; delivered so often.</summary>
    /// <param name="FirstPart">All of it is agreed to, and this comes in at once.</param>
    public sealed record Pay(int Deliveries = 1, decimal More = 0, decimal? Only = null, Naming Naming = Naming.Exact, bool FailureAfterwards = false, int ReportedAfterDays = 0, decimal? FirstPart = null) : Deed;

    /// <summary>A payment whose refund is reported before it.</summary>
    public sealed record PayAfterItsRefund(decimal Refunded) : Deed;

    /// <summary>The processor tells what became of the invoice's last payment.</summary>
    public sealed record Tell(Func<Sale, DateTimeOffset, SaleNews> News) : Deed;

    /// <summary>An operator records a cheque over what is open.</summary>
    public sealed record Cheque : Deed;

    /// <summary>An operator assigns what this invoice's payment left in suspense.</summary>
    public sealed record AssignFromSuspense : Deed;

    /// <summary>An operator cancels the invoice.</summary>
    public sealed record Cancel : Deed;

    /// <summary>An operator credits a net amount of the invoice's first line.</summary>
    public sealed record Credit(decimal Net) : Deed;

    /// <summary>An operator writes off what is open.</summary>
    public sealed record WriteOff : Deed;
}

/// <summary>Reads the script: what happens to the n-th invoice of an account. The first line that fits holds.</summary>
internal sealed class PaymentPlan(IReadOnlyList<ScriptRow> script)
{
    /// <summary>Days from one step of a dispute to the next.</summary>
    private const int DisputeStepDays = 5;

    private const int DaysUntilARefundFails = 3;
    private const int DaysUntilPaidAgain = 7;

    /// <summary>The deeds of one invoice.</summary>
    /// <param name="n">1 for the account's first.</param>
    public IEnumerable<PlannedDeed> For(AccountId account, int n, string documentId, string number, DateOnly dueDate)
    {
        var line = script.FirstOrDefault(row => row.CustomerId == account.Customer && row.SellerId == account.Seller && row.Currency == account.Currency.Code && Fits(row.Invoices, n));
        return line is null or { Behaviour: "never" }
            ? []
            : Steps(line).Select(step => new PlannedDeed(dueDate.AddDays(step.Days), account, documentId, number, line.PaidBy, step.Deed));
    }

    private static IEnumerable<(int Days, Deed Deed)> Steps(ScriptRow line)
    {
        var (days, settled, amount) = (line.Days ?? 0, line.SettledDays, line.Amount ?? 0);
        Money Part(Sale sale) => line.Amount is { } part ? new Money(part, sale.Amount.Currency) : sale.Amount;
        Deed Disputed() => new Deed.Tell((sale, at) => new SaleNews.Disputed(Part(sale), at));
        Deed Lost() => new Deed.Tell((sale, at) => new SaleNews.DisputeLost(Part(sale), at));
        int Settled() => settled ?? throw new DemoException($"script.csv: {line.Behaviour} of {line.CustomerId} needs settled_days.");

        return line.Behaviour switch
        {
            "pay" => [(days, new Deed.Pay())],
            "pay-twice-delivered" => [(days, new Deed.Pay(Deliveries: 2))],
            "pay-out-of-order" => [(days, new Deed.Pay(FailureAfterwards: true))],
            "pay-reported-late" => [(days, new Deed.Pay(ReportedAfterDays: Settled() - days))],
            "pay-partial" => [(days, new Deed.Pay(Only: line.Amount)), .. Then(new Deed.Pay())],
            "pay-too-much" => [(days, new Deed.Pay(More: amount))],
            "pay-in-own-words" => [(days, new Deed.Pay(Naming: Naming.OwnWords))],
            "pay-without-reference" => [(days, new Deed.Pay(Naming: Naming.None))],
            "pay-unknown-reference" => [(days, new Deed.Pay(Naming: Naming.Wrong)), .. Then(new Deed.AssignFromSuspense())],
            "refund-before-payment" => [(days, new Deed.PayAfterItsRefund(amount)), .. Then(new Deed.Pay())],
            "captured-in-parts" => [(days, new Deed.Pay(FirstPart: amount)), (Settled(), new Deed.Tell((sale, at) => new SaleNews.Captured(2, sale.Amount - Part(sale), at)))],
            "debit-returned-late" => [(days, new Deed.Pay()), (Settled(), new Deed.Tell((_, at) => new SaleNews.Returned(at))), (Settled() + DaysUntilPaidAgain, new Deed.Pay())],
            "refund-failed" =>
            [
                (days, new Deed.Pay()), (Settled() - DaysUntilARefundFails, new Deed.Tell((sale, at) => new SaleNews.Refunded(Part(sale), at))),
                (Settled(), new Deed.Tell((sale, at) => new SaleNews.RefundFailed(Part(sale), at))),
            ],
            "dispute-lost" => [(days, new Deed.Pay()), (Settled() - DisputeStepDays, Disputed()), (Settled(), Lost())],
            "dispute-won-after-lost" =>
            [
                (days, new Deed.Pay()), (Settled() - 2 * DisputeStepDays, Disputed()), (Settled() - DisputeStepDays, Lost()),
                (Settled(), new Deed.Tell((sale, at) => new SaleNews.DisputeWon(Part(sale), at))),
            ],
            "cheque" => [(days, new Deed.Cheque())],
            "cancelled" => [(days, new Deed.Cancel())],
            "credited" => [(days, new Deed.Credit(amount)), .. Then(new Deed.Pay())],
            "written-off" => [(days, new Deed.WriteOff())],
            _ => throw new DemoException($"script.csv: there is no behaviour {line.Behaviour}; samples/README.md lists them."),
        };

        IEnumerable<(int, Deed)> Then(Deed deed) => settled is { } later ? [(later, deed)] : [];
    }

    private static bool Fits(string invoices, int n)
    {
        if (invoices == "all")
            return true;
        var range = invoices.Split('-').Select(bound => int.Parse(bound, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return n >= range[0] && n <= range[^1];
    }
}
