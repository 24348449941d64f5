using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Invoices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.LateCharges;

/// <summary>What a customer is charged for late payment on a day, as the account stands.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="On">The day.</param>
/// <param name="Charge">The document that the run of the day would issue; nothing where no step of that day charges anything.</param>
/// <param name="Invoices">What runs up on each overdue invoice, and why.</param>
internal sealed record LateChargePreview(string AccountId, DateOnly On, UpcomingLateCharge? Charge, IReadOnlyList<AccruedInterest> Invoices)
{
    public static LateChargePreview Of(AccountId account, DateOnly on, LateChargeForecast forecast, IReadOnlyList<AccountEvent> events) =>
        new(account.ToString(), on, events.OfType<LateChargeIssued>().Select(UpcomingLateCharge.Of).FirstOrDefault(), forecast.Invoices);
}

/// <summary>A late charge as it would be.</summary>
/// <param name="DueDate">The last day to pay it.</param>
/// <param name="Lines">As they would be issued.</param>
/// <param name="Taxes">As they would be issued.</param>
/// <param name="Totals">As they would be issued.</param>
/// <param name="Invoices">What it would charge for each invoice.</param>
internal sealed record UpcomingLateCharge(DateOnly DueDate, IReadOnlyList<InvoiceLine> Lines, IReadOnlyList<TaxLine> Taxes, InvoiceTotals Totals, IReadOnlyList<LateInvoice> Invoices)
{
    public static UpcomingLateCharge Of(LateChargeIssued issued) => new(issued.DueDate, issued.Charge.Lines, issued.Charge.Taxes, issued.Charge.Totals, issued.Invoices);
}

/// <summary>Shows what a customer is charged for late payment.</summary>
internal sealed class PreviewLateCharges(BillingPreview preview)
{
    [Function(nameof(PreviewLateCharges))]
    [ApiOperation("invoices", "Shows what a customer would be charged for late payment on a day and why, by the code that charges it; changes nothing.", Answer = typeof(LateChargePreview), Query =
    [
        "on: the day, today or later; today if it is left out",
    ])]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{accountId}/late-charges")] HttpRequest request, string accountId, CancellationToken cancellation)
    {
        var account = Requests.Account(accountId);
        var query = new QueryReader(request);
        var asked = query.Date("on");
        query.End();
        var (on, forecast, events) = await preview.LateChargesAsync(account, asked, cancellation);
        return new JsonAnswer(LateChargePreview.Of(account, on, forecast, events));
    }
}
