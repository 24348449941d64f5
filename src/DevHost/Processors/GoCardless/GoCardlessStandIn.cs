using System.Globalization;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Billing.DevHost.Processors.GoCardless;

/// <summary>GoCardless's API, the pages of its flows, and the scenario simulators of its sandbox. A key that was used is a conflict that names what it made.</summary>
internal sealed class GoCardlessStandIn
{
    private readonly ProcessorStandIn standIn;
    private readonly ProcessorStandInOptions options;
    private readonly IdempotencyKeys keys = new();
    private readonly GoCardlessBook book;

    public GoCardlessStandIn(ProcessorStandIn standIn, ProcessorStandInOptions options)
    {
        (this.standIn, this.options) = (standIn, options);
        Webhooks = new WebhookOutbox("api/webhooks/gocardless", Sign, standIn.NowAsync);
        book = new GoCardlessBook(id => new Uri(standIn.Url, $"flow/{id}"), Tell);
    }

    public string Token => options.GoCardlessToken;

    public string Secret => options.GoCardlessSecret;

    public WebhookOutbox Webhooks { get; }

    public IReadOnlyList<(string Id, string What)> PendingDebits
    {
        get
        {
            lock (book.Gate)
                return book.PendingDebits;
        }
    }

    /// <summary>The bank of a debit answers: as the payer's account says, or as asked.</summary>
    public async Task SettleAsync(string payment, bool? succeeds = null)
    {
        var now = await standIn.NowAsync();
        lock (book.Gate)
            book.Settle(payment, succeeds, now);
    }

    internal void Map(WebApplication app)
    {
        app.MapPost("/payments", (HttpRequest request) => CreateAsync(request, "payments", book.CreatePayment));
        app.MapPost("/billing_requests", (HttpRequest request) => CreateAsync(request, "billing_requests", book.CreateBillingRequest));
        app.MapPost("/billing_request_flows", (HttpRequest request) => CreateAsync(request, "billing_request_flows", book.CreateFlow));
        foreach (var (noun, prefix) in new[] { ("payments", "PM"), ("mandates", "MD"), ("customers", "CU"), ("customer_bank_accounts", "BA"), ("billing_requests", "BRQ") })
            app.MapGet($"/{noun}/{{id}}", (HttpRequest request, string id) => Answer(request, () => new JsonObject { [noun] = book.Find(prefix, id).DeepClone() }));
        app.MapGet("/payments", (HttpRequest request) => Answer(request, () => List(request, "payments", one => request.Query["mandate"] is not [{ } mandate] || one["links"]!["mandate"]?.ToString() == mandate)));
        app.MapGet("/events", (HttpRequest request) => Answer(request, () => List(request, "events", one =>
            (request.Query["payment"] is not [{ } payment] || one["links"]!["payment"]?.ToString() == payment)
            && (request.Query["created_at[gt]"] is not [{ } since] || string.CompareOrdinal(one["created_at"]!.ToString(), since) > 0))));
        app.MapPost("/mandates/{id}/actions/cancel", (HttpRequest request, string id) => ActAsync(request, now => new JsonObject { ["mandates"] = book.CancelMandate(id, now).DeepClone() }));
        app.MapPost("/scenario_simulators/{scenario}/actions/run", SimulateAsync);
        app.MapGet("/flow/{id}", (string id) => PageOf(id, null));
        app.MapPost("/flow/{id}", CompleteAsync);
    }

    private static JsonObject ParseObject(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            throw new GoCardlessRefusal(StatusCodes.Status400BadRequest, "invalid_api_usage", "invalid_document_structure", "The document is no JSON object");
        }
    }

    private JsonObject List(HttpRequest request, string noun, Func<JsonObject, bool> where) =>
        book.List(noun, where, request.Query["after"] is [{ Length: > 0 } after] ? after : null, int.TryParse(request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Clamp(limit, 1, 500) : 50);

    private async Task<IResult> CreateAsync(HttpRequest request, string noun, Func<JsonObject, DateTimeOffset, JsonObject> create)
    {
        var (body, now) = (await new StreamReader(request.Body).ReadToEndAsync(), await standIn.NowAsync());
        var key = request.Headers["Idempotency-Key"] is [{ Length: > 0 } given] ? $"{noun}|{given}" : null;
        return Result(keys.Once(
            key, body, () => Try(request, () => new JsonObject { [noun] = create(ParseObject(body)[noun] as JsonObject ?? [], now).DeepClone() }, StatusCodes.Status201Created),
            (_, first) => GoCardlessRefusal.KeyUsed(JsonNode.Parse(first.Body)![noun]!["id"]!.ToString()).ToAnswer()));
    }

    private async Task<IResult> ActAsync(HttpRequest request, Func<DateTimeOffset, JsonObject> act)
    {
        var now = await standIn.NowAsync();
        return Answer(request, () => act(now));
    }

    private async Task<IResult> SimulateAsync(HttpRequest request, string scenario)
    {
        var body = await new StreamReader(request.Body).ReadToEndAsync();
        return await ActAsync(request, now =>
        {
            book.Simulate(scenario, ParseObject(body)["data"]?["links"]?["resource"]?.ToString() ?? "", now);
            return new JsonObject { ["scenario_simulators"] = new JsonObject { ["id"] = scenario } };
        });
    }

    private IResult Answer(HttpRequest request, Func<JsonObject> act) => Result(Try(request, act, StatusCodes.Status200OK));

    private StandInAnswer Try(HttpRequest request, Func<JsonObject> act, int status)
    {
        if (request.Headers.Authorization.ToString() != $"Bearer {options.GoCardlessToken}")
            return new GoCardlessRefusal(StatusCodes.Status401Unauthorized, "invalid_api_usage", "access_token_not_found", "The access token you've used is not a valid sandbox API access token").ToAnswer();
        if (request.Headers["GoCardless-Version"] != "2015-07-06")
            return new GoCardlessRefusal(StatusCodes.Status400BadRequest, "invalid_api_usage", "version_not_found", "Version not found").ToAnswer();
        try
        {
            lock (book.Gate)
                return new StandInAnswer(status, act().ToJsonString());
        }
        catch (GoCardlessRefusal refusal)
        {
            return refusal.ToAnswer();
        }
    }

    private static IResult Result(StandInAnswer answer) => Results.Text(answer.Body, MediaTypeNames.Application.Json, Encoding.UTF8, answer.Status);

    private IResult PageOf(string id, string? failed)
    {
        lock (book.Gate)
        {
            if (Find(id) is not { } flow)
                return ProcessorPages.Page("Not found", "<p>There is no such page.</p>", StatusCodes.Status404NotFound);
            var request = book.Find("BRQ", flow["links"]!["billing_request"]!.ToString());
            if (request["status"]!.ToString() == "fulfilled")
                return ProcessorPages.Page("Done", "<p>This page was used already.</p>");
            var choices = GoCardlessTestPayer.All.Select(payer => (payer.Name, payer.Label));
            var leave = flow["exit_uri"]?.ToString() ?? "/";
            return request["payment_request"] is JsonObject asked
                ? ProcessorPages.Choice("Pay from your bank account", $"{asked["amount"]} {asked["currency"]} (minor units), {asked["description"]}", "Pay", choices, leave, failed)
                : ProcessorPages.Choice("Set up a direct debit", "Future invoices will be collected by it.", "Set up", choices, leave, failed);
        }
    }

    private async Task<IResult> CompleteAsync(string id, HttpRequest request)
    {
        var (form, now) = (await request.ReadFormAsync(), await standIn.NowAsync());
        try
        {
            lock (book.Gate)
            {
                if (Find(id) is not { } flow || GoCardlessTestPayer.Find(form["method"]) is not { } payer)
                    return ProcessorPages.Page("Not found", "<p>There is no such page, or no such payer.</p>", StatusCodes.Status404NotFound);
                book.Complete(flow, payer, now);
                return Results.Redirect(flow["redirect_uri"]?.ToString() ?? "/");
            }
        }
        catch (GoCardlessRefusal refusal)
        {
            return PageOf(id, refusal.Message);
        }
    }

    private JsonObject? Find(string flow)
    {
        try
        {
            return book.Find("BRF", flow);
        }
        catch (GoCardlessRefusal)
        {
            return null;
        }
    }

    private void Tell(Webhook webhook)
    {
        Webhooks.Add(webhook);
        if (webhook.Type == "payments.created")
            standIn.SettleLater(() => SettleAsync(webhook.Subject));
    }

    private (string Name, string Value) Sign(string body, DateTimeOffset now) =>
        ("Webhook-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.GoCardlessSecret), Encoding.UTF8.GetBytes(body))));
}
