using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Deliveries;
using Billing.Functions.Documents;
using Billing.Functions.Messages;
using Billing.Functions.Numbers;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Numbers;

public sealed class CompletenessSweepTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_number_whose_document_can_still_be_issued_gets_it()
    {
        await using var services = azurite.Services();
        var (account, documentId, number) = await NumberWithoutDocumentAsync(services);

        await SweepAsync(services, account);

        var document = await services.GetRequiredService<AccountRows>().FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(documentId), default);
        Assert.Equal((number, DocumentKind.Invoice), (document?.Number, Assert.IsType<IssuedInvoice>(document).Invoice.Kind));
    }

    [Fact]
    public async Task A_number_whose_document_can_no_longer_be_issued_gets_a_void_sheet_and_the_next_invoice_another_number()
    {
        await using var services = azurite.Services();
        var (account, documentId, number) = await NumberWithoutDocumentAsync(services);
        var start = DateOnly.FromDateTime(DateTime.UtcNow);
        await Given.TransactAsync(services, account, new StartSubscription("second", "crm", 1, start, start), "second");

        await SweepAsync(services, account);
        var billed = await Given.TransactAsync(services, account, new RunBilling(), "run");

        var sheet = await services.GetRequiredService<AccountRows>().FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(documentId), default);
        Assert.Equal((number, true), (sheet?.Number, sheet?.IsVoidSheet));
        Assert.EndsWith("-000002", billed.Events.OfType<InvoiceFinalized>().Single().Number, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_without_a_blob_is_rendered_and_one_without_a_delivery_is_delivered()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var invoice = await Given.InvoiceAsync(services, account);
        await Given.TakeMessagesAsync<RenderDocumentsMessage>(services, StorageNames.RenderDocuments);

        Assert.Equal((1, 0), await SweepAsync(services, account));
        var render = await Given.TakeMessagesAsync<RenderDocumentsMessage>(services, StorageNames.RenderDocuments);
        Assert.Contains(render.SelectMany(message => message.Documents), named => named == new DocumentRef(account.ToString(), invoice.Invoice.DocumentId));

        var document = await services.GetRequiredService<AccountRows>().FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(invoice.Invoice.DocumentId), default);
        await services.GetRequiredService<DocumentStore>().SaveAsync(account, document!, new Billing.Documents.RenderedDocument([1, 2, 3], null), default);
        Assert.Equal((1, 0), await SweepAsync(services, account));
        var deliver = await Given.TakeMessagesAsync<DeliverDocumentsMessage>(services, StorageNames.DeliverDocuments);
        Assert.Contains(deliver.SelectMany(message => message.Deliveries), delivery => delivery.SubjectId == invoice.Invoice.DocumentId);

        // A claim is no delivery: whoever made it may have died with it.
        var book = services.GetRequiredService<DeliveryBook>();
        var claim = Assert.IsType<Claim.Held>(await book.ClaimAsync(account, invoice.Invoice.DocumentId, 1, TimeSpan.FromMinutes(1), default));
        Assert.Equal((1, 0), await SweepAsync(services, account));
        await book.MarkAsync(account, claim, Recipient.MainOf(document!.Buyer), "sent", "id", DateTimeOffset.UtcNow, default);
        Assert.Equal((0, 1), await SweepAsync(services, account));
        Assert.Equal((0, 1), await SweepAsync(services, account));
    }

    [Fact]
    public async Task A_number_is_voided_though_an_earlier_sweep_billed_the_account_in_vain()
    {
        await using var services = azurite.Services();
        var (account, documentId, number) = await NumberWithoutDocumentAsync(services);
        await services.GetRequiredService<AccountLedger>().TransactAsync(new AccountRequest(account, new HoldDunning("any", null), new CommandId("sweep", number), null, "test"), default);
        await Given.TransactAsync(services, account, new CancelSubscription("sub", DateOnly.FromDateTime(DateTime.UtcNow)), "cancel");

        await SweepAsync(services, account);

        var sheet = await services.GetRequiredService<AccountRows>().FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(documentId), default);
        Assert.Equal((number, true), (sheet?.Number, sheet?.IsVoidSheet));
    }

    [Fact]
    public async Task What_a_sweep_commits_has_its_effects_sent_even_where_the_sweep_dies_before_it_could()
    {
        await using var services = azurite.Services();
        var (account, _, _) = await NumberWithoutDocumentAsync(services);
        var storage = services.GetRequiredService<BillingStorage>();
        await storage.Queue(StorageNames.ResendEffects).ClearMessagesAsync();

        // The queue that the effects go to cannot be reached: as far as the sweep comes, a death there leaves the same.
        await storage.Queue(StorageNames.RenderDocuments).DeleteAsync();
        await SweepAsync(services, account);
        await storage.Queue(StorageNames.RenderDocuments).CreateAsync();

        Assert.Single((await Given.StateAsync(services, account)).Invoices);
        Assert.Equal(1, await services.GetRequiredService<WorkQueues>().LengthAsync(StorageNames.ResendEffects, default));
    }

    [Fact]
    public async Task A_number_of_a_draft_that_waits_for_a_review_is_told_of()
    {
        await using var services = azurite.Services();
        var seller = await Given.SellerAsync(services);
        var account = await Given.AccountAsync(services, seller);
        var book = services.GetRequiredService<Billing.Functions.Configuration.ConfigurationBook>();
        var (policy, etag) = (await book.FindAsync<BillingPolicy>(Billing.Functions.Configuration.ConfigurationNoun.Policy, seller, seller, default))!.Value;
        await book.WriteAsync(Billing.Functions.Configuration.ConfigurationNoun.Policy, seller, seller, policy with { DraftWindowDays = 3 }, etag, default);
        var start = DateOnly.FromDateTime(DateTime.UtcNow);
        await Given.TransactAsync(services, account, new StartSubscription("sub", "crm", 1, start, start), "subscribe");
        var draft = (await Given.TransactAsync(services, account, new RunBilling(), "run")).Events.OfType<InvoiceDrafted>().Single();
        var series = new NumberSeries(seller.ToUpperInvariant(), DocumentKind.Invoice, start.Year);
        var number = (await services.GetRequiredService<NumberBook>().ReserveAsync([(new DocumentToNumber(draft.Invoice.DocumentId, series, start), account)], default))[draft.Invoice.DocumentId];

        await SweepAsync(services, account);

        Assert.Equal(number, Assert.Single(await services.GetRequiredService<Billing.Functions.Tasks.TaskBook>().OpenTasksAsync(seller, default).ToListAsync()).Subject);
    }

    [Fact]
    public async Task A_number_that_cannot_be_mended_becomes_a_task_and_the_others_are_looked_at()
    {
        await using var services = azurite.Services();
        var stranger = AccountId.Of(Given.NewId("nobody"), "customer", Currency.Of("EUR"));
        var series = new NumberSeries("AAA" + stranger.Seller.ToUpperInvariant(), DocumentKind.Invoice, 2026);
        var number = (await services.GetRequiredService<NumberBook>().ReserveAsync([(new DocumentToNumber("inv_x", series, new DateOnly(2026, 1, 1)), stranger)], default))["inv_x"];
        var (account, documentId, _) = await NumberWithoutDocumentAsync(services);

        await SweepAsync(services, account);

        var task = Assert.Single(await services.GetRequiredService<Billing.Functions.Tasks.TaskBook>().OpenTasksAsync(stranger.Seller, default).ToListAsync());
        Assert.Equal(("number-without-document", number), (task.Kind, task.Subject));
        Assert.NotNull(await services.GetRequiredService<AccountRows>().FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(documentId), default));
    }

    [Fact]
    public async Task The_number_of_a_receipt_whose_payment_never_came_is_voided_and_the_payment_gets_another()
    {
        await using var services = azurite.Services();
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var payment = new ApplyPayment("pay|stripe|acct_1|pi_1|1", "stripe|acct_1|pi_1", new Money(50, Currency.Of("EUR")), today, null);
        var would = (Decision.Accepted)await services.GetRequiredService<AccountLedger>().PreviewAsync(new AccountRequest(account, payment, new CommandId("pay", payment.AssignmentId), null, "test"), default);
        var documentId = would.Events.OfType<ReceiptIssued>().Single().Receipt.DocumentId;
        var series = new NumberSeries(account.Seller.ToUpperInvariant(), DocumentKind.Receipt, today.Year);
        var number = (await services.GetRequiredService<NumberBook>().ReserveAsync([(new DocumentToNumber(documentId, series, today), account)], default))[documentId];

        var swept = await services.GetRequiredService<CompletenessSweep>().SweepAsync(default, settledAfter: TimeSpan.FromSeconds(-60));
        Assert.Equal(1, swept.Single(one => one.Series == series.Name).Mended);
        var paid = await Given.TransactAsync(services, account, payment, "pay");

        var sheet = await services.GetRequiredService<AccountRows>().FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(documentId), default);
        Assert.Equal((number, true), (sheet?.Number, sheet?.IsVoidSheet));
        var receipt = paid.Events.OfType<ReceiptIssued>().Single();
        Assert.EndsWith("-000002", receipt.Number, StringComparison.Ordinal);
        Assert.NotNull(await services.GetRequiredService<AccountRows>().FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(receipt.Receipt.DocumentId), default));
    }

    // What is left when a process dies between reserving a number and committing.
    private static async Task<(AccountId Account, string DocumentId, string Number)> NumberWithoutDocumentAsync(IServiceProvider services)
    {
        var account = await Given.AccountAsync(services, await Given.SellerAsync(services));
        var start = DateOnly.FromDateTime(DateTime.UtcNow);
        await Given.TransactAsync(services, account, new StartSubscription("sub", "crm", 1, start, start), "subscribe");
        var would = (Decision.Accepted)await services.GetRequiredService<AccountLedger>().PreviewAsync(new AccountRequest(account, new RunBilling(), new CommandId("test", "run"), null, "test"), default);
        var documentId = would.Events.OfType<InvoiceFinalized>().Single().Invoice.DocumentId;
        var series = new NumberSeries(account.Seller.ToUpperInvariant(), DocumentKind.Invoice, start.Year);
        var numbers = await services.GetRequiredService<NumberBook>().ReserveAsync([(new DocumentToNumber(documentId, series, start), account)], default);
        return (account, documentId, numbers[documentId]);
    }

    private static async Task<(int Mended, long Through)> SweepAsync(IServiceProvider services, AccountId account)
    {
        var swept = await services.GetRequiredService<CompletenessSweep>().SweepAsync(default, settledAfter: TimeSpan.FromSeconds(-60));
        var own = Assert.Single(swept, series => series.Series.StartsWith($"{account.Seller.ToUpperInvariant()}-INV-", StringComparison.Ordinal));
        return (own.Mended, own.Through);
    }
}
