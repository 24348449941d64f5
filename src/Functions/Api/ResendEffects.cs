using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api;

/// <summary>Sends the effects of a direct command that was committed by a process which died before it could.</summary>
internal sealed class ResendEffects(BillingStorage storage, AccountRows rows, EffectSender effects)
{
    [Function(nameof(ResendEffects))]
    public async Task RunAsync([QueueTrigger(StorageNames.ResendEffects, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var (accountId, commandRow, notAfter) = BillingJson.Read<ResendEffectsMessage>(message);
        var account = AccountId.Parse(accountId);
        var made = await storage.Accounts.GetEntityIfExistsAsync<TableEntity>(accountId, commandRow, cancellationToken: cancellation);
        if (made.HasValue)
        {
            var record = await rows.RecordAsync(account, made.Value!.GetInt64("Version") ?? 0, cancellation);
            await effects.SendAsync([new AccountOutcome.Committed(account, record.Version, record.Events, true, null)], cancellation);
        }
        else if (TimeProvider.System.GetUtcNow() < notAfter)
        {
            throw new InvalidOperationException($"The command may still be committed until {notAfter:O}; this message is to come again.");
        }
    }
}
