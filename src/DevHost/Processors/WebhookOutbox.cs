using System.Threading.Channels;

namespace Billing.DevHost.Processors;

/// <summary>A webhook, ready to be posted.</summary>
/// <param name="Body">Its bytes as text.</param>
/// <param name="Type">What happened, in the processor's words.</param>
/// <param name="Subject">The id of what it happened to.</param>
internal sealed record Webhook(string Body, string Type, string Subject);

/// <summary>What a processor has to tell: kept in order, and posted to the app once it is known where that is.</summary>
internal sealed class WebhookOutbox : IAsyncDisposable
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20)];

    private readonly string path;
    private readonly Func<string, DateTimeOffset, (string Name, string Value)> sign;
    private readonly Func<Task<DateTimeOffset>> clock;
    private readonly Channel<Webhook> waiting = Channel.CreateUnbounded<Webhook>();
    private readonly CancellationTokenSource ending = new();
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly Lock gate = new();
    private readonly List<Webhook> all = [];
    private readonly Task sending;

    public WebhookOutbox(string path, Func<string, DateTimeOffset, (string Name, string Value)> sign, Func<Task<DateTimeOffset>> clock)
    {
        (this.path, this.sign, this.clock) = (path, sign, clock);
        sending = SendAsync();
    }

    /// <summary>The app's address; nothing is posted while it is null.</summary>
    public Uri? Target { get; set; }

    /// <summary>All that happened, in order.</summary>
    public IReadOnlyList<Webhook> All
    {
        get
        {
            lock (gate)
                return [.. all];
        }
    }

    public void Add(Webhook webhook)
    {
        lock (gate)
            all.Add(webhook);
        if (Target is not null)
            waiting.Writer.TryWrite(webhook);
    }

    /// <summary>The header that signs a body now.</summary>
    public async Task<(string Name, string Value)> SignAsync(string body) => sign(body, await clock());

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        client.Dispose();
        ending.Dispose();
    }

    private async Task SendAsync()
    {
        await foreach (var webhook in waiting.Reader.ReadAllAsync(ending.Token))
        {
            for (var attempt = 0; !await TryPostAsync(webhook) && attempt < Pauses.Length; attempt++)
                await Task.Delay(Pauses[attempt], ending.Token);
        }
    }

    private async Task<bool> TryPostAsync(Webhook webhook)
    {
        try
        {
            var (name, value) = await SignAsync(webhook.Body);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Target!, path)) { Content = new StringContent(webhook.Body, System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add(name, value);
            using var answer = await client.SendAsync(request, ending.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or Azure.RequestFailedException or TaskCanceledException && !ending.IsCancellationRequested)
        {
            return false;
        }
    }
}
