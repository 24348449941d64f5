using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Billing.DevHost.Processors.Stripe;

/// <summary>Stripe's API under <c>/v1</c>, and the pages of its Checkout. Its errors are Stripe's; a parameter that Stripe does not know is refused.</summary>
internal sealed class StripeStandIn
{
    private readonly ProcessorStandIn standIn;
    private readonly ProcessorStandInOptions options;
    private readonly IdempotencyKeys keys = new();
    private readonly ConcurrentDictionary<string, StripeBook> books = new(StringComparer.Ordinal);

    public StripeStandIn(ProcessorStandIn standIn, ProcessorStandInOptions options)
    {
        (this.standIn, this.options) = (standIn, options);
        Webhooks = new WebhookOutbox("api/webhooks/stripe", Sign, standIn.NowAsync);
    }

    public string Key => options.StripeKey;

    public string Secret => options.StripeSecret;

    public WebhookOutbox Webhooks { get; }

    public IReadOnlyList<(string Id, string What)> PendingDebits => [.. books.Values.SelectMany(book => Locked(book, () => book.PendingDebits))];

    /// <summary>The bank of a debit answers: as the method says, or as asked.</summary>
    public async Task SettleAsync(string intent, bool? succeeds = null)
    {
        var now = await standIn.NowAsync();
        foreach (var book in books.Values)
            Locked(book, () => book.Settle(intent, succeeds, now));
    }

    internal void Map(WebApplication app)
    {
        var v1 = app.MapGroup("/v1");
        v1.MapPost("/customers", Post((book, form, now) => book.CreateCustomer(form, now)));
        v1.MapPost("/payment_intents", Post((book, form, now) => book.CreateIntent(form, now)));
        v1.MapPost("/checkout/sessions", Post((book, form, now) => book.CreateSession(form, now)));
        v1.MapPost("/payment_methods/{id}/attach", (HttpContext context, string id) => PostAsync(context, (book, form, now) => book.Attach(id, form, now)));
        v1.MapPost("/payment_methods/{id}/detach", (HttpContext context, string id) => PostAsync(context, (book, _, now) => book.Detach(id, now)));
        v1.MapGet("/customers/{id}", (HttpContext context, string id) => Get(context, book => book.Find("customer", id)));
        v1.MapGet("/payment_intents/{id}", (HttpContext context, string id) => Get(context, book => book.Find("payment_intent", id)));
        v1.MapGet("/setup_intents/{id}", (HttpContext context, string id) => Get(context, book => book.Find("setup_intent", id)));
        v1.MapGet("/payment_methods/{id}", (HttpContext context, string id) => Get(context, book => book.Find("PaymentMethod", id)));
        v1.MapGet("/checkout/sessions/{id}", (HttpContext context, string id) => Get(context, book => book.Find("checkout.session", id)));
        v1.MapGet("/payment_intents", (HttpContext context) => Get(context, book => List(context.Request, book, "payment_intents", one => context.Request.Query["customer"] is not [{ } customer] || one["customer"]?.ToString() == customer)));
        v1.MapGet("/events", (HttpContext context) => Get(context, book => List(context.Request, book, "events", one => Since(context.Request) is not { } since || one["created"]!.GetValue<long>() > since)));
        v1.MapFallback((HttpContext context) => Answer(context, new StripeRefusal(
            StatusCodes.Status404NotFound, "invalid_request_error", "url_invalid", $"Unrecognized request URL ({context.Request.Method}: {context.Request.Path}).").ToAnswer()));
        app.MapGet("/checkout/{id}", (string id) => PageOf(id, null));
        app.MapPost("/checkout/{id}", CompleteAsync);
    }

    private static T Locked<T>(StripeBook book, Func<T> act)
    {
        lock (book.Gate)
            return act();
    }

    private static void Locked(StripeBook book, Action act)
    {
        lock (book.Gate)
            act();
    }

    private static long? Since(HttpRequest request) => long.TryParse(request.Query["created[gt]"], NumberStyles.None, CultureInfo.InvariantCulture, out var since) ? since : null;

    private static JsonObject List(HttpRequest request, StripeBook book, string noun, Func<JsonObject, bool> where) =>
        book.List(noun, where, request.Query["starting_after"] is [{ Length: > 0 } after] ? after : null, int.TryParse(request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Clamp(limit, 1, 100) : 10);

    private static IResult Answer(HttpContext context, StandInAnswer answer)
    {
        context.Response.Headers["Request-Id"] = $"req_{RandomNumberGenerator.GetHexString(14)}";
        return Results.Text(answer.Body, MediaTypeNames.Application.Json, Encoding.UTF8, answer.Status);
    }

    private static StandInAnswer Try(Func<JsonObject> act)
    {
        try
        {
            return new StandInAnswer(StatusCodes.Status200OK, act().ToJsonString());
        }
        catch (StripeRefusal refusal)
        {
            return refusal.ToAnswer();
        }
    }

    private IResult Get(HttpContext context, Func<StripeBook, JsonObject> read) => Answer(context, BookOf(context.Request) is { } book
        ? Locked(book, () => Try(() => read(book)))
        : Unauthorized());

    private Delegate Post(Func<StripeBook, StripeForm, DateTimeOffset, JsonObject> act) => (HttpContext context) => PostAsync(context, act);

    private async Task<IResult> PostAsync(HttpContext context, Func<StripeBook, StripeForm, DateTimeOffset, JsonObject> act)
    {
        if (BookOf(context.Request) is not { } book)
            return Answer(context, Unauthorized());
        var (form, now) = (await StripeForm.ReadAsync(context.Request), await standIn.NowAsync());
        var key = context.Request.Headers["Idempotency-Key"] is [{ Length: > 0 } given] ? $"{AccountOf(context.Request)}|{given}" : null;
        var answer = keys.Once(key, $"{context.Request.Path}?{form}", () => Locked(book, () => Try(() => act(book, form, now))), (isSame, first) =>
        {
            if (!isSame)
                return new StripeRefusal(StatusCodes.Status400BadRequest, "idempotency_error", null, "Keys for idempotent requests can only be used with the same parameters they were first used with.").ToAnswer();
            context.Response.Headers["Idempotent-Replayed"] = "true";
            return first;
        });
        return Answer(context, answer);
    }

    private IResult PageOf(string id, string? failed)
    {
        if (Find(id) is not var (_, session))
            return ProcessorPages.Page("Not found", "<p>There is no such page.</p>", StatusCodes.Status404NotFound);
        if (session["status"]!.ToString() != "open")
            return ProcessorPages.Page("Done", "<p>This page was used already.</p>");
        var types = session["payment_method_types"]!.AsArray().Select(type => type!.ToString()).ToHashSet(StringComparer.Ordinal);
        var choices = StripeTestMethod.All.Where(method => types.Count == 0 || types.Contains(method.Type)).Select(method => (method.Id, method.Label));
        return session["mode"]!.ToString() == "setup"
            ? ProcessorPages.Choice("Save a way to pay", "Future invoices will be charged to it.", "Save", choices, Leave(session), failed)
            : ProcessorPages.Choice("Pay", $"{session["amount_total"]} {session["currency"]} (minor units), {session["intent_description"]}", "Pay", choices, Leave(session), failed);
    }

    private async Task<IResult> CompleteAsync(string id, HttpRequest request)
    {
        var form = await StripeForm.ReadAsync(request);
        if (Find(id) is not var (book, session) || StripeTestMethod.Find(form["method"] ?? "") is not { } test)
            return ProcessorPages.Page("Not found", "<p>There is no such page, or no such way to pay.</p>", StatusCodes.Status404NotFound);
        var now = await standIn.NowAsync();
        try
        {
            var done = Locked(book, () => book.Complete(session, test, now));
            return Results.Redirect(done["success_url"]!.ToString());
        }
        catch (StripeRefusal refusal)
        {
            return PageOf(id, refusal.Message);
        }
    }

    private static string Leave(JsonObject session) => session["cancel_url"]?.ToString() ?? session["success_url"]!.ToString();

    private (StripeBook Book, JsonObject Session)? Find(string id)
    {
        foreach (var book in books.Values)
        {
            if (Locked(book, () => book.Session(id)) is { } session)
                return (book, session);
        }

        return null;
    }

    private StripeBook? BookOf(HttpRequest request)
    {
        if (request.Headers.Authorization.ToString() != $"Bearer {options.StripeKey}")
            return null;
        var account = AccountOf(request);
        return books.GetOrAdd(account, _ => new StripeBook(account.Length > 0 ? account : null, id => new Uri(standIn.Url, $"checkout/{id}"), Tell));
    }

    private void Tell(Webhook webhook)
    {
        Webhooks.Add(webhook);
        if (webhook.Type == "payment_intent.processing")
            standIn.SettleLater(() => SettleAsync(webhook.Subject));
    }

    // A platform names the account that it speaks for.
    private static string AccountOf(HttpRequest request) => request.Headers["Stripe-Account"] is [{ Length: > 0 } account] ? account : "";

    private static StandInAnswer Unauthorized() => new StripeRefusal(StatusCodes.Status401Unauthorized, "invalid_request_error", null, "Invalid API Key provided.").ToAnswer();

    private (string Name, string Value) Sign(string body, DateTimeOffset now)
    {
        var time = now.ToUnixTimeSeconds();
        return ("Stripe-Signature", $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.StripeSecret), Encoding.UTF8.GetBytes($"{time}.{body}")))}");
    }
}
