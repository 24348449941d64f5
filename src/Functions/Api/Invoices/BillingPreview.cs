using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Api.Invoices;

/// <summary>Shows what commands and runs would do, by the code that does it. Changes nothing.</summary>
internal sealed class BillingPreview(AccountLedger ledger)
{
    private static readonly CommandId Nobodys = new("http", "preview");

    /// <summary>What a command would record.</summary>
    /// <exception cref="ProblemException">It would be refused.</exception>
    public async Task<IReadOnlyList<AccountEvent>> DecideAsync(AccountId account, AccountCommand command, CancellationToken cancellation) =>
        EventsOf(await ledger.PreviewAsync(Request(account, command), cancellation));

    /// <summary>What is billed next, were some events recorded first; nothing where nothing is to come.</summary>
    /// <exception cref="ProblemException">404: the account was never opened.</exception>
    public async Task<UpcomingInvoices?> NextAsync(AccountId account, IReadOnlyList<AccountEvent> first, CancellationToken cancellation)
    {
        var (on, decision) = await ledger.PreviewNextAsync(Request(account, new RunBilling()), first, cancellation);
        var events = EventsOf(decision);
        return on is { } day ? UpcomingInvoices.Of(account, day, events) : null;
    }

    /// <summary>What would keep the account's next invoices from being valid e-invoices.</summary>
    /// <exception cref="ProblemException">404: the account was never opened.</exception>
    public async Task<EInvoiceForecast> EInvoiceAsync(AccountId account, CancellationToken cancellation) =>
        await ledger.ForecastEInvoiceAsync(Request(account, new RunBilling()), cancellation) ?? throw new ProblemException(Problems.NotFound($"account '{account}'"));

    /// <summary>What late charges would be charged on a day.</summary>
    /// <exception cref="ProblemException">404: the account was never opened; 422: the day is over.</exception>
    public async Task<(DateOnly On, LateChargeForecast Forecast, IReadOnlyList<AccountEvent> Events)> LateChargesAsync(AccountId account, DateOnly? on, CancellationToken cancellation)
    {
        var (today, forecast, decision) = await ledger.ForecastLateChargesAsync(Request(account, new RunCollections()), on, cancellation) ?? throw new ProblemException(Problems.NotFound($"account '{account}'"));
        return on < today
            ? throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "as-of-past", $"The account is shown as it stands; ask for {today:O} or a later day.")
            : (on ?? today, forecast, EventsOf(decision));
    }

    private static AccountRequest Request(AccountId account, AccountCommand command) => new(account, command, Nobodys, null, "preview");

    private static IReadOnlyList<AccountEvent> EventsOf(Decision decision) => decision switch
    {
        Decision.Accepted accepted => accepted.Events,
        Decision.Refused refused => throw new ProblemException(Problems.Refused(refused.Refusal)),
        _ => throw new InvalidOperationException($"{decision.GetType().Name} is no decision to show."),
    };
}
