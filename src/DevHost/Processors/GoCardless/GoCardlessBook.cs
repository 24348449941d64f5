using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Billing.DevHost.Processors.GoCardless;

/// <summary>An organisation at GoCardless: what was made there, and what happened. Callers hold <see cref="Gate"/>.</summary>
/// <param name="pages">Where the pages of its flows are.</param>
/// <param name="tell">Takes its events.</param>
internal sealed class GoCardlessBook(Func<string, Uri> pages, Action<Webhook> tell)
{
    private const int MostMetadata = 3;
    private static readonly TimeSpan FlowLife = TimeSpan.FromDays(7);

    private static readonly Dictionary<string, string> SchemeOf = new(StringComparer.Ordinal)
    {
        ["AUD"] = "becs",
        ["CAD"] = "pad",
        ["DKK"] = "betalingsservice",
        ["EUR"] = "sepa_core",
        ["GBP"] = "bacs",
        ["NZD"] = "becs_nz",
        ["SEK"] = "autogiro",
        ["USD"] = "ach",
    };

    private readonly Dictionary<string, JsonObject> resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GoCardlessTestPayer> payerOfMandate = new(StringComparer.Ordinal);
    private readonly List<JsonObject> payments = [];
    private readonly List<JsonObject> events = [];

    public Lock Gate { get; } = new();

    /// <summary>Ids of payments whose bank has not answered, and what they are for.</summary>
    public IReadOnlyList<(string Id, string What)> PendingDebits => [.. payments.Where(IsUnderWay).Select(payment => (Id(payment), $"{payment["amount"]} {payment["currency"]} {payment["description"]}"))];

    public JsonObject CreatePayment(JsonObject form, DateTimeOffset now)
    {
        if (form["links"]?["mandate"]?.ToString() is not { Length: > 0 } named)
            throw GoCardlessRefusal.Validation("links.mandate", "Mandate must be given");
        var mandate = Find("MD", named);
        if (Status(mandate) is not ("pending_customer_approval" or "pending_submission" or "submitted" or "active"))
            throw GoCardlessRefusal.State("mandate_is_inactive", "Mandate is failed, cancelled or expired");
        var (amount, currency) = Amount(form);
        if (SchemeOf.GetValueOrDefault(currency) != mandate["scheme"]!.ToString())
            throw GoCardlessRefusal.Validation("currency", $"{currency} cannot be collected by {mandate["scheme"]}");
        var retries = RetryIfPossible(form);
        var payment = NewPayment(amount, currency, form["description"]?.ToString(), Metadata(form), named, "pending_submission", now);
        payment["retry_if_possible"] = retries;
        return payment;
    }

    public JsonObject CreateBillingRequest(JsonObject form, DateTimeOffset now)
    {
        if (form["mandate_request"] is null && form["payment_request"] is null)
            throw GoCardlessRefusal.Validation("mandate_request", "Either a mandate_request or a payment_request must be given");
        var request = new JsonObject { ["id"] = NewId("BRQ"), ["status"] = "pending", ["created_at"] = Time(now), ["metadata"] = Metadata(form), ["links"] = new JsonObject() };
        if (form["mandate_request"] is JsonObject mandate)
        {
            var currency = mandate["currency"]?.ToString() ?? "GBP";
            request["mandate_request"] = new JsonObject
            {
                ["currency"] = currency,
                ["scheme"] = mandate["scheme"]?.ToString() ?? SchemeOf.GetValueOrDefault(currency) ?? throw GoCardlessRefusal.Validation("mandate_request.currency", $"{currency} is not supported"),
                ["metadata"] = Metadata(mandate),
                ["links"] = new JsonObject(),
            };
        }

        if (form["payment_request"] is JsonObject payment)
        {
            var (amount, currency) = Amount(payment);
            if (currency is not ("GBP" or "EUR"))
                throw GoCardlessRefusal.Validation("payment_request.currency", $"Instant payments in {currency} are not supported");
            request["payment_request"] = new JsonObject { ["amount"] = amount, ["currency"] = currency, ["description"] = payment["description"]?.ToString(), ["metadata"] = Metadata(payment), ["links"] = new JsonObject() };
        }

        if (form["links"]?["customer"]?.ToString() is { } customer)
            request["links"]!["customer"] = Id(Find("CU", customer));
        return Keep(request);
    }

    public JsonObject CreateFlow(JsonObject form, DateTimeOffset now)
    {
        var request = Find("BRQ", form["links"]?["billing_request"]?.ToString() ?? throw GoCardlessRefusal.Validation("links.billing_request", "Billing request must be given"));
        if (Status(request) is "fulfilled" or "cancelled")
            throw GoCardlessRefusal.State("billing_request_already_fulfilled", "The billing request was fulfilled already");
        var id = NewId("BRF");
        return Keep(new JsonObject
        {
            ["id"] = id,
            ["authorisation_url"] = pages(id).AbsoluteUri,
            ["created_at"] = Time(now),
            ["expires_at"] = Time(now + FlowLife),
            ["redirect_uri"] = form["redirect_uri"]?.ToString(),
            ["exit_uri"] = form["exit_uri"]?.ToString(),
            ["auto_fulfil"] = true,
            ["prefilled_customer"] = form["prefilled_customer"]?.DeepClone(),
            ["links"] = new JsonObject { ["billing_request"] = Id(request) },
        });
    }

    /// <summary>Does what a payer does on the page of a flow.</summary>
    /// <exception cref="GoCardlessRefusal">Its billing request is fulfilled already.</exception>
    public void Complete(JsonObject flow, GoCardlessTestPayer payer, DateTimeOffset now)
    {
        var request = Find("BRQ", flow["links"]!["billing_request"]!.ToString());
        if (Status(request) == "fulfilled")
            throw GoCardlessRefusal.State("billing_request_already_fulfilled", "The billing request was fulfilled already");
        var links = request["links"]!.AsObject();
        links["customer"] ??= Id(Keep(new JsonObject { ["id"] = NewId("CU"), ["created_at"] = Time(now), ["email"] = flow["prefilled_customer"]?["email"]?.ToString(), ["company_name"] = flow["prefilled_customer"]?["company_name"]?.ToString(), ["metadata"] = new JsonObject() }));
        var bank = Keep(new JsonObject
        {
            ["id"] = NewId("BA"),
            ["created_at"] = Time(now),
            ["account_number_ending"] = payer.AccountEnding,
            ["account_holder_name"] = "TEST PAYER",
            ["bank_name"] = "TEST BANK",
            ["enabled"] = true,
            ["metadata"] = new JsonObject(),
            ["links"] = new JsonObject { ["customer"] = links["customer"]!.ToString() },
        });
        links["customer_bank_account"] = Id(bank);
        if (request["mandate_request"] is JsonObject wanted)
        {
            var mandate = Keep(new JsonObject
            {
                ["id"] = NewId("MD"),
                ["created_at"] = Time(now),
                ["scheme"] = wanted["scheme"]!.ToString(),
                ["status"] = "pending_submission",
                ["reference"] = RandomNumberGenerator.GetHexString(8),
                ["metadata"] = wanted["metadata"]!.DeepClone(),
                ["links"] = new JsonObject { ["customer"] = links["customer"]!.ToString(), ["customer_bank_account"] = Id(bank) },
            });
            payerOfMandate[Id(mandate)] = payer;
            (wanted["links"]!["mandate"], links["mandate_request_mandate"]) = (Id(mandate), Id(mandate));
            Tell("mandates", "created", "mandate_created", new() { ["mandate"] = Id(mandate) }, now);
        }

        if (request["payment_request"] is JsonObject asked)
        {
            var payment = NewPayment(asked["amount"]!.GetValue<long>(), asked["currency"]!.ToString(), asked["description"]?.ToString(), asked["metadata"]!.DeepClone().AsObject(), mandate: null, "pending_submission", now);
            (asked["links"]!["payment"], links["payment_request_payment"]) = (Id(payment), Id(payment));
            Settle(Id(payment), payer.FailureCause is null, now);
        }

        request["status"] = "fulfilled";
        Tell("billing_requests", "fulfilled", "billing_request_fulfilled", new() { ["billing_request"] = Id(request), ["mandate_request_mandate"] = links["mandate_request_mandate"]?.ToString(), ["payment_request_payment"] = links["payment_request_payment"]?.ToString() }, now);
    }

    /// <summary>The bank of a debit answers.</summary>
    public void Settle(string id, bool? succeeds, DateTimeOffset now)
    {
        if (!resources.TryGetValue(id, out var payment) || !IsUnderWay(payment))
            return;
        var mandate = payment["links"]!["mandate"]?.ToString();
        var cause = mandate is null ? null : payerOfMandate[mandate].FailureCause;

        // The bank has taken the mandate before it is asked for money by it.
        if (mandate is not null && Status(resources[mandate]) == "pending_submission")
            End(resources[mandate], "active", "mandate_activated", now);
        if (Status(payment) == "pending_submission")
            Move(payment, "submitted", "submitted", "payment_submitted", now);
        if (succeeds ?? cause is null)
            Move(payment, "confirmed", "confirmed", "payment_confirmed", now);
        else
            Move(payment, "failed", "failed", cause ?? "insufficient_funds", now);
    }

    /// <summary>What GoCardless's sandbox lets one make happen: developer.gocardless.com, "Scenario simulators".</summary>
    public void Simulate(string scenario, string id, DateTimeOffset now)
    {
        switch (scenario)
        {
            case "payment_submitted" or "payment_confirmed" or "payment_paid_out":
                Move(Find("PM", id), scenario["payment_".Length..], scenario["payment_".Length..], scenario, now);
                break;
            case "payment_failed":
                Move(Find("PM", id), "failed", "failed", "insufficient_funds", now);
                break;
            case "payment_charged_back":
                Move(Find("PM", id), "charged_back", "charged_back", "authorisation_disputed", now);
                break;
            case "mandate_activated":
                End(Find("MD", id), "active", "mandate_activated", now);
                break;
            case "mandate_failed":
                End(Find("MD", id), "failed", "invalid_bank_details", now);
                break;
            case "mandate_expired":
                End(Find("MD", id), "expired", "mandate_expired", now);
                break;
            default:
                throw GoCardlessRefusal.Missing();
        }
    }

    public JsonObject CancelMandate(string id, DateTimeOffset now)
    {
        var mandate = Find("MD", id);
        End(mandate, "cancelled", "mandate_cancelled", now);
        return mandate;
    }

    /// <summary>A resource by its id.</summary>
    /// <exception cref="GoCardlessRefusal">There is none of that kind.</exception>
    public JsonObject Find(string prefix, string id) => id.StartsWith(prefix, StringComparison.Ordinal) && resources.TryGetValue(id, out var resource) ? resource : throw GoCardlessRefusal.Missing();

    /// <summary>A page of payments or events, newest first.</summary>
    public JsonObject List(string noun, Func<JsonObject, bool> where, string? after, int limit)
    {
        var all = (noun == "events" ? events : payments).Where(where).Reverse().ToList();
        var start = after is null ? 0 : all.FindIndex(one => Id(one) == after) + 1;
        var page = all.Skip(start).Take(limit).ToList();
        return new JsonObject
        {
            [noun] = new JsonArray([.. page.Select(one => one.DeepClone())]),
            ["meta"] = new JsonObject { ["limit"] = limit, ["cursors"] = new JsonObject { ["before"] = null, ["after"] = start + page.Count < all.Count ? Id(page[^1]) : null } },
        };
    }

    private static string Id(JsonObject resource) => resource["id"]!.ToString();

    private static string Status(JsonObject resource) => resource["status"]!.ToString();

    private static bool IsUnderWay(JsonObject payment) => Status(payment) is "pending_submission" or "submitted";

    private static string NewId(string prefix) => $"{prefix}{RandomNumberGenerator.GetHexString(16)}";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static (long Amount, string Currency) Amount(JsonObject form)
    {
        if (form["amount"] is not JsonValue value || !value.TryGetValue<long>(out var amount) || amount < 1)
            throw GoCardlessRefusal.Validation("amount", "Amount must be a whole number of pence or cents above 0");
        return form["currency"]?.ToString() is { } currency && SchemeOf.ContainsKey(currency) ? (amount, currency) : throw GoCardlessRefusal.Validation("currency", $"{form["currency"]} is not supported");
    }

    private static JsonObject Metadata(JsonObject form)
    {
        var metadata = form["metadata"]?.DeepClone().AsObject() ?? [];
        return metadata.Count <= MostMetadata ? metadata : throw GoCardlessRefusal.Validation("metadata", $"Metadata can have at most {MostMetadata} keys");
    }

    private static bool RetryIfPossible(JsonObject form) => form["retry_if_possible"] switch
    {
        null => false,
        JsonValue value when value.TryGetValue<bool>(out var retry) => retry,
        _ => throw GoCardlessRefusal.Validation("retry_if_possible", "must be true or false"),
    };

    private JsonObject Keep(JsonObject resource)
    {
        resources.Add(Id(resource), resource);
        return resource;
    }

    private JsonObject NewPayment(long amount, string currency, string? description, JsonObject metadata, string? mandate, string status, DateTimeOffset now)
    {
        var payment = Keep(new JsonObject
        {
            ["id"] = NewId("PM"),
            ["created_at"] = Time(now),
            ["charge_date"] = now.UtcDateTime.AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["amount"] = amount,
            ["amount_refunded"] = 0,
            ["currency"] = currency,
            ["description"] = description,
            ["status"] = status,
            ["metadata"] = metadata,
            ["links"] = new JsonObject { ["mandate"] = mandate, ["creditor"] = "CR0001" },
        });
        payments.Add(payment);
        Tell("payments", "created", "payment_created", new() { ["payment"] = Id(payment) }, now);
        return payment;
    }

    private void Move(JsonObject payment, string status, string action, string cause, DateTimeOffset now)
    {
        payment["status"] = status;
        Tell("payments", action, cause, new() { ["payment"] = Id(payment) }, now);
    }

    private void End(JsonObject mandate, string status, string cause, DateTimeOffset now)
    {
        mandate["status"] = status;
        Tell("mandates", status, cause, new() { ["mandate"] = Id(mandate) }, now);
    }

    private void Tell(string type, string action, string cause, Dictionary<string, string?> links, DateTimeOffset now)
    {
        var happened = new JsonObject
        {
            ["id"] = NewId("EV"),
            ["created_at"] = Time(now),
            ["resource_type"] = type,
            ["action"] = action,
            ["details"] = new JsonObject { ["origin"] = "gocardless", ["cause"] = cause, ["description"] = cause },
            ["links"] = new JsonObject(links.Where(link => link.Value is not null).Select(link => KeyValuePair.Create(link.Key, (JsonNode?)link.Value))),
            ["metadata"] = new JsonObject(),
        };
        events.Add(happened);
        tell(new Webhook(new JsonObject { ["events"] = new JsonArray(happened.DeepClone()) }.ToJsonString(), $"{type}.{action}", links.Values.First()!));
    }
}
