using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Lookups;

namespace Billing.Functions.Charging;

/// <summary>Brings what came of payment attempts to their accounts. Each answer is recorded once, whoever tells of it and in whatever order.</summary>
internal sealed class AttemptAnswers(AccountLedger accounts, EffectSender effects, LookupBook lookups)
{
    /// <summary>Answers the attempt that a payment comes from, if it comes from one and says what came of it. Its money must be where it belongs by then: an
    /// attempt that has succeeded while its invoice is open would let another be thought of.</summary>
    public async Task AnswerAsync(Payment payment, CancellationToken cancellation)
    {
        if (payment.Reference.AttemptId is not { Length: > 0 } attemptId || AttemptAnswer.Of(payment) is not { } answer
            || await lookups.FindAttemptAsync(attemptId, cancellation) is not { DocumentId: { } documentId } target)
            return;
        var account = AccountId.Parse(target.AccountId);

        // An id that another seller's payment bears is no attempt of this account's.
        if (account.Seller == payment.SellerId)
            await AnswerAsync(account, new AnswerPaymentAttempt(documentId, attemptId, answer), $"{payment.Id.Processor}:{payment.Id.MerchantAccount}", cancellation);
    }

    /// <summary>Records an answer.</summary>
    public async Task AnswerAsync(AccountId account, AnswerPaymentAttempt answer, string actor, CancellationToken cancellation) => await effects.SendAsync(
        [await accounts.TransactAsync(new AccountRequest(account, answer, new CommandId("pay", $"attempt|{answer.AttemptId}|{answer.Answer.Name}"), null, actor), cancellation)], cancellation);
}
