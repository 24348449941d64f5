using System.Net;
using Billing.DevHost.Mail;
using Billing.Documents;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Deliveries;

public sealed class DeliveryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
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
        var account = AccountId.Parse(delivery.AccountId);
        Assert.IsType<Claim.Held>(await book.ClaimAsync(account, delivery.SubjectId, 1, TimeSpan.FromMilliseconds(600), default));

        Assert.IsType<Claim.Leased>(await book.ClaimAsync(account, delivery.SubjectId, 1, TimeSpan.FromMinutes(1), default));
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
        Assert.False(await services.GetRequiredService<DeliveryBook>().AreSettledAsync(AccountId.Parse(delivery.AccountId), delivery.SubjectId, 1, default));
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

    [Fact]
    public async Task Each_contact_gets_a_copy_of_its_own_by_name_after_the_main_address_and_one_that_is_refused_keeps_nothing_from_the_next()
    {
        var delivery = await DocumentAsync(with => with with { Contacts = [new("Frau Beispiel", "b@kunde.example"), new("Buchhaltung", "c@kunde.example")] });
        mail.FailNext(1, HttpStatusCode.BadRequest);

        await DeliverAsync(delivery);
        await DeliverAsync(delivery);

        Assert.Equal([("b@kunde.example", "Frau Beispiel"), ("c@kunde.example", "Buchhaltung")], mail.Messages.Select(sent => (sent.To[0].Email, sent.To[0].Name)));
        Assert.All(mail.Messages, sent => Assert.Contains(sent.To[0].Name!, sent.Text, StringComparison.Ordinal));
        var listed = await services.GetRequiredService<DeliveryBook>().ListAsync(AccountId.Parse(delivery.AccountId), default);
        Assert.Equal([(1, RecipientKind.Customer, "failed"), (2, RecipientKind.Contact, "sent"), (3, RecipientKind.Contact, "sent")], listed.Select(one => (one.Copy, one.AddressKind, one.State)));
    }

    [Fact]
    public async Task A_provider_that_is_out_of_reach_for_one_copy_leaves_the_others_sent_and_that_one_to_be_tried_again()
    {
        var delivery = await DocumentAsync(with => with with { Contacts = [new("Frau Beispiel", "b@kunde.example")] });
        mail.FailNext(1, HttpStatusCode.TooManyRequests);

        await Assert.ThrowsAsync<HttpRequestException>(() => DeliverAsync(delivery));
        Assert.Equal("b@kunde.example", Assert.Single(mail.Messages).To[0].Email);
        await DeliverAsync(delivery);

        Assert.Equal(["b@kunde.example", "a@kunde.example"], mail.Messages.Select(sent => sent.To[0].Email));
    }

    [Theory]
    [InlineData(EInvoiceFormat.None, false, ".pdf")]
    [InlineData(EInvoiceFormat.FacturX, false, ".pdf")]
    [InlineData(EInvoiceFormat.FacturX, true, ".pdf")]
    [InlineData(EInvoiceFormat.Cii, false, ".pdf .xml")]
    [InlineData(EInvoiceFormat.Ubl, false, ".pdf .xml")]
    [InlineData(EInvoiceFormat.Ubl, true, ".xml")]
    public async Task An_e_invoice_is_attached_where_it_is_a_file_of_its_own_and_the_PDF_is_left_out_where_the_customer_wants_nothing_else(EInvoiceFormat format, bool only, string attached)
    {
        var delivery = await DocumentAsync(with => with with { EInvoiceFormat = format, EInvoiceOnly = only, VatId = "DE136695976" }, [.. "<Invoice/>"u8]);

        await DeliverAsync(delivery);

        var sent = Assert.Single(mail.Messages).Attachments;
        Assert.Equal(attached, string.Join(' ', sent.Select(one => Path.GetExtension(one.FileName))));
        Assert.All(sent, one => Assert.Equal(one.FileName.EndsWith("xml", StringComparison.Ordinal) ? "application/xml" : "application/pdf", one.ContentType));
    }

    [Fact]
    public async Task What_is_too_large_to_be_attached_is_linked_and_without_a_key_for_links_it_is_a_task()
    {
        var large = new byte[10 * 1024 * 1024 + 1];
        var (delivery, without) = (await DocumentAsync(pdf: large), await DocumentAsync(pdf: large));
        await using var linking = azurite.Services(settings: Settings(("DocumentLinks:Keys:0", new string('k', 32)), ("DocumentLinks:BaseUrl", "https://billing.example")));

        await Deliverer(linking).DeliverAsync(delivery, default);
        await DeliverAsync(without);

        var sent = Assert.Single(mail.Messages);
        Assert.Empty(sent.Attachments);
        var link = System.Text.RegularExpressions.Regex.Match(sent.Text!, @"https://billing\.example/api/documents/(\S+)");
        Assert.Contains(WebUtility.HtmlEncode(link.Value), sent.Html, StringComparison.Ordinal);
        Assert.Equal(new LinkedFile(AccountId.Parse(delivery.AccountId), delivery.SubjectId, IsXml: false), linking.GetRequiredService<DocumentLinks>().Read(link.Groups[1].Value));
        Assert.Contains("DocumentLinks__Keys__0", Assert.Single(await services.GetRequiredService<TaskBook>().OpenTasksAsync(AccountId.Parse(without.AccountId).Seller, default).ToListAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_marked_address_gets_nothing_while_the_others_do_and_what_it_would_have_got_is_a_task()
    {
        var delivery = await DocumentAsync(with => with with { Contacts = [new("Frau Beispiel", "b@kunde.example")] });
        var account = AccountId.Parse(delivery.AccountId);
        await services.GetRequiredService<AddressMarks>().MarkAsync(account, new MailProblem(AddressMarks.HashOf(account, "A@Kunde.example"), RecipientKind.Customer, "bounce", "5.1.1", DateTimeOffset.UtcNow, "inv_0"), default);

        await DeliverAsync(delivery);

        Assert.Equal("b@kunde.example", Assert.Single(Assert.Single(mail.Messages).To).Email);
        var task = Assert.Single(await services.GetRequiredService<TaskBook>().OpenTasksAsync(account.Seller, default).ToListAsync());
        Assert.Equal(("delivery-withheld", delivery.SubjectId), (task.Kind, task.Subject));
        Assert.DoesNotContain("kunde.example", task.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["withheld", "sent"], (await services.GetRequiredService<DeliveryBook>().ListAsync(account, default)).Select(one => one.State));
        Assert.True(await services.GetRequiredService<DeliveryBook>().AreSettledAsync(account, delivery.SubjectId, 2, default));
    }

    [Fact]
    public async Task What_an_operator_asks_for_goes_to_the_address_that_the_customer_has_now_or_to_the_one_that_was_given()
    {
        var delivery = await DocumentAsync();
        var (account, book) = (AccountId.Parse(delivery.AccountId), services.GetRequiredService<DeliveryBook>());
        await Given.TransactAsync(services, account, new ChangeProfile(2), "moved", Given.Customer with { Version = 2, Email = "new@kunde.example" });
        Task<int> AskAsync(string key, Recipient? to) => book.RequestAsync(account, delivery.SubjectId, new RequestedCopy(key, to, "ann", DateTimeOffset.UtcNow), firstFree: 2, default);

        var copies = new[] { await AskAsync("k1", null), await AskAsync("k2", new Recipient(RecipientKind.Other, "Kanzlei", "law@firm.example")), await AskAsync("k1", null) };
        foreach (var copy in copies)
            await DeliverAsync(delivery with { Copy = copy });
        await DeliverAsync(delivery);

        Assert.Equal([2, 3, 2], copies);
        Assert.Equal([("new@kunde.example", "Kunde AG"), ("law@firm.example", "Kanzlei"), ("a@kunde.example", "Kunde AG")], mail.Messages.Select(sent => (sent.To[0].Email, sent.To[0].Name)));
        Assert.Equal([(1, RecipientKind.Customer, null), (2, RecipientKind.Customer, "ann"), (3, RecipientKind.Other, "ann")], (await book.ListAsync(account, default)).Select(one => (one.Copy, one.AddressKind, one.Actor)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => DeliverAsync(delivery with { Copy = 4 }));
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

    // An issued invoice with its files: as they are rendered, or those that are given.
    private async Task<DeliveryRef> DocumentAsync(Func<CustomerProfile, CustomerProfile>? with = null, byte[]? xml = null, byte[]? pdf = null)
    {
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services), with: with);
        var documentId = (await Given.InvoiceAsync(services, account)).Invoice.DocumentId;
        if (xml is null && pdf is null)
        {
            await services.GetRequiredService<DocumentRendering>().RenderAsync(new DocumentRef(account.ToString(), documentId), default);
        }
        else
        {
            var document = (await services.GetRequiredService<AccountRows>().FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(documentId), default))!;
            await services.GetRequiredService<DocumentStore>().SaveAsync(account, document, new RenderedDocument(pdf ?? [.. "%PDF-"u8], document.HasEInvoice() ? xml : null), default);
        }

        return new DeliveryRef(account.ToString(), documentId, null);
    }
}
