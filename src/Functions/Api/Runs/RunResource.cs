using System.Text.Json;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Billing.Functions.Verification;

namespace Billing.Functions.Api.Runs;

/// <summary>A run over what is due, and how far it is.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="Kind">What it looks for.</param>
/// <param name="State">Whether it is over.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="AsOf">The date it works for; the current day of each seller where there is none.</param>
/// <param name="Sellers">Whom it works for; all where there are none.</param>
/// <param name="DryRun">Whether it only shows what would happen.</param>
/// <param name="Actor">Who started it.</param>
/// <param name="BatchesLeft">How many batches wait.</param>
/// <param name="Accounts">How many accounts it has looked at; one that was entered under several days counts for each.</param>
/// <param name="Committed">How many of these have what the run was to do.</param>
/// <param name="Refused">How many could not be, by rule.</param>
/// <param name="Failures">What failed, with the reason.</param>
/// <param name="Preview">What would happen, in a dry run.</param>
/// <param name="Verified">What a verification went through and found; nothing for other runs.</param>
internal sealed record RunResource(
    string RunId, WorkKind Kind, RunState State, DateTimeOffset StartedAt, DateOnly? AsOf, IReadOnlyList<string>? Sellers, bool DryRun, string Actor, int BatchesLeft, int Accounts, int Committed, int Refused,
    IReadOnlyList<string> Failures, IReadOnlyList<PreviewResource> Preview, VerifiedResource? Verified)
{
    public static RunResource Of(RunProgress progress) => new(
        progress.Run.RunId, progress.Run.Kind, progress.State, progress.Run.Day.At, progress.Run.Day.AsOf, progress.Run.Sellers, progress.Run.DryRun, progress.Run.Actor, progress.BatchesLeft,
        progress.Total.Accounts, progress.Total.Committed, progress.Total.Refused, progress.Total.Failures, [.. progress.Total.Preview.Select(PreviewResource.Of)],
        progress.Run.Months is { } months ? new VerifiedResource(months.From, months.To, progress.Total.Documents, progress.Total.Damaged, progress.Total.Findings) : null);
}

/// <summary>What a verification went through, and what it found.</summary>
/// <param name="FromMonth">The first day of the first month.</param>
/// <param name="ToMonth">The first day of the last.</param>
/// <param name="Documents">How many documents were held against their files.</param>
/// <param name="Damaged">How many of them, and of the files, something is wrong with; each is a task.</param>
/// <param name="Findings">What: the first 1,000.</param>
internal sealed record VerifiedResource(DateOnly FromMonth, DateOnly ToMonth, int Documents, int Damaged, IReadOnlyList<DocumentFinding> Findings);

/// <summary>What a dry run found for an account.</summary>
internal sealed record PreviewResource(string AccountId, IReadOnlyList<JsonElement> Events, Refusal? Refusal)
{
    public static PreviewResource Of(PreviewedAccount account) => new(
        account.AccountId, [.. account.Events.Select(happened => JsonSerializer.SerializeToElement<AccountEvent>(happened, ApiJson.Options))], account.Refusal);
}
