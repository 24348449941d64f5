using MimeKit;

namespace Billing.DevHost.Mail;

/// <summary>
/// One e-mail as its recipients would get it: SendGrid makes one of each personalization, and all of a request share
/// the message id that its answer names.
/// </summary>
internal sealed record CaughtMail(string MessageId, DateTimeOffset ReceivedAt, string From, string Subject)
{
    public string? FromName { get; init; }
    public IReadOnlyList<string> ReplyTo { get; init; } = [];
    public IReadOnlyList<string> To { get; init; } = [];
    public IReadOnlyList<string> Cc { get; init; } = [];
    public IReadOnlyList<string> Bcc { get; init; } = [];
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
        var replyTo = request.ReplyTo is { } one ? [one] : request.ReplyToList ?? [];
        return [.. request.Personalizations!.Select(personalization =>
        {
            var from = personalization.From ?? request.From!;
            return new CaughtMail(messageId, receivedAt, from.Email!, personalization.Subject ?? request.Subject ?? "")
            {
                FromName = from.Name,
                ReplyTo = Emails(replyTo),
                To = Emails(personalization.To),
                Cc = Emails(personalization.Cc),
                Bcc = Emails(personalization.Bcc),
                Text = ContentOf(request, "text/plain"),
                Html = ContentOf(request, "text/html"),
                Attachments = attachments,
                Headers = Merge(request.Headers, personalization.Headers),
                CustomArgs = Merge(request.CustomArgs, personalization.CustomArgs),
                Categories = request.Categories ?? [],
            };
        })];
    }

    public MimeMessage ToMime()
    {
        var mime = new MimeMessage { Subject = Subject, Date = ReceivedAt, MessageId = $"{MessageId}@billing.invalid" };
        mime.From.Add(new MailboxAddress(FromName, From));
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

    private static void AddAll(InternetAddressList list, IEnumerable<string> emails) =>
        list.AddRange(emails.Select(email => new MailboxAddress(null, email)));

    private static IReadOnlyList<string> Emails(IEnumerable<Address>? addresses) =>
        [.. (addresses ?? []).Select(address => address.Email!)];

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
