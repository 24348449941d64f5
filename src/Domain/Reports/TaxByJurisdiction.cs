namespace Billing.Domain;

/// <summary>Taxable base and tax by jurisdiction, month, EN 16931 category and rate, as the documents posted them: invoices, what cancellations and credit
/// notes corrected, and what discounts for early payment took off. A write-off or a deduction changes neither.</summary>
public sealed class TaxByJurisdiction(ReportQuestion question) : ReportFold(new ReportLayout("taxes",
    [ReportColumn.Text("jurisdiction"), ReportColumn.Text("month"), ReportColumn.Text("treatment"), ReportColumn.Ratio("rate"), .. Columns.Select(name => ReportColumn.Amount(name))], SortedBy: 4))
{
    /// <summary>The ledger accounts that it is made from.</summary>
    internal static readonly string[] Reads = [Tax, .. Bases];

    private const string Tax = "tax-payable:";

    private static readonly string[] Columns = ["invoicedBase", "invoicedTax", "correctedBase", "correctedTax", "discountedBase", "discountedTax", "base", "tax"];

    private readonly Dictionary<(Currency Currency, DateOnly Month, string Jurisdiction, string Treatment, decimal? Rate), decimal[]> taxes = [];

    private static string[] Bases => [ChartOfAccounts.DeferredRevenue(""), ChartOfAccounts.Revenue(""), ChartOfAccounts.Discounts, ChartOfAccounts.Fees, ChartOfAccounts.Interest];

    /// <inheritdoc />
    public override void Add(PostedLine line)
    {
        // Earning what was deferred is no supply.
        var isTax = line.LedgerAccount.StartsWith(Tax, StringComparison.Ordinal);
        if (line.PostingDate < question.From || (line.Tax is null && line.LedgerAccount is not (ChartOfAccounts.Discounts or ChartOfAccounts.Fees or ChartOfAccounts.Interest) && !isTax))
            return;
        // What was posted before lines named their tax has a jurisdiction at most.
        var key = (line.Amount.Currency, ReportQuestion.MonthOf(line.PostingDate), line.Tax?.Jurisdiction ?? (isTax ? line.LedgerAccount[Tax.Length..] : ""), line.Tax?.Treatment.ToString() ?? "", line.Tax?.Rate);
        if (!taxes.TryGetValue(key, out var amounts))
            taxes[key] = amounts = new decimal[Columns.Length];
        var kind = line.Cause switch
        {
            nameof(InvoiceVoided) or nameof(CreditNoteIssued) => 1,
            nameof(EarlyDiscountTaken) or nameof(EarlyDiscountWithdrawn) => 2,
            _ => 0,
        };
        amounts[kind * 2 + (isTax ? 1 : 0)] -= line.Amount.Amount;
        amounts[Columns.Length - (isTax ? 1 : 2)] -= line.Amount.Amount;
    }

    /// <inheritdoc />
    public override void End(IReportRows rows)
    {
        foreach (var ((currency, month, jurisdiction, treatment, rate), amounts) in taxes)
        {
            if (amounts.Any(amount => amount != 0))
                rows.Add("taxes", currency, [jurisdiction, $"{month:yyyy-MM}", treatment, rate, .. amounts.Select(amount => (object)new Money(amount, currency).Amount)]);
        }
    }

    /// <inheritdoc />
    public override IEnumerable<ReportTie> Ties() => taxes.GroupBy(known => known.Key.Currency).OrderBy(alike => alike.Key.Code, StringComparer.Ordinal).SelectMany(alike => new[]
    {
        new ReportTie("base", Bases, TieBasis.Movement, new Money(-alike.Sum(known => known.Value[^2]), alike.Key)),
        new ReportTie("tax", [Tax], TieBasis.Movement, new Money(-alike.Sum(known => known.Value[^1]), alike.Key)),
    });
}
