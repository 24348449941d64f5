using Billing.DevHost.Mail;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace Billing.DevHost.Tests.Mail;

/// <summary>A catcher and the real client, new for every test.</summary>
public abstract class MailCatcherTest : IAsyncLifetime
{
    protected const string ApiKey = "SG.test-key";

    private protected MailCatcher Catcher { get; private set; } = null!;

    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("billing-mail-");

    private protected SendGridClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Catcher = await MailCatcher.StartAsync(ApiKey, folder: Folder.FullName);
        Client = ClientWith(ApiKey);
    }

    public async Task DisposeAsync()
    {
        await Catcher.DisposeAsync();
        Folder.Delete(recursive: true);
    }

    private protected SendGridClient ClientWith(string apiKey) =>
        new(new SendGridClientOptions { ApiKey = apiKey, Host = Catcher.Url.ToString().TrimEnd('/') });

    private protected static SendGridMessage Invoice()
    {
        var mail = new SendGridMessage
        {
            From = new EmailAddress("billing@acme.example", "Acme Billing"),
            Subject = "Rechnung ACME-2026-000042",
            PlainTextContent = "Guten Tag, anbei Ihre Rechnung.",
            HtmlContent = "<p>Guten Tag,<br>anbei Ihre <b>Rechnung</b>.</p>",
        };
        mail.AddTo(new EmailAddress("juergen@kunde.example", "Jürgen Müller"));
        return mail;
    }
}
