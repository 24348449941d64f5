namespace Billing.Domain;

/// <summary>All that lowers what customers owe without being paid, one by one, and by reason: credit notes, write-offs and what was recovered of them,
/// provisions, discounts for early payment, deductions, and credit without a document. What was taken back stands below 0.</summary>
public sealed class CreditNotesAndWriteOffs(ReportQuestion question) : ReportFold(
    new ReportLayout(Reasons, [ReportColumn.Text("kind"), ReportColumn.Text("reason"), ReportColumn.Count("count"), ReportColumn.Amount("amount", isTotalled: false)], SortedBy: 2),
    Layout(CreditNotes, "net", "tax", "rounding", "total", "settled", "recovered", "toCredit"),
    Layout(WriteOffs, "amount", "fromProvision", "badDebt"),
    Layout(Recoveries, "amount"),
    Layout(Provisions, "amount"),
    Layout(EarlyDiscounts, "net", "tax", "amount"),
    Layout(Deductions, "amount"),
    Layout(Adjustments, "amount"))
{
    /// <summary>The ledger accounts that it is made from.</summary>
    internal static readonly string[] Reads =
    [
        ChartOfAccounts.Receivables, ChartOfAccounts.CustomerCredit, ChartOfAccounts.DeferredRevenue(""), ChartOfAccounts.TaxPayable(""), ChartOfAccounts.Rounding, ChartOfAccounts.Fees, ChartOfAccounts.Interest, ChartOfAccounts.BadDebt, ChartOfAccounts.BadDebtProvision,
        ChartOfAccounts.Discounts, ChartOfAccounts.PaymentDifferences, ChartOfAccounts.ProcessorFees, ChartOfAccounts.WithholdingTax(""), ChartOfAccounts.Adjustments,
    ];

    private const string Reasons = "reasons";
    private const string CreditNotes = "credit-notes";
    private const string WriteOffs = "write-offs";
    private const string Recoveries = "recoveries";
    private const string Provisions = "provisions";
    private const string EarlyDiscounts = "early-discounts";
    private const string Deductions = "deductions";
    private const string Adjustments = "adjustments";

    private readonly Dictionary<(string Table, string Source, string Version, string Cause, string About), Row> open = [];
    private readonly SortedDictionary<string, Shown> shown = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public override void Add(PostedLine line)
    {
        if (line.PostingDate < question.From)
            return;
        if (line.Cause == nameof(CreditNoteIssued))
            AddCreditNote(line);
        else if (line.LedgerAccount == ChartOfAccounts.Adjustments)
            RowOf(Adjustments, line, line.DocumentId).Amounts[0] += line.Amount.Amount;
        else if (line.LedgerAccount is ChartOfAccounts.BadDebt or ChartOfAccounts.BadDebtProvision)
            AddBadDebt(line);
        else if (line.Cause is nameof(EarlyDiscountTaken) or nameof(EarlyDiscountWithdrawn) && line.LedgerAccount != ChartOfAccounts.Receivables)
            AddTo(RowOf(EarlyDiscounts, line, line.DocumentId), line.LedgerAccount == ChartOfAccounts.Discounts ? 0 : 1, 2, line.Amount.Amount);
        else if (line.Cause is nameof(DeductionTaken) or nameof(DeductionWithdrawn) && line.LedgerAccount != ChartOfAccounts.Receivables)
            RowOf(Deductions, line, line.DocumentId).Amounts[0] += line.Amount.Amount;
    }

    /// <inheritdoc />
    public override void EndShard(IReportRows rows)
    {
        foreach (var ((table, source, _, _, _), row) in open)
        {
            if (row.Amounts.All(amount => amount == 0))
                continue;
            var amounts = row.Amounts.Select(amount => (object)new Money(amount, row.Currency).Amount);
            rows.Add(table, row.Currency, [row.Date, AccountId.Parse(source).Customer, row.Reference, row.DocumentId, row.Reason, .. amounts]);
            ShownIn(row.Currency).Add(table, row);
        }

        open.Clear();
    }

    /// <inheritdoc />
    public override void End(IReportRows rows)
    {
        foreach (var sums in shown.Values)
        {
            foreach (var ((kind, reason), (count, amount)) in sums.ByReason)
                rows.Add(Reasons, sums.Currency, kind, reason, count, new Money(amount, sums.Currency).Amount);
        }
    }

    /// <inheritdoc />
    public override IEnumerable<ReportTie> Ties() => shown.Values.SelectMany(sums => new[]
    {
        // A credit note takes from revenue, which earns on meanwhile: there is no account of credit notes alone. What it gives back must be what became of it.
        new ReportTie("credit notes less what became of them", [], TieBasis.Movement, sums.Of(CreditNotes, 3) - sums.Of(CreditNotes, 4) - sums.Of(CreditNotes, 5) - sums.Of(CreditNotes, 6)),
        new ReportTie("write-offs and provisions less recoveries", [ChartOfAccounts.BadDebt], TieBasis.Movement, sums.Of(WriteOffs, 2) + sums.Of(Provisions, 0) - sums.Of(Recoveries, 0)),
        new ReportTie("write-offs from the provision less provisions", [ChartOfAccounts.BadDebtProvision], TieBasis.Movement, sums.Of(WriteOffs, 1) - sums.Of(Provisions, 0)),
        new ReportTie("early discounts without tax", [ChartOfAccounts.Discounts], TieBasis.Movement, sums.Of(EarlyDiscounts, 0)),
        new ReportTie("deductions other than bank charges", [ChartOfAccounts.PaymentDifferences, ChartOfAccounts.WithholdingTax("")], TieBasis.Movement, sums.Of(Deductions, 0) - sums.BankCharges()),
        new ReportTie("adjustments", [ChartOfAccounts.Adjustments], TieBasis.Movement, sums.Of(Adjustments, 0)),
    });

    private static ReportLayout Layout(string name, params IReadOnlyList<string> amounts) => new(name,
        [ReportColumn.Date("date"), ReportColumn.Text("customer"), ReportColumn.Text("number"), ReportColumn.Text("documentId"), ReportColumn.Text("reason"), .. amounts.Select(amount => ReportColumn.Amount(amount))], SortedBy: 5 + amounts.Count);

    // The days on which what it gives back would have been earned are none of its business.
    private void AddCreditNote(PostedLine line)
    {
        if (line.LedgerAccount.StartsWith(ChartOfAccounts.DeferredRevenue(""), StringComparison.Ordinal) && line.Tax is null)
            return;
        var row = RowOf(CreditNotes, line, line.Reference);
        var amount = line.Amount.Amount;
        if (line.LedgerAccount == ChartOfAccounts.Receivables)
            row.Amounts[4] -= amount;
        else if (line.LedgerAccount == ChartOfAccounts.BadDebt)
            (row.Amounts[5], RowOf(Recoveries, line, line.DocumentId).Amounts[0]) = (row.Amounts[5] - amount, RowOf(Recoveries, line, line.DocumentId).Amounts[0] - amount);
        else if (line.LedgerAccount == ChartOfAccounts.CustomerCredit)
            row.Amounts[6] -= amount;
        else if (line.LedgerAccount == ChartOfAccounts.Rounding)
            AddTo(row, 2, 3, amount);
        else
            AddTo(row, line.LedgerAccount.StartsWith(ChartOfAccounts.TaxPayable(""), StringComparison.Ordinal) ? 1 : 0, 3, amount);
    }

    private void AddBadDebt(PostedLine line)
    {
        if (line.Cause == nameof(InvoiceWrittenOff))
            AddTo(RowOf(WriteOffs, line, line.DocumentId), line.LedgerAccount == ChartOfAccounts.BadDebt ? 2 : 1, 0, line.Amount.Amount);
        else if (line.LedgerAccount == ChartOfAccounts.BadDebtProvision)
            RowOf(Provisions, line, line.DocumentId).Amounts[0] -= line.Amount.Amount;
        else if (line.Cause != nameof(ProvisionChanged))
            RowOf(Recoveries, line, line.DocumentId).Amounts[0] -= line.Amount.Amount;
    }

    private static void AddTo(Row row, int part, int whole, decimal amount)
    {
        row.Amounts[part] += amount;
        row.Amounts[whole] += amount;
    }

    private Row RowOf(string table, PostedLine line, string about)
    {
        var key = (table, line.Source, line.Version, line.Cause, about);
        if (!open.TryGetValue(key, out var row))
            open[key] = row = new Row(line.Amount.Currency, line.PostingDate, new decimal[Tables.Single(layout => layout.Name == table).Columns.Count - 5]);
        (row.Reference, row.DocumentId) = (line.Reference.Length > 0 ? line.Reference : row.Reference, line.DocumentId.Length > 0 ? line.DocumentId : row.DocumentId);
        row.Reason = table == Recoveries ? line.Cause : line.Reason.Length > 0 ? line.Reason : row.Reason;
        return row;
    }

    private Shown ShownIn(Currency currency)
    {
        if (!shown.TryGetValue(currency.Code, out var sums))
            shown[currency.Code] = sums = new Shown(currency);
        return sums;
    }

    private sealed class Row(Currency currency, DateOnly date, decimal[] amounts)
    {
        public Currency Currency { get; } = currency;

        public DateOnly Date { get; } = date;

        public decimal[] Amounts { get; } = amounts;

        public string Reference { get; set; } = "";

        public string DocumentId { get; set; } = "";

        public string Reason { get; set; } = "";
    }

    private sealed class Shown(Currency currency)
    {
        private readonly Dictionary<string, decimal[]> sums = new(StringComparer.Ordinal);

        public Currency Currency { get; } = currency;

        public Dictionary<(string Kind, string Reason), (long Count, decimal Amount)> ByReason { get; } = [];

        public Money Of(string table, int column) => new(sums.TryGetValue(table, out var amounts) ? amounts[column] : 0, Currency);

        public Money BankCharges() => new(ByReason.GetValueOrDefault((Deductions, nameof(DeductionKind.BankCharges))).Amount, Currency);

        public void Add(string table, Row row)
        {
            if (!sums.TryGetValue(table, out var amounts))
                sums[table] = amounts = new decimal[row.Amounts.Length];
            for (var index = 0; index < amounts.Length; index++)
                amounts[index] += row.Amounts[index];
            var (count, amount) = ByReason.GetValueOrDefault((table, row.Reason));
            ByReason[(table, row.Reason)] = (count + 1, amount + row.Amounts[table switch { CreditNotes => 3, EarlyDiscounts => 2, _ => 0 }]);
        }
    }
}
