using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Billing.Documents.Reports;
using Billing.Domain;
using Billing.Functions.Documents;
using Billing.Functions.GeneralLedger;
using Billing.Functions.Storage;

namespace Billing.Functions.Reports.Subscriptions;

/// <summary>Makes the files of reports and keeps them in the container <c>reports</c>, each written once.</summary>
internal sealed class ReportFiles(ReportDesk desk, ReportPrinter printer, BillingStorage storage)
{
    private BlobContainerClient Container => storage.Container(StorageNames.Reports);

    /// <summary>Makes the files of a report. Where it is too long for PDF, it comes as CSV instead.</summary>
    /// <exception cref="ReportDoesNotTieException">It does not tie.</exception>
    public async Task<IReadOnlyList<StoredFile>> MakeAsync(DeliverReportMessage wanted, IReadOnlyList<ReportFileFormat> formats, CancellationToken cancellation)
    {
        var files = new List<StoredFile>();
        foreach (var format in formats.Order())
        {
            var file = await MakeAsync(wanted, format, cancellation);
            if (!files.Contains(file))
                files.Add(file);
        }

        return files;
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="InvalidDataException">They are not those that were written.</exception>
    public Task<BinaryData> ReadAsync(StoredFile file, CancellationToken cancellation) => Container.ReadWholeAsync(file, cancellation);

    /// <summary>A file as a stream; nothing where it is gone.</summary>
    public async Task<Stream?> OpenAsync(string path, CancellationToken cancellation)
    {
        var blob = Container.GetBlobClient(path);
        return await blob.ExistsAsync(cancellation) ? await blob.OpenReadAsync(cancellationToken: cancellation) : null;
    }

    private async Task<StoredFile> MakeAsync(DeliverReportMessage wanted, ReportFileFormat format, CancellationToken cancellation)
    {
        using var made = await desk.MakeAsync(wanted.Question(), cancellation);
        if (format == ReportFileFormat.Csv)
            return await WriteCsvAsync(wanted.PathOf(ReportFileFormat.Csv), made.Report, cancellation);
        try
        {
            return await Container.WriteOnceAsync(wanted.PathOf(ReportFileFormat.Pdf), await printer.PrintAsync(made.Report, cancellation), DocumentStore.PdfType, cancellation);
        }
        catch (ReportTooLongException)
        {
            return await MakeAsync(wanted, ReportFileFormat.Csv, cancellation);
        }
    }

    private async Task<StoredFile> WriteCsvAsync(string path, Report report, CancellationToken cancellation)
    {
        var blob = Container.GetBlobClient(path);
        await using var upload = new BlobUpload(blob, DeliverReportMessage.TypeOf(path), cancellation);
        try
        {
            foreach (var part in ReportCsv.Parts(report))
                await upload.WriteAsync(part, cancellation);
            return new StoredFile(path, await upload.CompleteAsync(), upload.Bytes);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // It is there from an attempt that was cut short: it stays, and its hash is said.
            await using var stored = await blob.OpenReadAsync(cancellationToken: cancellation);
            return new StoredFile(path, Convert.ToHexStringLower(await SHA256.HashDataAsync(stored, cancellation)), stored.Length);
        }
    }
}
