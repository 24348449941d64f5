using System.Globalization;
using Billing.Documents.GeneralLedger;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Configuration;
using Billing.Functions.GeneralLedger;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.GeneralLedger;

/// <summary>The trial balance of some days, as it was known at a moment.</summary>
/// <param name="SellerId">Whose books.</param>
/// <param name="From">The first day that shows as debits and credits.</param>
/// <param name="Through">The last day.</param>
/// <param name="KnownAt">The moment by which the lines were recorded.</param>
/// <param name="Rows">By currency and account.</param>
/// <param name="Totals">The sums for each currency.</param>
internal sealed record TrialBalanceResource(string SellerId, DateOnly From, DateOnly Through, DateTimeOffset KnownAt, IReadOnlyList<TrialBalanceRow> Rows, IReadOnlyList<TrialBalanceRow> Totals);

/// <summary>Shows a seller's trial balance.</summary>
internal sealed class GetTrialBalance(TrialBalanceReader reader, SellerSettings settings, ConfigurationBook configuration, TimeProvider clock)
{
    [Function(nameof(GetTrialBalance))]
    [ApiOperation("general ledger", "Shows a seller's trial balance: opening, debits, credits and closing of each ledger account and currency, from the journal. As CSV with format=csv or Accept: text/csv, with the codes of the ledger mapping.",
        Answer = typeof(TrialBalanceResource), AnswerContentType = "text/csv",
        Query = ["from: the first day; the first of the last day's month where it is left out", "through: the last day; today where it is left out", "knownAt: as it was known at this moment; now where it is left out", "format: json or csv"])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sellers/{sellerId}/trial-balance")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (from, to, known, format) = (query.Date("from"), query.Date("through"), Moment(query, "knownAt"), query.Text("format"));
        query.Check(format is null or "json" or "csv", "format", "must be json or csv");
        query.Check(from is null || to is null || from <= to, "from", "must not be after through");
        query.End();

        var (seller, _) = await settings.RequireAsync(sellerId, cancellation);
        var knownAt = known ?? clock.GetUtcNow();
        var through = to ?? DateOnly.FromDateTime(SellerConfiguration.LocalTime(seller, clock.GetUtcNow()).DateTime);
        var first = from ?? new DateOnly(through.Year, through.Month, 1);
        var balance = await reader.ReadAsync(sellerId, first, through, knownAt, cancellation);
        if (format == "csv" || (format is null && request.Headers.Accept.ToString().StartsWith("text/csv", StringComparison.OrdinalIgnoreCase)))
            return new CsvAnswer(TrialBalanceTable.Rows(balance, (await configuration.FindAsync<LedgerMapping>(ConfigurationNoun.LedgerMapping, sellerId, sellerId, cancellation))?.Value));
        return new JsonAnswer(new TrialBalanceResource(sellerId, first, through, knownAt, balance.Rows, [.. balance.Totals]));
    }

    private static DateTimeOffset? Moment(QueryReader query, string name)
    {
        if (query.Text(name) is not { } text)
            return null;
        var isMoment = DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment);
        query.Check(isMoment, name, "must be a moment such as 2026-01-31T22:00:00Z");
        return moment;
    }
}
