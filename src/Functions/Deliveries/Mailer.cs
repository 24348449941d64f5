using System.Net;
using Billing.Documents.Emails;
using Billing.Functions.Configuration;
using Microsoft.Extensions.Configuration;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace Billing.Functions.Deliveries;

/// <summary>An e-mail that is ready to go.</summary>
/// <param name="From">The seller's address and name.</param>
/// <param name="To">The customer's address and name.</param>
/// <param name="Content">What it says.</param>
/// <param name="Attachments">The files it carries.</param>
/// <param name="SubjectId">The document or notice, by which the provider's events name it.</param>
/// <param name="AccountId">The account, likewise; empty where it is about none.</param>
internal sealed record OutgoingEmail(EmailAddress From, EmailAddress To, EmailContent Content, IReadOnlyList<EmailAttachment> Attachments, string SubjectId, string AccountId)
{
    /// <summary>Whose it is, where it is about no account.</summary>
    public string SellerId { get; init; } = "";
}

/// <summary>A file that an e-mail carries.</summary>
internal sealed record EmailAttachment(string Name, string ContentType, BinaryData Content);

/// <summary>What the provider said to an e-mail.</summary>
internal abstract record MailAnswer
{
    /// <summary>It will be sent; the id names it in the provider's events.</summary>
    public sealed record Accepted(string ProviderId) : MailAnswer;

    /// <summary>It will never be sent as it is.</summary>
    public sealed record Rejected(string Why) : MailAnswer;
}

/// <summary>Sends e-mail through SendGrid. Outside production it goes to <c>Email__RedirectTo</c>, unless <c>Email__AllowRealRecipients</c> says otherwise.</summary>
internal sealed class Mailer(IConfiguration settings)
{
    private readonly SendGridClient client = new(new SendGridClientOptions
    {
        ApiKey = settings["SendGrid:ApiKey"] is { Length: > 0 } key ? key : "not-set",
        Host = settings["SendGrid:BaseUrl"] is { Length: > 0 } host ? host : "https://api.sendgrid.com",
    });

    /// <summary>Why nothing may be sent to anybody here, or null.</summary>
    public string? WithheldBecause() =>
        Redirect is null && !MayReachCustomers ? "Outside production e-mail needs Email__RedirectTo or Email__AllowRealRecipients." : null;

    /// <summary>Whether an error says for certain that the provider did not take the e-mail. A time-out or a broken connection says nothing: it may be on its way.</summary>
    public static bool WasNotTaken(HttpRequestException error) => error.StatusCode is { } status
        ? status != HttpStatusCode.GatewayTimeout
        : error.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    /// <summary>Sends an e-mail.</summary>
    /// <exception cref="HttpRequestException">The provider is out of reach or busy; try again.</exception>
    public async Task<MailAnswer> SendAsync(OutgoingEmail email, CancellationToken cancellation)
    {
        var message = MailHelper.CreateSingleEmail(email.From, Redirect is { } redirect ? new EmailAddress(redirect, email.To.Name) : email.To, email.Content.Subject, email.Content.Text, email.Content.Html);
        if (email.AccountId.Length > 0)
            message.AddCustomArg("accountId", email.AccountId);
        if (email.SellerId.Length > 0)
            message.AddCustomArg("sellerId", email.SellerId);
        message.AddCustomArg("subjectId", email.SubjectId);
        foreach (var attachment in email.Attachments)
            message.AddAttachment(attachment.Name, Convert.ToBase64String(attachment.Content), attachment.ContentType, "attachment");

        var response = await client.SendEmailAsync(message, cancellation);
        if (response.StatusCode == HttpStatusCode.Accepted)
            return new MailAnswer.Accepted(response.Headers.TryGetValues("X-Message-Id", out var ids) ? ids.First() : "");
        var body = await response.Body.ReadAsStringAsync(cancellation);
        return IsFinal(response.StatusCode)
            ? new MailAnswer.Rejected($"The mail provider answered {(int)response.StatusCode}: {body}")
            : throw new HttpRequestException($"The mail provider answered {(int)response.StatusCode}: {body}", null, response.StatusCode);
    }

    private string? Redirect => settings["Email:RedirectTo"] is { Length: > 0 } address && !settings.IsProduction() ? address : null;

    private bool MayReachCustomers => settings.IsProduction() || string.Equals(settings["Email:AllowRealRecipients"], "true", StringComparison.OrdinalIgnoreCase);

    // A refused key is an operator's mistake that will be mended; what is wrong with the message itself stays wrong.
    private static bool IsFinal(HttpStatusCode status) => status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge;
}
