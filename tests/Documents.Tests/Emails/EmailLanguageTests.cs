using System.Text.RegularExpressions;
using System.Xml.Linq;
using Billing.Documents.Emails;
using Billing.Documents.Tests.Invoices;
using Billing.Documents.Texts;

namespace Billing.Documents.Tests.Emails;

/// <summary>Every kind of message in every language.</summary>
public sealed partial class EmailLanguageTests
{
    public static TheoryData<string> Languages => [.. DocumentTexts.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_text_part_says_what_the_page_says(string language)
    {
        foreach (var (kind, email) in SampleEmails.All(language))
        {
            var text = WithoutIsolates(email.Text);
            var parts = Body(email).Descendants().Where(e => e.Name.LocalName is "h1" or "h2" or "p" or "td" or "th" or "a")
                .Where(e => !e.Descendants().Any(inner => inner.Name.LocalName is "table" or "a" or "p" or "h1")).SelectMany(Lines).Where(part => part.Length > 0);

            // The text has no columns, so no words above them; it names the date in each line.
            Assert.All(parts.Where(part => !IsColumnHead(language, part)), part => Assert.True(text.Contains(part, StringComparison.Ordinal), $"The text of the message '{kind}' lacks \"{part}\"."));
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_message_names_its_language_and_direction(string language)
    {
        var html = InvoiceEmail.Compose(SampleInvoices.WithLines(1, language), EmailDispatch.ToCustomer).Html;
        var direction = language is "ar" or "he" ? "rtl" : "ltr";
        Assert.Contains($"<html lang=\"{(language == "pt" ? "pt-PT" : language)}\" dir=\"{direction}\">", html, StringComparison.Ordinal);
        Assert.Contains($"<td class=\"card\" align=\"{(direction == "rtl" ? "right" : "left")}\"", html, StringComparison.Ordinal);
        Assert.Equal(direction == "rtl", html.Contains("<bdi>ACME-INV-2026-000417</bdi>", StringComparison.Ordinal));
        Assert.Equal(direction == "rtl", html.Contains("<bdi dir=\"ltr\">EUR\u00A0", StringComparison.Ordinal) || html.Contains("<bdi dir=\"ltr\">EUR&#160;", StringComparison.Ordinal));
    }

    [Fact]
    public void A_right_to_left_name_is_isolated_in_an_English_message() =>
        Assert.Contains("Hello <bdi>&#1495;", InvoiceEmail.Compose(SampleInvoices.BoughtBy("\u05D7\u05D1\u05E8\u05D4"), EmailDispatch.ToCustomer).Html.Replace("\u05D7", "&#1495;", StringComparison.Ordinal), StringComparison.Ordinal);

    private static bool IsColumnHead(string language, string part)
    {
        var texts = DocumentTexts.For(System.Globalization.CultureInfo.GetCultureInfo(language)).Email;
        return part == texts.OpenInvoice || part == texts.OpenInstalment || part == texts.OpenAmount;
    }

    private static IEnumerable<string> Lines(XElement element) =>
        string.Concat(element.DescendantNodes().Select(node => node is XText text ? text.Value : node is XElement { Name.LocalName: "br" } ? "\n" : "")).Split('\n');

    private static string WithoutIsolates(string text) => string.Concat(text.Where(c => c is not (>= '\u2066' and <= '\u2069')));

    private static XElement Body(EmailContent email)
    {
        var xml = email.Html.Replace("<!doctype html>", "", StringComparison.Ordinal).Replace("<br>", "<br/>", StringComparison.Ordinal);
        return XDocument.Parse(Meta().Replace(xml, "<meta$1/>")).Root!.Element("body")!.Elements("table").Single();
    }

    [GeneratedRegex("<meta([^>]*)>")]
    private static partial Regex Meta();
}
