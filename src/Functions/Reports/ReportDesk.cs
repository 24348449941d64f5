using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Tasks;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Reports;

/// <summary>Makes the reports that are folded from the journal.</summary>
internal sealed class ReportDesk(JournalReader reader, ConfigurationBook configuration, TaskBook tasks, TimeProvider clock, ILogger<ReportDesk> log)
{
    public const string Task = ReportDoesNotTieException.Code;

    /// <summary>Makes a report. One that does not tie is made once more, as a version may have been appended in part just then; then it is a task.</summary>
    /// <exception cref="ReportDoesNotTieException">It does not tie.</exception>
    public async Task<OpenReport> MakeAsync(ReportQuestion question, CancellationToken cancellation)
    {
        try
        {
            return await OnceAsync(question, cancellation);
        }
        catch (ReportDoesNotTieException e)
        {
            log.LogWarning("{Report} of {Seller} is made once more: {Why}", question.Kind.Name, question.SellerId, e.Message);
        }

        try
        {
            return await OnceAsync(question, cancellation);
        }
        catch (ReportDoesNotTieException e)
        {
            log.LogError("{Report} of {Seller} gives no numbers: {Why}", question.Kind.Name, question.SellerId, e.Message);
            await tasks.OpenAsync(new WorkTask(question.SellerId, TaskBook.IdOf(Task, question.Kind.Name), Task, question.Kind.Name, $"As of {question.Moment.AsOf:O}: {e.Message} It gives no numbers until that is mended.", clock.GetUtcNow()), cancellation);
            throw;
        }
    }

    private async Task<OpenReport> OnceAsync(ReportQuestion question, CancellationToken cancellation)
    {
        if (question.Kind.ReadsEvents)
            question = question with { Prices = (await configuration.ReadAsync(question.SellerId, cancellation)).Prices };
        using var source = await reader.ReadAsync(question.SellerId, question.FirstDay, question.Moment.KnownAt, question.Kind.Reads, cancellation);
        return await ReportEngine.RunAsync(question, source, cancellation);
    }
}
