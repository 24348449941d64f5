namespace Billing.Domain;

/// <summary>How saved methods and payment attempts change an account.</summary>
public static partial class AccountEvolution
{
    // A new one comes before the others: the customer saved it to be charged.
    private static Account Saved(Account account, PaymentMethodSaved e) => account with
    {
        Methods = account.Methods.Any(known => known.MethodId == e.Method.MethodId)
            ? [.. account.Methods.Select(known => known.MethodId == e.Method.MethodId ? e.Method : known)]
            : [e.Method, .. account.Methods],
    };

    private static Account Preferred(Account account, string methodId) =>
        account with { Methods = [.. account.Methods.OrderByDescending(known => known.MethodId == methodId)] };

    private static Account Started(Account account, PaymentAttemptStarted e) => OnInvoices(account, [e.DocumentId], item => item with
    {
        Attempts = [.. item.Attempts, new PaymentAttempt(e.AttemptId, e.Method, e.Amount, e.Date, e.ByHand, new AttemptState.Waiting())],
    });

    // What the payer's bank took back because the debit failed late is as if it had never come: the ladder goes on.
    private static Account Failed(Account account, PaymentAttemptFailed e) =>
        OnInvoices(OnAttempt(account, e.DocumentId, e.AttemptId, new AttemptState.Failed(e.Date, e.Code, e.Hard, e.AfterSuccess, e.RetryOn)), [e.DocumentId],
            item => e.AfterSuccess ? item with { TakenBack = [.. item.TakenBack.Where(paymentId => paymentId != e.PaymentId)] } : item);

    private static Account OnAttempt(Account account, string documentId, string attemptId, AttemptState state) => OnInvoices(account, [documentId], item => item with
    {
        Attempts = [.. item.Attempts.Select(known => known.AttemptId == attemptId ? known with { State = state } : known)],
    });
}
