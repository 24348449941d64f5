using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Billing.DevHost.Processors.Stripe;

/// <summary>One account at Stripe: what was made there, and what happened. Callers hold <see cref="Gate"/>.</summary>
/// <param name="connected">The account's id where a platform speaks for it; its events bear it.</param>
/// <param name="pages">Where the pages of its links are.</param>
/// <param name="tell">Takes its events.</param>
internal sealed class StripeBook(string? connected, Func<string, Uri> pages, Action<Webhook> tell)
{
    private const long LeastUnits = 50;
    private const long MostUnits = 99_999_999;
    private static readonly TimeSpan SessionLife = TimeSpan.FromHours(24);

    private readonly Dictionary<string, JsonObject> customers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (JsonObject Json, StripeOutcome Outcome)> methods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> intents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> setups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> sessions = new(StringComparer.Ordinal);
    private readonly List<JsonObject> newestFirst = [];
    private readonly List<JsonObject> events = [];

    public Lock Gate { get; } = new();

    /// <summary>Ids of intents whose bank has not answered, and what they are for.</summary>
    public IReadOnlyList<(string Id, string What)> PendingDebits => [.. intents.Values.Where(IsProcessing).Select(intent => (Id(intent), $"{intent["amount"]} {intent["currency"]} {intent["description"]}"))];

    public JsonObject CreateCustomer(StripeForm form, DateTimeOffset now)
    {
        form.Allow("name", "email", "metadata", "description", "address", "phone", "preferred_locales");
        return Keep(customers, new JsonObject
        {
            ["id"] = NewId("cus"),
            ["object"] = "customer",
            ["name"] = form["name"],
            ["email"] = form["email"],
            ["created"] = now.ToUnixTimeSeconds(),
            ["livemode"] = false,
            ["metadata"] = form.Under("metadata"),
        });
    }

    public JsonObject Attach(string id, StripeForm form, DateTimeOffset now)
    {
        form.Allow("customer");
        var customer = Existing(form.Require("customer"));
        var test = StripeTestMethod.Find(id) ?? throw StripeRefusal.Missing("PaymentMethod", id);
        var method = SaveMethod(test, customer, now);
        Tell("payment_method.attached", method, now);
        return method;
    }

    public JsonObject Detach(string id, DateTimeOffset now)
    {
        var (method, _) = methods.TryGetValue(id, out var known) ? known : throw StripeRefusal.Missing("PaymentMethod", id);
        method["customer"] = null;
        Tell("payment_method.detached", method, now);
        return method;
    }

    /// <summary>Makes a payment intent, and confirms it where the form says so.</summary>
    /// <exception cref="StripeRefusal">It is refused, or declined; a declined one is kept.</exception>
    public JsonObject CreateIntent(StripeForm form, DateTimeOffset now)
    {
        form.Allow(
            "amount", "currency", "customer", "payment_method", "off_session", "confirm", "automatic_payment_methods", "error_on_requires_action", "metadata", "description", "receipt_email",
            "allowed_payment_method_types", "setup_future_usage", "statement_descriptor_suffix", "return_url");
        var (amount, currency) = Amount(form.Whole("amount"), form.Require("currency"), "amount");
        var customer = form["customer"] is { } named ? Existing(named) : null;
        var method = form["payment_method"] is { } wanted ? Method(wanted, customer, now) : default((JsonObject Json, StripeOutcome Outcome)?);
        if (form.IsOn("off_session") && !form.IsOn("confirm"))
            throw StripeRefusal.Invalid("off_session", "The parameter `off_session` cannot be passed when `confirm` is not true.");
        if (form.IsOn("confirm") && method is null)
            throw StripeRefusal.Invalid("payment_method", "You cannot confirm this PaymentIntent because it's missing a payment method.", "payment_intent_unexpected_state");
        if (form.IsOn("confirm") && form["return_url"] is null && form["automatic_payment_methods[allow_redirects]"] != "never")
            throw StripeRefusal.Invalid("return_url", "This PaymentIntent may need a redirect: give a `return_url`, or set automatic_payment_methods[allow_redirects] to never.", "payment_intent_invalid_parameter");
        var intent = NewIntent(amount, currency, customer is null ? null : Id(customer), form["description"], form.Under("metadata"), now);
        if (method is { } chosen && form.IsOn("confirm"))
            Confirm(intent, chosen.Json, chosen.Outcome, mustNotAsk: form.IsOn("off_session") || form.IsOn("error_on_requires_action"), now);
        return intent;
    }

    public JsonObject CreateSession(StripeForm form, DateTimeOffset now)
    {
        form.Allow(
            "mode", "customer", "customer_email", "client_reference_id", "currency", "allowed_payment_method_types", "metadata", "setup_intent_data", "payment_intent_data", "line_items", "success_url", "cancel_url", "expires_at", "locale",
            "customer_creation", "ui_mode");
        var mode = form.Require("mode");
        if (mode is not ("setup" or "payment"))
            throw StripeRefusal.Invalid("mode", $"Invalid mode: must be one of payment or setup, and not {mode}.");
        if (mode == "setup" && form["currency"] is null && form.Under("allowed_payment_method_types").Count == 0)
            throw StripeRefusal.Invalid("currency", "Missing required param: currency.", "parameter_missing");
        if (form["customer"] is { } customer)
            Existing(customer);
        var (amount, currency) = mode == "payment"
            ? Amount(form.Whole("line_items[0][price_data][unit_amount]") * form.Whole("line_items[0][quantity]"), form.Require("line_items[0][price_data][currency]"), "line_items")
            : (0, form["currency"] ?? "usd");
        var expiresAt = form["expires_at"] is null ? now + SessionLife : DateTimeOffset.FromUnixTimeSeconds(form.Whole("expires_at"));
        if (expiresAt < now.AddMinutes(30) || expiresAt > now + SessionLife)
            throw StripeRefusal.Invalid("expires_at", "The `expires_at` timestamp must be between 30 minutes and 24 hours from now.");
        var id = NewId("cs_test");
        return Keep(sessions, new JsonObject
        {
            ["id"] = id,
            ["object"] = "checkout.session",
            ["mode"] = mode,
            ["status"] = "open",
            ["payment_status"] = mode == "setup" ? "no_payment_required" : "unpaid",
            ["url"] = pages(id).AbsoluteUri,
            ["amount_total"] = mode == "payment" ? amount : null,
            ["currency"] = currency,
            ["customer"] = form["customer"],
            ["customer_email"] = form["customer_email"],
            ["client_reference_id"] = form["client_reference_id"],
            ["created"] = now.ToUnixTimeSeconds(),
            ["expires_at"] = expiresAt.ToUnixTimeSeconds(),
            ["livemode"] = false,
            ["metadata"] = form.Under("metadata"),
            ["success_url"] = form.Require("success_url"),
            ["cancel_url"] = form["cancel_url"],
            ["payment_method_types"] = new JsonArray([.. form.Under("allowed_payment_method_types").Select(type => (JsonNode)type.Value!.ToString())]),

            // What the intent will bear; not shown by Stripe, and not needed by readers.
            ["intent_metadata"] = form.Under($"{mode}_intent_data[metadata]"),
            ["intent_description"] = form["payment_intent_data[description]"],
        });
    }

    /// <summary>Does what a customer does on the page of a session.</summary>
    /// <exception cref="StripeRefusal">The card is declined; the session stays open.</exception>
    public JsonObject Complete(JsonObject session, StripeTestMethod test, DateTimeOffset now)
    {
        if (session["status"]!.ToString() != "open" || now.ToUnixTimeSeconds() > session["expires_at"]!.GetValue<long>())
            throw StripeRefusal.Invalid("id", "This page is no longer open.", "checkout_session_not_open");
        var (metadata, customer) = ((JsonObject)session["intent_metadata"]!.DeepClone(), session["customer"] is { } named ? customers[named.ToString()] : null);
        if (session["mode"]!.ToString() == "setup")
        {
            // A card that is declined outright cannot be saved either.
            if (test.Outcome is StripeOutcome.Declines { } declines && test.Id != "pm_card_chargeCustomerFail")
                throw Declined(declines, "Your card was declined.", intent: null);
            customer ??= Keep(customers, new JsonObject { ["id"] = NewId("cus"), ["object"] = "customer", ["created"] = now.ToUnixTimeSeconds(), ["metadata"] = new JsonObject() });
            var method = SaveMethod(test, customer, now);
            var setup = Keep(setups, new JsonObject
            {
                ["id"] = NewId("seti"),
                ["object"] = "setup_intent",
                ["status"] = "succeeded",
                ["customer"] = Id(customer),
                ["payment_method"] = Id(method),
                ["usage"] = "off_session",
                ["created"] = now.ToUnixTimeSeconds(),
                ["livemode"] = false,
                ["metadata"] = metadata,
                ["mandate"] = test.Type == "card" ? null : NewId("mandate"),
            });
            (session["setup_intent"], session["customer"]) = (Id(setup), Id(customer));
            Tell("payment_method.attached", method, now);
            Tell("setup_intent.succeeded", setup, now);
        }
        else
        {
            var intent = NewIntent(session["amount_total"]!.GetValue<long>(), session["currency"]!.ToString(), customer is null ? null : Id(customer), session["intent_description"]?.ToString(), metadata, now);
            Confirm(intent, SaveMethod(test, customer: null, now), test.Outcome is StripeOutcome.NeedsCustomer ? new StripeOutcome.Succeeds() : test.Outcome, mustNotAsk: false, now);
            (session["payment_intent"], session["payment_status"]) = (Id(intent), IsProcessing(intent) ? "unpaid" : "paid");
        }

        session["status"] = "complete";
        Tell("checkout.session.completed", session, now);
        return session;
    }

    /// <summary>The bank of a debit answers.</summary>
    public void Settle(string id, bool? succeeds, DateTimeOffset now)
    {
        if (!intents.TryGetValue(id, out var intent) || !IsProcessing(intent))
            return;
        var failure = methods[intent["payment_method"]!.ToString()].Outcome is StripeOutcome.IsDebit debit ? debit.FailureCode : null;
        if (succeeds ?? failure is null)
            Succeed(intent, now);
        else
            Fail(intent, "payment_intent_payment_attempt_failed", failure ?? "insufficient_funds", now);
    }

    public JsonObject Find(string noun, string id) => (noun switch
    {
        "customer" => customers.GetValueOrDefault(id),
        "payment_intent" => intents.GetValueOrDefault(id),
        "setup_intent" => setups.GetValueOrDefault(id),
        "checkout.session" => sessions.GetValueOrDefault(id),
        _ => methods.TryGetValue(id, out var method) ? method.Json : null,
    }) ?? throw StripeRefusal.Missing(noun, id);

    public JsonObject? Session(string id) => sessions.GetValueOrDefault(id);

    /// <summary>A page of intents or events, newest first.</summary>
    public JsonObject List(string noun, Func<JsonObject, bool> where, string? after, int limit)
    {
        var all = (noun == "events" ? events : newestFirst).Where(where).ToList();
        var start = after is null ? 0 : all.FindIndex(one => Id(one) == after) + 1;
        var page = all.Skip(start).Take(limit).ToList();
        return new JsonObject { ["object"] = "list", ["url"] = $"/v1/{noun}", ["has_more"] = start + page.Count < all.Count, ["data"] = new JsonArray([.. page.Select(one => one.DeepClone())]) };
    }

    private static string Id(JsonObject resource) => resource["id"]!.ToString();

    private static bool IsProcessing(JsonObject intent) => intent["status"]!.ToString() == "processing";

    private static string NewId(string prefix) => $"{prefix}_{RandomNumberGenerator.GetHexString(24, lowercase: true)}";

    private static JsonObject Keep(Dictionary<string, JsonObject> noun, JsonObject resource)
    {
        noun.Add(Id(resource), resource);
        return resource;
    }

    // docs.stripe.com/currencies: what has no decimals where it is spent has two at Stripe, always 00; of three decimals the last must be 0.
    private static (long Amount, string Currency) Amount(long units, string currency, string param)
    {
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterLower))
            throw StripeRefusal.Invalid("currency", $"Invalid currency: {currency}.");
        if (units < LeastUnits)
            throw StripeRefusal.Invalid(param, "Amount must be at least 50 cents.", "amount_too_small");
        if (units > MostUnits)
            throw StripeRefusal.Invalid(param, "Amount must be no more than 999,999.99.", "amount_too_large");
        if ((currency is "isk" or "ugx" && units % 100 != 0) || (currency is "bhd" or "jod" or "kwd" or "omr" or "tnd" && units % 10 != 0))
            throw StripeRefusal.Invalid(param, $"Invalid amount for {currency}.", "amount_invalid");
        return (units, currency);
    }

    private static StripeRefusal Declined(StripeOutcome.Declines declines, string message, JsonObject? intent) =>
        new(StatusCodes.Status402PaymentRequired, "card_error", declines.Code, message) { DeclineCode = declines.DeclineCode, AdviceCode = declines.AdviceCode, Intent = intent };

    private JsonObject Existing(string customer) => customers.GetValueOrDefault(customer) ?? throw StripeRefusal.Missing("customer", customer, "customer");

    private (JsonObject Json, StripeOutcome Outcome) Method(string id, JsonObject? customer, DateTimeOffset now)
    {
        if (StripeTestMethod.Find(id) is { } test)
            return (SaveMethod(test, customer: null, now), test.Outcome);
        if (!methods.TryGetValue(id, out var method))
            throw StripeRefusal.Missing("PaymentMethod", id, "payment_method");
        if (customer is not null && method.Json["customer"]?.ToString() != Id(customer))
            throw StripeRefusal.Invalid("payment_method", "The PaymentMethod does not belong to the Customer you supplied, or was detached from it. It may not be used again.");
        return method;
    }

    private JsonObject SaveMethod(StripeTestMethod test, JsonObject? customer, DateTimeOffset now)
    {
        var method = test.ToJson(NewId("pm"), customer is null ? null : Id(customer), now);
        methods.Add(Id(method), (method, test.Outcome));
        return method;
    }

    private JsonObject NewIntent(long amount, string currency, string? customer, string? description, JsonObject metadata, DateTimeOffset now)
    {
        var intent = Keep(intents, new JsonObject
        {
            ["id"] = NewId("pi"),
            ["object"] = "payment_intent",
            ["amount"] = amount,
            ["amount_received"] = 0,
            ["amount_capturable"] = 0,
            ["currency"] = currency,
            ["customer"] = customer,
            ["description"] = description,
            ["payment_method"] = null,
            ["status"] = "requires_payment_method",
            ["created"] = now.ToUnixTimeSeconds(),
            ["livemode"] = false,
            ["metadata"] = metadata,
            ["last_payment_error"] = null,
            ["latest_charge"] = null,
            ["capture_method"] = "automatic",
            ["confirmation_method"] = "automatic",
        });
        newestFirst.Insert(0, intent);
        return intent;
    }

    private void Confirm(JsonObject intent, JsonObject method, StripeOutcome outcome, bool mustNotAsk, DateTimeOffset now)
    {
        intent["payment_method"] = Id(method);
        switch (outcome)
        {
            case StripeOutcome.Succeeds:
                Succeed(intent, now);
                break;
            case StripeOutcome.IsDebit:
                intent["status"] = "processing";
                Tell("payment_intent.processing", intent, now);
                break;
            case StripeOutcome.NeedsCustomer when !mustNotAsk:
                intent["status"] = "requires_action";
                Tell("payment_intent.requires_action", intent, now);
                break;
            case StripeOutcome.Declines declines:
                Fail(intent, declines.Code, declines.DeclineCode, now, declines.AdviceCode);
                throw Declined(declines, "Your card was declined.", intent);
            default:
                Fail(intent, "authentication_required", "authentication_required", now);
                throw Declined(new StripeOutcome.Declines("authentication_required", "authentication_required"), "The customer must authenticate this payment.", intent);
        }
    }

    private void Succeed(JsonObject intent, DateTimeOffset now)
    {
        (intent["status"], intent["amount_received"], intent["latest_charge"]) = ("succeeded", intent["amount"]!.DeepClone(), NewId("ch"));
        Tell("payment_intent.succeeded", intent, now);
    }

    private void Fail(JsonObject intent, string code, string? declineCode, DateTimeOffset now, string? adviceCode = null)
    {
        var charge = NewId("ch");
        (intent["status"], intent["payment_method"], intent["latest_charge"]) = ("requires_payment_method", null, charge);
        intent["last_payment_error"] = new JsonObject { ["type"] = "card_error", ["code"] = code, ["decline_code"] = declineCode, ["advice_code"] = adviceCode, ["charge"] = charge, ["message"] = "Your card was declined." };
        Tell("payment_intent.payment_failed", intent, now);
    }

    private void Tell(string type, JsonObject about, DateTimeOffset now)
    {
        var happened = new JsonObject
        {
            ["id"] = NewId("evt"),
            ["object"] = "event",
            ["api_version"] = "2026-10-28.endive",
            ["created"] = now.ToUnixTimeSeconds(),
            ["livemode"] = false,
            ["type"] = type,
            ["pending_webhooks"] = 1,
            ["data"] = new JsonObject { ["object"] = about.DeepClone() },
        };
        if (connected is not null)
            happened["account"] = connected;
        events.Insert(0, happened);
        tell(new Webhook(happened.ToJsonString(), type, Id(about)));
    }
}
