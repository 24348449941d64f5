namespace Billing.Domain;

/// <summary>How money at processors and banks moves, as <see cref="CashReceived"/> shows it.</summary>
public enum CashMovement
{
    /// <summary>What payers paid, fees included.</summary>
    Received,

    /// <summary>What was given back.</summary>
    Refunded,

    /// <summary>Debits and cheques that came back.</summary>
    Returned,

    /// <summary>What disputes took, and what won ones brought back.</summary>
    ChargedBack,

    /// <summary>What processors and banks kept.</summary>
    Fees,

    /// <summary>Payouts that left a processor, and those that arrived at the bank.</summary>
    Payouts,

    /// <summary>What else.</summary>
    Other,
}

/// <summary>What each processor and bank received, gave back, kept and paid out, by month, and what is on its way between them.</summary>
public sealed class CashReceived(ReportQuestion question) : ReportFold(
    new ReportLayout("processors", [ReportColumn.Text("processor"), ReportColumn.Text("month"), ReportColumn.Amount("opening", isTotalled: false), .. Movements.Select(name => ReportColumn.Amount(name)), ReportColumn.Amount("closing", isTotalled: false)], SortedBy: 2),
    new ReportLayout("in-transit", [ReportColumn.Text("processor"), ReportColumn.Text("month"), ReportColumn.Amount("opening", isTotalled: false), ReportColumn.Amount("paidOut"), ReportColumn.Amount("arrived"), ReportColumn.Amount("closing", isTotalled: false)], SortedBy: 2))
{
    /// <summary>The ledger accounts that it is made from.</summary>
    internal static readonly string[] Reads = [ChartOfAccounts.Cash(""), ChartOfAccounts.CashInTransit(""), ChartOfAccounts.ProcessorFees];

    private const int PaidOut = 0;
    private const int Arrived = 1;
    private const string PayoutSource = "payout ";

    private static readonly string[] Movements = [.. Enum.GetNames<CashMovement>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];

    private readonly Dictionary<(string LedgerAccount, Currency Currency), Sums> accounts = [];

    /// <summary>Which movement a fact or event is.</summary>
    /// <param name="cause">Its name.</param>
    public static CashMovement Of(string cause) => cause switch
    {
        nameof(PaymentSucceeded) or nameof(WasPayout) => CashMovement.Received,
        nameof(PaymentRefunded) or nameof(RefundMade) or nameof(RefundFailed) or nameof(RefundPaid) => CashMovement.Refunded,
        nameof(CaptureFailed) => CashMovement.Returned,
        nameof(DisputeDecided) => CashMovement.ChargedBack,
        nameof(FeeCharged) or nameof(PayoutCharged) => CashMovement.Fees,
        nameof(PayoutMade) or nameof(PayoutFailed) or nameof(PayoutArrived) or nameof(PayoutReturned) => CashMovement.Payouts,
        _ => CashMovement.Other,
    };

    /// <inheritdoc />
    public override void Add(PostedLine line)
    {
        if (line.LedgerAccount == ChartOfAccounts.ProcessorFees)
        {
            AddFee(line);
            return;
        }

        var sums = Of(line.LedgerAccount, line.Amount.Currency);
        if (line.PostingDate < question.From)
            sums.Opening += line.Amount.Amount;
        else if (IsInTransit(line.LedgerAccount))
            sums.Of(line.PostingDate)[line.Cause is nameof(PayoutArrived) or nameof(PayoutReturned) ? Arrived : PaidOut] += line.Amount.Amount;
        else
            sums.Of(line.PostingDate)[(int)Of(line.Cause)] += line.Amount.Amount;
    }

    /// <inheritdoc />
    public override void End(IReportRows rows)
    {
        foreach (var ((ledgerAccount, currency), sums) in accounts)
        {
            var (isInTransit, closing) = (IsInTransit(ledgerAccount), sums.Opening);
            foreach (var month in question.Months())
            {
                var (opening, moved) = (closing, sums.Months.GetValueOrDefault(month) ?? new decimal[Movements.Length]);
                closing += moved.Sum();
                if (opening != 0 || moved.Any(amount => amount != 0))
                {
                    rows.Add(isInTransit ? "in-transit" : "processors", currency,
                        [ledgerAccount[(ledgerAccount.IndexOf(':') + 1)..], $"{month:yyyy-MM}", Amount(opening, currency), .. moved.Take(isInTransit ? 2 : Movements.Length).Select(amount => Amount(amount, currency)), Amount(closing, currency)]);
                }
            }

            sums.Closing = closing;
        }
    }

    /// <inheritdoc />
    public override IEnumerable<ReportTie> Ties() => accounts.OrderBy(known => known.Key.LedgerAccount, StringComparer.Ordinal).ThenBy(known => known.Key.Currency.Code, StringComparer.Ordinal).SelectMany(known => new[]
    {
        new ReportTie("opening", [known.Key.LedgerAccount], TieBasis.Opening, new Money(known.Value.Opening, known.Key.Currency)),
        new ReportTie("closing", [known.Key.LedgerAccount], TieBasis.Balance, new Money(known.Value.Closing, known.Key.Currency)),
    });

    // What a processor keeps of a payment comes with it: the payment is shown as the payer paid it, and the fee beside it. What banks keep on the way to us
    // never came, so fees that accounts post are none of these.
    private void AddFee(PostedLine line)
    {
        var source = line.Source.StartsWith(PayoutSource, StringComparison.Ordinal) ? line.Source[PayoutSource.Length..] : line.Source;
        if (line.PostingDate < question.From || source.IndexOf('|') is var end && end < 0)
            return;
        var moved = Of(ChartOfAccounts.Cash(source[..end]), line.Amount.Currency).Of(line.PostingDate);
        moved[(int)Of(line.Cause)] += line.Amount.Amount;
        moved[(int)CashMovement.Fees] -= line.Amount.Amount;
    }

    private Sums Of(string ledgerAccount, Currency currency)
    {
        if (!accounts.TryGetValue((ledgerAccount, currency), out var sums))
            accounts[(ledgerAccount, currency)] = sums = new Sums();
        return sums;
    }

    private static bool IsInTransit(string ledgerAccount) => ledgerAccount.StartsWith(Reads[1], StringComparison.Ordinal);

    private static object Amount(decimal amount, Currency currency) => new Money(amount, currency).Amount;

    private sealed class Sums
    {
        public decimal Opening { get; set; }

        public decimal Closing { get; set; }

        public Dictionary<DateOnly, decimal[]> Months { get; } = [];

        public decimal[] Of(DateOnly day)
        {
            var month = ReportQuestion.MonthOf(day);
            if (!Months.TryGetValue(month, out var moved))
                Months[month] = moved = new decimal[Movements.Length];
            return moved;
        }
    }
}
