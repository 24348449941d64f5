using System.Net;
using Billing.Domain;
using Billing.Functions.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class BalanceTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private static readonly string Yesterday = $"{DateTime.UtcNow.AddDays(-1):yyyy-MM-dd}";

    [Fact]
    public async Task What_is_written_off_is_shown_as_uncollectible_and_recovered_by_a_payment()
    {
        var account = await AccountAsync();
        var issued = await Given.InvoiceAsync(Host.Services, account);
        (await Client.PostAsync($"/api/invoices/{issued.Invoice.DocumentId}/write-off", new { amount = Amount("200.00"), reason = "insolvency" })).Expect(HttpStatusCode.Conflict);
        (await Client.PostAsync($"/api/invoices/{issued.Invoice.DocumentId}/write-off", new { reason = "insolvency", text = "Court of Hamburg" })).Expect(HttpStatusCode.Created);
        await IndexAsync(account);
        Assert.Single((await Client.GetAsync($"/api/invoices?seller={account.Seller}&status=uncollectible")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());

        (await Client.PostAsync("/api/payments", new { sellerId = account.Seller, amount = Amount("119.00"), valueDate = Yesterday, method = "transfer", reference = new { invoiceNumber = issued.Number } })).Expect(HttpStatusCode.Created);
        var invoice = (await Client.GetAsync($"/api/invoices/{issued.Invoice.DocumentId}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("paid", "recovery", "0.00"), (invoice["status"].GetString(), invoice["allocations"][0].GetProperty("kind").GetString(), invoice["writtenOff"].GetProperty("amount").GetString()));
    }

    [Fact]
    public async Task Goodwill_is_credit_that_can_be_taken_back()
    {
        var account = await AccountAsync();
        var made = (await Client.PostAsync($"/api/customers/{account}/adjustments", new { amount = Amount("25.00"), reason = "goodwill", text = "Outage" })).Expect(HttpStatusCode.Created);
        Assert.Equal("25.00", (await Client.GetAsync($"/api/customers/{account}")).Expect(HttpStatusCode.OK)["credit"].GetProperty("amount").GetString());
        (await Client.PostAsync($"/api/customers/{account}/adjustments/{made["id"]}/withdraw", new { reason = "Wrong customer" })).Expect(HttpStatusCode.OK);
        Assert.Equal("nothing-unused", (await Client.PostAsync($"/api/customers/{account}/adjustments/{made["id"]}/withdraw", new { reason = "Again" })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("wrong-currency", (await Client.PostAsync($"/api/customers/{account}/adjustments", new { amount = new { amount = "1.00", currency = "USD" }, reason = "goodwill", text = "x" })).Expect(HttpStatusCode.UnprocessableEntity).Code);
    }

    [Fact]
    public async Task Terms_of_its_own_give_the_due_date_and_the_discount_of_a_customers_invoices()
    {
        var account = await AccountAsync();
        var path = $"/api/customers/{account}/billing-terms";
        var before = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK).ETag;
        var terms = new { payment = new { kind = "net", days = 30, discount = new { percent = "2", days = 10 } }, purchaseOrder = "PO-77", memo = "Thank you", autoCollect = true, chargeOn = "dueDate" };
        (await Client.PutAsync(path, terms)).Expect(HttpStatusCode.PreconditionRequired);
        (await Client.PutAsync(path, terms, before)).Expect(HttpStatusCode.OK);
        var own = (await Client.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal((true, "dueDate"), (own["autoCollect"].GetBoolean(), own["chargeOn"].GetString()));
        Assert.Equal("stale", (await Client.PutAsync(path, terms, before)).Expect(HttpStatusCode.PreconditionFailed).Code);
        Assert.Equal(["#/payment/days", "#/payment/discount/percent"], (await Client.PutAsync(path, new { payment = new { kind = "dueOnReceipt", days = 3, discount = new { percent = "0", days = 1 } } }, before)).Expect(HttpStatusCode.UnprocessableEntity).Pointers);

        var issued = await Given.InvoiceAsync(Host.Services, account);
        var invoice = (await Client.GetAsync($"/api/invoices/{issued.Invoice.DocumentId}")).Expect(HttpStatusCode.OK);
        Assert.Equal((issued.IssueDate.AddDays(30), issued.IssueDate.AddDays(10)), (issued.DueDate, issued.Discount!.Until));
        Assert.Equal(("PO-77", "Thank you", "2.38"), (invoice["purchaseOrder"].GetString(), invoice["memo"].GetString(), invoice["discountOffer"].GetProperty("amount").GetProperty("amount").GetString()));

        var paid = new { sellerId = account.Seller, amount = Amount("116.62"), valueDate = $"{issued.IssueDate:yyyy-MM-dd}", method = "transfer", reference = new { invoiceNumber = issued.Number } };
        (await Client.PostAsync("/api/payments", paid)).Expect(HttpStatusCode.Created);
        invoice = (await Client.GetAsync($"/api/invoices/{issued.Invoice.DocumentId}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("paid", "2.38"), (invoice["status"].GetString(), invoice["discount"].GetProperty("amount").GetProperty("amount").GetString()));
    }

    [Fact]
    public async Task Balances_of_another_system_are_owed_here_and_paid_by_their_old_numbers()
    {
        var account = await AccountAsync();
        var other = await AccountAsync();
        foreach (var one in new[] { account, other })
        {
            (await Client.PostAsync($"/api/customers/{one}/opening-balance", new
            {
                asOf = Yesterday,
                invoices = new[] { new { number = "1001", issueDate = "2025-01-01", dueDate = "2025-01-31", total = Amount("100.00"), balance = Amount("60.00") } },
                credits = new[] { new { reference = "P-9", valueDate = "2025-02-01", unused = Amount("10.00") } },
            })).Expect(HttpStatusCode.OK);
        }

        (await Client.PostAsync("/api/payments", new { sellerId = account.Seller, amount = Amount("60.00"), valueDate = Yesterday, method = "transfer", reference = new { invoiceNumber = "1001" } })).Expect(HttpStatusCode.Created);
        Assert.Equal(("0.00", "60.00"), (await ReceivableAsync(account), await ReceivableAsync(other)));
        await IndexAsync(account);
        var listed = Assert.Single((await Client.GetAsync($"/api/invoices?seller={account.Seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        var invoice = (await Client.GetAsync($"/api/invoices/{listed.GetProperty("documentId")}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("paid", "40.00"), (invoice["status"].GetString(), invoice["settledBefore"].GetProperty("amount").GetString()));
        Assert.Equal("taken-over", (await Client.GetAsync($"/api/invoices/{listed.GetProperty("documentId")}/pdf")).Expect(HttpStatusCode.NotFound).Code);
        await Given.InvoiceAsync(Host.Services, account);
        Assert.Equal("already-issued", (await Client.PostAsync($"/api/customers/{account}/opening-balance", new { asOf = Yesterday, credits = new[] { new { reference = "P-8", valueDate = "2025-02-01", unused = Amount("10.00") } } })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(["#/invoices"], (await Client.PostAsync($"/api/customers/{other}/opening-balance", new { asOf = Yesterday })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task A_refund_of_a_payment_that_paid_more_invoices_than_one_transaction_holds_is_taken_back_in_parts()
    {
        var account = await AccountAsync();
        foreach (var part in new[] { (1, 80), (81, 40) })
        {
            var opening = new TakeOverBalance(DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-1)),
                [.. Enumerable.Range(part.Item1, part.Item2).Select(n => new OpeningInvoice($"A-{n}", new DateOnly(2025, 1, 1), new DateOnly(2025, 1, 31), Eur(1), Eur(1)))], []);
            await Given.TransactAsync(Host.Services, account, opening, $"opening {part}");
        }

        var id = new PaymentId("stripe", "m", Guid.NewGuid().ToString("N"));
        var (book, drive) = (Host.Services.GetRequiredService<PaymentBook>(), Host.Services.GetRequiredService<PaymentDrive>());
        await book.RecordAsync(id, account.Seller, [new PaymentSucceeded(Eur(120), new DateOnly(2026, 1, 1))], new PaymentReference("A-1", "", ""), "test", default);
        await drive.DriveAsync(id, default);
        for (var run = 0; run < 2; run++)
            await Given.TransactAsync(Host.Services, account, new RunBilling(), $"use credit {run}");
        Assert.Equal("0.00", await ReceivableAsync(account));

        await book.RecordAsync(id, account.Seller, [new PaymentRefunded(Eur(120), new DateOnly(2026, 1, 9))], PaymentReference.None, "test", default);
        var payment = await drive.DriveAsync(id, default);
        Assert.Equal([Eur(120), Eur(-90), Eur(-30)], payment!.Assignments.Select(assignment => assignment.Amount));
        Assert.All(payment.Assignments, assignment => Assert.Equal(AssignmentStatus.Confirmed, assignment.Status));
        Assert.Equal((Eur(0), "120.00"), (payment.Suspense(), await ReceivableAsync(account)));
    }

    private static Money Eur(decimal amount) => new(amount, Currency.Of("EUR"));

    private static AmountBody Amount(string amount) => new(amount, "EUR");

    private async Task<AccountId> AccountAsync() => await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));

    private async Task<string?> ReceivableAsync(AccountId account) => (await Client.GetAsync($"/api/customers/{account}")).Expect(HttpStatusCode.OK)["receivable"].GetProperty("amount").GetString();

    private sealed record AmountBody(string amount, string currency);
}
