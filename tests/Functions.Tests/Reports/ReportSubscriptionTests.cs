using System.Security.Cryptography;
using System.Text;
using Billing.DevHost.Mail;
using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Inbox;
using Billing.Functions.Reports.Subscriptions;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Reports;

/// <summary>Reports that come by themselves: from the timer to the files and the mail server, on Azurite.</summary>
public sealed class ReportSubscriptionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(At("2026-01-05T09:00:00Z"));
    private MailCatcher mail = null!;
    private ServiceProvider services = null!;

    [Fact]
    public async Task A_month_is_reported_once_when_it_ended_in_the_sellers_zone_and_its_night_is_over()
    {
        var seller = await SubscribedAsync(new ReportSubscription("aging", [ReportFileFormat.Pdf, ReportFileFormat.Csv], ReportPeriod.Month, ["cfo@acme.example", "board@acme.example"], new DateOnly(2026, 1, 5)));

        Assert.Empty(await TickAsync("2026-02-01T04:50:00Z", seller));
        var wanted = Assert.Single(await TickAsync("2026-02-01T05:50:00Z", seller));
        Assert.Empty(await TickAsync("2026-02-01T06:50:00Z", seller));
        Assert.Equal((new DateOnly(2026, 1, 31), At("2026-02-01T05:40:00Z")), (wanted.AsOf, wanted.KnownAt));
        await DeliverAsync(wanted);
        await DeliverAsync(wanted);

        Assert.Equal(["board@acme.example", "cfo@acme.example"], mail.Messages.Select(message => Assert.Single(message.To).Email).Order(StringComparer.Ordinal));
        Assert.All(mail.Messages, message =>
        {
            Assert.StartsWith("Acme GmbH: Altersstruktur der Forderungen, 31. Januar 2026", message.Subject, StringComparison.Ordinal);
            Assert.Equal(["aging-2026-01-31.pdf", "aging-2026-01-31.csv"], message.Attachments.Select(attachment => attachment.FileName));
            Assert.Contains("buckets,EUR,days1To30,1,119.00", Encoding.UTF8.GetString([.. message.Attachments[1].Content]), StringComparison.Ordinal);
        });
        var made = await services.GetRequiredService<ReportDeliveryBook>().FindMadeAsync(wanted, default);
        Assert.Equal([$"{seller}/2026/01/aging.pdf", $"{seller}/2026/01/aging.csv"], made!.Files.Select(file => file.Path));
        Assert.Equal(mail.Messages[0].Attachments.Select(attachment => Convert.ToHexStringLower(SHA256.HashData([.. attachment.Content]))), made.Files.Select(file => file.Sha256));
    }

    [Fact]
    public async Task Missed_months_and_quarters_come_later_in_order_and_once()
    {
        var since = new DateOnly(2026, 1, 5);
        var seller = await SubscribedAsync(
            new ReportSubscription("cash-received", [ReportFileFormat.Csv], ReportPeriod.Quarter, ["cfo@acme.example"], since), new ReportSubscription("dso", [ReportFileFormat.Pdf], ReportPeriod.Month, ["cfo@acme.example"], since));

        var due = await TickAsync("2026-04-01T08:50:00Z", seller);
        foreach (var wanted in due)
            await DeliverAsync(wanted);

        Assert.Equal(["2026-01-31.dso.month", "2026-02-28.dso.month", "2026-03-31.cash-received.quarter", "2026-03-31.dso.month"], due.Select(wanted => wanted.Id));
        Assert.Empty(await TickAsync("2026-04-01T09:50:00Z", seller));
        Assert.Equal(4, mail.Messages.Count);
        Assert.Contains("1. Januar 2026 bis 31. März 2026", mail.Messages[2].Subject, StringComparison.Ordinal);
        Assert.Equal("cash-received-quarter-2026-03-31.csv", Assert.Single(mail.Messages[2].Attachments).FileName);
    }

    [Fact]
    public async Task After_a_busy_provider_only_what_was_not_sent_is_sent_and_the_files_stay()
    {
        var seller = await SubscribedAsync(new ReportSubscription("aging", [ReportFileFormat.Csv], ReportPeriod.Month, ["a@acme.example", "b@acme.example"], new DateOnly(2026, 1, 5)));
        var wanted = Assert.Single(await TickAsync("2026-02-01T05:50:00Z", seller));
        await DeliverPartAsync(wanted);
        var files = (await services.GetRequiredService<ReportDeliveryBook>().FindMadeAsync(wanted, default))!.Files;

        await DeliverAsync(wanted with { KnownAt = wanted.KnownAt.AddHours(1) });

        Assert.Equal(["a@acme.example", "b@acme.example"], mail.Messages.Select(message => Assert.Single(message.To).Email).Order(StringComparer.Ordinal));
        Assert.Equal(files, (await services.GetRequiredService<ReportDeliveryBook>().FindMadeAsync(wanted, default))!.Files);
    }

    [Fact]
    public async Task A_claim_is_held_by_one_at_a_time()
    {
        var book = services.GetRequiredService<ReportDeliveryBook>();
        var wanted = new DeliverReportMessage(Given.NewId("seller"), "aging", ReportPeriod.Month, new DateOnly(2026, 1, 31), clock.GetUtcNow());

        var held = Assert.IsType<Claim.Held>(await book.ClaimAsync(wanted, "a@acme.example", TimeSpan.FromMinutes(1), default));
        Assert.IsType<Claim.Leased>(await book.ClaimAsync(wanted, "a@acme.example", TimeSpan.FromMinutes(1), default));
        await book.MarkAsync(wanted, "a@acme.example", held, DeliveryBook.Sent, "id", default);
        Assert.IsType<Claim.Settled>(await book.ClaimAsync(wanted, "a@acme.example", TimeSpan.FromMinutes(1), default));
    }

    [Fact]
    public async Task An_address_that_bounces_is_a_task_as_long_as_it_is_a_recipient()
    {
        var seller = await SubscribedAsync(new ReportSubscription("aging", [ReportFileFormat.Csv], ReportPeriod.Month, ["cfo@acme.example", "gone@acme.example"], new DateOnly(2026, 1, 5)));
        var wanted = Assert.Single(await TickAsync("2026-02-01T05:50:00Z", seller));
        await DeliverAsync(wanted);
        var sent = Assert.Single(mail.Messages, message => message.To[0].Email == "gone@acme.example");
        var tasks = services.GetRequiredService<TaskBook>();

        Assert.Equal((seller, wanted.Id), (sent.CustomArgs["sellerId"], sent.CustomArgs["subjectId"]));
        Assert.Equal(InboxStatus.Ignored, await ReportedAsync(seller, wanted.Id, "another", "bounce"));
        Assert.Equal(InboxStatus.Ignored, await ReportedAsync(seller, wanted.Id, sent.MessageId, "delivered"));
        Assert.Empty(await tasks.OpenTasksAsync(seller, default).ToListAsync());
        Assert.Equal(InboxStatus.Applied, await ReportedAsync(seller, wanted.Id, sent.MessageId, "bounce"));
        Assert.Equal(InboxStatus.Applied, await ReportedAsync(seller, wanted.Id, sent.MessageId, "dropped"));

        var task = Assert.Single(await tasks.OpenTasksAsync(seller, default).ToListAsync());
        Assert.Equal((ReportMailOutcomes.Task, wanted.Id), (task.Kind, task.Subject));
        Assert.Contains("did not reach gone@acme.example (5.1.1)", task.Text, StringComparison.Ordinal);

        await tasks.CloseAsync(seller, task.TaskId, default);
        await services.GetRequiredService<ConfigurationBook>().WriteAsync(
            ConfigurationNoun.ReportSubscriptions, seller, seller, new ReportSubscriptions(2, [new ReportSubscription("aging", [ReportFileFormat.Csv], ReportPeriod.Month, ["cfo@acme.example"], new DateOnly(2026, 1, 5))]), Azure.ETag.All, default);
        Assert.Equal(InboxStatus.Applied, await ReportedAsync(seller, wanted.Id, sent.MessageId, "bounce"));
        Assert.Empty(await tasks.OpenTasksAsync(seller, default).ToListAsync());
    }

    [Fact]
    public void A_link_to_a_report_names_it_and_no_document()
    {
        var links = services.GetRequiredService<DocumentLinks>();
        var link = links.ToReport(new StoredFile("acme/2026/01/aging.csv", "", 1));
        var token = link.Url.AbsolutePath.Split('/')[^1];

        Assert.Equal("acme/2026/01/aging.csv", links.ReadReport(token));
        Assert.Null(links.Read(token));
        Assert.Null(links.ReadReport($"x{token}"));
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        mail = await MailCatcher.StartAsync("SG.key");
        services = azurite.Services(clock, new Dictionary<string, string?>
        {
            ["Environment"] = "Development",
            ["Email:AllowRealRecipients"] = "true",
            ["SendGrid:ApiKey"] = "SG.key",
            ["SendGrid:BaseUrl"] = mail.Url.ToString().TrimEnd('/'),
            ["DocumentLinks:Keys:0"] = "0123456789abcdef0123456789abcdef",
            ["DocumentLinks:BaseUrl"] = "https://billing.acme.example",
        });
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await services.DisposeAsync();
        await mail.DisposeAsync();
    }

    private async Task<string> SubscribedAsync(params IReadOnlyList<ReportSubscription> subscriptions)
    {
        var seller = await Given.SellerAsync(services);
        await services.GetRequiredService<ConfigurationBook>().WriteAsync(ConfigurationNoun.ReportSubscriptions, seller, seller, new ReportSubscriptions(1, subscriptions), null, default);
        await Given.InvoiceAsync(services, await Given.AccountAsync(services, seller));
        return seller;
    }

    // The first of two recipients is refused for now, so the message fails; what comes again finds the second served.
    private async Task DeliverPartAsync(DeliverReportMessage wanted)
    {
        mail.FailNext(1, System.Net.HttpStatusCode.TooManyRequests);
        await Assert.ThrowsAsync<HttpRequestException>(() => DeliverAsync(wanted));
    }

    private async Task<IReadOnlyList<DeliverReportMessage>> TickAsync(string now, string seller)
    {
        clock.SetUtcNow(At(now));
        await ActivatorUtilities.CreateInstance<StartReports>(services).RunAsync(new TimerInfo(), default);
        return [.. (await Given.TakeMessagesAsync<DeliverReportMessage>(services, StorageNames.DeliverReports)).Where(wanted => wanted.SellerId == seller)];
    }

    private Task<InboxStatus> ReportedAsync(string seller, string subject, string messageId, string outcome) => services.GetRequiredService<MailOutcomes>().ApplyAsync(
        BinaryData.FromString($$"""{"event":"{{outcome}}","timestamp":1769925600,"messageId":"{{messageId}}","accountId":"","sellerId":"{{seller}}","subjectId":"{{subject}}","code":"5.1.1","kind":""}"""), default);

    private Task DeliverAsync(DeliverReportMessage wanted) => ActivatorUtilities.CreateInstance<DeliverReports>(services).RunAsync(BillingJson.Write(wanted), default);

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
