using System.Text.Json.Nodes;

namespace Billing.DevHost.Processors.Stripe;

/// <summary>Ends a request with an error as Stripe words it.</summary>
internal sealed class StripeRefusal(int status, string type, string? code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string? Param { get; init; }

    public string? DeclineCode { get; init; }

    public string? AdviceCode { get; init; }

    /// <summary>The payment intent that the error is about, as it is now.</summary>
    public JsonObject? Intent { get; init; }

    public static StripeRefusal Invalid(string param, string message, string code = "parameter_invalid") =>
        new(StatusCodes.Status400BadRequest, "invalid_request_error", code, message) { Param = param };

    /// <summary>A resource that a parameter names, or the address itself, is not there.</summary>
    public static StripeRefusal Missing(string noun, string id, string param = "id") =>
        new(param == "id" ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest, "invalid_request_error", "resource_missing", $"No such {noun}: '{id}'") { Param = param };

    public StandInAnswer ToAnswer()
    {
        var error = new JsonObject { ["type"] = type, ["message"] = Message };
        foreach (var (name, value) in new[] { ("code", code), ("param", Param), ("decline_code", DeclineCode), ("advice_code", AdviceCode) })
        {
            if (value is not null)
                error[name] = value;
        }

        if (Intent is not null)
            error["payment_intent"] = Intent.DeepClone();
        return new StandInAnswer(Status, new JsonObject { ["error"] = error }.ToJsonString());
    }
}
