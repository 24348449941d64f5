using System.Net;
using System.Net.Mime;
using System.Text;

namespace Billing.DevHost.Processors;

/// <summary>For a person: what happened at the processors, and the debits that wait for their bank.</summary>
internal sealed class ProcessorPages(ProcessorStandIn standIn)
{
    private const string Style =
        "body{font:14px/1.5 system-ui,sans-serif;margin:2rem;color:#222;max-width:60rem}table{border-collapse:collapse;width:100%}"
        + "td,th{text-align:left;padding:.35rem .8rem;border-bottom:1px solid #ddd}form{display:inline}button,select{font:inherit;padding:.3rem .8rem}";

    public void Map(WebApplication app)
    {
        app.MapGet("/", () => Page("Stripe and GoCardless, stand-in", Overview()));
        app.MapPost("/debits/{id}/{outcome}", async (string id, string outcome) =>
        {
            var succeeds = outcome == "confirm";
            await (id.StartsWith("pi_", StringComparison.Ordinal) ? standIn.Stripe.SettleAsync(id, succeeds) : standIn.GoCardless.SettleAsync(id, succeeds));
            return Results.Redirect("/");
        });
    }

    /// <summary>A page with a title.</summary>
    public static IResult Page(string title, string body, int status = StatusCodes.Status200OK) => Results.Text(
        $"""
        <!doctype html><html lang="en"><meta charset="utf-8"><title>{Text(title)}</title><style>{Style}</style><h1>{Text(title)}</h1>{body}</html>
        """,
        MediaTypeNames.Text.Html, Encoding.UTF8, status);

    /// <summary>The page of a link: what it is for, and a choice of ways to pay.</summary>
    public static IResult Choice(string title, string what, string button, IEnumerable<(string Value, string Label)> choices, string leave, string? failed = null) => Page(
        title,
        $"""
        <p>{Text(what)}</p>{(failed is null ? "" : $"<p><b>{Text(failed)}</b></p>")}
        <form method="post"><select name="method">{string.Concat(choices.Select(choice => $"<option value=\"{Text(choice.Value)}\">{Text(choice.Label)}</option>"))}</select>
        <button>{Text(button)}</button></form> <a href="{Text(leave)}">Leave</a>
        """);

    public static string Text(string value) => WebUtility.HtmlEncode(value);

    private string Overview()
    {
        var debits = standIn.Stripe.PendingDebits.Concat(standIn.GoCardless.PendingDebits).Select(debit =>
            $"<tr><td>{Text(debit.Id)}</td><td>{Text(debit.What)}</td><td>{Button(debit.Id, "confirm", "The bank pays")} {Button(debit.Id, "fail", "It does not")}</td></tr>");
        var told = standIn.Stripe.Webhooks.All.Concat(standIn.GoCardless.Webhooks.All).Reverse().Take(100).Select(webhook =>
            $"<tr><td>{Text(webhook.Type)}</td><td>{Text(webhook.Subject)}</td><td><code>{Text(webhook.Body.Length > 200 ? webhook.Body[..200] : webhook.Body)}</code></td></tr>");
        return $"<h2>Debits under way</h2><table>{string.Concat(debits)}</table><h2>Webhooks</h2><table>{string.Concat(told)}</table>";
    }

    private static string Button(string id, string outcome, string label) => $"<form method=\"post\" action=\"/debits/{Text(id)}/{outcome}\"><button>{label}</button></form>";
}
