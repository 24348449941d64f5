using System.Collections.Concurrent;
using System.Net;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Billing.DevHost.Mail;

/// <summary>
/// Answers SendGrid's <c>POST /v3/mail/send</c> as SendGrid does, and keeps every mail it accepts instead of sending
/// it: in memory, as .eml files where a folder is given, and on a page at <c>/</c>.
/// </summary>
internal sealed class MailCatcher : IAsyncDisposable
{
    /// <summary>SendGrid's limit for a whole message with its attachments.</summary>
    private const int LargestMessageBytes = 30 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly byte[] apiKey;
    private readonly string? folder;
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Reaction> reactions = new();
    private readonly Lock gate = new();
    private readonly List<CaughtMail> messages = [];

    private MailCatcher(string apiKey, int port, string? folder)
    {
        this.apiKey = Encoding.UTF8.GetBytes(apiKey);
        this.folder = folder;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            // Too large a body is read to its end and answered; a client that is cut off while it sends sees no answer.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        app = builder.Build();
        app.MapPost("/v3/mail/send", SendAsync);
        new InboxPages(() => Messages).Map(app);
    }

    public Uri Url { get; private set; } = null!;

    /// <summary>The accepted mails, in the order they came.</summary>
    public IReadOnlyList<CaughtMail> Messages
    {
        get
        {
            lock (gate)
                return [.. messages];
        }
    }

    /// <summary>Starts on the port, or on a free one when it is 0; accepted mails are written into the folder as .eml too.</summary>
    public static async Task<MailCatcher> StartAsync(string apiKey, int port = 0, string? folder = null)
    {
        if (folder is not null)
            Directory.CreateDirectory(folder);
        var catcher = new MailCatcher(apiKey, port, folder);
        await catcher.app.StartAsync();
        var addresses = catcher.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        catcher.Url = new Uri(addresses.Addresses.Single());
        return catcher;
    }

    /// <summary>The next requests are answered with the status and take no mail.</summary>
    public void FailNext(int requests, HttpStatusCode status, TimeSpan? retryAfter = null)
    {
        for (var i = 0; i < requests; i++)
            reactions.Enqueue(new Reaction(status, retryAfter, TimeSpan.Zero));
    }

    /// <summary>The next requests take their mail at once and are answered late: a client that gives up has sent it nevertheless.</summary>
    public void DelayNext(int requests, TimeSpan by)
    {
        for (var i = 0; i < requests; i++)
            reactions.Enqueue(new Reaction(null, null, by));
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task<IResult> SendAsync(HttpRequest request, HttpResponse response)
    {
        var body = await ReadAsync(request.Body);
        reactions.TryDequeue(out var reaction);
        if (reaction?.Failure is { } status)
        {
            if (reaction.RetryAfter is { } wait)
                response.Headers.RetryAfter = ((long)wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Refuse(status, SendGridErrors.Of("This failure was asked for."));
        }
        var result = Receive(request, response, body);
        if (reaction is not null)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(
                request.HttpContext.RequestAborted, app.Lifetime.ApplicationStopping);
            await Task.Delay(reaction.Delay, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return result;
    }

    private IResult Receive(HttpRequest request, HttpResponse response, byte[]? body)
    {
        if (!IsAuthorized(request.Headers.Authorization.ToString()))
            return Refuse(HttpStatusCode.Unauthorized, SendGridErrors.Of("The API key is missing or not valid."));
        if (body is null)
            return Refuse(HttpStatusCode.RequestEntityTooLarge, SendGridErrors.Of("The message is larger than 30 MB."));
        if (!request.HasJsonContentType())
            return Refuse(HttpStatusCode.UnsupportedMediaType, SendGridErrors.Of("The body must be application/json."));
        var (mail, fault) = SendGridRequest.Parse(body);
        if (mail is null)
            return Refuse(HttpStatusCode.BadRequest, SendGridErrors.Of(fault!));
        var now = DateTimeOffset.UtcNow;
        if (SendGridChecks.Find(mail, now) is { Count: > 0 } errors)
            return Refuse(HttpStatusCode.BadRequest, new SendGridErrors(errors));
        // The sandbox checks and sends nothing.
        if (mail.MailSettings?.SandboxMode?.Enable == true)
            return Results.StatusCode(StatusCodes.Status200OK);
        var messageId = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        Keep(CaughtMail.Of(mail, messageId, now));
        response.Headers["X-Message-Id"] = messageId;
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private void Keep(IReadOnlyList<CaughtMail> mails)
    {
        lock (gate)
        {
            foreach (var mail in mails)
            {
                if (folder is not null)
                    mail.ToMime().WriteTo(Path.Combine(folder, $"{messages.Count + 1:D5}-{mail.MessageId}.eml"));
                messages.Add(mail);
            }
        }
    }

    private bool IsAuthorized(string authorization) =>
        authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization["Bearer ".Length..].Trim()), apiKey);

    /// <summary>Null when the body is too large.</summary>
    private static async Task<byte[]?> ReadAsync(Stream body)
    {
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        var isTooLarge = false;
        while (await body.ReadAsync(buffer) is > 0 and var count)
        {
            isTooLarge |= read.Length + count > LargestMessageBytes;
            if (!isTooLarge)
                read.Write(buffer, 0, count);
        }
        return isTooLarge ? null : read.ToArray();
    }

    private static IResult Refuse(HttpStatusCode status, SendGridErrors errors) =>
        Results.Json(errors, Json, MediaTypeNames.Application.Json, (int)status);

    private sealed record Reaction(HttpStatusCode? Failure, TimeSpan? RetryAfter, TimeSpan Delay);

    /// <summary>Leaves Ctrl-C to the program: whoever started the catcher stops it.</summary>
    private sealed class OwnedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
