using Azure.Data.Tables;
using Billing.Domain;
using Billing.Functions.Deliveries;
using Billing.Functions.Inbox;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Billing.Functions.Tests.PrintBatches;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Processors;

/// <summary>What becomes of e-mails after the provider took them.</summary>
public sealed class MailOutcomeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly Recipient Main = new(RecipientKind.Customer, "Kunde AG", "a@kunde.example");

    [Fact]
    public async Task A_delivered_e_mail_is_shown_as_such_and_nobody_has_to_do_anything()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var delivery = await SentAsync(seller, "msg_1");

        await ReportAsync(seller, delivery, "processed", "msg_1");
        await ReportAsync(seller, delivery, "delivered", "msg_1");

        Assert.Equal("delivered", (await RowAsync(seller, delivery)).GetString("Outcome"));
        Assert.Equal("sent", (await RowAsync(seller, delivery)).GetString("State"));
        Assert.Empty(await seller.TasksAsync());
    }

    [Theory]
    [InlineData("bounce", "came back (5.1.1)")]
    [InlineData("dropped", "did not send")]
    [InlineData("spamreport", "spam")]
    public async Task An_address_that_does_not_work_is_a_task_and_is_marked_whatever_order_the_reports_come_in(string outcome, string said)
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var delivery = await SentAsync(seller, "msg_1");

        await ReportAsync(seller, delivery, outcome, "msg_1");
        await ReportAsync(seller, delivery, "delivered", "msg_1");

        Assert.Equal(outcome, (await RowAsync(seller, delivery)).GetString("Outcome"));
        var task = Assert.Single(await seller.TasksAsync());
        Assert.Equal(("address-undeliverable", seller.Account.ToString()), (task.Kind, task.Subject));
        Assert.Contains(said, task.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("kunde.example", task.Text, StringComparison.Ordinal);
        var shownTo = new Billing.Functions.Api.Customers.ListDeliveries(seller.Services.GetRequiredService<DeliveryBook>(), seller.Services.GetRequiredService<AddressMarks>(), seller.Services.GetRequiredService<Billing.Functions.Api.Customers.CustomerReader>());
        var answer = Assert.IsType<Billing.Functions.Api.Contract.JsonAnswer>(await shownTo.RunAsync(new Microsoft.AspNetCore.Http.DefaultHttpContext().Request, seller.Account.ToString(), default));
        Assert.Equal(
            new MailProblem(AddressMarks.HashOf(seller.Account, "A@kunde.example "), RecipientKind.Customer, outcome, "5.1.1", DateTimeOffset.FromUnixTimeSeconds(1_773_144_000), "inv_1"),
            Assert.Single(Assert.IsType<Billing.Functions.Api.Customers.DeliveryList>(answer.Value).AddressProblems));

        var listed = await seller.Services.GetRequiredService<DeliveryBook>().ListAsync(seller.Account, default);
        Assert.Equal((delivery.SubjectId, "sent", outcome), Assert.Single(listed) is var shown ? (shown.SubjectId, shown.State, shown.Outcome) : default);
    }

    [Fact]
    public async Task A_notice_that_comes_back_is_a_task_and_the_next_notice_is_a_letter_until_the_mark_is_cleared()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var (notices, first) = (seller.Services.GetRequiredService<NoticeBook>(), await Post.SubjectAsync(seller.Services, seller.Account));
        Assert.Equal(new NoticeRoute(true, true), (await notices.DecideAsync(first, default)).Route);
        var delivery = await SentAsync(seller, "msg_1", first.SubjectId);

        await ReportAsync(seller, delivery, "bounce", "msg_1");

        var task = Assert.Single(await seller.TasksAsync());
        Assert.Equal("address-undeliverable", task.Kind);
        Assert.Contains(first.SubjectId, task.Text, StringComparison.Ordinal);
        Assert.Equal(new NoticeRoute(false, true), (await notices.DecideAsync(await Post.SubjectAsync(seller.Services, seller.Account), default)).Route);
        await seller.Services.GetRequiredService<AddressMarks>().ClearAsync(seller.Account, AddressMarks.HashOf(seller.Account, Main.Email), "ann", "It works again", seller.Clock.GetUtcNow(), default);
        Assert.Equal(new NoticeRoute(true, true), (await notices.DecideAsync(await Post.SubjectAsync(seller.Services, seller.Account), default)).Route);
    }

    [Fact]
    public async Task What_is_about_another_e_mail_or_another_system_changes_nothing_and_the_address_is_never_stored()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var delivery = await SentAsync(seller, "msg_1");

        await ReportAsync(seller, delivery, "bounce", "msg_other");
        await ReportAsync(seller, delivery with { AccountId = "", SubjectId = "" }, "bounce", "msg_1");

        Assert.Null((await RowAsync(seller, delivery)).GetString("Outcome"));
        Assert.Empty(await seller.TasksAsync());
        var inbox = seller.Services.GetRequiredService<InboxBook>();
        foreach (var stored in (await seller.InboxAsync()).Where(stored => stored.MerchantAccount == seller.MerchantAccount))
        {
            Assert.Equal(InboxStatus.Ignored, stored.Status);
            Assert.DoesNotContain("kunde", (await inbox.BodyAsync(stored, default)).ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_report_that_comes_while_the_e_mail_is_being_sent_is_tried_again()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var delivery = new DeliveryRef(seller.Account.ToString(), "inv_1", null);
        var book = seller.Services.GetRequiredService<DeliveryBook>();
        var claim = Assert.IsType<Claim.Held>(await book.ClaimAsync(seller.Account, "inv_1", 1, TimeSpan.FromMinutes(2), default));

        Assert.Single(await ReportAsync(seller, delivery, "bounce", "msg_1"));
        await book.MarkAsync(seller.Account, claim, Main, DeliveryBook.Sent, "msg_1", seller.Clock.GetUtcNow(), default);
        Assert.Empty(await ReportAsync(seller, delivery, "bounce", "msg_1"));

        Assert.Equal("bounce", (await RowAsync(seller, delivery)).GetString("Outcome"));
    }

    [Fact]
    public async Task A_server_that_takes_nothing_for_now_is_a_task_and_no_mark()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var delivery = await SentAsync(seller, "msg_1");

        await ReportAsync(seller, delivery, "bounce", "msg_1", type: "blocked");

        Assert.Contains("refused", Assert.Single(await seller.TasksAsync()).Text, StringComparison.Ordinal);
        Assert.Empty(await seller.Services.GetRequiredService<AddressMarks>().ListAsync(seller.Account, default));
    }

    [Fact]
    public async Task What_happened_before_a_mark_was_cleared_marks_the_address_no_more_and_what_happens_after_it_does()
    {
        await using var seller = await ProcessorSeller.CreateAsync(azurite);
        var (marks, hash) = (seller.Services.GetRequiredService<AddressMarks>(), AddressMarks.HashOf(seller.Account, Main.Email));
        MailProblem Bounce(int second) => new(hash, RecipientKind.Customer, "bounce", "5.1.1", DateTimeOffset.FromUnixTimeSeconds(1_773_144_000 + second), "inv_1");

        Assert.True(await marks.MarkAsync(seller.Account, Bounce(0), default));
        Assert.True(await marks.ClearAsync(seller.Account, hash, "ann", "It works again", Bounce(60).At, default));
        Assert.False(await marks.ClearAsync(seller.Account, hash, "ann", "It works again", Bounce(60).At, default));
        Assert.False(await marks.MarkAsync(seller.Account, Bounce(30), default));
        Assert.Null(await marks.FindAsync(seller.Account, hash, default));
        Assert.True(await marks.MarkAsync(seller.Account, Bounce(90), default));

        Assert.Equal(Bounce(90), await marks.FindAsync(seller.Account, hash, default));
    }

    private static async Task<DeliveryRef> SentAsync(ProcessorSeller seller, string messageId, string subjectId = "inv_1")
    {
        var book = seller.Services.GetRequiredService<DeliveryBook>();
        await book.MarkAsync(seller.Account, Assert.IsType<Claim.Held>(await book.ClaimAsync(seller.Account, subjectId, 1, TimeSpan.FromMinutes(2), default)), Main, DeliveryBook.Sent, messageId, seller.Clock.GetUtcNow(), default);
        return new DeliveryRef(seller.Account.ToString(), subjectId, null);
    }

    private static async Task<IReadOnlyList<Exception>> ReportAsync(ProcessorSeller seller, DeliveryRef delivery, string outcome, string messageId, string type = "bounce")
    {
        var posted = await seller.SignAsync("sendgrid", $$$$"""[{"email":"A@kunde.example","timestamp":1773144000,"event":"{{{{outcome}}}}","sg_event_id":"{{{{Given.NewId("sg")}}}}","sg_message_id":"{{{{messageId}}}}.filter0001.16648","status":"5.1.1","type":"{{{{type}}}}","reason":"550 a@kunde.example unknown","accountId":"{{{{delivery.AccountId}}}}","subjectId":"{{{{delivery.SubjectId}}}}"}]""");
        Assert.Equal(200, (await seller.PostAsync(posted)).Status);
        return (await seller.ApplyAllAsync()).Failed;
    }

    private static async Task<TableEntity> RowAsync(ProcessorSeller seller, DeliveryRef delivery) =>
        (await seller.Services.GetRequiredService<BillingStorage>().Accounts.GetEntityAsync<TableEntity>(delivery.AccountId, DeliveryBook.RowKey(delivery.SubjectId, 1))).Value;
}
