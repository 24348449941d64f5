namespace Billing.Functions.Api.Contract;

/// <summary>Says what an HTTP function does, for the OpenAPI document. Its route and methods are those of its trigger.</summary>
/// <param name="noun">The heading it stands under.</param>
/// <param name="summary">What it does, in a sentence.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ApiOperationAttribute(string noun, string summary) : Attribute
{
    public string Noun { get; } = noun;

    public string Summary { get; } = summary;

    /// <summary>An <see cref="IRequestBody{TSelf}"/>, where it has a JSON body.</summary>
    public Type? Body { get; init; }

    /// <summary>The content type of a body that is no JSON; several with commas.</summary>
    public string? BodyContentType { get; init; }

    /// <summary>What it answers with; nothing where that has no body.</summary>
    public Type? Answer { get; init; }

    /// <summary>The content type of an answer that is no JSON; beside <see cref="Answer"/>, of one that is asked for. Several with commas.</summary>
    public string? AnswerContentType { get; init; }

    /// <summary>The statuses of its success.</summary>
    public int[] Statuses { get; init; } = [200];

    /// <summary>Its query parameters: <c>name: what it means</c>; one that must be given starts with <c>!</c>.</summary>
    public string[] Query { get; init; } = [];

    /// <summary>Whether it asks for the header Idempotency-Key.</summary>
    public bool IdempotencyKey { get; init; }

    /// <summary>Whether asking twice does it once without a key, because all that is sent has ids of its own.</summary>
    public bool SentIdsAreKeys { get; init; }

    /// <summary>Whether it only shows something, so that asking twice needs no key.</summary>
    public bool ChangesNothing { get; init; }

    /// <summary>Whether it changes what is there already under If-Match.</summary>
    public bool IfMatch { get; init; }
}
