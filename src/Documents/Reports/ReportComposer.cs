using Billing.Documents.Charts;
using Billing.Documents.Letterheads;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Texts;
using Billing.Domain;
using static Billing.Documents.Letterheads.Letterhead;

namespace Billing.Documents.Reports;

/// <summary>Draws a report, whatever its kind: what it is of, each table with its chart and its totals, and what it was held against.</summary>
internal sealed class ReportComposer
{
    private const float ChartHeight = 150;

    /// <summary>How many points of a chart its alternate text tells; the last ones, as the table has all.</summary>
    private const int MostToldPoints = 12;

    private readonly Report _report;
    private readonly IReadOnlyList<(HeldTable Held, FittedTable Fitted)> _tables;
    private readonly DocumentCulture _culture;
    private readonly ReportTexts _texts;
    private readonly ReportWords _words;
    private readonly DocumentLook _look;
    private readonly Letterhead _letterhead;
    private readonly bool _isAcross;

    internal ReportComposer(Report report, IReadOnlyList<HeldTable> tables, Seller seller, DocumentAssets assets)
    {
        _report = report;
        _letterhead = new Letterhead(Stationery.Of(seller, seller.Language, assets), seller.Language, texts => texts.Report.TitleOf(report.Kind), TimeOf(report, DocumentCulture.Of(seller.Language)), seller.ToParty());
        (_culture, _look, _texts) = (_letterhead.Culture, _letterhead.Look, _letterhead.Culture.Texts.Report);
        _words = new ReportWords(_culture);
        _tables = [.. tables.Select(table => (table, Fit(table)))];
        _isAcross = _tables.Any(table => table.Fitted.IsWide(_letterhead.BodyWidth(isAcross: false)));
    }

    internal byte[] Print() => _letterhead.Print(ComposeBody(), _report.Moment.AsOf, isAcross: _isAcross);

    private static string TimeOf(Report report, DocumentCulture culture) => report.From is { } from
        ? culture.Fill(culture.Texts.Invoice.ServicePeriod, culture.Date(from), culture.Date(report.Moment.AsOf))
        : culture.Date(report.Moment.AsOf);

    private IEnumerable<Block> ComposeBody()
    {
        yield return _letterhead.Head();
        yield return new Space(20);
        yield return ComposeMoment();
        foreach (var block in _tables.SelectMany(table => ComposeTable(table.Held, table.Fitted)))
            yield return block;
        if (_tables.Count == 0)
        {
            yield return new Space(18);
            yield return Text(_texts.Nothing, _look.Body, StructureRole.Paragraph);
        }

        if (_report.Controls.Count > 0)
        {
            yield return new Space(18);
            yield return Text(_texts.Ties, _look.Heading, StructureRole.Heading2);
            yield return new Space(2);
            yield return ComposeControls();
        }
    }

    private Frame ComposeMoment()
    {
        var facts = new List<(ColumnWidth Width, Block Block)>
        {
            (ColumnWidth.ShareOf(1), Fact(_report.From is null ? _texts.AsOf : _texts.Period, TimeOf(_report, _culture))),
            (ColumnWidth.ShareOf(1), Fact(_texts.KnownAt, _culture.Instant(_report.Moment.KnownAt))),
        };

        // What is complete is the same whenever it is asked for, so that is not said.
        if (_report.CompleteTo < _report.Moment.KnownAt)
            facts.Add((ColumnWidth.ShareOf(1), Fact(_texts.CompleteTo, _culture.Instant(_report.CompleteTo))));
        return _letterhead.Panel(new Columns(facts, 12));
    }

    private Stack Fact(string label, string value) =>
        new([Text(label, _look.Small, StructureRole.Paragraph), Text(value, _look.Strong, StructureRole.Paragraph)], 1);

    private IEnumerable<Block> ComposeTable(HeldTable held, FittedTable fitted)
    {
        yield return new Space(18);
        yield return Text($"{_texts.TableOf(held.Table.Name)} · {held.Table.Currency.Code}", _look.Heading, StructureRole.Heading2);
        yield return new Space(4);
        if (ReportCharts.Of(_report.Kind, held, _words) is { } chart)
        {
            yield return new ChartBlock(new ChartModel(_look, _culture).Of(chart), ChartHeight, Told(chart, held.Table.Currency), _look.Small);
            yield return new Space(8);
        }

        yield return fitted.In(_letterhead.BodyWidth(_isAcross));
    }

    // The table beside it has every number; this says what somebody would see at a glance.
    private string Told(ChartData chart, Currency currency)
    {
        var series = chart.Series.Select(shown =>
        {
            var points = chart.Labels.Zip(shown.Values, (label, value) => (label, value)).Where(point => point.value is not null).TakeLast(MostToldPoints);
            return $"{shown.Name}: {string.Join(", ", points.Select(point => $"{point.label} {Number(chart.Form, point.value!.Value, currency)}"))}";
        });
        return _culture.Fill(_texts.Chart, _texts.TitleOf(_report.Kind), currency.Code, string.Join("; ", series));
    }

    private string Number(ChartForm form, decimal value, Currency currency) => form == ChartForm.Columns ? _culture.Amount(new Money(value, currency)) : _culture.Ratio(value);

    private Table ComposeControls() => new FittedTable(
        [(_texts.Figure, false), (_texts.LedgerAccounts, false), (_words.Column("amount"), true)],
        [.. _report.Controls.Select(control => new[] { _words.Figure(control.Shown), _culture.Value(string.Join(", ", control.Accounts)), _culture.AmountWithCurrency(control.Amount) })],
        null, _look).In(_letterhead.BodyWidth(_isAcross));

    // A document is named by its number; its id is for programs, which read the other forms.
    private FittedTable Fit(HeldTable held)
    {
        var shown = held.Table.Columns.Index().Where(column => column.Item.Name != "documentId").ToList();
        string[] Cells(IReadOnlyList<object?> row) => [.. shown.Select(column => _words.Cell(held.Table, column.Item, row[column.Index]))];
        var totals = held.Table.Totals.Any(total => total is not null) ? Cells(held.Table.Totals) : null;
        if (totals is { Length: > 0 } && totals[0].Length == 0)
            totals[0] = _texts.Total;
        return new FittedTable(
            [.. shown.Select(column => (_words.Column(column.Item.Name), column.Item.Type is ReportColumnType.Amount or ReportColumnType.Count or ReportColumnType.Ratio))],
            [.. held.Rows.Select(Cells)], totals, _look);
    }
}
