using System.Net;
using System.Text;
using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Notices;
using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Emails;

/// <summary>
/// Builds the HTML and the text of a message side by side. HTML for mail programs: one column, tables, styles inline, and a
/// style sheet only for what inline cannot say (dark mode, narrow screens). Every value is encoded where it is written.
/// </summary>
internal sealed class EmailBody
{
    private const string Cell = "padding:6px 0;border-bottom:1px solid #dde2e8;font-size:14px";

    private readonly DocumentCulture _culture;
    private readonly EmailTexts _texts;
    private readonly StringBuilder _html = new();
    private readonly StringBuilder _text = new();
    private readonly string _seller;
    private readonly string _accent;

    internal EmailBody(DocumentCulture culture, string seller, string accentColour)
    {
        _culture = culture;
        _texts = culture.Texts.Email;
        _seller = seller;
        _accent = new DocumentLook(accentColour).Accent.ToHex();
    }

    internal void Heading(string text)
    {
        Html($"<h1 class=\"ink\" style=\"margin:0 0 20px;font-size:20px;line-height:1.3;color:#1b2430\">{Encode(text)}</h1>\n");
        _text.Append(OneLine(text)).Append("\n\n");
    }

    internal void Paragraph(string text)
    {
        Html($"<p class=\"ink\" style=\"margin:0 0 16px;font-size:15px;line-height:1.5;color:#1b2430\">{Encode(text)}</p>\n");
        _text.Append(text).Append("\n\n");
    }

    internal void Facts(IReadOnlyList<(string Label, string Value)> facts)
    {
        Html("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:0 0 20px\">\n");
        foreach (var (label, value) in facts)
        {
            Html($"<tr><td class=\"muted line\" style=\"{Cell};color:#5b6675\">{Encode(label)}</td>"
                + $"<td class=\"ink line\" align=\"right\" style=\"{Cell};color:#1b2430;font-weight:600\">{Encode(value)}</td></tr>\n");
            _text.Append(label).Append(": ").Append(value).Append('\n');
        }
        Html("</table>\n");
        _text.Append('\n');
    }

    internal void OpenItems(IReadOnlyList<OpenItem> items, Money total)
    {
        Amounts(_texts.OpenInvoice, [.. items.Select(item => (item.Number, item.IsOverdue ? $"{_culture.Date(item.DueDate)} ({_texts.OverdueMark})" : _culture.Date(item.DueDate), item.Open))]);
        var sum = _culture.AmountWithCurrency(total);
        Html($"<tr><td class=\"ink\" colspan=\"2\" style=\"padding:10px 0;font-size:15px;font-weight:600;color:#1b2430\">{Encode(_texts.OpenTotal)}</td>"
            + $"<td class=\"ink\" align=\"right\" style=\"padding:10px 0;font-size:15px;font-weight:600;color:#1b2430;white-space:nowrap\">{Encode(sum)}</td></tr>\n</table>\n");
        Plain($"\n{_texts.OpenTotal}: {sum}\n\n");
    }

    internal void Instalments(IReadOnlyList<DueInstalment> instalments)
    {
        Amounts(_texts.OpenInstalment, [.. instalments.Select(instalment => (
            instalment.Number.Length == 0 ? _texts.Promised
                : instalment.No == 0 ? _culture.Fill(_texts.DepositOf, instalment.Number) : _culture.Fill(_texts.InstalmentOf, instalment.No, instalment.Of, instalment.Number),
            instalment.GraceEndsOn is { } last ? _culture.Fill(_texts.AtTheLatest, _culture.Date(instalment.DueOn), _culture.Date(last)) : _culture.Date(instalment.DueOn),
            instalment.ToPay))]);
        Html("</table>\n");
        _text.Append('\n');
    }

    internal void Payment(PaymentInstructions payment)
    {
        var texts = _culture.Texts.Payment;
        if (payment.WebLink is { } link)
        {
            Html($"<p style=\"margin:0 0 24px\"><a href=\"{Encode(link.AbsoluteUri)}\" style=\"display:inline-block;padding:11px 20px;"
                + $"border-radius:6px;background:{_accent};color:#ffffff;font-size:15px;font-weight:600;text-decoration:none\">{Encode(texts.Online)}</a></p>\n");
            Plain($"{texts.Online}: {link.AbsoluteUri}\n\n");
        }
        Html($"<h2 class=\"muted\" style=\"margin:0 0 4px;font-size:14px;color:#5b6675\">{Encode(texts.Heading)}</h2>\n");
        _text.Append(texts.Heading).Append('\n');
        Facts(texts.Lines(payment));
    }

    internal void Signature(DocumentParty seller)
    {
        if (seller.Email.Length > 0)
        {
            Paragraph(seller.Phone.Length > 0
                ? _culture.Fill(_texts.QuestionsPhone, seller.Email, seller.Phone)
                : _culture.Fill(_texts.Questions, seller.Email));
        }
        Paragraph($"{_texts.Signature}\n{seller.Name}");
    }

    internal EmailContent ToContent(string subject)
    {
        var html = $$"""
            <!doctype html>
            <html lang="{{Encode(_culture.TextLanguage)}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>{{Encode(subject)}}</title>
            <style>
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
            <body class="page" style="margin:0;padding:24px 8px;background:#f4f6f8;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px"><tr>
            <td class="card" align="left" style="padding:32px;background:#ffffff;border-top:4px solid {{_accent}}">
            <p class="muted" style="margin:0 0 20px;font-size:14px;color:#5b6675">{{Encode(_seller)}}</p>
            {{_html}}</td></tr></table>
            </td></tr></table>
            </body>
            </html>

            """;
        return new EmailContent(OneLine(subject), html, _text.ToString().TrimEnd() + "\n");
    }

    // A table that its caller ends: what, until when, how much.
    private void Amounts(string what, IReadOnlyList<(string What, string Due, Money Amount)> rows)
    {
        Html("<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:0 0 20px\">\n<tr>");
        foreach (var (header, align) in ((string, string)[])[(what, "left"), (_texts.OpenDue, "left"), (_texts.OpenAmount, "right")])
            Html($"<th class=\"muted line\" scope=\"col\" align=\"{align}\" style=\"{Cell};color:#5b6675;font-weight:400\">{Encode(header)}</th>");
        Html("</tr>\n");
        foreach (var row in rows)
        {
            var amount = _culture.AmountWithCurrency(row.Amount);
            Html($"<tr><td class=\"ink line\" style=\"{Cell};color:#1b2430\">{Encode(row.What)}</td>"
                + $"<td class=\"ink line\" style=\"{Cell};color:#1b2430\">{Encode(row.Due)}</td>"
                + $"<td class=\"ink line\" align=\"right\" style=\"{Cell};color:#1b2430;white-space:nowrap\">{Encode(amount)}</td></tr>\n");
            Plain($"- {row.What}, {_texts.OpenDue} {row.Due}: {amount}\n");
        }
    }

    private void Html(string markup) => _html.Append(markup);

    private void Plain(string text) => _text.Append(text);

    private static string Encode(string text) => WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal);

    /// <summary>A line end in a subject would begin another header.</summary>
    private static string OneLine(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
