using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Inbox;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;

namespace Billing.Functions.Reports.Subscriptions;

/// <summary>What became of e-mails with reports after the provider took them: an address that does not work is a task, one for each address.</summary>
internal sealed class ReportMailOutcomes(ReportDeliveryBook book, ConfigurationBook configuration, TaskBook tasks)
{
    public const string Task = "report-undeliverable";

    /// <summary>Opens the task of an address that a report did not reach; ignored where the e-mail is none of ours.</summary>
    /// <exception cref="InvalidOperationException">The e-mail is still being sent; try again.</exception>
    public async Task<InboxStatus> UndeliveredAsync(string sellerId, string reportId, string messageId, string code, DateTimeOffset at, CancellationToken cancellation)
    {
        if (await book.FindRecipientAsync(sellerId, reportId, messageId, cancellation) is not { } hash)
            return InboxStatus.Ignored;
        var subscriptions = await configuration.FindAsync<ReportSubscriptions>(ConfigurationNoun.ReportSubscriptions, sellerId, sellerId, cancellation);

        // Who is no recipient any more is not missed.
        if (subscriptions?.Value.Items.SelectMany(item => item.Recipients).FirstOrDefault(address => Keys.Hash(address) == hash) is { } recipient)
        {
            await tasks.OpenAsync(new WorkTask(sellerId, TaskBook.IdOf(Task, $"{sellerId}/{hash}"), Task, reportId,
                $"The report {reportId} did not reach {recipient} ({(code.Length > 0 ? code : "no code")}). Put an address that works into the report subscriptions, and pass the report on by hand.", at), cancellation);
        }

        return InboxStatus.Applied;
    }
}
