using System.Text.Json;
using System.Text.Json.Serialization;

namespace Billing.DevHost.Mail;

/// <summary>The body of <c>POST /v3/mail/send</c>. Everything may be missing: the checks say what must not be.</summary>
internal sealed record SendGridRequest
{
    public IReadOnlyList<Personalization>? Personalizations { get; init; }
    public Address? From { get; init; }
    public Address? ReplyTo { get; init; }
    public IReadOnlyList<Address>? ReplyToList { get; init; }
    public string? Subject { get; init; }
    public IReadOnlyList<Content>? Content { get; init; }
    public IReadOnlyList<Attachment>? Attachments { get; init; }
    public string? TemplateId { get; init; }
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
    public IReadOnlyList<string>? Categories { get; init; }
    public IReadOnlyDictionary<string, string>? CustomArgs { get; init; }
    public long? SendAt { get; init; }
    public MailSettings? MailSettings { get; init; }

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // SendGrid passes over members it does not know, and refuses numbers where it wants text.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>The request, or the fault of a body that is not JSON or has a value of the wrong type.</summary>
    public static (SendGridRequest? Request, SendGridError? Fault) Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (FindNull(document.RootElement, "") is { } path)
                return (null, SendGridError.WrongType(path));
            return document.Deserialize<SendGridRequest>(Json) is { } request
                ? (request, null)
                : (null, SendGridError.Unreadable);
        }
        catch (JsonException exception) when (exception.Path is { Length: > 2 } path)
        {
            // From $.to[0].email to SendGrid's to.0.email.
            return (null, SendGridError.WrongType(path[2..].Replace('[', '.').Replace("]", "", StringComparison.Ordinal)));
        }
        catch (JsonException)
        {
            return (null, SendGridError.Unreadable);
        }
    }

    /// <summary>The path of a null among the items of a list, or the values of headers and arguments, where one is not left out.</summary>
    private static string? FindNull(JsonElement element, string path)
    {
        if (element.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
            return null;
        var isStrict = element.ValueKind is JsonValueKind.Array
            || path.EndsWith("headers", StringComparison.Ordinal) || path.EndsWith("custom_args", StringComparison.Ordinal);
        var items = element.ValueKind is JsonValueKind.Array
            ? element.EnumerateArray().Select((item, index) => (Name: $"{index}", Value: item))
            : element.EnumerateObject().Select(member => (member.Name, member.Value));
        return items
            .Select(item => (Path: path.Length == 0 ? item.Name : $"{path}.{item.Name}", item.Value))
            .Select(item => isStrict && item.Value.ValueKind is JsonValueKind.Null ? item.Path : FindNull(item.Value, item.Path))
            .FirstOrDefault(found => found is not null);
    }
}

internal sealed record Personalization
{
    public IReadOnlyList<Address>? To { get; init; }
    public IReadOnlyList<Address>? Cc { get; init; }
    public IReadOnlyList<Address>? Bcc { get; init; }
    public Address? From { get; init; }
    public string? Subject { get; init; }
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
    public IReadOnlyDictionary<string, string>? CustomArgs { get; init; }
    public long? SendAt { get; init; }
}

internal sealed record Address
{
    public string? Email { get; init; }
    public string? Name { get; init; }

    public override string ToString() => string.IsNullOrEmpty(Name) ? Email ?? "" : $"{Name} <{Email}>";
}

internal sealed record Content
{
    public string? Type { get; init; }
    public string? Value { get; init; }
}

internal sealed record Attachment
{
    public string? Content { get; init; }
    public string? Type { get; init; }
    public string? Filename { get; init; }
    public string? Disposition { get; init; }
    public string? ContentId { get; init; }
}

internal sealed record MailSettings
{
    public Switch? SandboxMode { get; init; }
}

internal sealed record Switch
{
    public bool? Enable { get; init; }
}
