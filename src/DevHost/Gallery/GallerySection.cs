using System.Text.Json;
using Billing.DevHost.Gallery.Samples;
using Billing.Documents;
using Billing.Documents.CoverSheets;
using Billing.Documents.Letterheads;
using Billing.Documents.Notices;
using Billing.Documents.Samples;
using Billing.Documents.Statements;
using Billing.Domain;

namespace Billing.DevHost.Gallery;

/// <summary>Documents that stand together in the gallery.</summary>
/// <param name="Name">Its folder: a language, or what a template shows.</param>
/// <param name="Documents">In the order of their kinds.</param>
/// <param name="Assets">The seller's.</param>
internal sealed record GallerySection(string Name, IReadOnlyList<SampleDocument> Documents, DocumentAssets Assets)
{
    /// <summary>Every kind in every language, then sellers' templates.</summary>
    /// <param name="samples">The folder of the sample data, which has the sellers' logos.</param>
    public static IReadOnlyList<GallerySection> All(string samples)
    {
        var nordlicht = Logo(samples, "nordlicht");
        var cascade = Logo(samples, "cascade");
        return
        [
            .. SampleCustomers.Languages.Select(language => new GallerySection(
                language, [.. new SampleDocuments(SampleSellers.Nordlicht, SampleCustomers.In(language)).All(), .. Letters(language)], nordlicht)),
            new GallerySection("print-batch", [new SampleDocument("print-batch", assets => new RenderedDocument(SamplePrintBatches.File(assets), null))], nordlicht),
            new GallerySection("template-us-letter", new SampleDocuments(SampleSellers.Cascade, SampleCustomers.American).All(), cascade),
            new GallerySection("template-arabic-labels-by-law", new SampleDocuments(SampleSellers.Wadi, SampleCustomers.In("en")).All(), DocumentAssets.None),
            Template("template-no-window", new DocumentTemplate { Window = WindowChoice.None }, "en"),
            Template("template-no-window-right-to-left", new DocumentTemplate { Window = WindowChoice.None }, "ar"),
            Template("template-letter-with-din-window", new DocumentTemplate { Paper = PaperChoice.Letter, Window = WindowChoice.Din5008B }, "en"),
            Template("template-second-language", new DocumentTemplate { SecondLanguage = "en" }, "ja"),
            Template("template-most-columns", new DocumentTemplate { Columns = [.. Enum.GetValues<InvoiceColumn>().Except([InvoiceColumn.Position])] }, "de"),
            Template("template-own-words-and-family", OwnWords, "en"),
            .. new[] { EInvoiceFormat.FacturX, EInvoiceFormat.FacturXExtended }.Select(format => new GallerySection(
                $"template-{format}".ToLowerInvariant(), [.. new SampleDocuments(SampleSellers.Nordlicht with { EInvoiceFormat = format }, SampleCustomers.In("de")).Invoices()], nordlicht)),
        ];

        GallerySection Template(string name, DocumentTemplate template, string language) =>
            new(name, new SampleDocuments(SampleSellers.Nordlicht with { Template = template }, SampleCustomers.In(language)).Invoices(), nordlicht);
    }

    // What is no issued document: statements of account, notices, and the sheet before a batch of letters.
    private static IEnumerable<SampleDocument> Letters(string language) =>
    [
        .. Enum.GetValues<StatementKind>().Select(kind => new SampleDocument(
            FileName("statement", kind), assets => new RenderedDocument(StatementPdf.Render(SampleStatements.Of(kind, language), assets), null))),
        .. Enum.GetValues<ReminderStage>().Select(stage => new SampleDocument(
            FileName("notice", stage), assets => new RenderedDocument(NoticePdf.Render(SampleNotices.Of(stage, language), assets), null))),
        new SampleDocument("cover-sheet", assets => new RenderedDocument(CoverSheetPdf.Render(SamplePrintBatches.Of(40, language), assets), null)),
    ];

    private static string FileName(string kind, Enum form) => $"{kind}-{JsonNamingPolicy.KebabCaseLower.ConvertName(form.ToString())}";

    private static DocumentTemplate OwnWords => new()
    {
        FontFamily = "Noto Sans",
        Columns = [InvoiceColumn.Position, InvoiceColumn.Description, InvoiceColumn.Period, InvoiceColumn.Amount],
        Texts =
        [
            new TemplateTexts(
                "en", "As agreed, we bill what you used of our kitchen software:", "Questions? Ask Jana Wiebe, rechnung@nordlicht.example.",
                [new TextOverride("invoice.invoiceTitle", "Statement of charges"), new TextOverride("invoice.dueBy", "Please pay by {0}")]),
        ],
    };

    private static DocumentAssets Logo(string samples, string seller) => new(new DocumentLogo(File.ReadAllBytes(Path.Combine(samples, "logos", $"{seller}.png"))));
}
