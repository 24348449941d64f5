namespace Billing.DevHost.Mail;

/// <summary>One fault, with the path of the field and the place in SendGrid's documentation that explains it.</summary>
internal sealed record SendGridError(string Message, string? Field = null, string? Help = null)
{
    private const string Documentation = "http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html#";

    /// <summary>SendGrid does not say what it could not read.</summary>
    public static SendGridError Unreadable { get; } = new("Bad Request");

    public static SendGridError WrongType(string field) =>
        At(field, "message." + field.Split('.')[0], "The value is of the wrong type.");

    public static SendGridError At(string field, string topic, string message) =>
        new(message, field, Documentation + topic);
}

/// <summary>The body of every refusal.</summary>
internal sealed record SendGridErrors(IReadOnlyList<SendGridError> Errors)
{
    public static SendGridErrors Of(SendGridError error) => new([error]);

    public static SendGridErrors Of(string message) => Of(new SendGridError(message));
}
