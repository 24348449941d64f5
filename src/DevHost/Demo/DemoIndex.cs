using System.Globalization;
using System.Text;

namespace Billing.DevHost.Demo;

/// <summary>The file that says what lies where in the demo's folder.</summary>
internal sealed class DemoIndex(DirectoryInfo folder)
{
    private static readonly IReadOnlyList<(string Place, string Pattern, string What)> Places =
    [
        ("documents", "*-INV-*.pdf", "invoices, as customers got them"),
        ("documents", "*-LCH-*.pdf", "late charges: fee, compensation and interest as documents of their own"),
        ("documents", "*-ARR-*.pdf", "instalment plans that were agreed upon"),
        ("documents", "*-STM-*.pdf", "statements of account"),
        ("documents", "*-RCP-*.pdf", "receipts"),
        ("documents", "*-CRN-*.pdf", "credit notes"),
        ("documents", "*.xml", "e-invoices as files of their own"),
        ("print-batches", "*.pdf", "letters for the printer, with their cover sheet"),
        ("print-batches", "*.csv", "what lies where in them"),
        ("collections/cases", "*.json", "collections cases, each with the document that its agency got"),
        ("collections/exports", "*", "what the agencies were told, each in its format"),
        ("collections", "messages.ndjson", "what the agencies were told on the Service Bus, a message a line"),
        ("reports", "*.csv", "every report of each month's last day"),
        ("general-ledger", "*", "closed months as the general ledger got them"),
        ("emails", "*.eml", "every e-mail"),
        (".", "events.ndjson", "every event that was published, one a line"),
        (".", "journal.csv", "the journal"),
        (".", "host.log", "what the function app logged"),
    ];

    /// <summary>Writes <c>index.md</c>: the places with how many files each has, and the figures.</summary>
    public Task WriteAsync(DemoResult result, CancellationToken cancel)
    {
        var text = new StringBuilder("# What the demo made\n\n| where | files | what |\n| --- | --- | --- |\n");
        foreach (var (place, pattern, what) in Places)
        {
            var files = Files(place, pattern);
            if (files.Count > 0)
                text.Append(CultureInfo.InvariantCulture, $"| [{place}/{pattern}]({Path.GetRelativePath(folder.FullName, files[0]).Replace('\\', '/')}) | {files.Count} | {what} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nThe links lead to the first of each. {result.Invoices} invoices, {result.Notices} notices, {result.LateCharges} late charges, {result.Cases} collections cases.\n");
        return File.WriteAllTextAsync(Path.Combine(folder.FullName, "index.md"), text.ToString(), cancel);
    }

    private List<string> Files(string place, string pattern)
    {
        var at = new DirectoryInfo(Path.Combine(folder.FullName, place));
        return at.Exists ? [.. at.EnumerateFiles(pattern, pattern.Contains('*', StringComparison.Ordinal) ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly).Select(file => file.FullName).Order(StringComparer.Ordinal)] : [];
    }
}
