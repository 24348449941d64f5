using Billing.DevHost.Demo.Senders;
using Billing.DevHost.Mail;

namespace Billing.DevHost.Demo;

/// <summary>What became of the e-mails: the mail provider reports each once, as delivered, or as bounced where the customer's address has stopped working.</summary>
internal sealed class MailReports(Samples samples, MailCatcher catcher, WebhookDesk desk)
{
    private readonly Dictionary<string, DateOnly> bouncesFrom = samples.Customers.Where(customer => customer.BouncesFrom is not null).ToDictionary(customer => customer.Email, customer => customer.BouncesFrom!.Value);
    private int reported;

    /// <summary>Reports the e-mails since the last time.</summary>
    public async Task TellAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var mails = catcher.Messages.Skip(reported).ToList();
        reported += mails.Count;
        if (mails.Count > 0)
            await desk.TellAsync([.. mails.Select(mail => (mail, Bounces(mail, DateOnly.FromDateTime(now.UtcDateTime))))], now, cancel);
    }

    private bool Bounces(CaughtMail mail, DateOnly today) => bouncesFrom.TryGetValue(mail.To[0].Email!, out var from) && from <= today;
}
