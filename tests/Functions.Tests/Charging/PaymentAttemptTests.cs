using System.Net;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Charging;
using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Fault = Billing.DevHost.Processors.Fault;

namespace Billing.Functions.Tests.Charging;

public sealed class PaymentAttemptTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private ChargingSeller seller = null!;

    public async Task InitializeAsync() => seller = await ChargingSeller.CreateAsync(azurite);

    public async Task DisposeAsync() => await seller.DisposeAsync();

    [Fact]
    public async Task A_saved_card_pays_once_whether_the_call_or_the_webhooks_tell_of_it_and_however_often()
    {
        await seller.SavedAsync("pm_card_visa");
        var message = await seller.RunAsync("1");
        Assert.Null(await seller.RunAsync("2"));

        await seller.MakeAsync(message);
        Assert.IsType<AttemptState.Succeeded>((await seller.AttemptAsync()).State);
        var paid = await seller.StateAsync();
        await seller.DeliverAsync();
        await seller.RepeatAsync();
        await seller.MakeAsync(message);

        Assert.Equal(paid.Version, (await seller.StateAsync()).Version);
        Assert.Equal((0m, 1), (await seller.OwedAsync(), seller.Payments));
        Assert.True(paid.Credit().IsZero);
        Assert.Null(await seller.RunAsync("3"));
        Assert.Empty(await seller.TasksAsync());
    }

    [Fact]
    public async Task Where_the_answer_is_lost_the_attempt_stays_live_and_the_processor_is_asked_before_anything_else()
    {
        await seller.SavedAsync("pm_card_visa");
        var message = await seller.RunAsync("1");
        seller.Server.Faults.Next("POST", "/v1/payment_intents", new Fault.DropAfter());
        await seller.MakeAsync(message);
        Assert.IsType<AttemptState.Sent>((await seller.AttemptAsync()).State);
        Assert.Null(await seller.RunAsync("2"));

        await seller.MakeAsync(message! with { Faults = 1 });

        Assert.IsType<AttemptState.Succeeded>((await seller.AttemptAsync()).State);
        Assert.Equal((0m, 1), (await seller.OwedAsync(), seller.Payments));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_processor_does_not_have_is_charged_then_unless_it_was_paid_meanwhile(bool isPaid)
    {
        await seller.SavedAsync("pm_card_visa");
        var message = await seller.RunAsync("1");
        seller.Server.Faults.Next("POST", "/v1/payment_intents", new Fault.DropBefore());
        await seller.MakeAsync(message);
        Assert.Equal(0, seller.Payments);
        if (isPaid)
            await Given.TransactAsync(seller.Services, seller.Account, new ApplyPayment("a", "transfer", seller.Invoice.Invoice.Totals.Total, seller.Invoice.IssueDate, seller.DocumentId), "transfer");

        await seller.MakeAsync(message! with { Faults = 1 });

        var state = (await seller.AttemptAsync()).State;
        Assert.Equal((isPaid ? typeof(AttemptState.Withdrawn) : typeof(AttemptState.Succeeded), isPaid ? 0 : 1), (state.GetType(), seller.Payments));
        Assert.Equal(0m, await seller.OwedAsync());
        Assert.True((await seller.StateAsync()).Credit().IsZero);
    }

    [Fact]
    public async Task The_webhook_answers_an_attempt_whose_call_never_did()
    {
        await seller.SavedAsync("pm_card_visa");
        var message = await seller.RunAsync("1");
        seller.Server.Faults.Next("POST", "/v1/payment_intents", new Fault.DropAfter());
        await seller.MakeAsync(message);
        await seller.DeliverAsync();

        Assert.IsType<AttemptState.Succeeded>((await seller.AttemptAsync()).State);
        await seller.MakeAsync(message! with { Faults = 1 });
        Assert.Equal((0m, 1), (await seller.OwedAsync(), seller.Payments));
    }

    [Fact]
    public async Task A_processor_out_of_reach_is_asked_again_after_five_minutes_twice_and_then_ever_later_and_becomes_a_task()
    {
        await seller.SavedAsync("pm_card_visa");
        var message = await seller.RunAsync("1");
        foreach (var faults in new[] { 0, 9 })
        {
            seller.Server.Faults.Next(faults == 0 ? "POST" : "GET", "/v1/payment_intents", new Fault.Status(HttpStatusCode.ServiceUnavailable));
            await seller.MakeAsync(message! with { Faults = faults });
            Assert.Equal(faults == 9, (await seller.TasksAsync()).Any(task => task.Kind == MakePaymentAttempts.UnknownTask));
        }

        Assert.Equal([5, 5, 10, 20, 40, 80, 160, 320, 640, 1440, 1440], Enumerable.Range(1, 11).Select(faults => MakePaymentAttempts.WaitAfter(faults).TotalMinutes));
        await seller.MakeAsync(message! with { Faults = 10 });
        Assert.Equal((0m, 1), (await seller.OwedAsync(), seller.Payments));
        Assert.Empty(await seller.TasksAsync());
    }

    [Fact]
    public async Task A_soft_decline_waits_for_the_ladder()
    {
        await seller.SavedAsync("pm_card_chargeCustomerFail");
        await seller.MakeAsync(await seller.RunAsync("1"));
        await seller.DeliverAsync();

        var failed = Assert.IsType<AttemptState.Failed>((await seller.AttemptAsync()).State);
        Assert.Equal(("generic_decline", false, failed.On.AddDays(3)), (failed.Code, failed.Hard, failed.RetryOn!.Value));
        Assert.Single((await seller.StateAsync()).Methods);
        Assert.Null(await seller.RunAsync("2"));
        Assert.Empty(await seller.TasksAsync());
    }

    [Fact]
    public async Task A_hard_decline_ends_the_method_and_is_a_task_until_another_has_paid()
    {
        var method = await seller.SavedAsync("pm_card_visa");
        await Given.TransactAsync(seller.Services, seller.Account, new EndMethod(method.MethodId, MethodEnd.Removed, ""), "removed");
        await Given.TransactAsync(seller.Services, seller.Account, new SaveMethod(method with { MethodId = SavedMethod.IdOf("stripe", method.MerchantAccount, "pm_card_chargeDeclinedLostCard"), MethodReference = "pm_card_chargeDeclinedLostCard" }), "lost");
        await seller.MakeAsync(await seller.RunAsync("1"));
        await seller.DeliverAsync();

        var failed = Assert.IsType<AttemptState.Failed>((await seller.AttemptAsync()).State);
        Assert.Equal(("lost_card", true), (failed.Code, failed.Hard));
        Assert.Empty((await seller.StateAsync()).Methods);
        Assert.Contains("lost_card", Assert.Single(await seller.TasksAsync(), task => task.Kind == "payment-failed").Text, StringComparison.Ordinal);
        Assert.Null(await seller.RunAsync("2"));

        await seller.SavedAsync("pm_card_mastercard");
        await seller.MakeAsync(await seller.RunAsync("3"));
        Assert.Equal(0m, await seller.OwedAsync());
        Assert.Empty(await seller.TasksAsync());
    }

    [Theory]
    [InlineData("credit note")]
    [InlineData("write-off")]
    [InlineData("deduction")]
    [InlineData("credit used")]
    public async Task What_could_not_be_collected_is_no_task_any_more_once_it_is_settled_otherwise(string how)
    {
        var method = await seller.SavedAsync("pm_card_visa");
        await Given.TransactAsync(seller.Services, seller.Account, new SaveMethod(method with { MethodId = SavedMethod.IdOf("stripe", method.MerchantAccount, "pm_card_chargeDeclinedLostCard"), MethodReference = "pm_card_chargeDeclinedLostCard" }), "lost");
        await Given.TransactAsync(seller.Services, seller.Account, new EndMethod(method.MethodId, MethodEnd.Removed, ""), "removed");
        await seller.MakeAsync(await seller.RunAsync("1"));
        await seller.DeliverAsync();
        Assert.Single(await seller.TasksAsync(), task => task.Kind == "payment-failed");

        var invoice = Assert.Single((await seller.StateAsync()).Invoices);
        if (how == "credit used")
            await Given.TransactAsync(seller.Services, seller.Account, new AdjustBalance("a1", invoice.Balance, ReasonCode.Goodwill, "sorry"), "adjusted");
        var settled = await Given.TransactAsync(seller.Services, seller.Account, how switch
        {
            "credit note" => new IssueCreditNote("n1", invoice.ItemId, null, ReasonCode.BillingError, CreditDisposition.SettleInvoice),
            "write-off" => new WriteOffInvoice("w1", invoice.ItemId, null, ReasonCode.Uncollectible),
            "deduction" => new TakeDeduction("d1", invoice.ItemId, DeductionKind.BankCharges, invoice.Balance, "", "", ""),
            _ => new RunBilling(),
        }, "settled");

        // By the last command alone: what happened before is not looked at again.
        var record = await seller.Services.GetRequiredService<AccountRows>().RecordAsync(seller.Account, settled.Version, default);
        await seller.Services.GetRequiredService<AccountTasks>().KeepAsync(seller.Account, record, default);
        Assert.DoesNotContain(await seller.Services.GetRequiredService<TaskBook>().OpenTasksAsync(seller.Account.Seller, default).ToListAsync(), task => task.Kind == "payment-failed");
    }

    [Fact]
    public async Task A_debit_is_live_until_its_bank_answers()
    {
        await seller.SavedAsync("pm_sepaDebit_success");
        await seller.MakeAsync(await seller.RunAsync("1"));
        await seller.DeliverAsync();
        Assert.Equal((typeof(AttemptState.Sent), 119m), ((await seller.AttemptAsync()).State.GetType(), await seller.OwedAsync()));
        Assert.Null(await seller.RunAsync("2"));

        await seller.Server.Stripe.SettleAsync(seller.Server.Stripe.PendingDebits.Single().Id);
        await seller.DeliverAsync();

        Assert.Equal((typeof(AttemptState.Succeeded), 0m), ((await seller.AttemptAsync()).State.GetType(), await seller.OwedAsync()));
    }

    [Fact]
    public async Task A_debit_that_the_bank_returns_goes_on_with_the_ladder()
    {
        await seller.SavedAsync("pm_sepaDebit_fail");
        await seller.MakeAsync(await seller.RunAsync("1"));
        await seller.Server.Stripe.SettleAsync(seller.Server.Stripe.PendingDebits.Single().Id);
        await seller.DeliverAsync();

        var failed = Assert.IsType<AttemptState.Failed>((await seller.AttemptAsync()).State);
        Assert.Equal(("insufficient_funds", failed.On.AddDays(3), 119m), (failed.Code, failed.RetryOn!.Value, await seller.OwedAsync()));
    }

    [Fact]
    public async Task While_charging_is_switched_off_attempts_wait()
    {
        await seller.SavedAsync("pm_card_visa");
        var message = await seller.RunAsync("1");
        await using var off = seller.With("Switches:Charging", "false");
        await seller.MakeAsync(message, off);

        Assert.Equal((typeof(AttemptState.Waiting), 0), ((await seller.AttemptAsync()).State.GetType(), seller.Payments));
        await seller.MakeAsync(message);
        Assert.Equal(1, seller.Payments);
    }

    [Fact]
    public async Task Without_a_key_that_may_be_used_attempts_wait_and_a_task_says_why()
    {
        await seller.SavedAsync("pm_card_visa");
        var message = await seller.RunAsync("1");
        await using var live = seller.With("Webhooks:Stripe:ApiKey", "sk_live_123");
        await seller.MakeAsync(message, live);

        Assert.Equal((typeof(AttemptState.Waiting), 0), ((await seller.AttemptAsync()).State.GetType(), seller.Payments));
        Assert.Single(await seller.TasksAsync(), task => task.Kind == "charging-withheld");
    }

    [Fact]
    public async Task A_method_whose_end_is_told_first_does_not_stay_saved()
    {
        var method = await seller.SavedAsync("pm_card_visa");
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", seller.Server.Stripe.Key);
        client.DefaultRequestHeaders.Add("Stripe-Account", method.MerchantAccount);
        using var detached = await client.PostAsync(new Uri(seller.Server.Url, $"/v1/payment_methods/{method.MethodReference}/detach"), null);
        Assert.True(detached.IsSuccessStatusCode);

        // Another account of the customer's is told of both in the wrong order.
        var other = await Given.AccountAsync(seller.Services, seller.Account.Seller);
        await seller.DeliverAsync();
        await Methods.SaveAsync(other, method, seller.Account.Seller, default);

        Assert.Empty((await seller.StateAsync()).Methods);
        Assert.Empty((await Given.StateAsync(seller.Services, other)).Methods);
        Assert.DoesNotContain(await seller.TasksAsync(), task => task.Kind == SavedMethods.MandateTask);
    }

    [Fact]
    public async Task What_an_account_does_not_keep_is_a_task()
    {
        var method = await seller.SavedAsync("pm_card_visa");
        await Methods.SaveAsync(AccountId.Of(seller.Account.Seller, "nobody", seller.Account.Currency), method, seller.Account.Seller, default);

        Assert.Single(await seller.TasksAsync(), task => task.Kind == SavedMethods.NotSavedTask);
    }

    private SavedMethods Methods => seller.Services.GetRequiredService<SavedMethods>();
}
