namespace Billing.Domain.Tests;

/// <summary>What a made-up history does with saved methods and payment attempts: the processor takes some, declines some, and tells of both late, twice, or in
/// the wrong order.</summary>
internal static class ChargingSteps
{
    private static readonly string[] Labels = ["Visa 4242", "Card 0005", "SEPA 3000", "Bacs 1234"];

    /// <param name="state">The account with all of its items.</param>
    /// <param name="step">Chooses.</param>
    /// <param name="kind">0 to 26.</param>
    /// <param name="today">The day.</param>
    /// <param name="made">Unique for the step.</param>
    public static AccountCommand? Command(Account state, Step step, int kind, DateOnly today, int made)
    {
        var method = Past.Method(Labels[step.A % 4], step.A % 4 > 1 ? SavedMethodKind.DirectDebit : SavedMethodKind.Card) with { SavedOn = today };
        return kind switch
        {
            < 5 => new SaveMethod(step.B % 10 == 0 ? method with { Label = "4242 4242" } : step.B % 10 == 1 ? method with { Label = $"{method.Label}, 12/{step.B % 40}" } : method),
            < 6 => new EndMethod(method.MethodId, (MethodEnd)(step.B % 3), "asked"),
            < 7 => new PreferMethod(method.MethodId),
            < 14 => new RunCharging(),
            < 15 => Any(state.Invoices, step.B) is { } invoice ? new StartPaymentAttempt(invoice.ItemId, step.A % 3 == 0 ? method.MethodId : null) : null,
            < 19 => Attempt(state, step) is var (item, attempt) ? new SendPaymentAttempt(item.ItemId, attempt.AttemptId, step.B % 7 == 0) : null,
            < 24 => Attempt(state, step) is var (item, attempt) ? new AnswerPaymentAttempt(item.ItemId, attempt.AttemptId, Answer(step)) : null,
            < 25 => Attempt(state, step) is var (item, attempt) && attempt.State is AttemptState.Waiting ? new WithdrawPaymentAttempt(item.ItemId, attempt.AttemptId, "asked") : null,

            // The money of an attempt comes before its answer.
            _ => Attempt(state, step) is var (item, attempt) && attempt.IsLive ? new ApplyPayment($"pay{made}", $"att {attempt.AttemptId}", attempt.Amount, today, item.ItemId) : null,
        };
    }

    private static AttemptAnswer Answer(Step step) => (step.B % 6) switch
    {
        0 or 1 => new AttemptAnswer.Succeeded($"p{step.A}"),
        2 => new AttemptAnswer.Failed("", "lost_card", Hard: true, AfterSuccess: false),
        3 => new AttemptAnswer.Failed($"p{step.A}", "late_failure", Hard: false, AfterSuccess: true),
        _ => new AttemptAnswer.Failed("", "insufficient_funds", Hard: false, AfterSuccess: false),
    };

    // Mostly one that is under way; sometimes of an invoice that is closed, or one that has its answer.
    private static (InvoiceItem Item, PaymentAttempt Attempt)? Attempt(Account state, Step step)
    {
        List<(InvoiceItem Item, PaymentAttempt Attempt)> all = [.. state.Invoices.SelectMany(item => item.Attempts.Select(attempt => (item, attempt)))];
        var live = all.Where(known => known.Attempt.IsLive).ToList();
        var chosen = live.Count > 0 && step.B % 5 > 0 ? live : all;
        return chosen.Count == 0 ? null : chosen[step.A % chosen.Count];
    }

    private static T? Any<T>(IReadOnlyList<T> all, int choice)
        where T : class => all.Count == 0 ? null : all[choice % all.Count];
}
