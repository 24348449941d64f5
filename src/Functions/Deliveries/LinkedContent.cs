using System.Net;
using Billing.Documents.Emails;
using Billing.Functions.Documents;

namespace Billing.Functions.Deliveries;

/// <summary>An e-mail that links to its documents instead of carrying them.</summary>
internal static class LinkedContent
{
    public static EmailContent Of(EmailContent content, IReadOnlyList<DocumentLink> links)
    {
        var text = string.Concat(links.Select(link => $"\n{link.FileName}: {link.Url.AbsoluteUri}\n({Until(link)})\n"));
        var html = string.Concat(links.Select(link => $"<p><a href=\"{WebUtility.HtmlEncode(link.Url.AbsoluteUri)}\">{WebUtility.HtmlEncode(link.FileName)}</a> ({Until(link)})</p>"));
        var end = content.Html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return content with { Text = content.Text + text, Html = end < 0 ? content.Html + html : content.Html.Insert(end, html) };
    }

    // A date that is read alike in every language.
    private static string Until(DocumentLink link) => $"≤ {link.Expires.UtcDateTime:yyyy-MM-dd}";
}
