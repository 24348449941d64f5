using System.Buffers.Text;
using System.Text;
using MimeKit;

namespace Billing.DevHost.Mail;

/// <summary>
/// What SendGrid refuses, as its error reference lists it
/// (https://www.twilio.com/docs/sendgrid/api-reference/mail-send/errors). A check is a function from a request to
/// faults; all of them are reported at once. Fields and help links are SendGrid's, the wording is not.
/// </summary>
internal static class SendGridChecks
{
    private const int MostPersonalizations = 1000;
    private const int MostRecipients = 1000;
    private const int MostCategories = 10;
    private const int LongestCategory = 255;
    private const int MostCustomArgsBytes = 10_000;
    private static readonly TimeSpan FurthestSendAt = TimeSpan.FromHours(72);

    private static readonly HashSet<string> ReservedHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "x-sg-id", "x-sg-eid", "received", "dkim-signature", "Content-Type", "Content-Transfer-Encoding",
        "To", "From", "Subject", "Reply-To", "CC", "BCC",
    };

    private static readonly ParserOptions StrictAddresses = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
        AllowUnquotedCommasInAddresses = false,
    };

    private delegate IEnumerable<SendGridError> Check(SendGridRequest request, DateTimeOffset now);

    private static readonly Check[] All =
    [
        Personalizations, Recipients, Duplicates, Sender, ReplyTo, Subject, ContentPresent, ContentOrder,
        Attachments, Headers, CustomArgs, Categories, SendAt,
    ];

    public static IReadOnlyList<SendGridError> Find(SendGridRequest request, DateTimeOffset now) =>
        [.. All.SelectMany(check => check(request, now))];

    private static IEnumerable<SendGridError> Personalizations(SendGridRequest request, DateTimeOffset now)
    {
        var count = request.Personalizations?.Count ?? 0;
        if (count == 0)
            yield return SendGridError.At("personalizations", "message.personalizations", "There must be a personalization.");
        if (count > MostPersonalizations)
            yield return SendGridError.At("personalizations", "message.personalizations",
                $"A request may have {MostPersonalizations} personalizations; this one has {count}.");
        var recipients = Each(request).Sum(each => AllOf(each.Value).Count());
        if (recipients > MostRecipients)
            yield return SendGridError.At("personalizations", "message.personalizations",
                $"A request may have {MostRecipients} recipients in to, cc and bcc; this one has {recipients}.");
    }

    private static IEnumerable<SendGridError> Recipients(SendGridRequest request, DateTimeOffset now)
    {
        foreach (var (path, personalization) in Each(request))
        {
            if (personalization.To is null or { Count: 0 })
                yield return SendGridError.At(path + ".to", "message.personalizations.to",
                    "Each personalization must have a recipient in to.");
            foreach (var (list, index, address) in AllOf(personalization))
            {
                if (!IsValid(address))
                    yield return SendGridError.At($"{path}.{list}.{index}.email", $"message.personalizations.{list}",
                        "This is not a valid e-mail address.");
            }
            if (personalization.From is { } from && !IsValid(from))
                yield return SendGridError.At(path + ".from.email", "message.from", "This is not a valid e-mail address.");
        }
    }

    private static IEnumerable<SendGridError> Duplicates(SendGridRequest request, DateTimeOffset now)
    {
        foreach (var (path, personalization) in Each(request))
        {
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var again = AllOf(personalization).FirstOrDefault(recipient => !seen.Add(recipient.Address.Email ?? ""));
            if (again.Address is not null)
                yield return SendGridError.At(path, "message.recipient-errors",
                    $"An address may stand once in to, cc and bcc together; {again.Address.Email} stands again in {path}.{again.List}.");
        }
    }

    private static IEnumerable<SendGridError> Sender(SendGridRequest request, DateTimeOffset now)
    {
        if (request.From?.Email is null)
            yield return SendGridError.At("from.email", "message.from", "The sender's e-mail address is missing.");
        else if (!IsValid(request.From))
            yield return SendGridError.At("from.email", "message.from", "The sender's e-mail address is not valid.");
    }

    private static IEnumerable<SendGridError> ReplyTo(SendGridRequest request, DateTimeOffset now)
    {
        if (request.ReplyTo is { } replyTo && !IsValid(replyTo))
            yield return SendGridError.At("reply_to.email", "message.reply_to", "This is not a valid e-mail address.");
        for (var i = 0; i < (request.ReplyToList?.Count ?? 0); i++)
        {
            if (!IsValid(request.ReplyToList![i]))
                yield return SendGridError.At($"reply_to_list.{i}.email", "message.reply_to_list",
                    "This is not a valid e-mail address.");
        }
        if (request.ReplyTo is not null && request.ReplyToList is { Count: > 0 })
            yield return SendGridError.At("reply_to_list", "message.reply_to_list",
                "reply_to and reply_to_list exclude each other.");
    }

    private static IEnumerable<SendGridError> Subject(SendGridRequest request, DateTimeOffset now)
    {
        if (request.TemplateId is null
            && string.IsNullOrEmpty(request.Subject)
            && !(request.Personalizations is { Count: > 0 } all && all.All(each => !string.IsNullOrEmpty(each.Subject))))
            yield return SendGridError.At("subject", "message.subject",
                "There must be a subject, in the message, in every personalization or in a template.");
    }

    private static IEnumerable<SendGridError> ContentPresent(SendGridRequest request, DateTimeOffset now)
    {
        if (request.Content is null or { Count: 0 })
        {
            if (request.TemplateId is null)
                yield return SendGridError.At("content", "message.content", "There must be content or a template.");
            yield break;
        }
        for (var i = 0; i < request.Content.Count; i++)
        {
            if (string.IsNullOrEmpty(request.Content[i].Type))
                yield return SendGridError.At($"content.{i}.type", "message.content.type", "The content's MIME type is missing.");
            else if (request.Content[i].Type!.AsSpan().ContainsAny(";\r\n"))
                yield return SendGridError.At($"content.{i}.type", "message.content.type",
                    "A MIME type may not contain ; or a line break.");
            if (string.IsNullOrEmpty(request.Content[i].Value))
                yield return SendGridError.At($"content.{i}.value", "message.content.value",
                    "The content must have at least one character.");
        }
    }

    private static IEnumerable<SendGridError> ContentOrder(SendGridRequest request, DateTimeOffset now)
    {
        var types = (request.Content ?? []).Select(content => content.Type ?? "").ToList();
        var ranks = types.Select(type => type switch { "text/plain" => 0, "text/html" => 1, _ => 2 }).ToList();
        if (!ranks.SequenceEqual(ranks.Order()))
            yield return SendGridError.At("content", "message.content", "text/plain comes first, then text/html, then anything else.");
        if (types.Distinct(StringComparer.OrdinalIgnoreCase).Count() < types.Count)
            yield return SendGridError.At("content", "message.content", "A MIME type may stand once.");
    }

    private static IEnumerable<SendGridError> Attachments(SendGridRequest request, DateTimeOffset now)
    {
        for (var i = 0; i < (request.Attachments?.Count ?? 0); i++)
        {
            var attachment = request.Attachments![i];
            if (!IsBase64(attachment.Content))
                yield return SendGridError.At($"attachments.{i}.content", "message.attachments.content",
                    "The attachment's content must be base64 without line breaks.");
            if (string.IsNullOrEmpty(attachment.Filename))
                yield return SendGridError.At($"attachments.{i}.filename", "message.attachments.filename",
                    "The attachment has no file name.");
            if (attachment.Type is { } type && (type.Length == 0 || type.AsSpan().ContainsAny(";\r\n")))
                yield return SendGridError.At($"attachments.{i}.type", "message.attachments.type",
                    "This is not a MIME type without parameters.");
            if (attachment.Disposition is not (null or "attachment" or "inline"))
                yield return SendGridError.At($"attachments.{i}.disposition", "message.attachments.disposition",
                    "The disposition is attachment or inline.");
        }
    }

    private static IEnumerable<SendGridError> Headers(SendGridRequest request, DateTimeOffset now)
    {
        var all = Each(request)
            .Select(each => (Path: each.Key + ".headers", each.Value.Headers))
            .Prepend((Path: "headers", request.Headers));
        foreach (var (path, headers) in all)
        {
            foreach (var (name, value) in headers ?? new Dictionary<string, string>())
            {
                if (ReservedHeaders.Contains(name))
                    yield return SendGridError.At(path, "message.headers", $"The header {name} is reserved.");
                // Of a header's name RFC 5322 allows printable ASCII but the colon.
                if (name.Length == 0 || name.Any(c => c is <= ' ' or > '~' or ':') || value.AsSpan().ContainsAny("\r\n"))
                    yield return SendGridError.At(path, "message.headers", $"{name} is not a header.");
            }
        }
    }

    private static IEnumerable<SendGridError> CustomArgs(SendGridRequest request, DateTimeOffset now)
    {
        if (Bytes(request.CustomArgs) > MostCustomArgsBytes)
            yield return SendGridError.At("custom_args", "message.custom_args",
                $"custom_args may have {MostCustomArgsBytes} bytes.");
        foreach (var (path, personalization) in Each(request))
        {
            // A personalization's are sent beside the message's.
            if (personalization.CustomArgs is { Count: > 0 } own && Bytes(own) + Bytes(request.CustomArgs) > MostCustomArgsBytes)
                yield return SendGridError.At(path + ".custom_args", "message.custom_args",
                    $"custom_args may have {MostCustomArgsBytes} bytes.");
        }
    }

    private static IEnumerable<SendGridError> Categories(SendGridRequest request, DateTimeOffset now)
    {
        var categories = request.Categories ?? [];
        if (categories.Count > MostCategories)
            yield return SendGridError.At("categories", "message.categories", $"A message may have {MostCategories} categories.");
        if (categories.Distinct(StringComparer.Ordinal).Count() < categories.Count)
            yield return SendGridError.At("categories", "message.categories", "A category may stand once.");
        for (var i = 0; i < categories.Count; i++)
        {
            if (categories[i].Length > LongestCategory)
                yield return SendGridError.At($"categories.{i}", "message.categories",
                    $"A category may have {LongestCategory} characters.");
        }
    }

    private static IEnumerable<SendGridError> SendAt(SendGridRequest request, DateTimeOffset now)
    {
        var furthest = (now + FurthestSendAt).ToUnixTimeSeconds();
        return Each(request).Select(each => (Path: each.Key + ".send_at", each.Value.SendAt))
            .Prepend((Path: "send_at", request.SendAt))
            .Where(planned => planned.SendAt > furthest)
            .Select(planned => SendGridError.At(planned.Path, "message.send_at", "A mail may be sent within 72 hours, not later."));
    }

    private static IEnumerable<KeyValuePair<string, Personalization>> Each(SendGridRequest request) =>
        (request.Personalizations ?? []).Select((personalization, index) =>
            KeyValuePair.Create($"personalizations.{index}", personalization));

    private static IEnumerable<(string List, int Index, Address Address)> AllOf(Personalization personalization) =>
        new[] { ("to", personalization.To), ("cc", personalization.Cc), ("bcc", personalization.Bcc) }
            .SelectMany(list => (list.Item2 ?? []).Select((address, index) => (list.Item1, index, address)));

    private static bool IsValid(Address address) =>
        MailboxAddress.TryParse(StrictAddresses, address.Email ?? "", out var mailbox)
        && mailbox.Address == address.Email
        && mailbox.Domain.Contains('.', StringComparison.Ordinal);

    // The base library's decoder passes over white space, SendGrid does not.
    private static bool IsBase64(string? content) =>
        !string.IsNullOrEmpty(content)
        && !content.AsSpan().ContainsAny(" \t\r\n")
        && Base64.IsValid(content);

    private static int Bytes(IReadOnlyDictionary<string, string>? args) =>
        args?.Sum(arg => Encoding.UTF8.GetByteCount(arg.Key) + Encoding.UTF8.GetByteCount(arg.Value)) ?? 0;
}
