using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Charging;

/// <summary>Makes payment attempts. While charging is switched off, or the processor must not be called, they wait; while the processor does not answer they
/// are put off, and it is asked what came of them before it is called again.</summary>
internal sealed class MakePaymentAttempts(AttemptMaker attempts, WorkQueues queues, TaskBook tasks, IConfiguration settings, TimeProvider clock, ILogger<MakePaymentAttempts> log)
{
    public const string UnknownTask = "payment-attempt-unknown";
    private const string WithheldTask = "charging-withheld";

    // Two faults of the gateway are waited out for five minutes each; then ever longer: a day is reached after the tenth, and a month later nobody asks any more.
    private const int FaultsWithinADay = 10;
    private const int MostFaults = 40;
    private static readonly TimeSpan GatewayWait = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(10);

    [Function(nameof(MakePaymentAttempts))]
    public async Task RunAsync([QueueTrigger(StorageNames.MakePaymentAttempts, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var wanted = BillingJson.Read<MakePaymentAttemptMessage>(message);
        if (!settings.IsOn("Charging"))
        {
            await queues.SendAsync(StorageNames.MakePaymentAttempts, wanted, cancellation, LookAgainAfter);
            return;
        }

        if (await attempts.WithheldBecauseAsync(wanted, cancellation) is { } why)
        {
            await OpenTaskAsync(wanted, WithheldTask, AccountId.Parse(wanted.AccountId).Seller, $"Payment attempts wait, that of {wanted.AccountId} among them: {why}", cancellation);
            await queues.SendAsync(StorageNames.MakePaymentAttempts, wanted, cancellation, LookAgainAfter);
            return;
        }

        try
        {
            await attempts.MakeAsync(wanted, cancellation);
        }
        catch (HttpRequestException e)
        {
            await PutOffAsync(wanted with { Faults = wanted.Faults + 1 }, e, cancellation);
        }
    }

    /// <summary>How long an attempt waits after so many faults.</summary>
    public static TimeSpan WaitAfter(int faults) => faults switch
    {
        <= 2 => GatewayWait,
        < FaultsWithinADay => GatewayWait * Math.Pow(2, faults - 2),
        _ => LongestWait,
    };

    private async Task PutOffAsync(MakePaymentAttemptMessage wanted, HttpRequestException e, CancellationToken cancellation)
    {
        log.LogWarning(e, "What came of payment attempt {Attempt} of {Account} is not known, for the {Times}. time.", wanted.AttemptId, wanted.AccountId, wanted.Faults);
        if (wanted.Faults >= FaultsWithinADay)
        {
            await OpenTaskAsync(wanted, UnknownTask, wanted.AttemptId,
                $"{wanted.AccountId}: it is not known what came of payment attempt {wanted.AttemptId} for {wanted.DocumentId}; the processor was asked {wanted.Faults} times: {e.Message} "
                + "Look there. Where it has nothing, withdraw the attempt; until then the invoice is not charged.", cancellation);
        }

        if (wanted.Faults < MostFaults)
            await queues.SendAsync(StorageNames.MakePaymentAttempts, wanted, cancellation, WaitAfter(wanted.Faults));
    }

    private Task OpenTaskAsync(MakePaymentAttemptMessage wanted, string kind, string subject, string text, CancellationToken cancellation) =>
        tasks.OpenAsync(new WorkTask(AccountId.Parse(wanted.AccountId).Seller, TaskBook.IdOf(kind, subject), kind, subject, text, clock.GetUtcNow()), cancellation);
}
