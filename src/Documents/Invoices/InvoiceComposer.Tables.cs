using Billing.Documents.Pdf.Layout;
using Billing.Domain;
using static Billing.Documents.Letterheads.Letterhead;

namespace Billing.Documents.Invoices;

/// <summary>The tables of an invoice, and its links.</summary>
internal sealed partial class InvoiceComposer
{
    // With more of them they stand closer to each other.
    private const int ComfortableColumns = 5;

    private bool HasColumn(InvoiceColumn column) => _document.Template.Columns.Contains(column);

    private Table ComposeTable()
    {
        var rows = _document.Lines.SelectMany((line, index) => ComposeRows(line, index + 1).Select(cells => (Line: line, Cells: cells))).ToList();
        return new Table(
            [.. _document.Template.Columns.Select(ColumnOf)],
            [.. rows.Select(row => row.Cells)],
            new TableLook(_look.Label, _document.Template.Columns.Count > ComfortableColumns ? 8 : 14, 5, _look.Hairline, _look.Accent),
            Enumerable.Range(0, Math.Max(0, rows.Count - 1)).Where(row => ReferenceEquals(rows[row].Line, rows[row + 1].Line)).ToHashSet(),
            ComposeRunningFigure([.. rows.Select(row => row.Line)]));
    }

    // It stands in the last column, so the amounts have to.
    private RunningFigure? ComposeRunningFigure(IReadOnlyList<DocumentLine> lineOfRow) =>
        _document.Template.Columns[^1] != InvoiceColumn.Amount || lineOfRow.Any(line => line.RunningTotal is null) ? null : new RunningFigure(
            _letterhead.Both(texts => texts.Invoice.CarriedForward), _letterhead.Both(texts => texts.Invoice.BroughtForward),
            [.. lineOfRow.Select(line => _culture.Amount(line.RunningTotal!.Value))], _look.CarriedFigure);

    private TableColumn ColumnOf(InvoiceColumn column) => column switch
    {
        InvoiceColumn.Position => new(_letterhead.Both(texts => texts.Invoice.Position), Align.Figures, 40),
        InvoiceColumn.Description => new(_letterhead.Both(texts => texts.Invoice.Description), Align.Start, 0, 1),
        InvoiceColumn.Period => new(_letterhead.Both(texts => texts.Invoice.Period), Align.Start, 64),
        InvoiceColumn.Quantity => new(_letterhead.Both(texts => texts.Invoice.Quantity), Align.Figures, 90),
        InvoiceColumn.UnitPrice => new(_letterhead.Both(texts => texts.Invoice.UnitPrice), Align.Figures, 90),
        InvoiceColumn.Discount => new(_letterhead.Both(texts => texts.Invoice.DiscountColumn), Align.Figures, 80),
        InvoiceColumn.Tax => new(_letterhead.Both(texts => texts.Invoice.Tax), Align.Figures, 70),
        _ => new(_letterhead.Both(texts => texts.Invoice.Amount, _document.Currency.Code), Align.Figures, 110),
    };

    private IEnumerable<Block[]> ComposeRows(DocumentLine line, int position)
    {
        yield return [.. _document.Template.Columns.Select(column => ComposeCell(line, position, column))];
        if (HasColumn(InvoiceColumn.Discount))
            yield break;
        foreach (var discount in line.Discounts)
        {
            yield return [.. _document.Template.Columns.Select(column => column switch
            {
                InvoiceColumn.Description => Text(Named(discount), _look.Label, StructureRole.Paragraph),
                InvoiceColumn.Amount => Figures(_culture.Amount(-discount.Amount)),
                _ => (Block)new Space(0),
            })];
        }
    }

    private Block ComposeCell(DocumentLine line, int position, InvoiceColumn column) => column switch
    {
        InvoiceColumn.Position => Figures(_culture.Quantity(position)),
        InvoiceColumn.Description => ComposeDescription(line),
        InvoiceColumn.Period => Text(line.Period is { } period ? PeriodText(period) : "", _look.Small, null),
        InvoiceColumn.Quantity => Figures(line.Unit.Length > 0 ? $"{_culture.Quantity(line.Quantity)} {line.Unit}" : _culture.Quantity(line.Quantity)),
        InvoiceColumn.UnitPrice => Figures(_culture.UnitPrice(line.UnitPrice, _document.Currency)),
        InvoiceColumn.Discount => Figures(string.Join('\n', line.Discounts.Select(discount => _culture.Amount(-discount.Amount)))),
        InvoiceColumn.Tax => Figures(TaxLabel(line)),
        _ => Figures(_culture.Amount(HasColumn(InvoiceColumn.Discount) ? line.AfterDiscounts ?? line.Amount : line.Amount)),
    };

    private Paragraph Figures(string text) => Text(text, _look.Figure, null, Align.Figures);

    private string Named(DocumentDiscount discount) => discount.Percent is { } percent
        ? _culture.Fill(_texts.DiscountOf, discount.Name, _culture.Percent(percent))
        : _culture.Fill(_texts.Discount, discount.Name);

    private Stack ComposeDescription(DocumentLine line)
    {
        var blocks = new List<Block> { Text(Described(line), _look.Body, StructureRole.Paragraph) };
        if (line.Period is { } period && !HasColumn(InvoiceColumn.Period))
            AddText(blocks, PeriodText(period), _look.Small);
        if (line.LateEvents > 0)
            AddText(blocks, _culture.Fill(_texts.LateEvents, line.LateEvents), _look.Small);
        if (HasColumn(InvoiceColumn.Discount))
            AddText(blocks, string.Join('\n', line.Discounts.Select(Named)), _look.Small);
        return new Stack(blocks, 1);
    }

    private string PeriodText(ServicePeriod period) => period.Start == period.LastDay
        ? _culture.Date(period.Start)
        : _culture.Fill(_texts.ServicePeriod, _culture.Date(period.Start), _culture.Date(period.LastDay));

    private string Described(DocumentLine line) => line.Kind switch
    {
        LineKind.Included => _culture.Fill(_texts.Included, line.Description),
        LineKind.MinimumCommitment => _culture.Fill(_texts.MinimumCommitment, line.Description),
        LineKind.SetUpFee => _culture.Fill(_texts.SetUpFee, line.Description),
        LineKind.UnusedTime => _culture.Fill(_texts.UnusedTime, line.Description),
        LineKind.LateFee when line.Late is { Number: var number } => number.Length > 0 ? _culture.Fill(_texts.LateFee, number) : _texts.NoticeFee,
        LineKind.Compensation when line.Late is { Number: var number } => _culture.Fill(_texts.Compensation, number),
        LineKind.Interest when line.Late is { Principal: { } principal, Percent: { } percent } late =>
            _culture.Fill(_texts.Interest, late.Number, _culture.AmountWithCurrency(principal), _culture.Percent(percent)),
        _ => line.Description,
    };

    private Columns ComposeSums() => new(
        [
            (ColumnWidth.ShareOf(1), ComposeTaxSummary()),
            (ColumnWidth.Of(215), ComposeTotals()),
        ],
        28);

    private Block ComposeTaxSummary()
    {
        if (_document.TaxSummary.Count == 0)
            return new Space(0);
        var table = new Table(
            [
                new(_letterhead.Both(texts => texts.Invoice.TaxRate), Align.Start, 0, 1),
                new(_letterhead.Both(texts => texts.Invoice.TaxBase), Align.Figures, 100),
                new(_letterhead.Both(texts => texts.Invoice.TaxAmount), Align.Figures, 100),
            ],
            [.. _document.TaxSummary.Select(ComposeTaxRow)],
            new TableLook(_look.Small, 12, 3, null, _look.Hairline));
        return new Stack([_letterhead.Heading(texts => texts.Invoice.TaxSummary), table], 2);
    }

    private Block[] ComposeTaxRow(TaxSummaryRow row)
    {
        var figure = _look.Figure with { Size = 8.5f };
        var label = row.Treatment == TaxTreatment.Standard
            ? $"{TreatmentName(row.Treatment)} {_culture.Percent(row.Rate)}"
            : TreatmentName(row.Treatment);
        return
        [
            Text(label, _look.Body with { Size = 8.5f }, null),
            Text(_culture.Amount(row.Base), figure, null, Align.Figures),
            Text(_culture.Amount(row.Tax), figure, null, Align.Figures),
        ];
    }

    private Stack ComposeTotals()
    {
        var totals = _document.Totals;
        var rows = new List<(string, Money)>
        {
            (_letterhead.Both(texts => _document.Lines.Any(l => l.TaxIncluded) ? texts.Invoice.NetOfTax : texts.Invoice.Net), totals.Net),
            (_letterhead.Both(texts => texts.Invoice.TaxTotal), totals.Tax),
        };
        if (!totals.Rounding.IsZero)
            rows.Add((_letterhead.Both(texts => texts.Invoice.Rounding), totals.Rounding));
        rows.Add((_letterhead.Both(texts => texts.Invoice.Gross), totals.Gross));
        if (!totals.Prepaid.IsZero)
            rows.Add((_letterhead.Both(texts => texts.Invoice.Prepaid), -totals.Prepaid));
        var sums = new Table(
            [new("", Align.Start, 0, 1), new("", Align.Figures, 130)],
            [.. rows.Select(r => new Block[] { Text(r.Item1, _look.Label, null), Text(_culture.Amount(r.Item2), _look.Figure, null, Align.Figures) })],
            new TableLook(null, 8, 3, _look.Hairline));
        var due = new Table(
            [new("", Align.Start, 0, 1), new("", Align.Figures, 150)],
            [[Text(_letterhead.Both(texts => texts.Invoice.Due), _look.StrongFigure, null), Text(_culture.AmountWithCurrency(totals.Due), _look.StrongFigure, null, Align.Figures)]],
            new TableLook(null, 8, 5, null));
        return new Stack([sums, due, new Rule(1.2f, _look.Accent)], 0, true);
    }

    private string TaxLabel(DocumentLine line)
    {
        var rate = _culture.Percent(line.TaxRate);
        return line.Treatment != TaxTreatment.Standard ? TreatmentName(line.Treatment) : line.TaxIncluded ? _culture.Fill(_texts.TaxIncluded, rate) : rate;
    }

    private string TreatmentName(TaxTreatment treatment) => treatment switch
    {
        TaxTreatment.Standard => _texts.Standard,
        TaxTreatment.ZeroRated => _texts.ZeroRated,
        TaxTreatment.Exempt => _texts.Exempt,
        TaxTreatment.ReverseCharge => _texts.ReverseCharge,
        TaxTreatment.IntraCommunity => _texts.IntraCommunity,
        TaxTreatment.Export => _texts.Export,
        TaxTreatment.OutOfScope => _texts.OutOfScope,
        _ => throw new ArgumentOutOfRangeException(nameof(treatment), treatment, "No text for this tax treatment."),
    };

    private Paragraph LinkText(string text, Uri target, Align align) =>
        new([new TextSpan(text, _look.Link, target)], StructureRole.Paragraph, align);
}
