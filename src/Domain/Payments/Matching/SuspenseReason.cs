namespace Billing.Domain;

/// <summary>Says why money waits for an operator, and what to do with it.</summary>
public static class SuspenseReason
{
    /// <summary>The most certain of what keeps the payment from an account: its answer, its currency, a closed invoice, an unknown reference.</summary>
    /// <param name="payment">The payment, with something in suspense.</param>
    /// <param name="evidence">What is known of it.</param>
    /// <param name="candidates">Open invoices and accounts that it may be for.</param>
    public static string Of(Payment payment, PaymentEvidence evidence, IReadOnlyList<MatchCandidate> candidates)
    {
        var refused = payment.Assignments.LastOrDefault(assignment => assignment.Status == AssignmentStatus.Refused);
        if (refused is not null && AccountId.Parse(refused.AccountId).Currency is var other && other != evidence.Amount.Currency)
            return WrongCurrency(evidence.Amount.Currency, refused.AccountId, other);
        if (refused is not null)
            return $"account {refused.AccountId} did not take {refused.Amount}: {refused.RefusedBecause} Assign it to an account.";
        var named = candidates.Where(candidate => PaymentMatching.IsNamed(candidate, evidence) || candidate.NamedBy is not null).ToList();
        if (named.Count > 0 && named.All(candidate => candidate.Owed.Currency != evidence.Amount.Currency))
            return WrongCurrency(evidence.Amount.Currency, named[0].AccountId, named[0].Owed.Currency);
        if (evidence.ClosedInvoices is [var closed, ..])
            return $"the payer named {closed.Number}, which is {(closed.Status == InvoiceStatus.Void ? "cancelled" : "paid")} already. Assign it to the invoice that is meant, or to the account as credit, or send it back.";
        if (named.Select(candidate => candidate.AccountId).Distinct().Count() > 1)
            return "what the payer named fits several accounts. Assign it to the one that is meant.";
        return evidence.UnknownReferences is [var unknown, ..]
            ? $"the payer named '{unknown}', which this seller does not have. Look for a slip of the pen, and assign it to the account that is meant; if it is nobody's, send it back."
            : "the payer named no invoice and no customer. Assign it to an account.";
    }

    private static string WrongCurrency(Currency paid, string accountId, Currency owed) =>
        $"it is in {paid}, and account {accountId}, which the payer named, is in {owed}. Assign it to an account in {paid} if the customer has one; else send it back and ask for {owed}, or exchange it at the bank and record what comes of it.";
}
