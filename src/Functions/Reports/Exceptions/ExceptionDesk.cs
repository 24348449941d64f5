using Billing.Domain;
using Billing.Functions.Configuration;

namespace Billing.Functions.Reports.Exceptions;

/// <summary>Makes the report of what is not as it should be, or was not at a moment in the past: tasks keep when they were opened and ended; what else is told is known of
/// the present only, and a report of the past says so.</summary>
internal sealed class ExceptionDesk(JournalExceptions books, MoneyExceptions money, WorkExceptions work, ConfigurationBook configuration, TimeProvider clock)
{
    public const string Kind = "exceptions";

    // What was opened by then has its row: a task follows the message that tells of it.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(5);

    private static readonly ReportLayout Found = new("exceptions",
        [ReportColumn.Text("kind"), ReportColumn.Text("what"), ReportColumn.Date("since"), ReportColumn.Count("days", isTotalled: false), ReportColumn.Text("whatToDo")], SortedBy: 2);

    private static readonly ReportLayout PresentOnly = new("present-only", [ReportColumn.Text("kind")]);

    /// <summary>What is not as it should be now.</summary>
    /// <param name="sellerId">Whose.</param>
    /// <param name="days">What waits in suspense or between processor and bank for longer is told.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<OpenReport> MakeAsync(string sellerId, int days, CancellationToken cancellation)
    {
        var (now, settings) = (clock.GetUtcNow(), await configuration.ReadAsync(sellerId, cancellation));
        var (found, completeTo) = await books.FindAsync(settings, now, cancellation);
        IReadOnlyList<ReportedException> others = [.. await work.FindAsync(settings, now, cancellation), .. await money.FindAsync(settings, now, days, cancellation)];
        return Make(settings, new ReportMoment(settings.DateAt(now), now), completeTo, [.. found, .. others], []);
    }

    /// <summary>What was not as it should be when a day ended at the seller, or earlier, when it was known.</summary>
    public async Task<OpenReport> MakeAsync(string sellerId, ReportMoment moment, CancellationToken cancellation)
    {
        var (now, settings) = (clock.GetUtcNow(), await configuration.ReadAsync(sellerId, cancellation));
        var (ended, settled) = (settings.EndOf(moment.AsOf), now - OnItsWay);
        var at = ended < moment.KnownAt ? ended : moment.KnownAt;
        return Make(settings, moment, moment.KnownAt < settled ? moment.KnownAt : settled, await work.TasksAsync(settings, at, cancellation), ReportedException.OfPresentOnly);
    }

    private static OpenReport Make(SellerConfiguration settings, ReportMoment moment, DateTimeOffset completeTo, IReadOnlyList<ReportedException> found, IReadOnlyList<string> presentOnly)
    {
        var rows = new RowSpool([Found, PresentOnly]);
        try
        {
            foreach (var known in found)
                rows.Add(Found.Name, settings.Seller.Currency, known.Kind, known.What, known.Since, known.Since is { } since ? (long)Math.Max(0, moment.AsOf.DayNumber - since.DayNumber) : null, known.WhatToDo);
            foreach (var kind in presentOnly)
                rows.Add(PresentOnly.Name, settings.Seller.Currency, kind);
            rows.EndRun();
            return new OpenReport(new Report(Kind, settings.Seller.SellerId, null, moment, completeTo, rows.Tables(), []), rows);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }
}
