namespace Billing.Domain;

/// <summary>Where a payment's money should go.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="DocumentId">The invoice to settle first, if one is named.</param>
public sealed record PaymentTarget(string AccountId, string? DocumentId);

/// <summary>Decides what of a payment to give to accounts or take back, so that what accounts have equals what is held.</summary>
public static class PaymentDecider
{
    /// <summary>The payment with the assignments that are to be driven next; the same where nothing is to do. Deciding again adds nothing.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="target">Where its money should go, or null where that is unknown: then it stays in suspense.</param>
    public static Payment Assign(Payment payment, PaymentTarget? target) => payment.Suspense() switch
    {
        null or { IsZero: true } => payment,
        { IsNegative: true } missing => TakeBack(payment, -missing),
        _ when target is null || payment.Assignments.Any(known => known.Status == AssignmentStatus.Refused && known.AccountId == target.AccountId) => payment,
        { } held => Add(payment, target.AccountId, held, LastDate<PaymentSucceeded>(payment), target.DocumentId),
    };

    /// <summary>Gives a part of what is in suspense to an account, as an operator decided.</summary>
    /// <returns>The payment, or why it cannot be.</returns>
    public static (Payment Payment, Refusal? Refusal) AssignManually(Payment payment, PaymentTarget target, Money amount)
    {
        if (payment.Suspense() is not { } suspense || suspense.Currency != amount.Currency || !amount.IsPositive || amount > suspense)
            return (payment, new Refusal("exceeds-suspense", $"{amount} cannot be assigned: {payment.Suspense()?.ToString() ?? "nothing"} of the payment is in suspense."));
        return (Add(payment, target.AccountId, amount, LastDate<PaymentSucceeded>(payment), target.DocumentId), null);
    }

    /// <summary>Records what an account answered; the same payment where that is known. That the account has the money stands for ever, while a refusal
    /// may have been overtaken by another attempt: so a confirmation wins, whichever is recorded first.</summary>
    public static Payment Answered(Payment payment, int assignmentNo, Refusal? refusal)
    {
        var answer = refusal is null ? AssignmentStatus.Confirmed : AssignmentStatus.Refused;
        var isNews = payment.Assignments.Any(known => known.No == assignmentNo && known.Status != answer && known.Status != AssignmentStatus.Confirmed);
        return isNews
            ? payment with { Assignments = [.. payment.Assignments.Select(known => known.No != assignmentNo ? known : known with { Status = answer, RefusedBecause = refusal?.Message })] }
            : payment;
    }

    // The newest assignment is taken back first, never more than the account has of it. An account that refused once is not asked again by itself:
    // what is missing shows as suspense below 0.
    private static Payment TakeBack(Payment payment, Money missing)
    {
        var refused = payment.Assignments.Where(known => known is { Status: AssignmentStatus.Refused, Amount.IsNegative: true }).Select(known => known.AccountId).ToHashSet(StringComparer.Ordinal);
        var held = payment.Assignments.Where(known => known.Status != AssignmentStatus.Refused && !refused.Contains(known.AccountId))
            .GroupBy(known => known.AccountId)
            .Select(known => (AccountId: known.Key, Has: Money.Sum(known.Select(part => part.Amount), missing.Currency), Newest: known.Max(part => part.No)))
            .Where(account => account.Has.IsPositive).OrderByDescending(account => account.Newest);
        foreach (var account in held)
        {
            var part = Money.Min(account.Has, missing);
            payment = Add(payment, account.AccountId, -part, LastDate<PaymentRefunded>(payment), null);
            missing -= part;
            if (missing.IsZero)
                break;
        }

        return payment;
    }

    private static Payment Add(Payment payment, string accountId, Money amount, DateOnly valueDate, string? documentId) => payment with
    {
        Assignments = [.. payment.Assignments, new Assignment(payment.Assignments.Count + 1, accountId, amount, valueDate, documentId, AssignmentStatus.Pending, null)],
    };

    private static DateOnly LastDate<TFact>(Payment payment)
        where TFact : PaymentFact => payment.Facts.OfType<TFact>().Select(fact => fact.ValueDate).DefaultIfEmpty(payment.Facts.Max(fact => fact.ValueDate)).Max();
}
