using Billing.Domain;
using Billing.Functions.Index;
using Billing.Functions.Tasks;

namespace Billing.Functions.Payments;

/// <summary>Keeps what operators see of a payment: its row in the list, and a task while it is not wholly assigned.</summary>
internal sealed class PaymentOverview(PaymentBook payments, TaskBook tasks, IndexBook index, CashMatcher matcher, TimeProvider clock)
{
    public const string SuspenseTask = "payment-in-suspense";

    private const int Attempts = 16;

    /// <summary>Shows the payment as it is now, and does so again where it was changed meanwhile: of two at once the slower one would else leave what it
    /// read first.</summary>
    /// <returns>The payment as it was last read.</returns>
    public async Task<Payment?> ShowAsync(PaymentId id, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (payment, etag) = await payments.ReadAsync(id, cancellation);
            if (payment is null)
                return null;
            await index.RecordPaymentAsync(payment, clock.GetUtcNow(), cancellation);
            if (payment.Suspense() is { IsZero: false } suspense)
                await tasks.OpenAsync(new WorkTask(payment.SellerId, TaskBook.IdOf(SuspenseTask, id.ToString()), SuspenseTask, id.ToString(), await TextAsync(payment, suspense, cancellation), clock.GetUtcNow()), cancellation);
            else
                await tasks.CloseAsync(payment.SellerId, TaskBook.IdOf(SuspenseTask, id.ToString()), cancellation);
            if ((await payments.ReadAsync(id, cancellation)).ETag == etag)
                return payment;
        }

        throw new InvalidOperationException($"Payment {id} was changed by others {Attempts} times in a row.");
    }

    // No names: a task is no place for personal data.
    private static string Likely(IReadOnlyList<RankedMatch> matches) => matches.Count == 0 ? "" :
        $" Likely: {string.Join("; ", matches.Take(3).Select(match => $"{match.Candidate.AccountId}{(match.Candidate.Number.Length > 0 ? $" {match.Candidate.Number}" : "")}"))}.";

    private async Task<string> TextAsync(Payment payment, Money suspense, CancellationToken cancellation)
    {
        if (suspense.IsNegative)
            return $"{-suspense} more of this payment went back than came in or could be taken back from accounts. If the processor does not report the payment itself soon, look it up there.";
        var (reason, matches) = await matcher.ExplainAsync(payment, cancellation);
        return $"{suspense} of this payment is assigned to no account: {reason}{(payment.Reference.Text.Length > 0 ? $" The payer wrote: {payment.Reference.Text}" : "")}{Likely(matches)}";
    }
}
