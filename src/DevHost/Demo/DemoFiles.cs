using System.Globalization;
using System.Text;
using Billing.Functions.Journal;
using Billing.Functions.Storage;
using CsvHelper;

namespace Billing.DevHost.Demo;

/// <summary>What the demo leaves in its folder, beside the e-mails that the mail catcher writes there: the documents as PDF and, where customers get them so, as XML, the published events, the journal.</summary>
internal sealed class DemoFiles(DirectoryInfo folder, IServiceProvider app)
{
    public static string EmailsOf(DirectoryInfo folder) => Path.Combine(folder.FullName, "emails");

    public async Task WriteAsync(DevEnvironment environment, Samples samples, CancellationToken cancel)
    {
        var container = app.GetRequiredService<BillingStorage>().Container(StorageNames.Documents);
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancel))
        {
            var path = Path.Combine(folder.FullName, "documents", blob.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await container.GetBlobClient(blob.Name).DownloadToAsync(path, cancel);
        }

        await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "events.ndjson"),
            environment.ServiceBus.Published("billing-events").Select(message => Encoding.UTF8.GetString(message.Body.Span)), cancel);
        await File.WriteAllLinesAsync(Path.Combine(folder.CreateSubdirectory("collections").FullName, "messages.ndjson"),
            environment.ServiceBus.Published("billing-events").Where(message => message.ApplicationProperties.GetValueOrDefault("audience") is "collections").Select(message => Encoding.UTF8.GetString(message.Body.Span)), cancel);
        await WriteJournalAsync(samples, cancel);
    }

    private async Task WriteJournalAsync(Samples samples, CancellationToken cancel)
    {
        await using var csv = new CsvWriter(new StreamWriter(Path.Combine(folder.FullName, "journal.csv")), CultureInfo.InvariantCulture);
        foreach (var column in new[] { "seller", "posting_date", "source", "version", "line", "account", "debit", "credit", "currency", "document", "due_date", "text", "recorded_at" })
            csv.WriteField(column);
        await csv.NextRecordAsync();
        foreach (var seller in samples.Sellers)
        {
            await foreach (var line in app.GetRequiredService<JournalBook>().ReadAsync(seller.SellerId, DateOnly.MinValue, new DateOnly(9999, 12, 30), cancel))
            {
                object?[] fields =
                [
                    line.SellerId, $"{line.PostingDate:O}", line.Source, line.Version, line.LineNo, line.LedgerAccount, line.Amount.IsPositive ? line.Amount.Amount : null, line.Amount.IsNegative ? -line.Amount.Amount : null,
                    line.Amount.Currency.Code, line.DocumentId, line.DueDate is { } due ? $"{due:O}" : "", line.Text, $"{line.RecordedAt:O}",
                ];
                foreach (var field in fields)
                    csv.WriteField(field);
                await csv.NextRecordAsync();
            }
        }
    }
}
