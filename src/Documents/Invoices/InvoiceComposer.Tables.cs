using Billing.Documents.Pdf.Layout;
using Billing.Domain;
using static Billing.Documents.Letterheads.Letterhead;

namespace Billing.Documents.Invoices;

/// <summary>The tables of an invoice, and its links.</summary>
internal sealed partial class InvoiceComposer
{
    private Table ComposeTable() => new(
        [
            new(_texts.Description, Align.Start, 0, 1),
            new(_texts.Quantity, Align.Figures, 90),
            new(_texts.UnitPrice, Align.Figures, 90),
            new(_texts.Tax, Align.Figures, 70),
            new(_culture.Fill(_texts.Amount, _document.Currency.Code), Align.Figures, 110),
        ],
        [.. _document.Lines.SelectMany(l => ComposeDiscounts(l).Prepend(ComposeLine(l)))],
        new TableLook(_look.Label, 14, 5, _look.Hairline, _look.Accent));

    private Block[] ComposeLine(DocumentLine line)
    {
        var quantity = _culture.Quantity(line.Quantity);
        return
        [
            ComposeDescription(line),
            Text(line.Unit.Length > 0 ? $"{quantity} {line.Unit}" : quantity, _look.Figure, null, Align.Figures),
            Text(_culture.UnitPrice(line.UnitPrice, _document.Currency), _look.Figure, null, Align.Figures),
            Text(TaxLabel(line), _look.Figure, null, Align.Figures),
            Text(_culture.Amount(line.Amount), _look.Figure, null, Align.Figures),
        ];
    }

    private IEnumerable<Block[]> ComposeDiscounts(DocumentLine line) => line.Discounts.Select(discount => new Block[]
    {
        Text(discount.Percent is { } percent ? _culture.Fill(_texts.DiscountOf, discount.Name, _culture.Percent(percent)) : _culture.Fill(_texts.Discount, discount.Name), _look.Label, StructureRole.Paragraph),
        new Space(0), new Space(0), new Space(0), Text(_culture.Amount(-discount.Amount), _look.Figure, null, Align.Figures),
    });

    private Stack ComposeDescription(DocumentLine line)
    {
        var blocks = new List<Block> { Text(Described(line), _look.Body, StructureRole.Paragraph) };
        if (line.Period is { } period)
            AddText(blocks, PeriodText(period), _look.Small);
        if (line.LateEvents > 0)
            AddText(blocks, _culture.Fill(_texts.LateEvents, line.LateEvents), _look.Small);
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
                new(_texts.TaxRate, Align.Start, 0, 1),
                new(_texts.TaxBase, Align.Figures, 100),
                new(_texts.TaxAmount, Align.Figures, 100),
            ],
            [.. _document.TaxSummary.Select(ComposeTaxRow)],
            new TableLook(_look.Small, 12, 3, null, _look.Hairline));
        return new Stack([Text(_texts.TaxSummary, _look.Heading, StructureRole.Heading2), table], 2);
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
        var rows = new List<(string, Money)> { (_document.Lines.Any(l => l.TaxIncluded) ? _texts.NetOfTax : _texts.Net, totals.Net), (_texts.TaxTotal, totals.Tax) };
        if (!totals.Rounding.IsZero)
            rows.Add((_texts.Rounding, totals.Rounding));
        rows.Add((_texts.Gross, totals.Gross));
        if (!totals.Prepaid.IsZero)
            rows.Add((_texts.Prepaid, -totals.Prepaid));
        var sums = new Table(
            [new("", Align.Start, 0, 1), new("", Align.Figures, 130)],
            [.. rows.Select(r => new Block[] { Text(r.Item1, _look.Label, null), Text(_culture.Amount(r.Item2), _look.Figure, null, Align.Figures) })],
            new TableLook(null, 8, 3, _look.Hairline));
        var due = new Table(
            [new("", Align.Start, 0, 1), new("", Align.Figures, 150)],
            [[Text(_texts.Due, _look.StrongFigure, null), Text(_culture.AmountWithCurrency(totals.Due), _look.StrongFigure, null, Align.Figures)]],
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
