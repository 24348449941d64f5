using Billing.DevHost.Demo.Senders;

namespace Billing.DevHost.Demo;

/// <summary>Whom the demo's seller has to do with.</summary>
/// <param name="Webhooks">The processors and the mail provider.</param>
/// <param name="Bank">The banks.</param>
/// <param name="Office">Printer, agencies and general ledger.</param>
/// <param name="Reports">Who reads the reports.</param>
internal sealed record DemoDesks(WebhookDesk Webhooks, DemoBank Bank, BackOffice Office, DemoReports Reports);
