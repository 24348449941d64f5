using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Inbox;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Processors;
using Billing.Functions.Storage;
using Billing.Functions.Tests.Processors;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Payments;

/// <summary>Whatever dies when, and however many do the same at once, money counts once.</summary>
public sealed class PaymentRedeliveryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    /// <summary>How far a handler comes before it dies.</summary>
    public enum Death
    {
        AfterTheInboxRow,
        AfterTheFacts,
        AfterTheAssignment,
        AfterTheAccountsCommit,
        AfterTheAnswer,
        AfterTheMark,
    }

    public static TheoryData<Death> Deaths => [.. Enum.GetValues<Death>()];

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task A_redelivery_after_a_death_loses_nothing_and_doubles_nothing(Death death)
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var body = seller.Succeeded("pi_1", 11900, seller.Invoice.Number);
        Assert.Equal(200, await seller.PostAsync(body, seller.Sign(body)));
        await DieAsync(seller, body, death);
        await Given.TakeMessagesAsync<AppendJournalMessage>(seller.Services, StorageNames.AppendJournal);

        await seller.ApplyAsync(body);

        var account = await seller.AccountStateAsync();
        Assert.Equal((0m, 0m), (account.Receivable().Amount, account.Credit().Amount));
        Assert.Single(await seller.PaymentHistoryAsync());
        Assert.Equal(AssignmentStatus.Confirmed, Assert.Single((await seller.PaymentAsync("pi_1")).Assignments).Status);
        Assert.Equal(InboxStatus.Applied, (await seller.StoredAsync(body))!.Status);
        Assert.Empty(await seller.TasksAsync());

        // What the dead one may not have sent is sent again: the facts until the event is marked, the account's effects until its answer is recorded.
        var sent = await Given.TakeMessagesAsync<AppendJournalMessage>(seller.Services, StorageNames.AppendJournal);
        Assert.Equal(death < Death.AfterTheMark, sent.Any(message => message.PaymentFacts.Any(fact => fact.PaymentId == seller.PaymentId("pi_1").ToString())));
        Assert.Equal(death < Death.AfterTheAnswer, sent.Any(message => message.Accounts.Contains(new CommittedRef(seller.Account.ToString(), account.Version))));
    }

    [Fact]
    public async Task Deliveries_of_one_event_at_once_count_once()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var body = seller.Succeeded("pi_1", 11900, seller.Invoice.Number);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => seller.PostAsync(body, seller.Sign(body))));
        Assert.All(answers, answer => Assert.Equal(200, answer));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => seller.ApplyAsync(body)));

        Assert.Single(await seller.PaymentHistoryAsync());
        Assert.Equal(0, (await seller.AccountStateAsync()).Credit().Amount);
        Assert.Equal(AssignmentStatus.Confirmed, Assert.Single((await seller.PaymentAsync("pi_1")).Assignments).Status);
        Assert.Empty(await seller.TasksAsync());
    }

    [Fact]
    public async Task The_events_of_one_payment_at_once_count_once()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        string[] bodies = [seller.Refunded("pi_1", 4000), seller.Succeeded("pi_1", 11900, seller.Invoice.Number), seller.Failed("pi_1"), seller.Refunded("pi_1", 1000)];
        foreach (var body in bodies)
            await seller.PostAsync(body, seller.Sign(body));

        await Task.WhenAll(bodies.Concat(bodies).Select(seller.ApplyAsync));

        Assert.Equal(40, await seller.OwedAsync());
        Assert.Equal(0, (await seller.PaymentAsync("pi_1")).Suspense()!.Value.Amount);
        Assert.Empty(await seller.TasksAsync());
    }

    [Fact]
    public async Task Payments_that_race_for_one_account_all_count()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var bodies = Enumerable.Range(1, 4).Select(n => seller.Succeeded($"pi_{n}", 3000, seller.Invoice.Number)).ToList();
        foreach (var body in bodies)
            await seller.PostAsync(body, seller.Sign(body));

        await Task.WhenAll(bodies.Select(seller.ApplyAsync));

        var account = await seller.AccountStateAsync();
        Assert.Equal((0m, 1m), (account.Receivable().Amount, account.Credit().Amount));
        Assert.Equal(4, (await seller.PaymentHistoryAsync()).Count);
    }

    [Fact]
    public async Task A_refusal_that_is_recorded_late_does_not_hide_what_the_account_has()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        await seller.DeliverAsync(seller.Succeeded("pi_1", 11900, null));
        var later = AccountId.Of(seller.SellerId, Given.NewId("later"), Currency.Of("EUR"));
        var id = seller.PaymentId("pi_1");
        var desk = seller.Services.GetRequiredService<ManualPayments>();

        // The account does not exist yet: it refuses, and the money is in suspense as before.
        var refused = await desk.AssignAsync(id, [new AssignmentLine(new PaymentTarget(later.ToString(), null), Eur(119))], "key-1", "ann", null, default);
        Assert.Equal(AssignmentStatus.Refused, Assert.Single(refused.Payment!.Assignments).Status);
        Assert.Equal(Eur(119), refused.Payment.Suspense());
        Assert.Contains("create the customer first", Assert.Single(await seller.TasksAsync()).Text, StringComparison.Ordinal);

        // Another driver got through meanwhile, and says so after the refusal.
        await seller.Payments.ChangeAsync(id, seller.SellerId, known => (PaymentDecider.Answered(known, 1, null), null), new PaymentChange("test"), default);
        await seller.Payments.ChangeAsync(id, seller.SellerId, known => (PaymentDecider.Answered(known, 1, new Refusal("account-not-open", "")), null), new PaymentChange("test"), default);
        Assert.Equal(Eur(0), (await seller.PaymentAsync("pi_1")).Suspense());
    }

    private static async Task DieAsync(StripeSeller seller, string body, Death death)
    {
        var id = seller.PaymentId("pi_1");
        if (death >= Death.AfterTheFacts)
        {
            var report = Assert.IsType<PaymentReport>(Assert.Single(Reading.Of(new StripeProcessor(Reading.Settings(), new ProcessorApi(), seller.Clock), body, id.MerchantAccount)));
            await seller.Payments.RecordAsync(id, seller.SellerId, report.Facts, report.Reference, "dying", default);
        }

        if (death >= Death.AfterTheAssignment)
        {
            var target = new PaymentTarget(seller.Account.ToString(), seller.Invoice.Invoice.DocumentId);
            await seller.Payments.ChangeAsync(id, seller.SellerId, known => (PaymentDecider.Assign(known, target), null), new PaymentChange("dying"), default);
        }

        if (death >= Death.AfterTheAccountsCommit)
        {
            var payment = await seller.PaymentAsync("pi_1");
            var assignment = Assert.Single(payment.Assignments);
            await seller.Services.GetRequiredService<AccountLedger>().TransactAsync(
                new AccountRequest(seller.Account, assignment.ToCommand(payment), new CommandId("pay", assignment.IdOf(id)), null, "dying"), default);
        }

        if (death >= Death.AfterTheAnswer)
            await seller.Payments.ChangeAsync(id, seller.SellerId, known => (PaymentDecider.Answered(known, 1, null), null), new PaymentChange("dying"), default);
        if (death >= Death.AfterTheMark)
            await seller.Services.GetRequiredService<InboxBook>().MarkAsync((await seller.StoredAsync(body))!, InboxStatus.Applied, null, default);
    }

    private static Money Eur(decimal amount) => new(amount, Currency.Of("EUR"));
}
