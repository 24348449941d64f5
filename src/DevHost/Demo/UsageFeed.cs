using System.Text;

namespace Billing.DevHost.Demo;

/// <summary>Sends what was used as files, each with what came since the one before.</summary>
internal sealed class UsageFeed(IReadOnlyList<UsageRow> usage, OperatorClient operators)
{
    private int sent;

    /// <summary>Sends what was reported before a day.</summary>
    public async Task SendBeforeAsync(DateOnly day, CancellationToken cancel)
    {
        var due = usage.Skip(sent).TakeWhile(row => row.SentOn < day).ToList();
        if (due.Count == 0)
            return;
        var csv = new StringBuilder("account_id,subscription_id,event_id,at,quantity,unique_key\n");
        foreach (var row in due)
            csv.Append(row.AccountId).Append(',').Append(row.SubscriptionId).Append(',').Append(row.EventId).Append(',').Append(row.At).Append(',').Append(row.Quantity).Append(',').Append(row.UniqueKey).Append('\n');
        var import = await operators.PostCsvAsync("api/usage/import", csv.ToString(), cancel);
        if ((int)import["faulty"]! > 0)
            throw new DemoException($"usage.csv: {import["faults"]}");
        sent += due.Count;
    }
}
