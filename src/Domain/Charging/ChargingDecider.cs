namespace Billing.Domain;

/// <summary>Decides about payment attempts. The state alone says whether one is live, so whatever is redelivered, an invoice is never charged twice at a time.</summary>
internal static class ChargingDecider
{
    /// <summary>How many attempts one command starts, and how many parts of credit it uses, so that its rows fit one transaction.</summary>
    private const int InvoicesPerCommand = 40;

    public static Decision Run(Account account, DecisionContext context)
    {
        var due = account.Invoices.Where(item => ChargingRules.NextOn(account, item, context.Policy) <= context.Today).Take(InvoicesPerCommand).ToList();
        if (due.Count == 0)
            return AccountDecider.Accept();

        // Credit comes first; what it leaves open is still due, and the run goes on with it.
        return PaymentApplication.UseCredit(account, context, InvoicesPerCommand) is { } used
            ? AccountDecider.Accept(used)
            : AccountDecider.Accept([.. due.Select(item => Start(account, item, account.Methods[0], byHand: false, context))]);
    }

    public static Decision Start(Account account, StartPaymentAttempt command, DecisionContext context)
    {
        if (account.Invoices.FirstOrDefault(known => known.ItemId == command.DocumentId) is not { } item)
            return AccountDecider.Refuse("unknown-invoice", $"The account has no invoice {command.DocumentId}.");
        if (ChargingRules.WhyNot(account, item) is { } refusal)
            return new Decision.Refused(refusal);
        if (PaymentApplication.CanUseCredit(account))
            return AccountDecider.Refuse("credit-unused", "The customer has credit; it is used first. Run billing for the account, then charge what is left.");
        return account.Methods.FirstOrDefault(known => command.MethodId is null || known.MethodId == command.MethodId) is { } method
            ? AccountDecider.Accept(Start(account, item, method, byHand: true, context))
            : AccountDecider.Refuse("unknown-method", command.MethodId is null ? "The account has no saved method." : $"The account has no saved method {command.MethodId}.");
    }

    public static Decision Send(Account account, SendPaymentAttempt command, DecisionContext context)
    {
        if (Find(account, command.DocumentId, command.AttemptId) is not var (item, attempt))
            return Unknown(command.AttemptId);
        if (!attempt.IsLive || (attempt.State is AttemptState.Sent && !command.IsNotThere))
            return AccountDecider.Accept();
        if (ChargingRules.WhyNotSend(account, item, attempt, context) is { } because)
            return AccountDecider.Accept(new PaymentAttemptWithdrawn(attempt.AttemptId, item.ItemId, because, context.Today));
        return attempt.State is AttemptState.Sent ? AccountDecider.Accept() : AccountDecider.Accept(new PaymentAttemptSent(attempt.AttemptId, item.ItemId, context.Today));
    }

    public static Decision Withdraw(Account account, WithdrawPaymentAttempt command, DecisionContext context) =>
        Find(account, command.DocumentId, command.AttemptId) is not var (item, attempt) ? Unknown(command.AttemptId)
        : attempt.IsLive ? AccountDecider.Accept(new PaymentAttemptWithdrawn(attempt.AttemptId, item.ItemId, command.Because, context.Today))
        : AccountDecider.Accept();

    public static Decision Answer(Account account, AnswerPaymentAttempt command, DecisionContext context)
    {
        if (Find(account, command.DocumentId, command.AttemptId) is not var (item, attempt))
            return Unknown(command.AttemptId);
        if (Rank(command.Answer) <= Rank(attempt.State))
            return AccountDecider.Accept();
        if (command.Answer is not AttemptAnswer.Failed failed)
            return AccountDecider.Accept(new PaymentAttemptSucceeded(attempt.AttemptId, item.ItemId, command.Answer.PaymentId, context.Today));

        var retryOn = failed.Hard ? null : ChargingRules.RetryOn(account, item, attempt, context);
        var happened = new PaymentAttemptFailed(
            attempt.AttemptId, item.ItemId, item.Number, attempt.Amount, attempt.Method.MethodId, failed.PaymentId, failed.Code, failed.Hard, failed.AfterSuccess, retryOn, context.Today);
        return failed.Hard && account.Methods.Any(known => known.MethodId == attempt.Method.MethodId)
            ? AccountDecider.Accept(happened, new PaymentMethodEnded(attempt.Method.MethodId, MethodEnd.Declined, failed.Code, context.Today))
            : AccountDecider.Accept(happened);
    }

    private static PaymentAttemptStarted Start(Account account, InvoiceItem item, SavedMethod method, bool byHand, DecisionContext context) =>
        new(DocumentIds.OfAttempt(account.AccountId, item.ItemId, item.Attempts.Count + 1), method, item.ItemId, item.Number, item.Balance, context.Today, byHand);

    // Answers come in any order: that it failed gives way to that it succeeded, and that to that it failed afterwards.
    private static int Rank(AttemptAnswer answer) => answer switch
    {
        AttemptAnswer.Failed { AfterSuccess: false } => 1,
        AttemptAnswer.Succeeded => 2,
        _ => 3,
    };

    private static int Rank(AttemptState state) => state switch
    {
        AttemptState.Failed { AfterSuccess: false } => 1,
        AttemptState.Succeeded => 2,
        AttemptState.Failed => 3,
        _ => 0,
    };

    private static (InvoiceItem Item, PaymentAttempt Attempt)? Find(Account account, string documentId, string attemptId) =>
        account.Invoices.FirstOrDefault(known => known.ItemId == documentId) is { } item && item.Attempts.FirstOrDefault(known => known.AttemptId == attemptId) is { } attempt
            ? (item, attempt)
            : null;

    private static Decision Unknown(string attemptId) => AccountDecider.Refuse("unknown-attempt", $"The account has no payment attempt {attemptId}.");
}
