namespace Billing.DevHost.Azurite;

/// <summary>The ports of the three storage services.</summary>
internal sealed record AzuritePorts(int Blob, int Queue, int Table)
{
    public IReadOnlyList<int> All => [Blob, Queue, Table];

    public Uri BlobUrl => new($"http://127.0.0.1:{Blob}/");

    public Uri QueueUrl => new($"http://127.0.0.1:{Queue}/");

    public Uri TableUrl => new($"http://127.0.0.1:{Table}/");
}
