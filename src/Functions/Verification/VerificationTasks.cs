using Billing.Functions.Tasks;

namespace Billing.Functions.Verification;

/// <summary>Keeps one task for each document, and each file of none, that something is wrong with. It is closed when the next verification finds it whole.</summary>
internal sealed class VerificationTasks(TaskBook tasks, TimeProvider clock)
{
    public const string Kind = "document-damaged";

    /// <summary>What the seller's open tasks of this kind are about.</summary>
    public async Task<IReadOnlySet<string>> SubjectsAsync(string sellerId, CancellationToken cancellation) =>
        await tasks.OpenTasksAsync(sellerId, cancellation).Where(task => task.Kind == Kind).Select(task => task.Subject).ToHashSetAsync(StringComparer.Ordinal, cancellation);

    /// <summary>Opens a task for what was found about one document or file, or closes the one that is open where nothing was.</summary>
    public async Task KeepAsync(string sellerId, string subject, IReadOnlyList<DocumentFinding> findings, IReadOnlySet<string> open, CancellationToken cancellation)
    {
        var id = TaskBook.IdOf(Kind, subject);
        if (findings.Count > 0)
            await tasks.OpenAsync(new WorkTask(sellerId, id, Kind, subject, $"{subject}: {string.Join(' ', findings.Select(TextOf))}", clock.GetUtcNow()), cancellation);
        else if (open.Contains(subject))
            await tasks.CloseAsync(sellerId, id, cancellation);
    }

    private static string TextOf(DocumentFinding finding) => finding.Fault switch
    {
        DocumentFault.NotRendered => "It was never rendered. The nightly sweep has it rendered; look at the poison queue of documents if that does not help.",
        DocumentFault.FileMissing => $"{finding.Path} is gone. Restore it from the storage's soft delete or its backup.",
        DocumentFault.SizeChanged or DocumentFault.ContentChanged => $"{finding.Path} is not what was written. Restore the version that its record names, and find out who changed it.",
        DocumentFault.EInvoiceMissing => $"It should have an e-invoice, {finding.Path}, and its record has none. The nightly sweep has it made.",
        _ => $"{finding.Path} is in no document's record. Find out who put it there; delete it if it is of no document.",
    };
}
