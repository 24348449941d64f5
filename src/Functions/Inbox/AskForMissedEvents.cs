using Billing.Functions.Processors;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Inbox;

/// <summary>Nightly, asks the processors that offer it for the events of the last days: what never arrived enters the inbox as if it had. What is known already
/// changes nothing.</summary>
internal sealed class AskForMissedEvents(WebhookSenders senders, WebhookIntake intake, TimeProvider clock, ILogger<AskForMissedEvents> log)
{
    // As long as Stripe itself tries to deliver; a night that fails is made up for by the next.
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(3);

    [Function(nameof(AskForMissedEvents))]
    public async Task RunAsync([TimerTrigger("%Schedules:AskForMissedEvents%")] TimerInfo timer, CancellationToken cancellation)
    {
        var since = clock.GetUtcNow() - LookBack;
        foreach (var sender in senders.All.OfType<ITellsMissedEvents>())
        {
            foreach (var endpoint in sender.Endpoints)
                await AskAsync(sender, endpoint, since, cancellation);
        }
    }

    // One processor that is out of reach keeps nobody from asking the others.
    private async Task AskAsync(ITellsMissedEvents sender, string? endpoint, DateTimeOffset since, CancellationToken cancellation)
    {
        try
        {
            await foreach (var told in sender.SinceAsync(endpoint, since, cancellation))
            {
                if (!intake.Refuses(told))
                    await intake.TakeAsync(sender, told, cancellation);
            }
        }
        catch (Exception e) when (e is HttpRequestException or FormatException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            log.LogError(e, "{Processor} could not be asked for missed events.", sender.Name);
        }
    }
}
