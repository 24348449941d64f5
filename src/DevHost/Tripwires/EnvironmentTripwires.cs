using Billing.DevHost.Azurite;
using Billing.DevHost.Mail;
using Billing.DevHost.Processors;

namespace Billing.DevHost.Tripwires;

/// <summary>
/// A wire before each of the storage services, before the mail service and before the payment processors. Storage's
/// shared-key signatures don't cover the host, so they stay valid.
/// </summary>
internal sealed record EnvironmentTripwires(Tripwire Blobs, Tripwire Queues, Tripwire Tables, Tripwire Mail, Tripwire Processors) : IAsyncDisposable
{
    public string StorageConnectionString => AzuriteProcess.ConnectionStringFor(Blobs.Url, Queues.Url, Tables.Url);

    public static async Task<EnvironmentTripwires> StartAsync(AzuriteProcess azurite, MailCatcher mail, ProcessorStandIn processors, CancellationToken cancel) => new(
        await Tripwire.StartAsync("blobs", azurite.BlobUrl, cancel),
        await Tripwire.StartAsync("queues", azurite.QueueUrl, cancel),
        await Tripwire.StartAsync("tables", azurite.TableUrl, cancel),
        await Tripwire.StartAsync("mail", mail.Url, cancel),
        await Tripwire.StartAsync("processors", processors.Url, cancel));

    public async ValueTask DisposeAsync()
    {
        await Blobs.DisposeAsync();
        await Queues.DisposeAsync();
        await Tables.DisposeAsync();
        await Mail.DisposeAsync();
        await Processors.DisposeAsync();
    }
}
