using Billing.Domain;
using Billing.Functions.Configuration;
using Billing.Functions.Messages;
using Billing.Functions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Verification;

/// <summary>Monthly, when the month before has ended everywhere: starts the verification of that month's documents, a run for each seller.</summary>
internal sealed class VerifyLastMonth(ConfigurationBook configuration, VerificationStarter starter, TimeProvider clock)
{
    [Function(nameof(VerifyLastMonth))]
    public async Task RunAsync([TimerTrigger("%Schedules:VerifyLastMonth%")] TimerInfo timer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await foreach (var (seller, _) in configuration.ListAsync<Seller>(ConfigurationNoun.Seller, "", cancellation))
        {
            var today = DateOnly.FromDateTime(SellerConfiguration.LocalTime(seller, now).DateTime);
            var month = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
            var months = new MonthSpan(month, month);
            await starter.StartAsync(
                new Run($"verify-{seller.SellerId}-{month:yyyy-MM}", WorkKind.Verify, new WorkDay(now, null), [seller.SellerId], false, nameof(VerifyLastMonth)) { Months = months }, seller.SellerId, months, cancellation);
        }
    }
}
