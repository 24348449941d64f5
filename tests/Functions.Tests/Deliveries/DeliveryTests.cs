using System.Net;
using Billing.DevHost.Mail;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Deliveries;

[Collection(OnAzurite.Name)]
public sealed class DeliveryTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private MailCatcher mail = null!;
    private ServiceProvider services = null!;

    [Fact]
    public async Task An_invoice_goes_out_once_with_its_pdf_however_often_it_is_asked_for()
    {
        var delivery = await DocumentAsync();

        await DeliverAsync(delivery);
        await DeliverAsync(delivery);

        var sent = Assert.Single(mail.Messages);
        Assert.Equal("a@kunde.example", Assert.Single(sent.To).Email);
        Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString(Assert.Single(sent.Attachments).Content.ToArray()[..5]), StringComparison.Ordinal);
        Assert.Equal(delivery.SubjectId, sent.CustomArgs["subjectId"]);
    }

    [Fact]
    public async Task A_busy_provider_leaves_the_delivery_free_to_be_tried_again_at_once()
    {
        var delivery = await DocumentAsync();
        mail.FailNext(1, HttpStatusCode.TooManyRequests);

        await Assert.ThrowsAsync<HttpRequestException>(() => DeliverAsync(delivery));
        await DeliverAsync(delivery);

        Assert.Single(mail.Messages);
    }

    [Fact]
    public async Task What_the_provider_refuses_for_good_becomes_a_task_and_is_not_tried_again()
    {
        var delivery = await DocumentAsync();
        mail.FailNext(1, HttpStatusCode.BadRequest);

        await DeliverAsync(delivery);
        await DeliverAsync(delivery);

        Assert.Empty(mail.Messages);
        var task = Assert.Single(await services.GetRequiredService<TaskBook>().OpenTasksAsync(AccountId.Parse(delivery.AccountId).Seller, default).ToListAsync());
        Assert.Equal(("delivery-failed", delivery.SubjectId), (task.Kind, task.Subject));
    }

    [Fact]
    public async Task A_claim_whose_owner_died_is_taken_over_when_its_lease_is_over()
    {
        var delivery = await DocumentAsync();
        var book = services.GetRequiredService<DeliveryBook>();
        Assert.IsType<Claim.Held>(await book.ClaimAsync(delivery, TimeSpan.FromMilliseconds(600), default));

        Assert.IsType<Claim.Leased>(await book.ClaimAsync(delivery, TimeSpan.FromMinutes(1), default));
        await Task.Delay(700);
        await DeliverAsync(delivery);

        Assert.Single(mail.Messages);
    }

    [Fact]
    public async Task An_e_mail_whose_sending_got_no_answer_is_tried_once_more_when_its_lease_is_over_and_then_becomes_a_task()
    {
        await using var hasty = azurite.Services(settings: Settings(("Email:LeaseSeconds", "2")));
        var delivery = await DocumentAsync();
        mail.DelayNext(2, TimeSpan.FromSeconds(20));
        async Task GiveUpWaitingAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Deliverer(hasty).DeliverAsync(delivery, patience.Token));
        }

        await GiveUpWaitingAsync();
        await Deliverer(hasty).DeliverAsync(delivery, default);
        Assert.Single(mail.Messages);

        await Task.Delay(TimeSpan.FromSeconds(2));
        await GiveUpWaitingAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        await Deliverer(hasty).DeliverAsync(delivery, default);

        Assert.Equal(2, mail.Messages.Count);
        Assert.Contains("not known", Assert.Single(await services.GetRequiredService<TaskBook>().OpenTasksAsync(AccountId.Parse(delivery.AccountId).Seller, default).ToListAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_e_mail_is_switched_off_deliveries_wait_and_none_is_lost()
    {
        await using var off = azurite.Services(settings: Settings(("Switches:Email", "false")));
        var (delivery, queue) = (await DocumentAsync(), services.GetRequiredService<BillingStorage>().Queue(StorageNames.DeliverDocuments));
        await queue.ClearMessagesAsync();

        await Function(off).RunAsync(BillingJson.Write(new DeliverDocumentsMessage([delivery])), new DequeuedContext(1), default);

        Assert.Empty(mail.Messages);
        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.False(await services.GetRequiredService<DeliveryBook>().IsSettledAsync(delivery, default));
        await Function(services).RunAsync(BillingJson.Write(new DeliverDocumentsMessage([delivery])), new DequeuedContext(1), default);
        Assert.Single(mail.Messages);
        await queue.ClearMessagesAsync();
    }

    [Fact]
    public async Task A_delivery_is_put_off_while_the_provider_is_out_of_reach_and_ends_in_the_poison_queue_after_a_day()
    {
        var (delivery, queue) = (await DocumentAsync(), services.GetRequiredService<BillingStorage>().Queue(StorageNames.DeliverDocuments));
        await queue.ClearMessagesAsync();
        mail.FailNext(3, HttpStatusCode.Unauthorized);
        Task HandOutAsync(DeliveryRef what, int time) => Function(services).RunAsync(BillingJson.Write(new DeliverDocumentsMessage([what])), new DequeuedContext(time), default);

        await Assert.ThrowsAsync<HttpRequestException>(() => HandOutAsync(delivery, 4));
        await HandOutAsync(delivery, 5);
        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        await Assert.ThrowsAsync<HttpRequestException>(() => HandOutAsync(delivery with { Waits = 28 }, 5));
        await HandOutAsync(delivery with { Waits = 28 }, 1);

        Assert.Single(mail.Messages);
        await queue.ClearMessagesAsync();
    }

    [Fact]
    public async Task Outside_production_nothing_reaches_a_customer_unless_that_is_allowed()
    {
        await using var careful = azurite.Services(settings: Settings(("Email:AllowRealRecipients", "false")));
        await using var redirecting = azurite.Services(settings: Settings(("Email:AllowRealRecipients", "false"), ("Email:RedirectTo", "all@team.example")));
        var (withheld, redirected) = (await DocumentAsync(), await DocumentAsync());

        await Deliverer(careful).DeliverAsync(withheld, default);
        await Deliverer(redirecting).DeliverAsync(redirected, default);

        Assert.Equal("all@team.example", Assert.Single(Assert.Single(mail.Messages).To).Email);
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        mail = await MailCatcher.StartAsync("SG.key");
        services = azurite.Services(settings: Settings());
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await services.DisposeAsync();
        await mail.DisposeAsync();
    }

    private Dictionary<string, string?> Settings(params (string Name, string Value)[] others)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Environment"] = "Development",
            ["Email:AllowRealRecipients"] = "true",
            ["SendGrid:ApiKey"] = "SG.key",
            ["SendGrid:BaseUrl"] = mail.Url.ToString().TrimEnd('/'),
        };
        foreach (var (name, value) in others)
            settings[name] = value;
        return settings;
    }

    private static DocumentDelivery Deliverer(IServiceProvider services) => services.GetRequiredService<DocumentDelivery>();

    private static DeliverDocuments Function(IServiceProvider services) => ActivatorUtilities.CreateInstance<DeliverDocuments>(services);

    private Task DeliverAsync(DeliveryRef delivery) => Deliverer(services).DeliverAsync(delivery, default);

    private async Task<DeliveryRef> DocumentAsync()
    {
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var documentId = (await Given.InvoiceAsync(services, account)).Invoice.DocumentId;
        await services.GetRequiredService<DocumentRendering>().RenderAsync(new DocumentRef(account.ToString(), documentId), default);
        return new DeliveryRef(account.ToString(), documentId, null);
    }
}
