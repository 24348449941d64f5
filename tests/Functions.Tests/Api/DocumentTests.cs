using System.Net;
using Azure.Data.Tables;
using Billing.Documents;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Messages;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Api;

/// <summary>The files of documents, and sending them again.</summary>
public sealed class DocumentTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    internal override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?> { ["DocumentLinks:Keys:0"] = new string('k', 40), ["DocumentLinks:BaseUrl"] = "https://billing.example" };

    [Fact]
    public async Task The_e_invoice_is_given_beside_the_PDF_with_its_hash_as_ETag_and_not_a_second_time_to_who_has_it()
    {
        var (account, id) = await InvoicedAsync();
        Assert.Equal("not-rendered", (await Client.GetAsync($"/api/invoices/{id}/xml")).Expect(HttpStatusCode.NotFound).Code);
        var stored = await SaveAsync(account, id, "<Invoice/>");

        var xml = (await Client.GetAsync($"/api/invoices/{id}/xml")).Expect(HttpStatusCode.OK);

        Assert.Equal(("application/xml", "<Invoice/>", $"\"{stored.EInvoice!.Sha256}\""), (xml.ContentType, xml.Text, xml.ETag));
        (await Client.SendAsync(HttpMethod.Get, $"/api/invoices/{id}/xml", null, ("If-None-Match", xml.ETag))).Expect(HttpStatusCode.NotModified);
        var pdf = (await Client.GetAsync($"/api/invoices/{id}/pdf")).Expect(HttpStatusCode.OK);
        Assert.Equal($"\"{stored.Sha256}\"", pdf.ETag);
    }

    [Fact]
    public async Task A_customer_without_e_invoices_has_no_XML()
    {
        var (account, id) = await InvoicedAsync();
        await SaveAsync(account, id, null);

        Assert.Equal("no-e-invoice", (await Client.GetAsync($"/api/invoices/{id}/xml")).Expect(HttpStatusCode.NotFound).Code);
    }

    [Fact]
    public async Task A_signed_link_opens_its_file_without_a_key_and_no_other()
    {
        var (account, id) = await InvoicedAsync();
        var stored = await SaveAsync(account, id, "<Invoice/>");
        var links = Host.Services.GetRequiredService<DocumentLinks>();
        var (pdf, xml) = (links.To(account, id, stored.Pdf).Url.AbsolutePath, links.To(account, id, stored.EInvoice!).Url.AbsolutePath);

        using var anybody = new HttpClient { BaseAddress = Host.Url };
        using var answer = await anybody.GetAsync(pdf);
        Assert.Equal((HttpStatusCode.OK, "%PDF-1.7 bytes"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(("attachment", "private, no-store", "nosniff"), (answer.Content.Headers.ContentDisposition!.DispositionType, $"{answer.Headers.CacheControl}".Replace("no-store, private", "private, no-store", StringComparison.Ordinal), Assert.Single(answer.Headers.GetValues("X-Content-Type-Options"))));
        Assert.Equal("<Invoice/>", await anybody.GetStringAsync(xml));
        Assert.Equal("unknown-link", (await Client.GetAsync(pdf + "A")).Expect(HttpStatusCode.NotFound).Code);
        Assert.Equal("unknown-link", (await Client.GetAsync($"/api/documents/{id}")).Expect(HttpStatusCode.NotFound).Code);
    }

    [Fact]
    public async Task A_document_is_sent_again_once_a_key_to_the_customer_or_to_somebody_else()
    {
        var (account, id) = await InvoicedAsync();
        var path = $"/api/customers/{account}/documents/{id}/deliveries";
        Assert.Equal("not-rendered", (await Client.PostAsync(path, new { })).Expect(HttpStatusCode.Conflict).Code);
        await SaveAsync(account, id, null);
        await Given.TakeMessagesAsync<DeliverDocumentsMessage>(Host.Services, StorageNames.DeliverDocuments);

        var again = (await Client.PostAsync(path, new { }, "k1")).Expect(HttpStatusCode.Accepted);
        (await Client.PostAsync(path, new { }, "k1")).Expect(HttpStatusCode.Accepted);
        var forwarded = (await Client.PostAsync(path, new { to = "law@firm.example", name = "Kanzlei" }, "k2")).Expect(HttpStatusCode.Accepted);

        Assert.Equal((2, 3), (again["copy"].GetInt32(), forwarded["copy"].GetInt32()));
        Assert.Equal("key-reused", (await Client.PostAsync(path, new { to = "law@firm.example" }, "k1")).Expect(HttpStatusCode.UnprocessableEntity).Code);
        var sent = (await Given.TakeMessagesAsync<DeliverDocumentsMessage>(Host.Services, StorageNames.DeliverDocuments)).SelectMany(message => message.Deliveries).Where(one => one.SubjectId == id);
        Assert.Equal([2, 2, 3], sent.Select(one => one.Copy!.Value));
        var listed = (await Client.GetAsync($"/api/customers/{account}/deliveries")).Expect(HttpStatusCode.OK);
        Assert.Equal(["email 2 customer requested key", "email 3 other requested key"], listed["deliveries"].EnumerateArray().Select(one => $"{one.GetProperty("channel")} {one.GetProperty("copy")} {one.GetProperty("addressKind")} {one.GetProperty("state")} {one.GetProperty("actor")}"));
        Assert.DoesNotContain("law@firm.example", listed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_with_the_reason()
    {
        var (account, id) = await InvoicedAsync();
        await SaveAsync(account, id, null);
        var path = $"/api/customers/{account}/documents/{id}/deliveries";

        Assert.Equal(["#/to"], (await Client.PostAsync(path, new { to = "nobody" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/name"], (await Client.PostAsync(path, new { name = "Kanzlei" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        (await Client.PostAsync($"/api/customers/{account}/documents/inv_unknown/deliveries", new { })).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_marked_address_is_not_sent_to_until_an_operator_clears_the_mark()
    {
        var (account, id) = await InvoicedAsync();
        await SaveAsync(account, id, null);
        var (path, hash) = ($"/api/customers/{account}/documents/{id}/deliveries", AddressMarks.HashOf(account, "a@kunde.example"));
        await Host.Services.GetRequiredService<AddressMarks>().MarkAsync(account, new MailProblem(hash, RecipientKind.Customer, "bounce", "5.1.1", DateTimeOffset.UtcNow.AddDays(-1), id), default);
        Assert.Equal("address-marked", (await Client.PostAsync(path, new { })).Expect(HttpStatusCode.Conflict).Code);
        (await Client.PostAsync(path, new { to = "other@kunde.example" })).Expect(HttpStatusCode.Accepted);
        Assert.Equal(hash, Assert.Single((await Client.GetAsync($"/api/customers/{account}/deliveries"))["addressProblems"].EnumerateArray()).GetProperty("problemId").GetString());

        var clear = $"/api/customers/{account}/mail-problems/{hash}/clear";
        Assert.Empty((await Client.PostAsync(clear, new { reason = "The mailbox was full" }, "c")).Expect(HttpStatusCode.OK)["addressProblems"].EnumerateArray());
        (await Client.PostAsync(clear, new { reason = "The mailbox was full" }, "c")).Expect(HttpStatusCode.OK);
        (await Client.PostAsync(clear, new { reason = "Again" })).Expect(HttpStatusCode.NotFound);

        (await Client.PostAsync(path, new { })).Expect(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task An_erasure_takes_where_copies_went_to_and_which_addresses_are_marked()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        var (marks, book) = (Host.Services.GetRequiredService<AddressMarks>(), Host.Services.GetRequiredService<DeliveryBook>());
        var (other, at) = (new Recipient(RecipientKind.Other, "Kanzlei", "law@firm.example"), DateTimeOffset.UtcNow);
        var copy = await book.RequestAsync(account, "inv_1", new RequestedCopy("k", other, "ann", at), firstFree: 1, default);
        await book.MarkAsync(account, Assert.IsType<Claim.Held>(await book.ClaimAsync(account, "inv_1", copy, TimeSpan.FromMinutes(1), default)), other, DeliveryBook.Sent, "msg_1", at, default);
        await marks.MarkAsync(account, new MailProblem(AddressMarks.HashOf(account, other.Email), RecipientKind.Other, "bounce", "5.1.1", at, "inv_1"), default);

        (await Client.PostAsync($"/api/customers/{account}/erasure", new { reason = "Asked by letter" })).Expect(HttpStatusCode.OK);

        Assert.Empty(await marks.ListAsync(account, default));
        var rows = await Host.Services.GetRequiredService<BillingStorage>().Accounts.QueryAsync<TableEntity>(row => row.PartitionKey == account.ToString()).ToListAsync();
        var said = rows.SelectMany(row => row).Select(property => $"{property.Value}").ToList();
        Assert.DoesNotContain(said, text => text.Contains("law@firm.example", StringComparison.Ordinal) || text.Contains("Kanzlei", StringComparison.Ordinal) || text.Contains(AddressMarks.HashOf(account, other.Email), StringComparison.Ordinal));
        Assert.Equal(("sent", "ann"), Assert.Single(await book.ListAsync(account, default)) is var kept ? (kept.State, kept.Actor) : default);
    }

    private async Task<(AccountId Account, string DocumentId)> InvoicedAsync()
    {
        var account = await Given.AccountAsync(Host.Services, await Given.SellerAsync(Host.Services));
        return (account, (await Given.InvoiceAsync(Host.Services, account)).Invoice.DocumentId);
    }

    private async Task<StoredDocument> SaveAsync(AccountId account, string documentId, string? xml)
    {
        var document = (await Host.Services.GetRequiredService<AccountRows>().FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(documentId), default))!;
        return await Host.Services.GetRequiredService<DocumentStore>().SaveAsync(account, document, new RenderedDocument([.. "%PDF-1.7 bytes"u8], xml is null ? null : System.Text.Encoding.UTF8.GetBytes(xml)), default);
    }
}
