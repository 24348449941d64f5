using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Inbox;
using Billing.Functions.Processors;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;

namespace Billing.Functions.Deliveries;

/// <summary>What became of e-mails after the provider took them, as it reports it: on the row of the delivery, and where the address does not work, as a task
/// and in the row <c>mail</c> of the account. Reports come in any order; the worst that is known counts.</summary>
internal sealed class MailOutcomes(BillingStorage storage, TaskBook tasks)
{
    public const string AddressTask = "address-undeliverable";

    private const string ProblemKey = "mail";

    // From the best to the worst.
    private static readonly string[] Outcomes = ["delivered", "dropped", "bounce", "spamreport"];

    /// <summary>Applies a report; ignored where it is about no e-mail of ours, or says nothing about where it went.</summary>
    /// <exception cref="InvalidOperationException">The e-mail is still being sent; try again.</exception>
    public async Task<InboxStatus> ApplyAsync(BinaryData body, CancellationToken cancellation)
    {
        var report = EventJson.Parse(body);
        var (outcome, at) = (report["event"].Text(), report["timestamp"].UnixTime());
        if (!Outcomes.Contains(outcome) || report["accountId"].TextOrEmpty() is not { Length: > 0 } accountId || report["subjectId"].TextOrEmpty() is not { Length: > 0 } subject)
            return InboxStatus.Ignored;
        var account = AccountId.Parse(accountId);
        if (!await MarkAsync(account, subject, report["messageId"].Text(), outcome, report["code"].TextOrEmpty(), at, cancellation))
            return InboxStatus.Ignored;
        if (outcome != "delivered")
            await ReportAsync(account, subject, report, at, cancellation);
        return InboxStatus.Applied;
    }

    /// <summary>The last that went wrong with an account's address, if anything did.</summary>
    public async Task<MailProblem?> FindProblemAsync(AccountId account, CancellationToken cancellation)
    {
        var row = await storage.Accounts.GetEntityIfExistsAsync<TableEntity>(account.ToString(), ProblemKey, cancellationToken: cancellation);
        return row.HasValue ? new MailProblem(row.Value!.GetString("Problem"), row.Value.GetString("Code"), row.Value.GetDateTimeOffset("At") ?? default, row.Value.GetString("SubjectId")) : null;
    }

    private async Task<bool> MarkAsync(AccountId account, string subject, string messageId, string outcome, string code, DateTimeOffset at, CancellationToken cancellation)
    {
        var isSending = false;
        await foreach (var row in storage.Accounts.QueryAsync<TableEntity>(Keys.Prefix(account.ToString(), $"dlv|{subject}|{DeliveryBook.Email}|"), cancellationToken: cancellation))
        {
            isSending |= row.GetString("State") == DeliveryBook.Claimed;
            if (row.GetString("State") != DeliveryBook.Sent || row.GetString("Detail") != messageId)
                continue;
            if (Array.IndexOf(Outcomes, row.GetString("Outcome")) >= Array.IndexOf(Outcomes, outcome))
                return true;
            (row["Outcome"], row["OutcomeCode"], row["OutcomeAt"]) = (outcome, code, at);
            await storage.Accounts.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
            return true;
        }

        return isSending ? throw new InvalidOperationException($"The e-mail about {subject} is still being sent.") : false;
    }

    // No word of the address itself: the customer's profile has it, and an erasure takes it from there.
    private async Task ReportAsync(AccountId account, string subject, EventJson report, DateTimeOffset at, CancellationToken cancellation)
    {
        var what = report["event"].Text() switch
        {
            "spamreport" => "The customer reported an e-mail as spam; the provider sends nothing more to the address",
            "bounce" => $"An e-mail came back ({(report["code"].TextOrEmpty() is { Length: > 0 } code ? code : "no code")})",
            _ => "The provider did not send an e-mail, because of what came of earlier ones to the address",
        };
        await storage.Accounts.UpsertEntityAsync(
            new TableEntity(account.ToString(), ProblemKey) { ["Problem"] = report["event"].Text(), ["Code"] = report["code"].TextOrEmpty(), ["At"] = at, ["SubjectId"] = subject },
            TableUpdateMode.Replace, cancellation);
        await tasks.OpenAsync(new WorkTask(account.Seller, TaskBook.IdOf(AddressTask, account.ToString()), AddressTask, account.ToString(),
            $"{what}: {subject}. Ask the customer for an address that works, change it in the profile, and send the document again.", at), cancellation);
    }
}

/// <summary>What went wrong with an account's address.</summary>
/// <param name="Kind"><c>bounce</c>, <c>dropped</c> or <c>spamreport</c>.</param>
/// <param name="Code">The receiving server's code, or empty.</param>
/// <param name="At">When; an address that was changed since is another.</param>
/// <param name="SubjectId">The document or notice.</param>
internal sealed record MailProblem(string Kind, string Code, DateTimeOffset At, string SubjectId);
