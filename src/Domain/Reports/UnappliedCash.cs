namespace Billing.Domain;

/// <summary>What customers have to their credit and have not used: each payment, credit note or other credit of which something is left.</summary>
public sealed class UnappliedCash() : ReportFold(new ReportLayout("credits",
    [ReportColumn.Text("customer"), ReportColumn.Text("credit"), ReportColumn.Amount("unapplied")], SortedBy: 2))
{
    private readonly Dictionary<(string AccountId, string CreditId), Money> credits = [];
    private readonly SortedDictionary<string, Money> shown = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public override void Add(PostedLine line)
    {
        if (line.LedgerAccount != ChartOfAccounts.CustomerCredit)
            return;
        var key = (line.Source, line.CreditId);
        credits[key] = credits.TryGetValue(key, out var unused) ? unused - line.Amount : -line.Amount;
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
    public override IEnumerable<ReportTie> Ties() => shown.Values.Select(sum => new ReportTie("unapplied", [ChartOfAccounts.CustomerCredit], TieBasis.Balance, -sum));
}
