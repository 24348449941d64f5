using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Accounts;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Payments;

public sealed class ManualPaymentTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_cheque_settles_the_invoice_it_names_and_the_account_names_who_recorded_it()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var desk = seller.Services.GetRequiredService<ManualPayments>();

        var outcome = await desk.RecordAsync(Cheque(seller, "key-1", 119), "ann", "cheque 4711", default);

        Assert.Null(outcome.Refusal);
        Assert.Equal(AssignmentStatus.Confirmed, Assert.Single(outcome.Payment!.Assignments).Status);
        Assert.Equal(0, await seller.OwedAsync());
        Assert.Equal(("manual", seller.SellerId), (outcome.Payment.Id.Processor, outcome.Payment.Id.MerchantAccount));
        var fact = await seller.Payments.FindFactAsync(new PaymentFactRef(outcome.Payment.Id.ToString(), "succeeded"), default);
        Assert.Equal(("ann", "cash:manual"), (fact!.Actor, fact.Entry!.Lines[0].Account));
    }

    [Fact]
    public async Task The_same_key_records_once_and_refuses_another_payment()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var desk = seller.Services.GetRequiredService<ManualPayments>();

        var first = await desk.RecordAsync(Cheque(seller, "key/1?#", 119), "ann", null, default);
        var again = await desk.RecordAsync(Cheque(seller, "key/1?#", 119), "ann", null, default);
        var other = await desk.RecordAsync(Cheque(seller, "key/1?#", 120), "ann", null, default);

        Assert.Equal(first.Payment!.Id, again.Payment!.Id);
        Assert.Null(again.Refusal);
        Assert.Equal("key-reused", other.Refusal!.Code);
        Assert.Single(await seller.PaymentHistoryAsync());
    }

    [Fact]
    public async Task The_same_key_assigns_once_and_refuses_another_request()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        await seller.DeliverAsync(seller.Succeeded("pi_1", 20000, null));
        var desk = seller.Services.GetRequiredService<ManualPayments>();
        var target = new PaymentTarget(seller.Account.ToString(), null);

        await desk.AssignAsync(seller.PaymentId("pi_1"), [new AssignmentLine(target, Eur(50))], "key-1", "ann", null, default);
        var again = await desk.AssignAsync(seller.PaymentId("pi_1"), [new AssignmentLine(target, Eur(50))], "key-1", "ann", null, default);
        var other = await desk.AssignAsync(seller.PaymentId("pi_1"), [new AssignmentLine(target, Eur(60))], "key-1", "ann", null, default);

        Assert.Null(again.Refusal);
        Assert.Equal("key-reused", other.Refusal!.Code);
        Assert.Equal(69, await seller.OwedAsync());
        Assert.Equal(Eur(150), (await seller.PaymentAsync("pi_1")).Suspense());
    }

    [Fact]
    public async Task What_cannot_be_assigned_is_refused_and_changes_nothing()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        await seller.DeliverAsync(seller.Succeeded("pi_1", 10000, null));
        var desk = seller.Services.GetRequiredService<ManualPayments>();
        async Task<string> Assign(string intent, string account, Money amount) =>
            (await desk.AssignAsync(seller.PaymentId(intent), [new AssignmentLine(new PaymentTarget(account, null), amount)], Given.NewId("key"), "ann", null, default)).Refusal!.Code;

        Assert.Equal("unknown-payment", await Assign("pi_unknown", seller.Account.ToString(), Eur(1)));
        Assert.Equal("account-id-invalid", await Assign("pi_1", "nobody", Eur(1)));
        Assert.Equal("wrong-currency", await Assign("pi_1", seller.Account.ToString(), new Money(1, Currency.Of("USD"))));
        Assert.Equal("exceeds-suspense", await Assign("pi_1", seller.Account.ToString(), Eur(100.01m)));
        Assert.Equal("exceeds-suspense", await Assign("pi_1", seller.Account.ToString(), Eur(-1)));
        Assert.Equal("amount-not-positive", (await desk.RecordAsync(Cheque(seller, "key", 0), "ann", null, default)).Refusal!.Code);
        Assert.Empty((await seller.PaymentAsync("pi_1")).Assignments);
        Assert.Equal(119, await seller.OwedAsync());
    }

    [Fact]
    public async Task What_a_request_began_before_it_died_is_completed_from_the_queue_in_the_name_of_who_asked()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var id = ManualPayments.IdOf(seller.SellerId, "key-1");
        await seller.Payments.ChangeAsync(
            id, seller.SellerId, known => (PaymentDecider.Assign(known.With(new PaymentSucceeded(Eur(119), new DateOnly(2026, 3, 9))), new PaymentTarget(seller.Account.ToString(), null)), null),
            new PaymentChange("ann", "cheque 4711"), default);

        await ActivatorUtilities.CreateInstance<DrivePayments>(seller.Services).RunAsync(BillingJson.Write(new DrivePaymentMessage(id.ToString())), default);

        Assert.Equal(0, await seller.OwedAsync());
        await foreach (var record in seller.Services.GetRequiredService<AccountRows>().HistoryAsync(seller.Account, default))
        {
            if (record.Events.Any(happened => happened is PaymentApplied))
                Assert.Equal(("ann", "cheque 4711"), (record.Actor, record.Reason));
        }
    }

    [Fact]
    public async Task A_request_that_is_done_leaves_no_message_and_one_that_failed_halfway_leaves_its_completion()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        await seller.Services.GetRequiredService<BillingStorage>().Queue(StorageNames.DrivePayments).ClearMessagesAsync();
        var (desk, queues) = (seller.Services.GetRequiredService<ManualPayments>(), seller.Services.GetRequiredService<WorkQueues>());

        await desk.RecordAsync(Cheque(seller, "key-1", 119), "ann", null, default);
        Assert.Equal("key-reused", (await desk.RecordAsync(Cheque(seller, "key-1", 120), "ann", null, default)).Refusal!.Code);
        Assert.Equal(0, await queues.LengthAsync(StorageNames.DrivePayments, default));

        await Assert.ThrowsAsync<SellerNotConfiguredException>(() => desk.RecordAsync(Cheque(seller, "key-2", 119) with { SellerId = Given.NewId("nobody") }, "ann", null, default));
        Assert.Equal(1, await queues.LengthAsync(StorageNames.DrivePayments, default));
    }

    [Fact]
    public async Task Taking_back_a_completion_that_its_handler_has_already_is_no_error()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var (storage, queues) = (seller.Services.GetRequiredService<BillingStorage>(), seller.Services.GetRequiredService<WorkQueues>());
        var receipt = await queues.SendAsync(StorageNames.DrivePayments, new DrivePaymentMessage($"manual|{seller.SellerId}|pay_unknown"), default, TimeSpan.Zero);
        var received = (await storage.Queue(StorageNames.DrivePayments).ReceiveMessageAsync()).Value;

        await queues.DeleteAsync(StorageNames.DrivePayments, receipt, default);

        await ActivatorUtilities.CreateInstance<DrivePayments>(seller.Services).RunAsync(received.Body.ToString(), default);
        await storage.Queue(StorageNames.DrivePayments).DeleteMessageAsync(received.MessageId, received.PopReceipt);
    }

    private static ManualPayment Cheque(StripeSeller seller, string key, decimal amount) =>
        new(seller.SellerId, key, Eur(amount), new DateOnly(2026, 3, 9), new PaymentReference(seller.Invoice.Number, "", "Cheque 4711"));

    private static Money Eur(decimal amount) => new(amount, Currency.Of("EUR"));
}
