using Billing.DevHost.Mail;
using Billing.Domain;
using Billing.Functions.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Dunning;

/// <summary>Arrangements night by night, with storage of its own and a mail server: what is recorded, and what the customer gets.</summary>
public sealed class ArrangementNightsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 5, 3, 15, 0, TimeSpan.Zero));
    private MailCatcher mail = null!;
    private ServiceProvider services = null!;

    [Fact]
    public async Task A_plan_is_sent_reminded_of_missed_and_broken_and_then_dunning_goes_on_where_it_stood()
    {
        var (account, invoice) = await OverdueAsync();
        await AgreeAsync(account, new AgreeInstalments("plan", null, null, new InstalmentSchedule.Equal(2, new DateOnly(2026, 2, 10), new BillingInterval(1, IntervalUnit.Month)), 5));
        await NightsAsync(32);

        // Paused from 23 January to 16 February, the step of 29 January comes 24 days later.
        Assert.Equal(
            [
                "01-16 NoticeIssued", "01-20 InvoiceBecameOverdue", "01-22 NoticeIssued", "01-23 ArrangementAgreed", "01-29 DunningStopped", "02-07 InstalmentReminded", "02-07 NoticeIssued", "02-11 InstalmentMissed", "02-11 NoticeIssued",
                "02-16 ArrangementBroken", "02-22 NoticeIssued",
            ],
            await HappenedAsync(account));
        Assert.Equal(new DateOnly(2026, 1, 19), invoice.DueDate);
        Assert.Equal(
            ["Zahlungserinnerung von Acme GmbH", "Überfällig: Zahlung an Acme GmbH", $"Ratenplan {Number(account)} von Acme GmbH", "Ihre nächste Zahlung an Acme GmbH", "Nicht eingegangen: Zahlung an Acme GmbH", "Letzte Mahnung von Acme GmbH"],
            mail.Messages.Select(message => message.Subject));
        var plan = mail.Messages.ElementAt(2);
        Assert.Equal($"{Number(account)}.pdf", Assert.Single(plan.Attachments).FileName);
        Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString(plan.Attachments[0].Content.ToArray()[..5]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promise_that_is_kept_is_reminded_of_once_and_is_over_with_the_money()
    {
        var (account, _) = await OverdueAsync();
        await AgreeAsync(account, new PromisePayment("promise", null, new DateOnly(2026, 2, 10), null, null));
        await NightsAsync(17);
        await Given.TransactAsync(services, account, new ApplyPayment("pay|p|1", "manual|m|p", new Money(119, Currency.Of("EUR")), new DateOnly(2026, 2, 9), null), "pay");
        await NightsAsync(20);

        Assert.Equal(
            ["01-16 NoticeIssued", "01-20 InvoiceBecameOverdue", "01-22 NoticeIssued", "01-23 ArrangementAgreed", "01-29 DunningStopped", "02-07 InstalmentReminded", "02-07 NoticeIssued", "02-09 PaymentApplied", "02-09 ArrangementKept"],
            await HappenedAsync(account));
        Assert.Equal(["Zahlungserinnerung von Acme GmbH", "Überfällig: Zahlung an Acme GmbH", "Ihre nächste Zahlung an Acme GmbH"], mail.Messages.Select(message => message.Subject));
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
        });
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await services.DisposeAsync();
        await mail.DisposeAsync();
    }

    // An invoice of 119.00 from 5 January, due on 19 January, up to the notice of 22 January.
    private async Task<(AccountId Account, InvoiceFinalized Invoice)> OverdueAsync()
    {
        var seller = await Given.SellerAsync(services, dunning: [new DunningStep(-3, DunningAction.Reminder), new DunningStep(3, DunningAction.OverdueNotice), new DunningStep(10, DunningAction.FinalNotice)]);
        var account = await Given.AccountAsync(services, seller);
        var invoice = await Given.InvoiceAsync(services, account);
        await NightsAsync(18);
        return (account, invoice);
    }

    private async Task AgreeAsync(AccountId account, AccountCommand command)
    {
        Assert.IsType<AccountOutcome.Committed>(await services.GetRequiredService<DirectCommands>().CarryOutAsync(new AccountRequest(account, command, new CommandId("http", "agree"), null, "test"), default));
        await Nights.DeliverAsync(services);
    }

    private async Task NightsAsync(int count)
    {
        for (var night = 0; night < count; night++, clock.Advance(TimeSpan.FromDays(1)))
        {
            await Nights.TickAsync(services);
            await Nights.WorkAsync(services);
            await Nights.DeliverAsync(services);
        }
    }

    // Since the invoice; receipts are another matter.
    private async Task<IReadOnlyList<string>> HappenedAsync(AccountId account) => await services.GetRequiredService<AccountRows>().HistoryAsync(account, default)
        .SelectMany(record => record.Events.Where(happened => happened is not ReceiptIssued).Select(happened => $"{record.Today:MM-dd} {happened.GetType().Name}")).Skip(3).ToListAsync();

    private string Number(AccountId account) => Given.StateAsync(services, account).GetAwaiter().GetResult().Arrangements.Single().Number;
}
