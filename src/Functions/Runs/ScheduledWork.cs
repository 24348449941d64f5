using Billing.Domain;
using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.Functions.Runs;

/// <summary>What each kind of scheduled work does to an account, and the queue that carries it.</summary>
internal static class ScheduledWork
{
    public static string Queue(this WorkKind kind) => kind switch
    {
        WorkKind.Bill => StorageNames.BillAccounts,
        WorkKind.Collect => StorageNames.CollectAccounts,
        WorkKind.Charge => StorageNames.ChargeAccounts,
        WorkKind.State => StorageNames.StateAccounts,
        _ => throw new InvalidOperationException($"{kind} has no queue."),
    };

    public static AccountCommand Command(this WorkKind kind) => kind switch
    {
        WorkKind.Bill => new RunBilling(),
        WorkKind.Collect => new RunCollections(),
        WorkKind.Charge => new RunCharging(),
        WorkKind.State => new RunStatements(),
        _ => throw new InvalidOperationException($"{kind} does nothing to accounts."),
    };
}
