namespace Billing.Domain;

/// <summary>What customers have to their credit and have not used: each payment, credit note or other credit of which something is left; and what came in at
/// each processor and is on no account.</summary>
public sealed class UnappliedCash() : ReportFold(
    new ReportLayout("credits", [ReportColumn.Text("customer"), ReportColumn.Text("credit"), ReportColumn.Amount("unapplied")], SortedBy: 2),
    new ReportLayout("suspense", [ReportColumn.Text("processor"), ReportColumn.Amount("unapplied")]))
{
    /// <summary>The ledger accounts that it is made from.</summary>
    internal static readonly string[] Reads = [ChartOfAccounts.CustomerCredit, ChartOfAccounts.Suspense];

    private readonly Dictionary<(string AccountId, string CreditId), Money> credits = [];
    private readonly Dictionary<(string Processor, Currency Currency), Money> suspense = [];
    private readonly SortedDictionary<string, Money> shown = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public override void Add(PostedLine line)
    {
        if (line.LedgerAccount == ChartOfAccounts.CustomerCredit)
            credits[(line.Source, line.CreditId)] = credits.GetValueOrDefault((line.Source, line.CreditId), Money.Zero(line.Amount.Currency)) - line.Amount;
        else
            suspense[(ProcessorOf(line), line.Amount.Currency)] = suspense.GetValueOrDefault((ProcessorOf(line), line.Amount.Currency), Money.Zero(line.Amount.Currency)) - line.Amount;
    }

    /// <inheritdoc />
    public override void EndShard(IReportRows rows)
    {
        foreach (var (key, unused) in credits.Where(known => !known.Value.IsZero))
        {
            rows.Add("credits", unused.Currency, AccountId.Parse(key.AccountId).Customer, key.CreditId, unused.Amount);
            shown[unused.Currency.Code] = shown.GetValueOrDefault(unused.Currency.Code, Money.Zero(unused.Currency)) + unused;
        }

        credits.Clear();
    }

    /// <inheritdoc />
    public override void End(IReportRows rows)
    {
        foreach (var (key, unapplied) in suspense.Where(known => !known.Value.IsZero))
            rows.Add("suspense", key.Currency, key.Processor, unapplied.Amount);
    }

    /// <inheritdoc />
    public override IEnumerable<ReportTie> Ties() =>
    [
        .. shown.Values.Select(sum => new ReportTie("unapplied", [ChartOfAccounts.CustomerCredit], TieBasis.Balance, -sum)),
        .. suspense.GroupBy(known => known.Key.Currency).OrderBy(alike => alike.Key.Code, StringComparer.Ordinal)
            .Select(alike => new ReportTie("suspense", [ChartOfAccounts.Suspense], TieBasis.Balance, -Money.Sum(alike.Select(known => known.Value), alike.Key))),
    ];

    /// <summary>The processor of the payment that a suspense line is about; a snapshot carries the processor alone.</summary>
    internal static string ProcessorOf(PostedLine line) => line.CreditId.Split('|')[0];
}
