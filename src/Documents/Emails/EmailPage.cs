namespace Billing.Documents.Emails;

/// <summary>
/// The page around a message's content. HTML for mail programs: one column, tables, styles inline, and a style sheet only
/// for what inline cannot say (dark mode, narrow screens). The direction stands on the table too, since some programs drop
/// the elements above it.
/// </summary>
/// <param name="Language">The BCP 47 tag of the text.</param>
/// <param name="IsRightToLeft">Whether it is written from right to left.</param>
/// <param name="Title">The subject.</param>
/// <param name="Preview">What lists of messages show beside the subject, or empty.</param>
/// <param name="Seller">The name above the message.</param>
/// <param name="Accent">The seller's colour, <c>#rrggbb</c>.</param>
internal sealed record EmailPage(string Language, bool IsRightToLeft, string Title, string Preview, string Seller, string Accent)
{
    private const string Fonts = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,'Noto Sans','Noto Sans Arabic','Noto Sans Hebrew','Noto Sans Devanagari','Hiragino Sans','Yu Gothic',sans-serif";

    /// <summary>The whole HTML document.</summary>
    internal string Around(string content)
    {
        var (direction, start) = IsRightToLeft ? ("rtl", "right") : ("ltr", "left");
        return $$"""
            <!doctype html>
            <html lang="{{EmailMarkup.Encode(Language)}}" dir="{{direction}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
            <title>{{EmailMarkup.Encode(Title)}}</title>
            <style>
            :root { color-scheme: light dark; supported-color-schemes: light dark; }
            td, th, p, h1, h2 { overflow-wrap: anywhere; }
            @media (prefers-color-scheme: dark) {
              .page { background: #11161d !important; }
              .card { background: #1b222c !important; border-top-color: #6f8fae !important; }
              .ink { color: #eef1f5 !important; }
              .muted { color: #a9b4c2 !important; }
              .line { border-color: #364150 !important; }
            }
            @media (max-width: 480px) { .card { padding: 20px 16px !important; } }
            </style>
            </head>
            <body class="page" dir="{{direction}}" style="margin:0;padding:24px 8px;background:#f4f6f8;font-family:{{Fonts}}">
            {{Hidden()}}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" dir="{{direction}}"><tr><td align="center">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px"><tr>
            <td class="card" align="{{start}}" style="padding:32px;background:#ffffff;border-top:4px solid {{Accent}}">
            <p class="muted" style="margin:0 0 20px;font-size:14px;color:#5b6675">{{EmailMarkup.Encode(Seller)}}</p>
            {{content}}</td></tr></table>
            </td></tr></table>
            </body>
            </html>

            """;
    }

    // Shown in lists only; the joiners after it keep the message's first words from following it there.
    private string Hidden() => Preview.Length == 0
        ? ""
        : $"<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all\">{EmailMarkup.Encode(Preview)}{string.Concat(Enumerable.Repeat("&#847; ", 60))}</div>\n";
}
