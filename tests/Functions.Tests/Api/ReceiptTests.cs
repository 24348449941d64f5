using System.Net;
using Billing.Domain;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

public sealed class ReceiptTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    [Fact]
    public async Task A_payment_names_its_receipt_which_says_what_it_settled()
    {
        var (account, invoice) = await InvoicedAsync();
        var payment = await PayAsync(account, invoice, "100.00");

        var assignment = Assert.Single((await Client.GetAsync($"/api/payments/{Uri.EscapeDataString(payment)}")).Expect(HttpStatusCode.OK)["assignments"].EnumerateArray());
        var receiptId = assignment.GetProperty("receiptId").GetString();
        var receipt = (await Client.GetAsync($"/api/receipts/{receiptId}")).Expect(HttpStatusCode.OK);

        Assert.Equal(($"{account.Seller.ToUpperInvariant()}-RCP-{DateTime.UtcNow.Year}-000001", payment, "cheque", "cheque No. 4711"),
            (receipt["number"].GetString(), receipt["paymentId"].GetString(), receipt["method"].GetString(), receipt["payerReference"].GetString()));
        var line = Assert.Single(receipt["invoices"].EnumerateArray());
        Assert.Equal((invoice.Number, "119.00", "100.00", "19.00"), (line.GetProperty("number").GetString(), Amount(line, "before"), Amount(line, "paid"), Amount(line, "open")));
        Assert.Equal(("100.00", "19.00", "0.00"), (receipt["amount"].GetProperty("amount").GetString(), receipt["owed"].GetProperty("amount").GetString(), receipt["credit"].GetProperty("amount").GetString()));
    }

    [Fact]
    public async Task An_accounts_receipts_are_listed_by_their_dates_a_page_at_a_time()
    {
        var (account, invoice) = await InvoicedAsync();
        for (var no = 1; no <= 3; no++)
            await PayAsync(account, invoice, $"{no}.00");
        var (other, others) = await InvoicedAsync(account.Seller);
        await PayAsync(other, others, "9.00");
        await IndexAsync(account);
        await IndexAsync(other);

        var first = (await Client.GetAsync($"/api/customers/{account}/receipts?limit=2")).Expect(HttpStatusCode.OK);
        Assert.Equal(2, first["items"].GetArrayLength());
        var rest = (await Client.GetAsync($"/api/customers/{account}/receipts?limit=2&continuation={Uri.EscapeDataString(first["continuation"].GetString()!)}")).Expect(HttpStatusCode.OK);
        Assert.Equal(["1.00", "2.00", "3.00"], first["items"].EnumerateArray().Concat(rest["items"].EnumerateArray()).Select(item => Amount(item, "amount")).Order(StringComparer.Ordinal));

        Assert.Empty((await Client.GetAsync($"/api/customers/{account}/receipts?from=2999-01-01")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        Assert.Equal(["to"], (await Client.GetAsync($"/api/customers/{account}/receipts?from=2026-02-01&to=2026-01-01")).Expect(HttpStatusCode.BadRequest).Pointers);
        (await Client.GetAsync($"/api/customers/{account.Seller}.nobody.EUR/receipts")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_pdf_is_there_once_it_is_rendered_and_is_what_the_email_brings()
    {
        var (account, invoice) = await InvoicedAsync();
        var receiptId = await ReceiptOfAsync(await PayAsync(account, invoice, "119.00"));
        var missing = (await Client.GetAsync($"/api/receipts/{receiptId}/pdf")).Expect(HttpStatusCode.NotFound);
        Assert.Equal("not-rendered", missing.Code);

        Assert.True(await Host.Services.GetRequiredService<DocumentRendering>().RenderAsync(new DocumentRef(account.ToString(), receiptId), default));

        var pdf = (await Client.GetAsync($"/api/receipts/{receiptId}/pdf")).Expect(HttpStatusCode.OK);
        Assert.Equal("application/pdf", pdf.ContentType);
        var subject = await Host.Services.GetRequiredService<DeliverySubjects>().ReadAsync(new DeliveryRef(account.ToString(), receiptId, null), default);
        var email = await Host.Services.GetRequiredService<EmailComposer>().ComposeAsync(subject, Recipient.MainOf(subject.Customer), default);
        var attachment = Assert.Single(email.Attachments);
        Assert.Equal(("a@kunde.example", $"{account.Seller.ToUpperInvariant()}-RCP-{DateTime.UtcNow.Year}-000001.pdf"), (email.To.Email, attachment.Name));
        Assert.Contains("-RCP-", email.Content.Subject, StringComparison.Ordinal);
        Assert.Equal($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(attachment.Content))}\"", pdf.ETag);
    }

    [Fact]
    public async Task What_a_payment_causes_has_its_receipt_rendered()
    {
        var (account, invoice) = await InvoicedAsync();
        await Given.TakeMessagesAsync<RenderDocumentsMessage>(Host.Services, StorageNames.RenderDocuments);
        var receiptId = await ReceiptOfAsync(await PayAsync(account, invoice, "119.00"));

        var render = await Given.TakeMessagesAsync<RenderDocumentsMessage>(Host.Services, StorageNames.RenderDocuments);
        Assert.Contains(render.SelectMany(message => message.Documents), named => named == new DocumentRef(account.ToString(), receiptId));
    }

    [Fact]
    public async Task Money_moved_to_another_account_has_a_receipt_on_both()
    {
        var (wrong, invoice) = await InvoicedAsync();
        var (right, _) = await InvoicedAsync(wrong.Seller);
        var payment = await PayAsync(wrong, invoice, "119.00");
        (await Client.PostAsync($"/api/payments/{Uri.EscapeDataString(payment)}/moves", new { fromAccountId = wrong.ToString(), accountId = right.ToString(), amount = new { amount = "119.00", currency = "EUR" }, reason = "wrong customer" })).Expect(HttpStatusCode.OK);

        var receipts = (await Client.GetAsync($"/api/payments/{Uri.EscapeDataString(payment)}"))["assignments"].EnumerateArray().Select(assignment => assignment.GetProperty("receiptId").GetString()).ToList();
        Assert.Equal(3, receipts.Count);
        var takenBack = (await Client.GetAsync($"/api/receipts/{receipts[1]}")).Expect(HttpStatusCode.OK);
        Assert.Equal((wrong.ToString(), "-119.00", "moved"), (takenBack["accountId"].GetString(), takenBack["amount"].GetProperty("amount").GetString(), takenBack["takenBack"].GetString()));
        var given = (await Client.GetAsync($"/api/receipts/{receipts[2]}")).Expect(HttpStatusCode.OK);
        Assert.Equal((right.ToString(), "119.00"), (given["accountId"].GetString(), given["amount"].GetProperty("amount").GetString()));
    }

    [Fact]
    public async Task A_seller_may_do_without_receipts()
    {
        var (account, invoice) = await InvoicedAsync();
        var policy = (await Client.GetAsync($"/api/sellers/{account.Seller}/policy")).Expect(HttpStatusCode.OK);
        Assert.Equal("everyPayment", policy["receipts"].GetString());
        (await Client.PutAsync($"/api/sellers/{account.Seller}/policy", new { terms = Bodies.Net(14), receipts = "none" }, policy.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("none", (await Client.GetAsync($"/api/sellers/{account.Seller}/policy"))["receipts"].GetString());

        var payment = await PayAsync(account, invoice, "119.00");
        var assignment = Assert.Single((await Client.GetAsync($"/api/payments/{Uri.EscapeDataString(payment)}"))["assignments"].EnumerateArray());
        Assert.Equal("confirmed", assignment.GetProperty("status").GetString());
        Assert.False(assignment.TryGetProperty("receiptId", out _));
    }

    [Fact]
    public async Task An_invoice_is_no_receipt_and_a_receipt_no_invoice()
    {
        var (account, invoice) = await InvoicedAsync();
        var receiptId = await ReceiptOfAsync(await PayAsync(account, invoice, "119.00"));

        (await Client.GetAsync($"/api/receipts/{invoice.Invoice.DocumentId}")).Expect(HttpStatusCode.NotFound);
        (await Client.GetAsync($"/api/receipts/{invoice.Invoice.DocumentId}/pdf")).Expect(HttpStatusCode.NotFound);
        (await Client.GetAsync("/api/receipts/rcp_unknown")).Expect(HttpStatusCode.NotFound);
        (await Client.GetAsync($"/api/invoices/{receiptId}")).Expect(HttpStatusCode.NotFound);
    }

    private async Task<(AccountId Account, InvoiceFinalized Invoice)> InvoicedAsync(string? seller = null)
    {
        var account = await Given.AccountAsync(Host.Services, seller ?? await Given.SellerAsync(Host.Services));
        return (account, await Given.InvoiceAsync(Host.Services, account));
    }

    private async Task<string> PayAsync(AccountId account, InvoiceFinalized invoice, string amount)
    {
        var cheque = new { sellerId = account.Seller, amount = new { amount, currency = "EUR" }, valueDate = $"{invoice.IssueDate:O}", method = "cheque", reference = new { invoiceNumber = invoice.Number, text = "No. 4711" } };
        return (await Client.PostAsync("/api/payments", cheque)).Expect(HttpStatusCode.Created)["paymentId"].GetString()!;
    }

    private async Task<string> ReceiptOfAsync(string payment) =>
        (await Client.GetAsync($"/api/payments/{Uri.EscapeDataString(payment)}")).Expect(HttpStatusCode.OK)["assignments"][0].GetProperty("receiptId").GetString()!;

    private static string? Amount(System.Text.Json.JsonElement within, string name) => within.GetProperty(name).GetProperty("amount").GetString();
}
