using Billing.Domain;
using Billing.Functions.Payments;
using Billing.Functions.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Payments;

public sealed class CashMatchingTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_number_in_a_transfers_text_is_followed_however_it_is_written()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);

        var payment = await RecordAsync(seller, 119, new PaymentReference("", "", $"Rechnung {seller.Invoice.Number.Replace("-INV-", " inv ", StringComparison.Ordinal).ToLowerInvariant()} danke"));

        Assert.Equal(seller.Invoice.Invoice.DocumentId, Assert.Single(payment.Assignments).DocumentId);
        Assert.Equal(0, await seller.OwedAsync());
    }

    [Fact]
    public async Task An_amount_is_followed_where_the_payer_is_the_customer()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);

        var payment = await RecordAsync(seller, 119, new PaymentReference("", "", "monthly fee", "KUNDE", "DE02120300000000202051"));

        Assert.Equal(AssignmentStatus.Confirmed, Assert.Single(payment.Assignments).Status);
        Assert.Equal(0, await seller.OwedAsync());
    }

    [Fact]
    public async Task An_instalment_is_followed_by_the_number_of_its_plan_or_by_its_amount()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var agreed = await Given.TransactAsync(seller.Services, seller.Account, new AgreeInstalments("plan", null, null, new InstalmentSchedule.Equal(3, today.AddDays(20), new BillingInterval(1, IntervalUnit.Month)), null), "plan");
        var plan = agreed.Events.OfType<ArrangementAgreed>().Single().Arrangement;

        var named = await RecordAsync(seller, 10, new PaymentReference("", "", $"1. Rate {plan.Number.Replace("-ARR-", " arr ", StringComparison.Ordinal)}", "Holding XY", "DE02120300000000202051"));
        var exact = await RecordAsync(seller, 29.67m, new PaymentReference("", "", "rest of it", "Holding XY", "DE02120300000000202051"));

        Assert.Equal((plan.ItemId, plan.ItemId), (Assert.Single(named.Assignments).DocumentId, Assert.Single(exact.Assignments).DocumentId));
        Assert.Equal(79.33m, await seller.OwedAsync());
    }

    [Fact]
    public async Task An_amount_of_two_customers_waits_for_an_operator_with_the_likely_ones_in_its_task()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var other = await Given.AccountAsync(seller.Services, seller.SellerId);
        await Given.InvoiceAsync(seller.Services, other);

        var payment = await RecordAsync(seller, 119, new PaymentReference("", "", "monthly fee", "Kunde AG"));

        Assert.Empty(payment.Assignments);
        var ranked = (await seller.Services.GetRequiredService<CashMatcher>().ExplainAsync(payment, default)).Matches;
        Assert.Equal(new[] { seller.Account.ToString(), other.ToString() }.Order(StringComparer.Ordinal), ranked.Select(match => match.Candidate.AccountId).Distinct().Order(StringComparer.Ordinal));
        var task = await seller.Services.GetRequiredService<TaskBook>().OpenTasksAsync(seller.SellerId, default).SingleAsync(open => open.Subject == payment.Id.ToString());
        Assert.Contains(other.ToString(), task.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Kunde", task.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_a_payers_money_was_is_remembered()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var first = await RecordAsync(seller, 50, new PaymentReference(seller.Invoice.Number, "", "", "Holding XY", "DE02 1203 0000 0000 2020 51"));
        Assert.Equal(69, await seller.OwedAsync());

        var second = await RecordAsync(seller, 69, new PaymentReference("", "", "rest", "Holding XY", "DE02120300000000202051"));

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(0, await seller.OwedAsync());
    }

    [Fact]
    public async Task Money_on_the_wrong_account_is_moved_and_both_keep_their_history()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var other = await Given.AccountAsync(seller.Services, seller.SellerId);
        await Given.InvoiceAsync(seller.Services, other);
        var payment = await RecordAsync(seller, 119, new PaymentReference(seller.Invoice.Number, "", ""));
        var desk = seller.Services.GetRequiredService<ManualPayments>();

        var tooMuch = await desk.MoveAsync(payment.Id, seller.Account.ToString(), new PaymentTarget(other.ToString(), null), Eur(120), Today, "k1", "ann", null, default);
        var moved = await desk.MoveAsync(payment.Id, seller.Account.ToString(), new PaymentTarget(other.ToString(), null), Eur(119), Today, "k2", "ann", "wrong customer", default);
        await desk.MoveAsync(payment.Id, seller.Account.ToString(), new PaymentTarget(other.ToString(), null), Eur(119), Today, "k2", "ann", "wrong customer", default);

        Assert.Equal("exceeds-assignment", tooMuch.Refusal!.Code);
        Assert.Equal([Eur(119), Eur(-119), Eur(119)], moved.Payment!.Assignments.Select(assignment => assignment.Amount));
        Assert.All(moved.Payment.Assignments, assignment => Assert.Equal(AssignmentStatus.Confirmed, assignment.Status));
        Assert.Equal(119, await seller.OwedAsync());
        Assert.True((await Given.StateAsync(seller.Services, other)).Receivable().IsZero);
    }

    private static readonly DateOnly Today = new(2026, 3, 9);

    private static async Task<Payment> RecordAsync(StripeSeller seller, decimal amount, PaymentReference reference)
    {
        var outcome = await seller.Services.GetRequiredService<ManualPayments>().RecordAsync(new ManualPayment(seller.SellerId, Given.NewId("key"), Eur(amount), Today, reference), "ann", null, default);
        Assert.Null(outcome.Refusal);
        return outcome.Payment!;
    }

    private static Money Eur(decimal amount) => new(amount, Currency.Of("EUR"));
}
