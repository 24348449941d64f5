namespace Billing.Functions.Verification;

/// <summary>What is wrong between a document and its files.</summary>
internal enum DocumentFault
{
    /// <summary>The document has no record, and so no files.</summary>
    NotRendered,

    /// <summary>The record names a file that is not there.</summary>
    FileMissing,

    /// <summary>The file has another size than its record says.</summary>
    SizeChanged,

    /// <summary>The file has other bytes than were written.</summary>
    ContentChanged,

    /// <summary>The document should have an e-invoice, and its record has none.</summary>
    EInvoiceMissing,

    /// <summary>The file is in no document's record.</summary>
    Unrecorded,
}

/// <summary>Something that is wrong.</summary>
/// <param name="Subject">The document's number; the path of a file that is no document's.</param>
/// <param name="AccountId">Whose document it is, if anybody's.</param>
/// <param name="DocumentId">The document, if there is one.</param>
/// <param name="Path">The file, where it is about one.</param>
/// <param name="Fault">What is wrong with it.</param>
internal sealed record DocumentFinding(string Subject, string? AccountId, string? DocumentId, string? Path, DocumentFault Fault);
