using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Messages;

namespace Billing.Functions.Charging;

/// <summary>Makes one payment attempt: records that the processor is called, calls it, and records the answer. Whoever comes after a death asks the processor
/// first, so that money is taken once.</summary>
internal sealed class AttemptMaker(AccountLedger accounts, AccountRows rows, EffectSender effects, ChargingProcessors processors, AttemptBooking booking)
{
    /// <summary>Why a waiting attempt cannot be made at present; nothing where it can.</summary>
    /// <exception cref="InvalidOperationException">The account does not have the attempt, or nobody charges methods of its kind.</exception>
    public async Task<string?> WithheldBecauseAsync(MakePaymentAttemptMessage wanted, CancellationToken cancellation)
    {
        var method = (await ReadAsync(wanted, cancellation)).Attempt.Method;
        return ProcessorOf(method).WithheldBecause(method.MerchantAccount);
    }

    /// <summary>Makes it. Nothing is left to do where it has its answer, or was withdrawn.</summary>
    /// <exception cref="HttpRequestException">It is not known what came of it.</exception>
    public async Task MakeAsync(MakePaymentAttemptMessage wanted, CancellationToken cancellation)
    {
        var isFirst = await CarryOutAsync(wanted, new SendPaymentAttempt(wanted.DocumentId, wanted.AttemptId), "send", cancellation) is AccountOutcome.Committed { Repeated: false };
        if (await ReadAsync(wanted, cancellation) is not { Attempt: { State: AttemptState.Sent } attempt, Number: var number })
            return;

        var processor = ProcessorOf(attempt.Method);
        var call = new ChargeCall(attempt.AttemptId, AccountId.Parse(wanted.AccountId), attempt.Method, attempt.Amount, wanted.DocumentId, number);
        var answer = isFirst ? await processor.ChargeAsync(call, cancellation) : await processor.FindAsync(call, cancellation);
        if (answer is null)
        {
            await CarryOutAsync(wanted, new SendPaymentAttempt(wanted.DocumentId, wanted.AttemptId, IsNotThere: true), "not there", cancellation);
            if ((await ReadAsync(wanted, cancellation)).Attempt.State is not AttemptState.Sent)
                return;
            answer = await processor.ChargeAsync(call, cancellation);
        }

        await booking.BookAsync(call, answer, cancellation);
    }

    private async Task<AccountOutcome> CarryOutAsync(MakePaymentAttemptMessage wanted, SendPaymentAttempt command, string step, CancellationToken cancellation)
    {
        var outcome = await accounts.TransactAsync(new AccountRequest(AccountId.Parse(wanted.AccountId), command, new CommandId("charge", $"{wanted.AttemptId}|{step}"), null, nameof(MakePaymentAttempts)), cancellation);
        await effects.SendAsync([outcome], cancellation);
        return outcome;
    }

    private async Task<(PaymentAttempt Attempt, string Number)> ReadAsync(MakePaymentAttemptMessage wanted, CancellationToken cancellation) =>
        await rows.FindAsync<LedgerItem>(AccountId.Parse(wanted.AccountId), AccountRows.ItemKey(wanted.DocumentId), cancellation) is InvoiceItem item
            && item.Attempts.FirstOrDefault(known => known.AttemptId == wanted.AttemptId) is { } attempt
                ? (attempt, item.Number)
                : throw new InvalidOperationException($"Account {wanted.AccountId} has no payment attempt {wanted.AttemptId}.");

    private IChargingProcessor ProcessorOf(SavedMethod method) =>
        processors.Find(method.Processor) ?? throw new InvalidOperationException($"Nobody charges methods that are saved at {method.Processor}.");
}
