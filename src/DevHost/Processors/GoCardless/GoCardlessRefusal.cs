using System.Text.Json.Nodes;

namespace Billing.DevHost.Processors.GoCardless;

/// <summary>Ends a request with an error as GoCardless words it.</summary>
internal sealed class GoCardlessRefusal(int status, string type, string? reason, string message) : Exception(message)
{
    /// <summary>What a key made before.</summary>
    public string? Conflicting { get; init; }

    /// <summary>The parameter that is wrong.</summary>
    public string? Field { get; init; }

    public static GoCardlessRefusal Validation(string field, string message) => new(StatusCodes.Status422UnprocessableEntity, "validation_failed", null, message) { Field = field };

    public static GoCardlessRefusal State(string reason, string message) => new(StatusCodes.Status422UnprocessableEntity, "invalid_state", reason, message);

    public static GoCardlessRefusal Missing() => new(StatusCodes.Status404NotFound, "invalid_api_usage", "resource_not_found", "Resource not found");

    public static GoCardlessRefusal KeyUsed(string id) =>
        new(StatusCodes.Status409Conflict, "invalid_state", "idempotent_creation_conflict", "A resource has already been created with this idempotency key") { Conflicting = id };

    public StandInAnswer ToAnswer()
    {
        var one = new JsonObject { ["message"] = Message };
        if (reason is not null)
            one["reason"] = reason;
        if (Field is not null)
            one["field"] = Field;
        if (Conflicting is not null)
            one["links"] = new JsonObject { ["conflicting_resource_id"] = Conflicting };
        return new StandInAnswer(status, new JsonObject
        {
            ["error"] = new JsonObject { ["message"] = Message, ["type"] = type, ["code"] = status, ["request_id"] = "req", ["documentation_url"] = "https://developer.gocardless.com/api-reference", ["errors"] = new JsonArray(one) },
        }.ToJsonString());
    }
}
