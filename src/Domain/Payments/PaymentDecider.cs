namespace Billing.Domain;

/// <summary>Where a payment's money should go.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="DocumentId">The invoice to settle first, if one is named.</param>
public sealed record PaymentTarget(string AccountId, string? DocumentId);

/// <summary>A part of a payment that an operator gives to an account.</summary>
/// <param name="Target">Where it should go.</param>
/// <param name="Amount">Above 0.</param>
public sealed record AssignmentLine(PaymentTarget Target, Money Amount);

/// <summary>What an operator tells of a payment that the bank did not honour: a cheque that bounced, a transfer that was returned.</summary>
/// <param name="ValueDate">When the money went again.</param>
/// <param name="Code">Why, such as <c>bounced</c>.</param>
/// <param name="Fee">What the bank took for it, if it took something.</param>
public sealed record PaymentReversal(DateOnly ValueDate, string Code, Money? Fee);

/// <summary>Decides what of a payment to give to accounts or take back, so that what accounts have equals what is held.</summary>
public static class PaymentDecider
{
    /// <summary>Into how many parts one request may split a payment: the answers of their accounts are waited for.</summary>
    public const int LinesPerRequest = 20;

    /// <summary>The payment with the assignments that are to be driven next; the same where nothing is to do. Deciding again adds nothing.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="target">Where its money should go, or null where that is unknown: then it stays in suspense.</param>
    public static Payment Assign(Payment payment, PaymentTarget? target)
    {
        if (Free(payment) is not { IsZero: false } suspense)
            return payment;
        if (suspense.IsNegative)
            return TakeBack(payment, -suspense);
        payment = GiveBack(payment, suspense);
        return Free(payment) is not { IsPositive: true } held || target is null || payment.Assignments.Any(known => known.Status == AssignmentStatus.Refused && known.AccountId == target.AccountId)
            ? payment
            : Add(payment, target.AccountId, held, LastDate(payment, fact => fact is PaymentSucceeded), target.DocumentId);
    }

    /// <summary>Moves money from one account to another, as an operator decided: taken back first, and given where it belongs once that is done.</summary>
    /// <returns>The payment, or why it cannot be.</returns>
    public static (Payment Payment, Refusal? Refusal) Move(Payment payment, string fromAccountId, PaymentTarget target, Money amount, DateOnly valueDate)
    {
        if (payment.Currency() is not { } currency || currency != amount.Currency || !amount.IsPositive || amount > OnAccount(payment, fromAccountId, currency))
            return (payment, new Refusal("exceeds-assignment", $"{amount} cannot be moved: account {fromAccountId} has {(payment.Currency() is { } known ? OnAccount(payment, fromAccountId, known) : "nothing")} of the payment."));
        return (payment with { Assignments = [.. payment.Assignments, new Assignment(payment.Assignments.Count + 1, fromAccountId, -amount, valueDate, null, AssignmentStatus.Pending, null, target)] }, null);
    }

    /// <summary>Gives parts of what is in suspense to accounts, as an operator decided: all of them, or none.</summary>
    /// <returns>The payment, or why it cannot be.</returns>
    public static (Payment Payment, Refusal? Refusal) AssignManually(Payment payment, params IReadOnlyList<AssignmentLine> lines)
    {
        if (lines.Count is 0 or > LinesPerRequest)
            return (payment, new Refusal("too-many-lines", $"1 to {LinesPerRequest} parts are assigned at once, not {lines.Count}."));
        if (Free(payment) is not { } suspense || lines.Any(line => line.Amount.Currency != suspense.Currency || !line.Amount.IsPositive) || Money.Sum(lines.Select(line => line.Amount), suspense.Currency) > suspense)
            return (payment, new Refusal("exceeds-suspense", $"{string.Join(" and ", lines.Select(line => line.Amount))} cannot be assigned: {payment.Suspense()?.ToString() ?? "nothing"} of the payment is in suspense."));
        var cameOn = LastDate(payment, fact => fact is PaymentSucceeded);
        return (lines.Aggregate(payment, (known, line) => Add(known, line.Target.AccountId, line.Amount, cameOn, line.Target.DocumentId)), null);
    }

    /// <summary>Takes a payment back that the bank did not honour, with what the bank took for it: the accounts that have it are to give it back. For what
    /// comes by hand, by bank statement or from a collection agency; processors tell of it themselves. What is told twice, here and by a statement, counts once.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="reversal">What the operator tells.</param>
    /// <param name="today">The seller's today.</param>
    /// <returns>The payment, or why it cannot be.</returns>
    public static (Payment Payment, Refusal? Refusal) Reverse(Payment payment, PaymentReversal reversal, DateOnly today)
    {
        if (CannotReverse(payment, reversal, today) is { } refusal)
            return (payment, refusal);
        List<CaptureFailed> failed = [.. payment.Facts.OfType<PaymentSucceeded>().Select(fact => new CaptureFailed(fact.CaptureId, reversal.Code, reversal.ValueDate))];
        var returned = failed.Aggregate(payment, (known, fact) => known.With(fact));
        return (Assign(reversal.Fee is { } fee ? returned.With(FeeCharged.Of(failed[0], fee)) : returned, null), null);
    }

    /// <summary>Records what an account answered; the same payment where that is known. That the account has the money stands for ever, while a refusal
    /// may have been overtaken by another attempt: so a confirmation wins, whichever is recorded first.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="assignmentNo">Which assignment.</param>
    /// <param name="refusal">Why the account did not take it, or null where it did.</param>
    /// <param name="taken">What the account gave back, where it could not give back all at once; the rest is assigned again.</param>
    /// <param name="receiptId">The receipt that the account issued, if it issued one.</param>
    public static Payment Answered(Payment payment, int assignmentNo, Refusal? refusal, Money? taken = null, string? receiptId = null)
    {
        var answer = refusal is null ? AssignmentStatus.Confirmed : AssignmentStatus.Refused;
        var isNews = payment.Assignments.Any(known => known.No == assignmentNo && known.Status != answer && known.Status != AssignmentStatus.Confirmed);
        if (!isNews)
            return payment;
        var asked = payment.Assignments[assignmentNo - 1];
        var done = asked with { Status = answer, RefusedBecause = refusal?.Message, ReceiptId = receiptId, Amount = taken is { } part && part < -asked.Amount ? -part : asked.Amount };
        payment = payment with { Assignments = [.. payment.Assignments.Select(known => known.No != assignmentNo ? known : done)] };
        if (done is not { Status: AssignmentStatus.Confirmed, MoveTo: { } target })
            return payment;
        payment = Add(payment, target.AccountId, -done.Amount, done.ValueDate, target.DocumentId);
        return done.Amount == asked.Amount
            ? payment
            : payment with { Assignments = [.. payment.Assignments, asked with { No = payment.Assignments.Count + 1, Amount = asked.Amount - done.Amount }] };
    }

    private static Refusal? CannotReverse(Payment payment, PaymentReversal reversal, DateOnly today)
    {
        if (payment.Id.Processor is not ("manual" or "bank") && !Agency.IsRemittance(payment.Id.ToString()))
            return new Refusal("told-by-processor", $"{payment.Id.Processor} tells by itself of payments that failed or were refunded; what it did not tell is asked of it there.");
        if (payment.Currency() is not { } currency || !payment.Received(currency).IsPositive)
            return payment.Facts.OfType<CaptureFailed>().FirstOrDefault() is { } known
                ? new Refusal("already-returned", $"The payment was taken back on {known.ValueDate:O} already: {known.Code}.")
                : new Refusal("nothing-received", "Nothing came in by this payment.");
        if (LastDate(payment, fact => fact is PaymentSucceeded) is var cameOn && reversal.ValueDate < cameOn)
            return new Refusal("before-payment", $"The payment came on {cameOn:O}; it cannot have gone before.");
        if (reversal.ValueDate > today)
            return new Refusal("value-date-ahead", $"Money is taken back when it has gone; {reversal.ValueDate:O} is after {today:O}, the seller's today.");
        return reversal.Fee is { } fee && fee.Currency != currency
            ? new Refusal("wrong-currency", $"The fee is in {fee.Currency}, and the payment in {currency}; a fee in another currency is the bank's own entry.")
            : null;
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
            payment = Add(payment, account.AccountId, -part, LastDate(payment, fact => fact is PaymentRefunded or RefundMade or CaptureFailed or WasPayout or DisputeDecided { Lost: true }), null, payment.DisputedBecause());
            missing -= part;
            if (missing.IsZero)
                break;
        }

        return payment;
    }

    // What was taken back because of a refund or dispute, and is here again because that failed, goes to the accounts that had it, the newest first, and
    // there to the invoice that it had settled: else the older ones would have it, or not, as the events of several payments happen to come.
    private static Payment GiveBack(Payment payment, Money held)
    {
        var taken = payment.Assignments.Where(known => known.Status != AssignmentStatus.Refused && known.MoveTo is null).GroupBy(known => known.AccountId)
            .Select(known => (AccountId: known.Key, Missing: Missing([.. known], held.Currency), Newest: known.Max(part => part.No), known.LastOrDefault(part => part.DocumentId is not null)?.DocumentId))
            .Where(account => account.Missing.IsPositive).OrderByDescending(account => account.Newest).ToList();
        foreach (var account in taken)
        {
            var part = Money.Min(account.Missing, held);
            if (part.IsZero)
                break;
            payment = Add(payment, account.AccountId, part, LastDate(payment, fact => fact is RefundFailed or DisputeDecided { Lost: false }), account.DocumentId);
            held -= part;
        }

        return payment;
    }

    // What is about to be moved is spoken for.
    private static Money? Free(Payment payment) => payment.Suspense() is { } suspense
        ? suspense + Money.Sum(payment.Assignments.Where(known => known is { MoveTo: not null, Status: AssignmentStatus.Pending }).Select(known => known.Amount), suspense.Currency)
        : null;

    private static Money Missing(IReadOnlyList<Assignment> parts, Currency currency)
    {
        var missing = Money.Zero(currency);
        foreach (var part in parts)
            missing = part.Amount.IsNegative ? missing - part.Amount : missing.IsPositive ? missing - Money.Min(missing, part.Amount) : missing;
        return missing;
    }

    private static Money OnAccount(Payment payment, string accountId, Currency currency) =>
        Money.Sum(payment.Assignments.Where(known => known.AccountId == accountId && known.Status != AssignmentStatus.Refused).Select(known => known.Amount), currency);

    private static Payment Add(Payment payment, string accountId, Money amount, DateOnly valueDate, string? documentId, string? disputedBecause = null) => payment with
    {
        Assignments = [.. payment.Assignments, new Assignment(payment.Assignments.Count + 1, accountId, amount, valueDate, documentId, AssignmentStatus.Pending, null, null, disputedBecause)],
    };

    private static DateOnly LastDate(Payment payment, Func<PaymentFact, bool> isCause) =>
        payment.Facts.Where(isCause).Select(fact => fact.ValueDate).DefaultIfEmpty(payment.Facts.Max(fact => fact.ValueDate)).Max();
}
