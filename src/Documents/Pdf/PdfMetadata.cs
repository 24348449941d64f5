namespace Billing.Documents.Pdf;

/// <summary>What a file says about itself. The date comes from the document: nothing here reads a clock.</summary>
/// <param name="Title">Shown in the window's title.</param>
/// <param name="Author">Who issued the document.</param>
/// <param name="Language">The language of its text as a BCP 47 tag.</param>
/// <param name="Created">When the document was made, as it is dated.</param>
internal sealed record PdfMetadata(string Title, string Author, string Language, DateTimeOffset Created)
{
    internal const string Producer = "Billing";
}
