using System.Text;
using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Documents.Notices;
using Billing.Documents.Pdf.Text;
using Billing.Documents.Texts;
using Billing.Domain;

namespace Billing.Documents.Emails;

/// <summary>
/// Builds the HTML and the text of a message side by side, each part once. Its layout is <see cref="EmailPage"/>; every value
/// is encoded where it is written.
/// </summary>
internal sealed class EmailBody
{
    private const string Cell = "padding:6px 0;border-bottom:1px solid #dde2e8;font-size:14px;line-height:1.4";

    private readonly DocumentCulture _culture;
    private readonly EmailTexts _texts;
    private readonly StringBuilder _html = new();
    private readonly StringBuilder _text = new();
    private readonly DocumentParty _seller;
    private readonly string _accent;
    private readonly string _start;
    private readonly string _end;
    private readonly string _gap;
    private string _preview = "";

    internal EmailBody(DocumentCulture culture, DocumentParty seller, string accentColour)
    {
        _culture = culture;
        _texts = culture.Texts.Email;
        _seller = seller;
        _accent = new DocumentLook(accentColour, FontSet.Default).Accent.ToHex();
        (_start, _end) = culture.IsRightToLeft ? ("right", "left") : ("left", "right");
        _gap = $"padding-{_end}:12px;";
    }

    /// <summary>The text with names and numbers filled in, each on one line: a name must not look like lines of the message.</summary>
    internal string Fill(string text, params object[] values) =>
        _culture.Fill(text, [.. values.Select(value => value is string words ? EmailMarkup.OneLine(words) : value)]);

    /// <summary>What mail programs show beside the subject in their lists; not part of the message when it is open.</summary>
    internal void Preview(string text) => _preview = text;

    internal void Heading(string text)
    {
        Html($"<h1 class=\"ink\" style=\"margin:0 0 20px;font-size:20px;line-height:1.3;color:#1b2430\">{EmailMarkup.Encode(text)}</h1>\n");
        _text.Append(EmailMarkup.OneLine(text)).Append("\n\n");
    }

    internal void Greeting(string name) => Paragraph(Fill(_texts.Greeting, name));

    internal void Paragraph(string text)
    {
        Html($"<p class=\"ink\" style=\"margin:0 0 16px;font-size:15px;line-height:1.5;color:#1b2430\">{EmailMarkup.Encode(text)}</p>\n");
        _text.Append(EmailMarkup.Plain(text)).Append("\n\n");
    }

    internal void Facts(IReadOnlyList<(string Label, string Value)> facts)
    {
        Html("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:0 0 20px\">\n");
        foreach (var (label, value) in facts)
        {
            Html($"<tr><td class=\"muted line\" align=\"{_start}\" style=\"{Cell};{_gap}color:#5b6675\">{Value(label)}</td>"
                + $"<td class=\"ink line\" align=\"{_end}\" style=\"{Cell};color:#1b2430;font-weight:600\">{Value(value)}</td></tr>\n");
            Text($"{Line(label)}: {Line(value)}\n");
        }
        Html("</table>\n");
        _text.Append('\n');
    }

    internal void OpenItems(IReadOnlyList<OpenItem> items, Money total)
    {
        Amounts(_texts.OpenInvoice, [.. items.Select(item => (item.Number, item.IsOverdue ? $"{_culture.Date(item.DueDate)} ({_texts.OverdueMark})" : _culture.Date(item.DueDate), item.Open))]);
        var sum = _culture.AmountWithCurrency(total);
        Html($"<tr><td class=\"ink\" colspan=\"2\" align=\"{_start}\" style=\"padding:10px 0;font-size:15px;font-weight:600;color:#1b2430\">{EmailMarkup.Encode(_texts.OpenTotal)}</td>"
            + $"<td class=\"ink\" align=\"{_end}\" style=\"padding:10px 0;font-size:15px;font-weight:600;color:#1b2430;white-space:nowrap\">{EmailMarkup.Encode(sum)}</td></tr>\n</table>\n");
        Text($"\n{_texts.OpenTotal}: {sum}\n\n");
    }

    internal void Instalments(IReadOnlyList<DueInstalment> instalments)
    {
        Amounts(_texts.OpenInstalment, [.. instalments.Select(instalment => (
            instalment.Number.Length == 0 ? _texts.Promised
                : instalment.No == 0 ? Fill(_texts.DepositOf, instalment.Number) : Fill(_texts.InstalmentOf, instalment.No, instalment.Of, instalment.Number),
            instalment.GraceEndsOn is { } last ? Fill(_texts.AtTheLatest, _culture.Date(instalment.DueOn), _culture.Date(last)) : _culture.Date(instalment.DueOn),
            instalment.ToPay))]);
        Html("</table>\n");
        _text.Append('\n');
    }

    internal void Payment(PaymentInstructions payment)
    {
        var texts = _culture.Texts.Payment;
        if (payment.WebLink is { } link)
            Button(texts.Online, link);
        Html($"<h2 class=\"muted\" style=\"margin:0 0 4px;font-size:14px;color:#5b6675\">{EmailMarkup.Encode(texts.Heading)}</h2>\n");
        _text.Append(texts.Heading).Append('\n');
        Facts(texts.Lines(payment));
    }

    /// <summary>How the files of the document come: attached, or from where they can be fetched.</summary>
    internal void Enclosures(EmailDispatch dispatch)
    {
        if (dispatch.Links.Count > 0)
            Downloads(dispatch.Links);
        else if (dispatch.EInvoiceFile.Length == 0)
            Paragraph(_texts.Attached);
        else
            Paragraph(Fill(dispatch.HasPdf ? _texts.AttachedWithEInvoice : _texts.AttachedEInvoice, dispatch.EInvoiceFile));
    }

    internal void Signature()
    {
        if (_seller.Email.Length > 0)
        {
            Paragraph(_seller.Phone.Length > 0
                ? Fill(_texts.QuestionsPhone, _seller.Email, _seller.Phone)
                : Fill(_texts.Questions, _seller.Email));
        }
        Paragraph($"{_texts.Signature}\n{Line(_seller.Name)}");
    }

    internal EmailContent ToContent(string subject)
    {
        var line = EmailMarkup.Subject(subject);
        var page = new EmailPage(_culture.TextLanguage, _culture.IsRightToLeft, line, _preview, Line(_seller.Name), _accent);
        return new EmailContent(line, page.Around(_html.ToString()), _text.ToString().TrimEnd() + "\n");
    }

    private void Downloads(IReadOnlyList<DownloadLink> links)
    {
        Paragraph(_culture.Fill(_texts.TooLarge, links.Count));
        foreach (var link in links)
        {
            Button(Fill(_texts.Download, link.FileName), link.Address);
            if (link.AvailableUntil is { } until)
                Paragraph(Fill(_texts.DownloadUntil, _culture.Date(until)));
        }
    }

    // A cell with a background, because Outlook gives links no padding: there the cell is what looks like a button.
    private void Button(string label, Uri link)
    {
        var address = EmailMarkup.Encode(link.AbsoluteUri);
        Html($"<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:0 0 24px\"><tr><td bgcolor=\"{_accent}\" align=\"center\" style=\"border-radius:6px;background:{_accent}\">"
            + $"<a href=\"{address}\" style=\"display:inline-block;padding:11px 20px;border:1px solid {_accent};border-radius:6px;color:#ffffff;font-size:15px;font-weight:600;text-decoration:none\">{EmailMarkup.Encode(label)}</a></td></tr></table>\n");
        Text($"{label}: {link.AbsoluteUri}\n\n");
    }

    // A table that its caller ends: what, until when, how much.
    private void Amounts(string what, IReadOnlyList<(string What, string Due, Money Amount)> rows)
    {
        Html("<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:0 0 20px\">\n<tr>");
        foreach (var (header, align) in ((string, string)[])[(what, _start), (_texts.OpenDue, _start), (_texts.OpenAmount, _end)])
            Html($"<th class=\"muted line\" scope=\"col\" align=\"{align}\" style=\"{Cell};{(align == _start ? _gap : "")}color:#5b6675;font-weight:400\">{EmailMarkup.Encode(header)}</th>");
        Html("</tr>\n");
        foreach (var row in rows)
        {
            var amount = _culture.AmountWithCurrency(row.Amount);
            Html($"<tr><td class=\"ink line\" align=\"{_start}\" style=\"{Cell};{_gap}color:#1b2430\">{Value(row.What)}</td>"
                + $"<td class=\"ink line\" align=\"{_start}\" style=\"{Cell};{_gap}color:#1b2430\">{Value(row.Due)}</td>"
                + $"<td class=\"ink line\" align=\"{_end}\" style=\"{Cell};color:#1b2430;white-space:nowrap\">{EmailMarkup.Encode(amount)}</td></tr>\n");
            Text($"- {Line(row.What)}, {_texts.OpenDue} {Line(row.Due)}: {amount}\n");
        }
    }

    private string Line(string value) => _culture.Value(EmailMarkup.OneLine(value));

    private string Value(string value) => EmailMarkup.Encode(Line(value));

    private void Html(string markup) => _html.Append(markup);

    private void Text(string text) => _text.Append(EmailMarkup.Plain(text));
}
