using MimeKit;

namespace Billing.DevHost.Mail;

/// <summary>
/// One e-mail as its recipients would get it: SendGrid makes one of each personalization, and all of a request share
/// the message id that its answer names.
/// </summary>
internal sealed record CaughtMail(string MessageId, DateTimeOffset ReceivedAt, Address From, string Subject)
{
    public IReadOnlyList<Address> ReplyTo { get; init; } = [];
    public IReadOnlyList<Address> To { get; init; } = [];
    public IReadOnlyList<Address> Cc { get; init; } = [];
    public IReadOnlyList<Address> Bcc { get; init; } = [];
    public string? Text { get; init; }
    public string? Html { get; init; }
    public IReadOnlyList<CaughtAttachment> Attachments { get; init; } = [];
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> CustomArgs { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The mails of a request that passed the checks.</summary>
    public static IReadOnlyList<CaughtMail> Of(SendGridRequest request, string messageId, DateTimeOffset receivedAt)
    {
        var attachments = (request.Attachments ?? []).Select(CaughtAttachment.Of).ToList();
        return [.. request.Personalizations!.Select(personalization =>
            new CaughtMail(
                messageId,
                receivedAt,
                personalization.From ?? request.From!,
                personalization.Subject ?? request.Subject ?? "")
            {
                ReplyTo = request.ReplyTo is { } one ? [one] : request.ReplyToList ?? [],
                To = personalization.To ?? [],
                Cc = personalization.Cc ?? [],
                Bcc = personalization.Bcc ?? [],
                Text = ContentOf(request, "text/plain"),
                Html = ContentOf(request, "text/html"),
                Attachments = attachments,
                Headers = Merge(request.Headers, personalization.Headers),
                CustomArgs = Merge(request.CustomArgs, personalization.CustomArgs),
                Categories = request.Categories ?? [],
            })];
    }

    public MimeMessage ToMime()
    {
        var mime = new MimeMessage { Subject = Subject, Date = ReceivedAt, MessageId = $"{MessageId}@billing.invalid" };
        AddAll(mime.From, [From]);
        AddAll(mime.ReplyTo, ReplyTo);
        AddAll(mime.To, To);
        AddAll(mime.Cc, Cc);
        AddAll(mime.Bcc, Bcc);
        foreach (var (name, value) in Headers)
            mime.Headers.Add(name, value);
        var body = new BodyBuilder { TextBody = Text, HtmlBody = Html };
        foreach (var attachment in Attachments)
            attachment.AddTo(body);
        mime.Body = body.ToMessageBody();
        return mime;
    }

    private static void AddAll(InternetAddressList list, IEnumerable<Address> addresses) =>
        list.AddRange(addresses.Select(address => new MailboxAddress(address.Name, address.Email!)));

    private static string? ContentOf(SendGridRequest request, string type) =>
        request.Content?.FirstOrDefault(content => content.Type == type)?.Value;

    private static Dictionary<string, string> Merge(
        IReadOnlyDictionary<string, string>? all, IReadOnlyDictionary<string, string>? own)
    {
        var merged = new Dictionary<string, string>(all ?? new Dictionary<string, string>());
        foreach (var (name, value) in own ?? new Dictionary<string, string>())
            merged[name] = value;
        return merged;
    }
}

/// <summary>An inline one has a content id, by which the HTML part shows it.</summary>
internal sealed record CaughtAttachment(string FileName, string ContentType, byte[] Content, string? InlineContentId)
{
    public static CaughtAttachment Of(Attachment attachment) => new(
        attachment.Filename!,
        attachment.Type ?? "application/octet-stream",
        Convert.FromBase64String(attachment.Content!),
        attachment.Disposition == "inline" ? attachment.ContentId ?? attachment.Filename : null);

    public void AddTo(BodyBuilder body)
    {
        var type = MimeKit.ContentType.TryParse(ContentType, out var parsed) ? parsed : new ContentType("application", "octet-stream");
        if (InlineContentId is null)
            body.Attachments.Add(FileName, Content, type);
        else
            body.LinkedResources.Add(FileName, Content, type).ContentId = InlineContentId;
    }
}
