using Billing.Domain;
using Billing.Functions.Configuration;

namespace Billing.Functions.Reports.Exceptions;

/// <summary>Makes the report of what is not as it should be now. What was wrong on a day in the past and was mended since is not told: tasks and queues keep no
/// such past.</summary>
internal sealed class ExceptionDesk(JournalExceptions books, MoneyExceptions money, WorkExceptions work, ConfigurationBook configuration, TimeProvider clock)
{
    public const string Kind = "exceptions";

    private static readonly ReportLayout Layout = new("exceptions",
        [ReportColumn.Text("kind"), ReportColumn.Text("what"), ReportColumn.Date("since"), ReportColumn.Count("days", isTotalled: false), ReportColumn.Text("whatToDo")], SortedBy: 2);

    /// <param name="sellerId">Whose.</param>
    /// <param name="days">What waits in suspense or between processor and bank for longer is told.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<OpenReport> MakeAsync(string sellerId, int days, CancellationToken cancellation)
    {
        var (now, settings) = (clock.GetUtcNow(), await configuration.ReadAsync(sellerId, cancellation));
        var today = settings.DateAt(now);
        var (found, completeTo) = await books.FindAsync(sellerId, today, cancellation);
        var rows = new RowSpool([Layout]);
        try
        {
            foreach (var known in found.Concat(await work.FindAsync(sellerId, now, cancellation)).Concat(await money.FindAsync(sellerId, now, days, cancellation)))
                rows.Add(Layout.Name, settings.Seller.Currency, known.Kind, known.What, known.Since, known.Since is { } since ? (long)Math.Max(0, today.DayNumber - since.DayNumber) : null, known.WhatToDo);
            rows.EndRun();
            return new OpenReport(new Report(Kind, sellerId, null, new ReportMoment(today, now), completeTo, rows.Tables(), []), rows);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }
}
