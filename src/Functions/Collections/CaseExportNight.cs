using Billing.Documents.Collections;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Collections;

/// <summary>What a seller's agencies are told at night, once for each day: a file of what is new, where anything is.</summary>
internal sealed class CaseExportNight(CaseExports exports, AgencyNews news, ConfigurationBook configuration, TaskBook tasks, TimeProvider clock, ILogger<CaseExportNight> log)
{
    private const string FailedTask = "collections-export-failed";
    private const int ExportHour = 4;
    private const int MostFaults = 5;

    /// <summary>Makes the exports of the night, if it is time. What fails for one agency leaves the others theirs, is a task, and is tried again.</summary>
    public async Task ExportAsync(Seller seller, CancellationToken cancellation)
    {
        var local = SellerConfiguration.LocalTime(seller, clock.GetUtcNow());
        var today = DateOnly.FromDateTime(local.DateTime);
        if (local.Hour < ExportHour)
            return;
        await foreach (var (agency, _) in configuration.ListAsync<Agency>(ConfigurationNoun.Agency, seller.SellerId, cancellation))
        {
            if (!await news.IsNightDoneAsync(seller.SellerId, agency.AgencyId, today, cancellation))
                await ExportAsync(agency, today, cancellation);
        }
    }

    private async Task ExportAsync(Agency agency, DateOnly night, CancellationToken cancellation)
    {
        var taskId = TaskBook.IdOf(FailedTask, $"{agency.SellerId}|{agency.AgencyId}");
        try
        {
            var hasMore = true;
            for (var n = 1; hasMore; n++)
            {
                var (made, faults) = await exports.MakeAsync(AskedFor(agency, night, n), cancellation);
                if (faults.Count > 0)
                    throw new InvalidDataException(Described(faults));
                log.LogInformation("Agency {Agency} of {Seller} is told {Lines} lines of {Cases} cases.", agency.AgencyId, agency.SellerId, made.Lines.Count, made.Cases.Count);
                hasMore = made.HasMore;
            }

            await news.NightDoneAsync(agency.SellerId, agency.AgencyId, night, cancellation);
            await tasks.CloseAsync(agency.SellerId, taskId, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "The export for agency {Agency} of {Seller} was not made.", agency.AgencyId, agency.SellerId);
            var text = $"The export of {night:O} for agency {agency.AgencyId} was not made, and is tried again every hour; nothing of it is lost: {e.Message}";
            await tasks.OpenAsync(new WorkTask(agency.SellerId, taskId, FailedTask, agency.AgencyId, text, clock.GetUtcNow()), cancellation);
        }
    }

    // The same for each attempt of a night, so that what died halfway is gone on with.
    private static AskedExport AskedFor(Agency agency, DateOnly night, int n) => new(
        $"exp_{Keys.Hash($"{agency.SellerId}|{agency.AgencyId}|{night:O}|{n}")}", agency, ExportContent.Changes, nameof(MakeCollectionsExports), EvenIfEmpty: false);

    private static string Described(IReadOnlyList<ExportFault> faults) =>
        $"Something does not fit the agency's layout: {string.Join("; ", faults.Take(MostFaults).Select(fault => $"line {fault.Line}, {fault.Field}: {fault.Wrong}"))}";
}
