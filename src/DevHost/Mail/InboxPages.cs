using System.Globalization;
using System.Net;
using System.Net.Mime;
using System.Text;

namespace Billing.DevHost.Mail;

/// <summary>The caught mails for a person: a list, and each mail with its parts.</summary>
internal sealed class InboxPages(Func<IReadOnlyList<CaughtMail>> messages)
{
    private const string Style =
        "body{font:14px/1.5 system-ui,sans-serif;margin:2rem;color:#222}table{border-collapse:collapse;width:100%}"
        + "td,th{text-align:left;padding:.35rem .8rem;border-bottom:1px solid #ddd;vertical-align:top}"
        + "pre{white-space:pre-wrap;background:#f6f6f6;padding:1rem}iframe{width:100%;height:32rem;border:1px solid #ddd}";

    public void Map(WebApplication app)
    {
        app.MapGet("/", () => Page("Inbox", List()));
        app.MapGet("/messages/{number:int}", (int number) => Show(number, mail => Page(mail.Subject, Detail(number, mail))));
        app.MapGet("/messages/{number:int}/html", (int number, HttpResponse response) => Show(number, mail =>
        {
            // A mail's own HTML runs no script and loads nothing from elsewhere.
            response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'";
            return Results.Text(mail.Html ?? "", MediaTypeNames.Text.Html, Encoding.UTF8);
        }));
        app.MapGet("/messages/{number:int}/eml", (int number) => Show(number, mail =>
        {
            using var eml = new MemoryStream();
            mail.ToMime().WriteTo(eml);
            return Results.File(eml.ToArray(), "message/rfc822", $"{mail.MessageId}.eml");
        }));
        app.MapGet("/messages/{number:int}/attachments/{index:int}", (int number, int index) => Show(number, mail =>
            index >= 0 && index < mail.Attachments.Count
                ? Results.File(mail.Attachments[index].Content, mail.Attachments[index].ContentType, mail.Attachments[index].FileName)
                : Results.NotFound()));
    }

    private IResult Show(int number, Func<CaughtMail, IResult> show)
    {
        var all = messages();
        return number >= 1 && number <= all.Count ? show(all[number - 1]) : Results.NotFound();
    }

    private string List()
    {
        var rows = messages().Select((mail, index) =>
            $"""
            <tr><td>{Time(mail.ReceivedAt)}</td><td>{Text(mail.From.ToString())}</td><td>{Text(string.Join(", ", mail.To))}</td>
            <td><a href="/messages/{index + 1}">{Text(mail.Subject)}</a></td><td>{mail.Attachments.Count}</td></tr>
            """).Reverse();
        return "<table><tr><th>Received</th><th>From</th><th>To</th><th>Subject</th><th>Attachments</th></tr>"
            + $"{string.Concat(rows)}</table>";
    }

    private static string Detail(int number, CaughtMail mail)
    {
        var lines = new (string Name, string Value)[]
        {
            ("Received", Time(mail.ReceivedAt)),
            ("From", Text(mail.From.ToString())),
            ("Reply to", Text(string.Join(", ", mail.ReplyTo))),
            ("To", Text(string.Join(", ", mail.To))),
            ("Cc", Text(string.Join(", ", mail.Cc))),
            ("Bcc", Text(string.Join(", ", mail.Bcc))),
            ("Message id", Text(mail.MessageId)),
            ("Categories", Text(string.Join(", ", mail.Categories))),
            ("Custom arguments", Text(string.Join(", ", mail.CustomArgs.Select(arg => $"{arg.Key} = {arg.Value}")))),
            ("Attachments", string.Join(", ", mail.Attachments.Select((attachment, index) => AttachmentLink(number, index, attachment)))),
        };
        var table = string.Concat(lines.Where(line => line.Value.Length > 0)
            .Select(line => $"<tr><th>{line.Name}</th><td>{line.Value}</td></tr>"));
        var html = mail.Html is null ? "" : $"""<h2>HTML</h2><iframe sandbox src="/messages/{number}/html"></iframe>""";
        var text = mail.Text is null ? "" : $"<h2>Text</h2><pre>{Text(mail.Text)}</pre>";
        return $"""<p><a href="/">Inbox</a> · <a href="/messages/{number}/eml">.eml</a></p><table>{table}</table>{html}{text}""";
    }

    private static string AttachmentLink(int number, int index, CaughtAttachment attachment) =>
        $"""<a href="/messages/{number}/attachments/{index}">{Text(attachment.FileName)}</a> ({attachment.Content.Length} bytes)""";

    private static IResult Page(string title, string body) => Results.Text(
        $"""
        <!doctype html><html lang="en"><meta charset="utf-8"><title>{Text(title)}</title><style>{Style}</style>
        <h1>{Text(title)}</h1>{body}</html>
        """,
        MediaTypeNames.Text.Html,
        Encoding.UTF8);

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
