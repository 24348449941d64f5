using System.Text.Json.Nodes;

namespace Billing.DevHost.Processors.Stripe;

/// <summary>What becomes of a charge.</summary>
internal abstract record StripeOutcome
{
    public sealed record Succeeds : StripeOutcome;

    /// <summary>The issuer declines.</summary>
    public sealed record Declines(string Code, string? DeclineCode, string? AdviceCode = null) : StripeOutcome;

    /// <summary>The customer must be there.</summary>
    public sealed record NeedsCustomer : StripeOutcome;

    /// <summary>The bank answers days later.</summary>
    public sealed record IsDebit(string? FailureCode) : StripeOutcome;
}

/// <summary>A payment method of Stripe's test mode: its id says what becomes of it (docs.stripe.com/testing). The two SEPA ones are the stand-in's own names for Stripe's test IBANs.</summary>
internal sealed record StripeTestMethod(string Id, string Type, string Brand, string Last4, StripeOutcome Outcome, string Label)
{
    public static IReadOnlyList<StripeTestMethod> All { get; } =
    [
        Card("pm_card_visa", "visa", "4242", new StripeOutcome.Succeeds(), "Visa 4242: pays"),
        Card("pm_card_mastercard", "mastercard", "4444", new StripeOutcome.Succeeds(), "Mastercard 4444: pays"),
        Card("pm_card_amex", "amex", "0005", new StripeOutcome.Succeeds(), "American Express 0005: pays"),
        Card("pm_card_chargeCustomerFail", "visa", "0341", new StripeOutcome.Declines("card_declined", "generic_decline"), "Visa 0341: is saved, and declined when it is charged"),
        Card("pm_card_chargeDeclined", "visa", "0002", new StripeOutcome.Declines("card_declined", "generic_decline"), "Visa 0002: declined"),
        Card("pm_card_chargeDeclinedInsufficientFunds", "visa", "9995", new StripeOutcome.Declines("card_declined", "insufficient_funds", "try_again_later"), "Visa 9995: insufficient funds"),
        Card("pm_card_chargeDeclinedLostCard", "visa", "9987", new StripeOutcome.Declines("card_declined", "lost_card", "do_not_try_again"), "Visa 9987: lost"),
        Card("pm_card_chargeDeclinedStolenCard", "visa", "9979", new StripeOutcome.Declines("card_declined", "stolen_card", "do_not_try_again"), "Visa 9979: stolen"),
        Card("pm_card_chargeDeclinedExpiredCard", "visa", "0069", new StripeOutcome.Declines("expired_card", null), "Visa 0069: expired"),
        Card("pm_card_chargeDeclinedProcessingError", "visa", "0119", new StripeOutcome.Declines("processing_error", null), "Visa 0119: processing error"),
        Card("pm_card_authenticationRequired", "visa", "3184", new StripeOutcome.NeedsCustomer(), "Visa 3184: asks for the customer each time"),
        Debit("pm_usBankAccount_success", "us_bank_account", "6789", null, "US bank account 6789: pays"),
        Debit("pm_sepaDebit_success", "sepa_debit", "3000", null, "DE89 … 3000: pays"),
        Debit("pm_sepaDebit_fail", "sepa_debit", "3001", "insufficient_funds", "DE62 … 3001: insufficient funds"),
    ];

    /// <summary>A test method by its id, also in the longer form that names the brand.</summary>
    public static StripeTestMethod? Find(string id)
    {
        var shortly = id.Replace("pm_card_visa_charge", "pm_card_charge", StringComparison.Ordinal);
        return All.FirstOrDefault(method => method.Id == shortly);
    }

    /// <summary>The payment method that it is, for a customer.</summary>
    public JsonObject ToJson(string id, string? customer, DateTimeOffset now) => new()
    {
        ["id"] = id,
        ["object"] = "payment_method",
        ["type"] = Type,
        ["customer"] = customer,
        ["created"] = now.ToUnixTimeSeconds(),
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        [Type] = Type switch
        {
            "card" => new JsonObject { ["brand"] = Brand, ["last4"] = Last4, ["exp_month"] = 12, ["exp_year"] = now.Year + 2, ["country"] = "US", ["funding"] = "credit" },
            "sepa_debit" => new JsonObject { ["last4"] = Last4, ["country"] = "DE", ["bank_code"] = "37040044" },
            _ => new JsonObject { ["last4"] = Last4, ["bank_name"] = "STRIPE TEST BANK" },
        },
    };

    private static StripeTestMethod Card(string id, string brand, string last4, StripeOutcome outcome, string label) => new(id, "card", brand, last4, outcome, label);

    private static StripeTestMethod Debit(string id, string type, string last4, string? failureCode, string label) => new(id, type, "", last4, new StripeOutcome.IsDebit(failureCode), label);
}
