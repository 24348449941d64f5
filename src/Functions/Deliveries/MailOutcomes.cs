using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Inbox;
using Billing.Functions.Processors;
using Billing.Functions.Reports.Subscriptions;
using Billing.Functions.Storage;

namespace Billing.Functions.Deliveries;

/// <summary>What became of e-mails after the provider took them, as it reports it: on the row of the delivery, and where the address does not work, as a task
/// and as a mark of the address. Reports come in any order; the worst that is known counts.</summary>
internal sealed class MailOutcomes(BillingStorage storage, AddressMarks marks, DeliveryTasks tasks, ReportMailOutcomes reports)
{
    private const string Delivered = "delivered";

    // A bounce of this type says that the receiving server took nothing at that moment, not that the address does not work.
    private const string BlockedForNow = "blocked";

    // From the best to the worst.
    private static readonly string[] Outcomes = [Delivered, "dropped", "bounce", "spamreport"];

    /// <summary>Applies a report; ignored where it is about no e-mail of ours, or says nothing about where it went.</summary>
    /// <exception cref="InvalidOperationException">The e-mail is still being sent; try again.</exception>
    public async Task<InboxStatus> ApplyAsync(BinaryData body, CancellationToken cancellation)
    {
        var report = EventJson.Parse(body);
        var outcome = report["event"].Text();
        if (!Outcomes.Contains(outcome) || report["subjectId"].TextOrEmpty() is not { Length: > 0 } subject)
            return InboxStatus.Ignored;
        var (code, at) = (report["code"].TextOrEmpty(), report["timestamp"].UnixTime());
        if (report["sellerId"].TextOrEmpty() is { Length: > 0 } sellerId && outcome != Delivered)
            return await reports.UndeliveredAsync(sellerId, subject, report["messageId"].Text(), code, at, cancellation);
        if (report["accountId"].TextOrEmpty() is not { Length: > 0 } accountId)
            return InboxStatus.Ignored;
        var account = AccountId.Parse(accountId);
        if (await ShowAsync(account, subject, report["messageId"].Text(), outcome, code, at, cancellation) is not { } delivery)
            return InboxStatus.Ignored;
        if (outcome != Delivered && delivery.Address is { } address)
            await ReportAsync(account, new MailProblem(address, delivery.Kind, outcome, code, at, subject), report["kind"].TextOrEmpty() == BlockedForNow, cancellation);
        return InboxStatus.Applied;
    }

    private async Task<(RecipientKind Kind, string? Address)?> ShowAsync(AccountId account, string subject, string messageId, string outcome, string code, DateTimeOffset at, CancellationToken cancellation)
    {
        var isSending = false;
        await foreach (var row in storage.Accounts.QueryAsync<TableEntity>(Keys.Prefix(account.ToString(), $"dlv|{subject}|{DeliveryBook.Email}|"), cancellationToken: cancellation))
        {
            isSending |= row.GetString("State") == DeliveryBook.Claimed;
            if (row.GetString("State") != DeliveryBook.Sent || row.GetString("Detail") != messageId)
                continue;
            if (Array.IndexOf(Outcomes, row.GetString("Outcome")) < Array.IndexOf(Outcomes, outcome))
            {
                (row["Outcome"], row["OutcomeCode"], row["OutcomeAt"]) = (outcome, code, at);
                await storage.Accounts.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
            }

            return (DeliveryBook.KindOf(row), row.GetString("Address"));
        }

        return isSending ? throw new InvalidOperationException($"The e-mail about {subject} is still being sent.") : null;
    }

    private async Task ReportAsync(AccountId account, MailProblem problem, bool blocked, CancellationToken cancellation)
    {
        if (!blocked && !await marks.MarkAsync(account, problem, cancellation))
            return;
        var code = problem.Code.Length > 0 ? problem.Code : "no code";
        var (what, next) = problem.Kind switch
        {
            "spamreport" => ("The customer reported an e-mail as spam; the provider sends nothing more to the address", "Ask the customer how they want to be written to"),
            "bounce" when blocked => ($"The receiving server refused an e-mail ({code})", "Look why, then send the document again"),
            "bounce" => ($"An e-mail came back ({code})", "Ask the customer for an address that works, change it in the profile, and send the document again; until then notices go by post"),
            _ => ("The provider did not send an e-mail, because of what came of earlier ones to the address", "Ask the customer for an address that works, change it in the profile, and send the document again"),
        };
        var whose = problem.AddressKind switch { RecipientKind.Contact => " (a billing contact's copy)", RecipientKind.Other => " (a copy that an operator asked for)", _ => "" };
        await tasks.AddressAsync(account, problem.ProblemId, $"{what}: {problem.SubjectId}{whose}. {next}.", problem.At, cancellation);
    }
}
