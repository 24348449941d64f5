using System.Text.Json;
using Billing.Domain;

namespace Billing.Functions.Api.Reports;

/// <summary>A report, as <see cref="ReportJson"/> writes it.</summary>
/// <param name="Kind">Which report.</param>
/// <param name="SellerId">Whose books.</param>
/// <param name="From">The first day of the period, where it is about one.</param>
/// <param name="AsOf">The last posting date that counts.</param>
/// <param name="KnownAt">What was recorded later does not count.</param>
/// <param name="CompleteTo">Nothing that was recorded by then is missing.</param>
/// <param name="Tables">The numbers.</param>
/// <param name="Controls">What was held against the control accounts, and ties.</param>
internal sealed record ReportResource(
    string Kind, string SellerId, DateOnly? From, DateOnly AsOf, DateTimeOffset KnownAt, DateTimeOffset CompleteTo, IReadOnlyList<ReportTableResource> Tables, IReadOnlyList<ReportControl> Controls);

/// <summary>A table in one currency.</summary>
/// <param name="Name">What its rows are.</param>
/// <param name="Currency">Of every amount.</param>
/// <param name="Columns">Their names and types.</param>
/// <param name="Rows">Each an object with a property for each column; amounts are decimal strings.</param>
/// <param name="Totals">The sums of the columns that are totalled.</param>
internal sealed record ReportTableResource(string Name, Currency Currency, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<JsonElement> Rows, JsonElement Totals);
