using System.Net;
using Azure.Data.Tables;
using Billing.Documents;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Documents;
using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Billing.Functions.Storage;
using Billing.Functions.Tasks;
using Billing.Functions.Tests.Api;
using Billing.Functions.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Verification;

/// <summary>Documents against their files: each fault is planted, found, told in the run and in a task, and gone once it is mended.</summary>
public sealed class VerificationTests(AzuriteFixture azurite) : ApiTest(azurite)
{
    private readonly DateOnly month = new(DateTime.UtcNow.Year, DateTime.UtcNow.Month, 1);
    private string seller = "";

    private IServiceProvider Services => Host.Services;

    [Fact]
    public async Task What_is_whole_has_nothing_found_and_everything_looked_at()
    {
        await DocumentAsync();
        await DocumentAsync(EInvoiceFormat.Ubl);

        var run = await VerifyAsync();

        Assert.Equal((2, 0), (run.Total.Documents, run.Total.Damaged));
        Assert.Equal((RunState.Completed, 0), (run.State, run.BatchesLeft));
        Assert.Empty(await TasksAsync());
    }

    [Theory]
    [InlineData(nameof(DocumentFault.FileMissing))]
    [InlineData(nameof(DocumentFault.SizeChanged))]
    [InlineData(nameof(DocumentFault.ContentChanged))]
    [InlineData(nameof(DocumentFault.NotRendered))]
    [InlineData(nameof(DocumentFault.EInvoiceMissing))]
    [InlineData(nameof(DocumentFault.Unrecorded))]
    public async Task A_planted_fault_is_found_is_a_task_and_is_over_when_it_is_mended(string planted)
    {
        var fault = Enum.Parse<DocumentFault>(planted);
        var (account, document, stored) = await DocumentAsync(EInvoiceFormat.Ubl);
        await DocumentAsync();
        var (container, rows) = (Services.GetRequiredService<BillingStorage>().Container(StorageNames.Documents), Services.GetRequiredService<BillingStorage>().Accounts);
        var blob = container.GetBlobClient(stored.EInvoice!.Path);
        var original = (await blob.DownloadContentAsync()).Value.Content;
        var record = (await rows.GetEntityAsync<TableEntity>(account.ToString(), DocumentStore.RowKey(document.DocumentId))).Value;
        var stray = container.GetBlobClient($"{DocumentStore.FolderOf(seller, month)}{document.Number}.txt");
        switch (fault)
        {
            case DocumentFault.FileMissing: await blob.DeleteAsync(); break;
            case DocumentFault.SizeChanged: await blob.UploadAsync(BinaryData.FromString($"{original} "), overwrite: true); break;
            case DocumentFault.ContentChanged: await blob.UploadAsync(BinaryData.FromString($"{original}".Replace('I', 'J')), overwrite: true); break;
            case DocumentFault.NotRendered: await rows.DeleteEntityAsync(record.PartitionKey, record.RowKey); break;
            case DocumentFault.EInvoiceMissing: await rows.UpdateEntityAsync(new TableEntity(record.PartitionKey, record.RowKey) { ["Json"] = BillingJson.Write(stored with { EInvoice = null }) }, Azure.ETag.All, TableUpdateMode.Replace); break;
            default: await stray.UploadAsync(BinaryData.FromString("?")); break;
        }

        var run = await VerifyAsync();

        // A record that does not name its file, or is gone, leaves the file unrecorded as well.
        DocumentFinding Finding(DocumentFault what, string? path) => new(document.Number, account.ToString(), document.DocumentId, path, what);
        IReadOnlyList<DocumentFinding> expected = fault switch
        {
            DocumentFault.NotRendered => [Finding(fault, null), Finding(DocumentFault.Unrecorded, stored.Path), Finding(DocumentFault.Unrecorded, blob.Name)],
            DocumentFault.EInvoiceMissing => [Finding(fault, blob.Name), Finding(DocumentFault.Unrecorded, blob.Name)],
            DocumentFault.Unrecorded => [Finding(fault, stray.Name)],
            _ => [Finding(fault, blob.Name)],
        };
        Assert.Equal(expected.OrderBy(one => $"{one.Fault}{one.Path}", StringComparer.Ordinal), run.Total.Findings.OrderBy(one => $"{one.Fault}{one.Path}", StringComparer.Ordinal));
        var tasks = await TasksAsync();
        Assert.Equal(expected.Select(one => one.Fault == DocumentFault.Unrecorded ? one.Path! : one.Subject).Distinct().Order(StringComparer.Ordinal), tasks.Select(task => task.Subject).Order(StringComparer.Ordinal));
        Assert.All(tasks, task => Assert.Equal("document-damaged", task.Kind));

        await stray.DeleteIfExistsAsync();
        await blob.UploadAsync(original, overwrite: true);
        await rows.UpsertEntityAsync(record, TableUpdateMode.Replace);
        Assert.Equal(0, (await VerifyAsync()).Total.Damaged);
        Assert.Empty(await TasksAsync());
    }

    [Fact]
    public async Task A_month_has_its_own_documents_and_a_number_without_a_date_those_of_its_document()
    {
        var (account, document, _) = await DocumentAsync();
        Assert.Equal(0, (await VerifyAsync(month.AddMonths(-1))).Total.Documents);
        Assert.Equal(0, (await VerifyAsync(month.AddMonths(1))).Total.Documents);

        var numbers = Services.GetRequiredService<BillingStorage>().Numbers;
        var row = await numbers.QueryAsync<TableEntity>(one => one.PartitionKey == document.Number.Substring(0, document.Number.LastIndexOf('-'))).FirstAsync(one => one.ContainsKey("ReservedFor"));
        Assert.Equal($"{document.IssueDate:O}", row.GetString("ReservedFor"));
        row.Remove("ReservedFor");
        await numbers.UpdateEntityAsync(row, Azure.ETag.All, TableUpdateMode.Replace);

        Assert.Equal(1, (await VerifyAsync()).Total.Documents);
        Assert.Equal(0, (await VerifyAsync(month.AddMonths(-1))).Total.Documents);
    }

    [Fact]
    public async Task An_operator_starts_it_once_a_key_and_sees_what_it_found()
    {
        await DocumentAsync();
        var path = $"/api/sellers/{seller}/document-verifications?from={month:yyyy-MM}&to={month:yyyy-MM}";

        var started = (await StartAsync(path, "k1")).Expect(HttpStatusCode.Accepted);
        Assert.Equal(started.Text, (await StartAsync(path, "k1")).Expect(HttpStatusCode.Accepted).Text);
        await WorkAsync();

        var run = (await Client.GetAsync(started.Headers.Location!.ToString())).Expect(HttpStatusCode.OK);
        Assert.Equal(("verify", "completed", 0), (run["kind"].GetString(), run["state"].GetString(), run["verified"].GetProperty("damaged").GetInt32()));
        Assert.Equal(["to"], (await StartAsync($"/api/sellers/{seller}/document-verifications?from=2026-02&to=2026-01", "k2")).Expect(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(["from"], (await StartAsync($"/api/sellers/{seller}/document-verifications?from=May", "k3")).Expect(HttpStatusCode.BadRequest).Pointers);
        (await StartAsync("/api/sellers/nobody/document-verifications", "k4")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Each_month_the_one_before_is_verified_for_every_seller_once()
    {
        await DocumentAsync();
        var lastMonth = month.AddMonths(-1);

        for (var time = 0; time < 2; time++)
            await ActivatorUtilities.CreateInstance<VerifyLastMonth>(Services).RunAsync(new Microsoft.Azure.Functions.Worker.TimerInfo(), default);
        await WorkAsync();

        var run = (await Services.GetRequiredService<RunBook>().FindAsync($"verify-{seller}-{lastMonth:yyyy-MM}", default))!;
        Assert.Equal((RunState.Completed, new MonthSpan(lastMonth, lastMonth)), (run.State, run.Run.Months));
    }

    private Task<ApiAnswer> StartAsync(string path, string key) => Client.SendAsync(HttpMethod.Post, path, null, ("Idempotency-Key", key));

    // An issued invoice with files that are not what would be rendered: only their records matter here.
    private async Task<(AccountId Account, IssuedDocument Document, StoredDocument Stored)> DocumentAsync(EInvoiceFormat format = EInvoiceFormat.None)
    {
        seller = seller.Length > 0 ? seller : await Given.SellerAsync(Services);
        var account = await Given.AccountAsync(Services, seller, with: customer => customer with { EInvoiceFormat = format, VatId = "DE136695976" });
        var id = (await Given.InvoiceAsync(Services, account)).Invoice.DocumentId;
        var document = (await Services.GetRequiredService<AccountRows>().FindAsync<IssuedDocument>(account, AccountRows.DocumentKey(id), default))!;
        var rendered = new RenderedDocument([.. "%PDF-1.7"u8], document.HasEInvoice() ? [.. "<Invoice/>"u8] : null);
        return (account, document, await Services.GetRequiredService<DocumentStore>().SaveAsync(account, document, rendered, default));
    }

    private async Task<RunProgress> VerifyAsync(DateOnly? of = null)
    {
        var months = new MonthSpan(of ?? month, of ?? month);
        var run = new Run(Given.NewId("verify"), WorkKind.Verify, new WorkDay(DateTimeOffset.UtcNow, null), [seller], false, "test") { Months = months };
        await Services.GetRequiredService<VerificationStarter>().StartAsync(run, seller, months, default);
        await WorkAsync(settledBefore: DateTimeOffset.UtcNow.AddMinutes(1));
        return (await Services.GetRequiredService<RunBook>().FindAsync(run.RunId, default))!;
    }

    // Works through the queue; each part comes twice, as a queue may hand it out.
    private async Task WorkAsync(DateTimeOffset? settledBefore = null)
    {
        var function = ActivatorUtilities.CreateInstance<VerifyDocuments>(Services);
        while (await Given.TakeMessagesAsync<VerifyDocumentsMessage>(Services, StorageNames.VerifyDocuments) is { Count: > 0 } parts)
        {
            foreach (var part in parts.Concat(parts).Where(part => part.SellerId == seller))
                await function.RunAsync(BillingJson.Write(settledBefore is { } moment ? part with { SettledBefore = moment } : part), new DequeuedContext(1), default);
        }
    }

    private async Task<IReadOnlyList<WorkTask>> TasksAsync() => await Services.GetRequiredService<TaskBook>().OpenTasksAsync(seller, default).ToListAsync();
}
