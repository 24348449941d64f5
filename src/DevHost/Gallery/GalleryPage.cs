using System.Globalization;
using System.Net;
using System.Text;

namespace Billing.DevHost.Gallery;

/// <summary>The page that shows the gallery.</summary>
internal static class GalleryPage
{
    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Documents</title>
        <style>
        :root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif; }
        body { margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
        section { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 1.2rem; }
        figure { margin: 0; }
        img { width: 100%; border: 1px solid #8884; background: #fff; }
        a { color: inherit; }
        </style>
        </head>
        <body>
        <h1>Documents</h1>

        """;

    /// <summary>The page.</summary>
    /// <param name="sections">What stands in it.</param>
    /// <param name="hasPictures">Whether each document has a picture.</param>
    public static string Of(IReadOnlyList<GallerySection> sections, bool hasPictures)
    {
        var page = new StringBuilder(Head);
        foreach (var section in sections)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(section.Name)}</h2>\n<section>\n");
            foreach (var document in section.Documents)
            {
                var path = $"{Uri.EscapeDataString(section.Name)}/{Uri.EscapeDataString(document.Name)}";
                var picture = hasPictures ? $"<img src=\"{Thumbnails.NameOf(path)}\" alt=\"\" loading=\"lazy\"><br>" : "";
                page.Append(CultureInfo.InvariantCulture, $"<figure><a href=\"{path}.pdf\">{picture}{Text(document.Name)}</a></figure>\n");
            }

            page.Append("</section>\n");
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
