using Azure.Data.Tables;
using Billing.DevHost.Mail;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Customers;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Letters;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using UglyToad.PdfPig;

namespace Billing.Functions.Tests.Letters;

/// <summary>On which ways notices reach customers: as their step says, or as far as that is open.</summary>
public sealed class NoticeDeliveryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 10, 11, 0, 0, TimeSpan.Zero));
    private MailCatcher mail = null!;
    private ServiceProvider services = null!;

    [Theory]
    [InlineData(NoticeChannel.Email, 1, "email sent")]
    [InlineData(NoticeChannel.Letter, 0, "letter waiting")]
    [InlineData(NoticeChannel.Both, 1, "email sent, letter waiting")]
    public async Task A_notice_goes_as_its_step_says_once_however_often_it_is_delivered(NoticeChannel channel, int emails, string deliveries)
    {
        var (account, delivery) = await NoticeAsync(channel);

        await DeliverAsync(delivery);
        await DeliverAsync(delivery);

        Assert.Equal(emails, mail.Messages.Count);
        Assert.Equal(deliveries, await DeliveriesAsync(account));
        Assert.Empty(await TasksAsync(account));
    }

    [Fact]
    public async Task A_letter_is_stored_once_with_its_hash_and_shows_its_address_in_the_window()
    {
        var (account, delivery) = await NoticeAsync(NoticeChannel.Letter);

        await DeliverAsync(delivery);

        var letter = (await services.GetRequiredService<LetterBook>().FindAsync(NoticeLetters.RefOf(account, delivery.SubjectId), default))!;
        Assert.Equal($"letters/{account.Seller}/2026/03/{delivery.SubjectId}-1.pdf", letter.File.Path);
        Assert.Equal((1, "DE", "20095"), (letter.Pages, letter.Country, letter.PostalCode));
        Assert.Equal(["Kunde AG", "Weg 2", "20095 Hamburg"], letter.AddressLines);
        var pdf = await services.GetRequiredService<DocumentStore>().ReadAsync(letter.File, default);
        using var opened = PdfDocument.Open(pdf.ToArray());
        Assert.Contains("Mahnung", opened.GetPage(1).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_notice_after_a_bounce_is_a_letter_whatever_its_step_says_and_by_e_mail_again_once_the_address_is_mended()
    {
        var (account, first) = await NoticeAsync(NoticeChannel.Email, NoticeChannel.Email, NoticeChannel.Both, NoticeChannel.Email);
        await DeliverAsync(first);
        var marks = services.GetRequiredService<AddressMarks>();
        await marks.MarkAsync(account, new MailProblem(AddressMarks.HashOf(account, Given.Customer.Email), RecipientKind.Customer, "bounce", "5.1.1", clock.GetUtcNow(), first.SubjectId), default);
        var bounced = $"{clock.GetUtcNow():yyyy-MM-dd}";

        await DeliverAsync(await NextAsync(account));
        await DeliverAsync(await NextAsync(account));
        await Given.TransactAsync(services, account, new ChangeProfile(2), "moved", Given.Customer with { Version = 2, Email = "new@kunde.example" });
        await DeliverAsync(await NextAsync(account));

        Assert.Equal(["a@kunde.example", "new@kunde.example"], mail.Messages.Select(sent => sent.To[0].Email));
        var notices = await NoticesAsync(account);
        Assert.Equal(["email", "letter", "letter", "email"], notices.Reverse().Select(notice => string.Join(' ', notice.Ways.Select(way => way.Channel))));
        Assert.Equal([NoticeSending.Sent, NoticeSending.Pending, NoticeSending.Pending, NoticeSending.Sent], notices.Reverse().Select(notice => notice.Sending));
        Assert.Equal($"The e-mail address gets nothing since {bounced}: bounce 5.1.1.", notices[2].Why);
        Assert.Empty(await TasksAsync(account));
    }

    [Fact]
    public async Task A_notice_that_is_delivered_again_goes_the_ways_it_went_whatever_became_of_the_address()
    {
        var (account, delivery) = await NoticeAsync(NoticeChannel.Email);
        await DeliverAsync(delivery);
        await services.GetRequiredService<AddressMarks>().MarkAsync(account, new MailProblem(AddressMarks.HashOf(account, Given.Customer.Email), RecipientKind.Customer, "bounce", "5.1.1", clock.GetUtcNow(), delivery.SubjectId), default);

        await DeliverAsync(delivery);

        Assert.Equal("email sent", await DeliveriesAsync(account));
    }

    [Fact]
    public async Task Contacts_get_their_copies_by_e_mail_when_the_main_address_gets_a_letter()
    {
        var (account, delivery) = await NoticeAsync(with => with with { Email = "", Contacts = [new("Frau Beispiel", "b@kunde.example")] }, NoticeChannel.Email);

        await DeliverAsync(delivery);

        Assert.Equal("b@kunde.example", Assert.Single(mail.Messages).To[0].Email);
        Assert.Equal("email sent, letter waiting", await DeliveriesAsync(account));
        Assert.Equal("The customer has no e-mail address.", Assert.Single(await NoticesAsync(account)).Why);
    }

    [Fact]
    public async Task Without_a_postal_address_a_letter_goes_by_e_mail_and_without_either_it_is_a_task()
    {
        var (reached, first) = await NoticeAsync(with => with with { Address = with.Address with { Street = "" } }, NoticeChannel.Letter);
        var (unreached, second) = await NoticeAsync(with => with with { Email = "", Address = with.Address with { Street = "" } }, NoticeChannel.Both);

        await DeliverAsync(first);
        await DeliverAsync(second);
        await DeliverAsync(second);

        Assert.Equal("email sent", await DeliveriesAsync(reached));
        Assert.Equal("The customer has no postal address.", Assert.Single(await NoticesAsync(reached)).Why);
        Assert.Equal("", await DeliveriesAsync(unreached));
        Assert.Equal(NoticeSending.Failed, Assert.Single(await NoticesAsync(unreached)).Sending);
        var task = Assert.Single(await TasksAsync(unreached));
        Assert.Equal(("notice-undeliverable", second.SubjectId), (task.Kind, task.Subject));
    }

    [Fact]
    public async Task A_notice_counts_as_sent_when_every_way_succeeded_and_no_more_when_its_e_mail_comes_back()
    {
        var (account, delivery) = await NoticeAsync(NoticeChannel.Both);
        await DeliverAsync(delivery);
        Assert.Equal(NoticeSending.Pending, Assert.Single(await NoticesAsync(account)).Sending);

        var (letters, letter) = (services.GetRequiredService<LetterBook>(), NoticeLetters.RefOf(account, delivery.SubjectId));
        await letters.ClaimAsync(letter, "batch", default);
        var mailed = clock.GetUtcNow().AddDays(1);
        await letters.SentAsync(letter, "batch", "ann", mailed, default);

        var notice = Assert.Single(await NoticesAsync(account));
        Assert.Equal((NoticeSending.Sent, mailed), (notice.Sending, notice.SentAt));
        Assert.Equal(("letter", "sent", "ann", "batch"), (notice.Ways[1].Channel, notice.Ways[1].State, notice.Ways[1].By, notice.Ways[1].BatchId));

        var row = (await services.GetRequiredService<BillingStorage>().Accounts.GetEntityAsync<TableEntity>(account.ToString(), DeliveryBook.RowKey(delivery.SubjectId, 1))).Value;
        row["Outcome"] = "bounce";
        await services.GetRequiredService<BillingStorage>().Accounts.UpdateEntityAsync(row, row.ETag);
        Assert.Equal(NoticeSending.Failed, Assert.Single(await NoticesAsync(account)).Sending);
    }

    [Fact]
    public async Task While_e_mail_is_switched_off_letters_do_not_wait_for_it()
    {
        await using var off = azurite.Services(clock, Settings(("Switches:Email", "false")));
        var (account, delivery) = await NoticeAsync(NoticeChannel.Both);
        var queue = services.GetRequiredService<BillingStorage>().Queue(StorageNames.DeliverDocuments);
        await queue.ClearMessagesAsync();

        await ActivatorUtilities.CreateInstance<DeliverDocuments>(off).RunAsync(BillingJson.Write(new DeliverDocumentsMessage([delivery])), new DequeuedContext(1), default);

        Assert.Equal("letter waiting", await DeliveriesAsync(account));
        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        await DeliverAsync(delivery);
        Assert.Equal("email sent, letter waiting", await DeliveriesAsync(account));
    }

    [Fact]
    public async Task The_letter_of_a_customer_who_was_erased_is_not_printed()
    {
        var (account, delivery) = await NoticeAsync(NoticeChannel.Letter);
        await DeliverAsync(delivery);
        var accounts = services.GetRequiredService<BillingStorage>().Accounts;
        var row = (await accounts.GetEntityAsync<TableEntity>(account.ToString(), LetterBook.RowKey(delivery.SubjectId, 1))).Value;
        row.Remove("Address");
        await accounts.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);

        Assert.Null(await services.GetRequiredService<LetterBook>().ClaimAsync(NoticeLetters.RefOf(account, delivery.SubjectId), "batch", default));
        Assert.Equal("letter withheld", await DeliveriesAsync(account));
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        mail = await MailCatcher.StartAsync("SG.key");
        services = azurite.Services(clock, Settings());
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

    private Task<(AccountId Account, DeliveryRef Delivery)> NoticeAsync(params NoticeChannel[] channels) => NoticeAsync(with => with, channels);

    // An invoice that is overdue, and the first of its notices: one a day, on these ways.
    private async Task<(AccountId Account, DeliveryRef Delivery)> NoticeAsync(Func<CustomerProfile, CustomerProfile> with, params NoticeChannel[] channels)
    {
        var seller = await Given.SellerAsync(services, dunning: [.. channels.Select((channel, index) => new DunningStep(-4 + index, DunningAction.OverdueNotice) { Channel = channel })]);
        var account = await Given.AccountAsync(services, seller, with: with);
        await Given.InvoiceAsync(services, account);
        return (account, await NextAsync(account));
    }

    private async Task<DeliveryRef> NextAsync(AccountId account)
    {
        for (var day = 0; day < 60; day++)
        {
            var outcome = await services.GetRequiredService<AccountLedger>().TransactAsync(
                new AccountRequest(account, new RunCollections(), new CommandId("test", Given.NewId("dun")), null, "test", null, null), default);
            if (outcome is AccountOutcome.Committed committed && committed.Events.ToList().FindIndex(happened => happened is NoticeIssued) is >= 0 and var index)
                return new DeliveryRef(account.ToString(), ((NoticeIssued)committed.Events[index]).NoticeId, new EventRef(committed.Version, index));
            clock.Advance(TimeSpan.FromDays(1));
        }

        throw new InvalidOperationException("No notice was issued.");
    }

    private Task DeliverAsync(DeliveryRef delivery) => services.GetRequiredService<DocumentDelivery>().DeliverAsync(delivery, default);

    private async Task<string> DeliveriesAsync(AccountId account) =>
        string.Join(", ", (await services.GetRequiredService<DeliveryBook>().ListAsync(account, default)).Select(one => $"{one.Channel} {one.State}"));

    private async Task<IReadOnlyList<NoticeResource>> NoticesAsync(AccountId account)
    {
        var deliveries = await services.GetRequiredService<DeliveryBook>().ListAsync(account, default);
        return [.. (await services.GetRequiredService<NoticeBook>().ListAsync(account, default)).Select(notice => NoticeResource.Of(notice, deliveries))];
    }

    private Task<List<WorkTask>> TasksAsync(AccountId account) => services.GetRequiredService<TaskBook>().OpenTasksAsync(account.Seller, default).ToListAsync().AsTask();
}
