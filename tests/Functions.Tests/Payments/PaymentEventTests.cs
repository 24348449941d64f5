using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Inbox;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Payments;

public sealed class PaymentEventTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_payment_settles_the_invoice_it_names()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);

        await seller.DeliverAsync(seller.Succeeded("pi_1", 11900, seller.Invoice.Number));

        Assert.Equal(0, await seller.OwedAsync());
        Assert.Equal(AssignmentStatus.Confirmed, Assert.Single((await seller.PaymentAsync("pi_1")).Assignments).Status);
        Assert.Empty(await seller.TasksAsync());
    }

    [Fact]
    public async Task The_command_on_the_account_names_the_processors_account_as_its_actor()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        await seller.DeliverAsync(seller.Succeeded("pi_1", 11900, seller.Invoice.Number));

        var actors = new List<string>();
        await foreach (var record in seller.Services.GetRequiredService<AccountRows>().HistoryAsync(seller.Account, default))
            actors.AddRange(record.Events.OfType<PaymentApplied>().Select(_ => record.Actor));
        Assert.Equal($"stripe:{Given.MerchantAccountOf(seller.SellerId)}", Assert.Single(actors));
    }

    public static TheoryData<string> Orders => ["SFR", "SRF", "FSR", "FRS", "RSF", "RFS"];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task In_whatever_order_and_however_often_its_events_come_a_payment_counts_once(string order)
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var events = new Dictionary<char, string>
        {
            ['S'] = seller.Succeeded("pi_1", 15000, seller.Invoice.Number),
            ['F'] = seller.Failed("pi_1"),
            ['R'] = seller.Refunded("pi_1", 4000),
        };

        // Each twice, the whole again, and the same news under new event ids.
        await seller.DeliverAsync(order.SelectMany(kind => new[] { events[kind], events[kind] }));
        await seller.DeliverAsync(order.Select(kind => events[kind]));
        await seller.DeliverAsync(seller.Refunded("pi_1", 4000), seller.Succeeded("pi_1", 15000, seller.Invoice.Number));

        var payment = await seller.PaymentAsync("pi_1");
        Assert.Equal(["failed:ch_failed_pi_1", "refunded:4000", "succeeded"], payment.Facts.Select(fact => fact.Key).Order(StringComparer.Ordinal));
        Assert.Equal((Eur(110), Eur(0)), (payment.Held(), payment.Suspense()));
        Assert.All(payment.Assignments, assignment => Assert.Equal(AssignmentStatus.Confirmed, assignment.Status));
        var account = await seller.AccountStateAsync();
        Assert.Equal((Eur(9), Eur(0)), (account.Receivable(), account.Credit()));
        Assert.Empty(await seller.TasksAsync());

        // The books have each movement once: cash is what is held, and suspense is cleared by the account's events.
        var entries = await EntriesAsync(seller, payment);
        Assert.Equal(Eur(110), Money.Sum(entries.SelectMany(entry => entry.Lines).Where(line => line.Account == "cash:stripe").Select(line => line.Amount), Currency.Of("EUR")));
        var cleared = (await seller.PaymentHistoryAsync()).SelectMany(AccountPosting.Post);
        Assert.Equal(Eur(0), Money.Sum(entries.Concat(cleared).SelectMany(entry => entry.Lines).Where(line => line.Account == "suspense").Select(line => line.Amount), Currency.Of("EUR")));
    }

    [Fact]
    public async Task Refunds_are_running_totals_whichever_comes_first()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);

        await seller.DeliverAsync(seller.Succeeded("pi_1", 11900, seller.Invoice.Number), seller.Refunded("pi_1", 5000), seller.Refunded("pi_1", 2000));
        Assert.Equal(50, await seller.OwedAsync());

        await seller.DeliverAsync(seller.Refunded("pi_1", 11900));
        Assert.Equal(119, await seller.OwedAsync());
        Assert.Equal(Eur(0), (await seller.PaymentAsync("pi_1")).Suspense());
    }

    [Fact]
    public async Task A_part_leaves_the_rest_owed_and_too_much_becomes_credit()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);

        await seller.DeliverAsync(seller.Succeeded("pi_1", 1900, seller.Invoice.Number));
        Assert.Equal(100, await seller.OwedAsync());

        await seller.DeliverAsync(seller.Succeeded("pi_2", 12050, seller.Invoice.Number));
        var account = await seller.AccountStateAsync();
        Assert.Equal((Eur(0), Eur(20.50m)), (account.Receivable(), account.Credit()));
    }

    [Theory]
    [InlineData("NOBODY-INV-2026-000001", "NOBODY-INV-2026-000001")]
    [InlineData(null, "named no invoice")]
    public async Task A_payment_without_a_known_reference_is_in_suspense_until_it_is_assigned_by_hand(string? reference, string said)
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        await seller.DeliverAsync(seller.Succeeded("pi_1", 20000, reference));
        var task = Assert.Single(await seller.TasksAsync());
        Assert.Equal(("payment-in-suspense", seller.PaymentId("pi_1").ToString()), (task.Kind, task.Subject));
        Assert.Contains("200.00 EUR", task.Text, StringComparison.Ordinal);
        Assert.Contains(said, task.Text, StringComparison.Ordinal);
        Assert.Empty(await seller.PaymentHistoryAsync());

        var target = new PaymentTarget(seller.Account.ToString(), seller.Invoice.Invoice.DocumentId);
        var desk = seller.Services.GetRequiredService<ManualPayments>();
        Assert.Null((await desk.AssignAsync(seller.PaymentId("pi_1"), [new AssignmentLine(target, Eur(119))], "key-1", "ann", "called the customer", default)).Refusal);
        Assert.Contains("81.00 EUR", Assert.Single(await seller.TasksAsync()).Text, StringComparison.Ordinal);
        Assert.Null((await desk.AssignAsync(seller.PaymentId("pi_1"), [new AssignmentLine(target, Eur(81))], "key-2", "ann", null, default)).Refusal);

        Assert.Equal(0, await seller.OwedAsync());
        Assert.Equal(Eur(81), (await seller.AccountStateAsync()).Credit());
        Assert.Empty(await seller.TasksAsync());
    }

    [Fact]
    public async Task Money_in_another_currency_than_the_invoice_stays_in_suspense_and_the_task_says_why()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);

        await seller.DeliverAsync(seller.Succeeded("pi_1", 11900, seller.Invoice.Number, "usd"));

        var payment = await seller.PaymentAsync("pi_1");
        Assert.Equal("119.00 USD", payment.Suspense().ToString());
        Assert.Equal(AssignmentStatus.Refused, Assert.Single(payment.Assignments).Status);
        Assert.Contains($"account {seller.Account}, which the payer named, is in EUR", Assert.Single(await seller.TasksAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(119, await seller.OwedAsync());
    }

    [Fact]
    public async Task Another_sellers_invoice_is_no_reference()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        await using var other = await StripeSeller.CreateAsync(azurite);

        await seller.DeliverAsync(seller.Succeeded("pi_1", 11900, other.Invoice.Number));

        Assert.Equal(119, await other.OwedAsync());
        Assert.Single(await seller.TasksAsync());
        var refused = await seller.Services.GetRequiredService<ManualPayments>().AssignAsync(
            seller.PaymentId("pi_1"), [new AssignmentLine(new PaymentTarget(other.Account.ToString(), null), Eur(119))], "key", "ann", null, default);
        Assert.Equal("other-seller", refused.Refusal!.Code);
    }

    [Fact]
    public async Task An_event_about_something_else_is_ignored()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var body = seller.Event("customer.created", new() { ["id"] = "cus_1" });

        await seller.DeliverAsync(body);

        Assert.Equal(InboxStatus.Ignored, (await seller.StoredAsync(body))!.Status);
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_marked_as_failed_and_its_message_fails()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var body = seller.Succeeded("pi_1", 11900, null, "zzz");
        await seller.PostAsync(body, seller.Sign(body));

        await Assert.ThrowsAsync<FormatException>(() => seller.ApplyAsync(body));

        var stored = (await seller.StoredAsync(body))!;
        Assert.Equal(InboxStatus.Failed, stored.Status);
        Assert.Contains("ZZZ", stored.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_facts_of_a_payment_go_to_the_journal_with_what_they_post()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        await Given.TakeMessagesAsync<AppendJournalMessage>(seller.Services, StorageNames.AppendJournal);

        await seller.DeliverAsync(seller.Succeeded("pi_1", 11900, seller.Invoice.Number));

        var sent = await Given.TakeMessagesAsync<AppendJournalMessage>(seller.Services, StorageNames.AppendJournal);
        var fact = Assert.Single(sent.SelectMany(message => message.PaymentFacts));
        var recorded = (await seller.Payments.FindFactAsync(fact, default))!;
        Assert.Equal((seller.SellerId, seller.Clock.GetUtcNow(), new DateOnly(2026, 3, 10)), (recorded.SellerId, recorded.RecordedAt, recorded.Entry!.PostingDate));
        Assert.Equal([new JournalLine("cash:stripe", Eur(119)), new JournalLine("suspense", Eur(-119)) { CreditId = recorded.PaymentId }], recorded.Entry.Lines);
        Assert.Equal((await seller.AccountStateAsync()).Version, Assert.Single(sent.SelectMany(message => message.Accounts)).Version);
        Assert.Null(await seller.Payments.FindFactAsync(fact with { FactKey = "refunded:1" }, default));
    }

    private static Money Eur(decimal amount) => new(amount, Currency.Of("EUR"));

    private static async Task<IReadOnlyList<JournalEntry>> EntriesAsync(StripeSeller seller, Payment payment)
    {
        var entries = new List<JournalEntry>();
        foreach (var fact in payment.Facts)
        {
            var recorded = await seller.Payments.FindFactAsync(new PaymentFactRef(payment.Id.ToString(), fact.Key), default);
            Assert.Equal(fact, recorded!.Fact);
            if (recorded.Entry is { } entry)
                entries.Add(entry);
        }

        return entries;
    }
}
