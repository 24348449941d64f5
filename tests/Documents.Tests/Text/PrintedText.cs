using Billing.Documents.Pdf;
using Billing.Documents.Pdf.Layout;
using Billing.Documents.Pdf.Text;

namespace Billing.Documents.Tests.Text;

/// <summary>A page with paragraphs and nothing else.</summary>
internal static class PrintedText
{
    internal static byte[] Of(params TextSpan[][] paragraphs) => PdfWriter.Write(
        PageFlow.Compose(
            PageFormat.A4,
            new PageFrame { ContinuationHeader = new Space(0), Footer = (_, _) => new Space(0), Imprint = new Space(0) },
            paragraphs.Select(spans => new Paragraph(spans, StructureRole.Paragraph))),
        new PdfMetadata("Text", "Acme", "en", new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)),
        []);

    internal static byte[] Of(string text, FontSet fonts) => Of([new TextSpan(text, new TextStyle(12, Color.Black) { Fonts = fonts })]);

    /// <summary>What a reader copies out of it, without the directional marks that extraction adds.</summary>
    internal static string Copied(byte[] pdf) =>
        string.Concat(PdfTool.Text(pdf).Where(c => c is not ('\u202A' or '\u202B' or '\u202C' or '\u200E' or '\u200F')));
}
