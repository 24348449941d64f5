using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Storage;

namespace Billing.Functions.Deliveries;

/// <summary>The rows <c>mail|{hash of the address}</c> of an account: addresses that do not work, or do not want to hear of us. Such an address gets nothing more until
/// an operator clears the mark; another address has none. The hash is of account and address, so that nobody is recognised by it elsewhere.</summary>
internal sealed class AddressMarks(BillingStorage storage)
{
    public const string RowPrefix = "mail|";

    /// <summary>Names an address of an account.</summary>
    public static string HashOf(AccountId account, string address) => Keys.Hash($"{account}\n{address.Trim().ToLowerInvariant()}");

    /// <summary>What is wrong with an address, if anything is.</summary>
    public async Task<MailProblem?> FindAsync(AccountId account, string hash, CancellationToken cancellation)
    {
        var row = await storage.Accounts.GetEntityIfExistsAsync<TableEntity>(account.ToString(), RowPrefix + hash, cancellationToken: cancellation);
        return row.HasValue ? Read(row.Value!) : null;
    }

    /// <summary>The addresses of an account that get nothing at present.</summary>
    public async Task<IReadOnlyList<MailProblem>> ListAsync(AccountId account, CancellationToken cancellation) =>
        await storage.Accounts.QueryAsync<TableEntity>(Keys.Prefix(account.ToString(), RowPrefix), cancellationToken: cancellation)
            .Select(Read).Where(problem => problem is not null).Select(problem => problem!).ToListAsync(cancellation);

    /// <summary>Marks an address. What happened before an operator cleared it marks it no more.</summary>
    /// <returns>Whether it is marked now.</returns>
    public async Task<bool> MarkAsync(AccountId account, MailProblem problem, CancellationToken cancellation)
    {
        var row = await storage.Accounts.GetEntityIfExistsAsync<TableEntity>(account.ToString(), RowPrefix + problem.ProblemId, cancellationToken: cancellation);
        if (row.HasValue && row.Value!.GetDateTimeOffset("ClearedAt") >= problem.At)
            return false;
        await storage.Accounts.UpsertEntityAsync(new TableEntity(account.ToString(), RowPrefix + problem.ProblemId)
        {
            ["Problem"] = problem.Kind,
            ["Code"] = problem.Code,
            ["At"] = problem.At,
            ["SubjectId"] = problem.SubjectId,
            ["AddressKind"] = $"{problem.AddressKind}",
        }, TableUpdateMode.Replace, cancellation);
        return true;
    }

    /// <summary>Lets an address be written to again.</summary>
    /// <returns>Whether it was marked.</returns>
    public async Task<bool> ClearAsync(AccountId account, string hash, string actor, string reason, DateTimeOffset at, CancellationToken cancellation)
    {
        if (await FindAsync(account, hash, cancellation) is null)
            return false;
        await storage.Accounts.UpsertEntityAsync(
            new TableEntity(account.ToString(), RowPrefix + hash) { ["ClearedAt"] = at, ["ClearedBy"] = actor, ["ClearedBecause"] = reason }, TableUpdateMode.Merge, cancellation);
        return true;
    }

    private static MailProblem? Read(TableEntity row) => row.ContainsKey("ClearedAt")
        ? null
        : new MailProblem(
            row.RowKey[RowPrefix.Length..], Enum.Parse<RecipientKind>(row.GetString("AddressKind")), row.GetString("Problem"), row.GetString("Code"), row.GetDateTimeOffset("At") ?? default, row.GetString("SubjectId"));
}

/// <summary>What went wrong with an address of an account.</summary>
/// <param name="ProblemId">Names the address without telling it.</param>
/// <param name="AddressKind">Whose address it is.</param>
/// <param name="Kind"><c>bounce</c>, <c>dropped</c> or <c>spamreport</c>.</param>
/// <param name="Code">The receiving server's code, or empty.</param>
/// <param name="At">When.</param>
/// <param name="SubjectId">The document or notice.</param>
internal sealed record MailProblem(string ProblemId, RecipientKind AddressKind, string Kind, string Code, DateTimeOffset At, string SubjectId);
