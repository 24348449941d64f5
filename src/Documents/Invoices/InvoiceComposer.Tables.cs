using Billing.Documents.Pdf.Layout;
using Billing.Domain;

namespace Billing.Documents.Invoices;

/// <summary>The tables of an invoice, and the pieces of text that all parts are made of.</summary>
internal sealed partial class InvoiceComposer
{
    private Table ComposeTable() => new(
        [
            new(_texts.Description, Align.Left, 0, 1),
            new(_texts.Quantity, Align.Right, 90),
            new(_texts.UnitPrice, Align.Right, 90),
            new(_texts.Tax, Align.Right, 70),
            new(_culture.Fill(_texts.Amount, _document.Currency.Code), Align.Right, 110),
        ],
        [.. _document.Lines.Select(ComposeLine)],
        new TableLook(_look.Label, 14, 5, _look.Hairline, _look.Accent));

    private Block[] ComposeLine(DocumentLine line)
    {
        var quantity = _culture.Quantity(line.Quantity);
        return
        [
            ComposeDescription(line),
            Text(line.Unit.Length > 0 ? $"{quantity} {line.Unit}" : quantity, _look.Figure, null, Align.Right),
            Text(_culture.UnitPrice(line.UnitPrice, _document.Currency), _look.Figure, null, Align.Right),
            Text(TaxLabel(line.Treatment, line.TaxRate), _look.Figure, null, Align.Right),
            Text(_culture.Amount(line.Net), _look.Figure, null, Align.Right),
        ];
    }

    private Block ComposeDescription(DocumentLine line)
    {
        var description = Text(line.Description, _look.Body, StructureRole.Paragraph);
        if (line.Period is not { } period)
            return description;
        var days = _culture.Fill(_texts.ServicePeriod, _culture.Date(period.Start), _culture.Date(period.LastDay));
        return new Stack([description, Text(days, _look.Small, StructureRole.Paragraph)], 1);
    }

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
                new(_texts.TaxRate, Align.Left, 0, 1),
                new(_texts.TaxBase, Align.Right, 100),
                new(_texts.TaxAmount, Align.Right, 100),
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
            Text(_culture.Amount(row.Base), figure, null, Align.Right),
            Text(_culture.Amount(row.Tax), figure, null, Align.Right),
        ];
    }

    private Stack ComposeTotals()
    {
        var totals = _document.Totals;
        var rows = new List<(string, Money)> { (_texts.Net, totals.Net), (_texts.TaxTotal, totals.Tax), (_texts.Gross, totals.Gross) };
        if (!totals.Prepaid.IsZero)
            rows.Add((_texts.Prepaid, -totals.Prepaid));
        var sums = new Table(
            [new("", Align.Left, 0, 1), new("", Align.Right, 130)],
            [.. rows.Select(r => new Block[] { Text(r.Item1, _look.Label, null), Text(_culture.Amount(r.Item2), _look.Figure, null, Align.Right) })],
            new TableLook(null, 8, 3, _look.Hairline));
        var due = new Table(
            [new("", Align.Left, 0, 1), new("", Align.Right, 150)],
            [[Text(_texts.Due, _look.StrongFigure, null), Text(_culture.AmountWithCurrency(totals.Due), _look.StrongFigure, null, Align.Right)]],
            new TableLook(null, 8, 5, null));
        return new Stack([sums, due, new Rule(1.2f, _look.Accent)], 0, true);
    }

    private Table ComposeLabelled(IReadOnlyList<(string Label, string Value)> rows, Align valueAlign) => new(
        valueAlign == Align.Right
            ? [new("", Align.Left, 90), new("", Align.Right, 0, 1)]
            : [new("", Align.Left, 90), new("", Align.Left, 0, 1)],
        [.. rows.Select(r => new Block[] { Text(r.Label, _look.Label, null), Text(r.Value, _look.Body, null, valueAlign) })],
        new TableLook(null, 12, 1.5f, null));

    private string TaxLabel(TaxTreatment treatment, decimal rate) =>
        treatment == TaxTreatment.Standard ? _culture.Percent(rate) : TreatmentName(treatment);

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

    private Frame Panel(Block content) => new(content, 12, 10, _look.Panel);

    private static Paragraph Text(string text, TextStyle style, StructureRole? role, Align align = Align.Left, float leading = 1.35f) =>
        new([new TextSpan(text, style)], role, align, leading);

    private Paragraph LinkText(string text, Uri target, Align align) =>
        new([new TextSpan(text, _look.Link, target)], StructureRole.Paragraph, align);

    private static void AddText(List<Block> blocks, string text, TextStyle style)
    {
        if (text.Length > 0)
            blocks.Add(Text(text, style, StructureRole.Paragraph));
    }
}
