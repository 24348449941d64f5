using System.Diagnostics;
using System.Net;
using SendGrid;
using SendGrid.Helpers.Mail;
using SendGrid.Helpers.Reliability;

namespace Billing.DevHost.Tests.Mail;

public sealed class ScriptedFailureTests : MailCatcherTest
{
    [Fact]
    public async Task The_next_requests_fail_as_asked_and_take_no_mail()
    {
        Catcher.FailNext(2, HttpStatusCode.InternalServerError);

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
            statuses.Add((await Client.SendEmailAsync(Invoice())).StatusCode);

        Assert.Equal([HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError, HttpStatusCode.Accepted], statuses);
        Assert.Single(Catcher.Messages);
    }

    [Fact]
    public async Task Too_many_requests_says_when_to_come_again()
    {
        Catcher.FailNext(1, HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7));

        var response = await Client.SendEmailAsync(Invoice());

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.Empty(Catcher.Messages);
    }

    [Fact]
    public async Task A_client_that_tries_again_sends_once()
    {
        Catcher.FailNext(2, HttpStatusCode.ServiceUnavailable);
        var client = new SendGridClient(new SendGridClientOptions
        {
            ApiKey = ApiKey,
            Host = Catcher.Url.ToString().TrimEnd('/'),
            ReliabilitySettings = new ReliabilitySettings(
                3, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(10)),
        });

        Assert.Equal(HttpStatusCode.Accepted, (await client.SendEmailAsync(Invoice())).StatusCode);
        Assert.Single(Catcher.Messages);
    }

    [Fact]
    public async Task A_delayed_answer_comes_late()
    {
        Catcher.DelayNext(1, TimeSpan.FromMilliseconds(400));

        var stopwatch = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.Accepted, (await Client.SendEmailAsync(Invoice())).StatusCode);
        Assert.True(stopwatch.Elapsed >= TimeSpan.FromMilliseconds(390));
    }

    [Fact]
    public async Task A_late_answer_has_taken_its_mail_even_for_a_client_that_gave_up()
    {
        Catcher.DelayNext(1, TimeSpan.FromMinutes(5));
        using var patience = new CancellationTokenSource();
        var sending = Client.SendEmailAsync(Invoice(), patience.Token);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (Catcher.Messages.Count == 0)
            await Task.Delay(20, limit.Token);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Single(Catcher.Messages);
    }
}
