using Billing.Documents.Pdf.Text;
using Billing.Documents.Texts;
using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Sellers;

/// <summary>How a seller's documents look. Logo and fonts are resources of their own; the version is given by the system.</summary>
internal sealed record DocumentTemplateBody(
    PaperChoice Paper, WindowChoice Window, string FontFamily, IReadOnlyList<InvoiceColumn> Columns, string SecondLanguage, IReadOnlyList<TemplateTexts> Texts, bool BothSides)
    : IRequestBody<DocumentTemplateBody>
{
    private const int LongestText = 2000;

    private static readonly InvoiceColumn[] Mandatory = [InvoiceColumn.Description, InvoiceColumn.Amount];

    private static readonly TextForm Column = new($"^({string.Join('|', Enum.GetNames<InvoiceColumn>().Select(Camel))})$", $"one of {string.Join(", ", Enum.GetNames<InvoiceColumn>().Select(Camel))}");

    private static readonly TextForm LanguageTag = new("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "a language tag such as de or en-GB");

    private static readonly TextForm Family = new($"^({string.Join('|', FontSet.Names)})$", $"one of {string.Join(", ", FontSet.Names)}");

    public static DocumentTemplateBody Read(BodyReader body)
    {
        var template = new DocumentTemplateBody(
            body.Choice<PaperChoice>("paper", otherwise: PaperChoice.ByCountry),
            body.Choice<WindowChoice>("window", otherwise: WindowChoice.ByPaper),
            body.OptionalText("fontFamily", 40, Family),
            [.. body.Texts("columns", DocumentTemplate.MostColumns, 20, Column).Select(name => Enum.Parse<InvoiceColumn>(name, ignoreCase: true))],
            body.OptionalText("secondLanguage", 20, LanguageTag),
            body.List("texts", 0, 40, ReadTexts),
            body.Flag("bothSides", otherwise: false));
        var columns = template.Columns;
        body.Check(body.HasFaultAt("columns") || columns.Count == 0 || Mandatory.All(columns.Contains), "columns", "must have description and amount");
        body.Check(columns.Distinct().Count() == columns.Count, "columns", "must have each column once");
        body.Check(
            body.HasFaultAt("secondLanguage") || template.SecondLanguage.Length == 0 || DocumentLanguages.Has(template.SecondLanguage),
            "secondLanguage", $"must be one that there are texts in: {string.Join(", ", DocumentLanguages.All)}");
        body.Check(template.Texts.DistinctBy(texts => texts.Language, StringComparer.OrdinalIgnoreCase).Count() == template.Texts.Count, "texts", "must have each language once");
        return template;
    }

    /// <summary>The template that the body asks for, with the fonts of the one before.</summary>
    public DocumentTemplate After(DocumentTemplate known) => known with
    {
        Version = known.Version + 1,
        Paper = Paper,
        Window = Window,
        FontFamily = FontFamily,
        Columns = Columns.Count > 0 ? Columns : DocumentTemplate.Standard.Columns,
        SecondLanguage = SecondLanguage,
        Texts = Texts,
        BothSides = BothSides,
    };

    private static TemplateTexts ReadTexts(BodyReader body)
    {
        var texts = new TemplateTexts(
            body.Text("language", 20, LanguageTag), body.OptionalText("intro", LongestText), body.OptionalText("closing", LongestText),
            body.List("overrides", 0, 300, item => new TextOverride(item.Text("key", 80), item.Text("text", LongestText))));
        foreach (var (index, problem) in OverriddenTexts.Check(texts.Language, texts.Overrides))
        {
            var place = $"overrides/{index}";
            body.Check(body.HasFaultAt($"{place}/key") || body.HasFaultAt($"{place}/text"), place, problem);
        }
        body.Check(
            texts.Overrides.DistinctBy(text => text.Key, StringComparer.Ordinal).Count() == texts.Overrides.Count || body.HasFaultAt("overrides"), "overrides", "must have each key once");
        return texts;
    }

    private static string Camel(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);
}

/// <summary>How a seller's documents look.</summary>
internal sealed record DocumentTemplateResource(
    int Version, PaperChoice Paper, WindowChoice Window, string FontFamily, bool HasFont, bool HasBoldFont, IReadOnlyList<InvoiceColumn> Columns, string SecondLanguage,
    IReadOnlyList<TemplateTexts> Texts, bool BothSides)
{
    public static DocumentTemplateResource Of(DocumentTemplate template) => new(
        template.Version, template.Paper, template.Window, template.FontFamily, template.FontBlob.Length > 0, template.BoldFontBlob.Length > 0, template.Columns,
        template.SecondLanguage, template.Texts, template.BothSides);

    /// <summary>What a change of the template names in If-Match; nothing before the first.</summary>
    public static string? Tag(DocumentTemplate template) => template.Version == 0 ? null : template.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
