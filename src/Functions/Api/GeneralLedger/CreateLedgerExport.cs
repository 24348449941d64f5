using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.Configuration;
using Billing.Functions.GeneralLedger;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.GeneralLedger;

/// <summary>Exports a month to the general ledger, once: who asks again gets the same.</summary>
internal sealed class CreateLedgerExport(LedgerExportRequests requests, FirstAnswers answers, Caller caller)
{
    [Function(nameof(CreateLedgerExport))]
    [ApiOperation("general ledger", "Exports a closed month of the journal to the general ledger and marks it; asked again, the same export is answered (200). 202 while it is being made. With preview nothing is marked, and the month may be open.",
        Body = typeof(LedgerExportBody), Answer = typeof(LedgerExportResource), Statuses = [200, 201, 202], IdempotencyKey = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "sellers/{sellerId}/ledger-exports")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var key = caller.CommandKey(request);
        var body = await request.ReadAsync<LedgerExportBody>(cancellation);
        return await answers.OnceAsync(key, body, async () =>
        {
            var (export, isNew) = await requests.MakeAsync(sellerId, body, key, caller.ActorOf(request), cancellation);
            var status = export.State == LedgerExportState.Running ? StatusCodes.Status202Accepted : isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;
            return new JsonAnswer(LedgerExportResource.Of(export), status, Location: LedgerExportResource.LocationOf(export));
        }, cancellation);
    }
}

/// <summary>Holds a request for an export against the configuration, and has it made.</summary>
internal sealed class LedgerExportRequests(SellerSettings settings, ConfigurationBook configuration, LedgerExportBook book, LedgerExportStarter starter)
{
    /// <summary>Makes an export, or finds the one that has the month.</summary>
    /// <exception cref="ProblemException">It is refused, or something stands in its way.</exception>
    public async Task<(LedgerExport Export, bool IsNew)> MakeAsync(string sellerId, LedgerExportBody asked, string key, string actor, CancellationToken cancellation)
    {
        var (seller, _) = await settings.RequireAsync(sellerId, cancellation);
        if (await configuration.FindAsync<LedgerMapping>(ConfigurationNoun.LedgerMapping, sellerId, sellerId, cancellation) is not var (mapping, _))
            throw new ProblemException(StatusCodes.Status409Conflict, "no-ledger-mapping", $"Seller {sellerId} has no accounts of a general ledger; put them at /api/sellers/{sellerId}/ledger-mapping.");
        var series = new LedgerSeries(asked.Format, asked.Format.IsOfOneCurrency() ? asked.Currency ?? seller.Currency : null);
        if (LedgerFormats.Refuse(series.Format, mapping, seller, series.Currency) is { } unfit)
            throw new ProblemException(StatusCodes.Status409Conflict, unfit.Code, unfit.Message);

        var (export, refusal) = asked.Preview
            ? await book.BeginPreviewAsync(seller, series, asked.Month(), mapping.StartsOn, actor, key, cancellation)
            : await book.BeginAsync(seller, series, asked.Month(), mapping.StartsOn, actor, cancellation);
        if (refusal is not null)
            throw new ProblemException(Problem.Of(StatusCodes.Status409Conflict, refusal.Code, refusal.Message, [new Fault(refusal.Message, "#/period")]));
        if (export!.State == LedgerExportState.Completed)
            return (export, false);
        var made = await starter.MakeAsync(export, cancellation);
        return made.Failure is { } failure
            ? throw new ProblemException(Problem.Of(StatusCodes.Status409Conflict, failure.Code, failure.Text, [.. failure.Items.Select(item => new Fault(item))]))
            : (made, true);
    }
}
