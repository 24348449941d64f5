using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Collections;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Api.Collections;

/// <summary>Cases for the API.</summary>
internal sealed class CaseAnswers(CaseReader cases, AccountCommands commands)
{
    /// <exception cref="ProblemException">404: there is no such case.</exception>
    public async Task<(AccountId Account, CollectionsCase Case)> RequireAsync(string caseId, CancellationToken cancellation) =>
        await cases.FindAsync(caseId, cancellation) ?? throw new ProblemException(Problems.NotFound($"collections case '{caseId}'"));

    /// <summary>The case with its history, as it is now.</summary>
    public async Task<JsonAnswer> ShowAsync(string caseId, CancellationToken cancellation)
    {
        var (account, known) = await RequireAsync(caseId, cancellation);
        var history = await cases.HistoryAsync(account, caseId, cancellation).Select(one => CaseHistoryEntry.Of(one.Record, one.Happened)).ToListAsync(cancellation);
        return JsonAnswer.WithContentETag(CaseResource.Of(account, known, history));
    }

    /// <summary>Carries out what an operator says of a case, and shows the case after it.</summary>
    public async Task<JsonAnswer> CarryOutAsync(HttpRequest request, string caseId, AccountCommand command, CancellationToken cancellation, string? reason = null)
    {
        var (account, _) = await RequireAsync(caseId, cancellation);
        await commands.CarryOutAsync(request, account, command, cancellation, reason);
        return await ShowAsync(caseId, cancellation);
    }
}
