using Billing.Domain;
using Billing.Functions.Messages;
using Billing.Functions.Storage;

namespace Billing.Functions.Payments;

/// <summary>A payment that an operator records: a cheque, a bank transfer.</summary>
/// <param name="SellerId">Whose money it is.</param>
/// <param name="Key">The caller's key; the payment's id derives from it.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="ValueDate">When it came, in the seller's time zone.</param>
/// <param name="Reference">What it is for.</param>
internal sealed record ManualPayment(string SellerId, string Key, Money Amount, DateOnly ValueDate, PaymentReference Reference);

/// <summary>What operators do with payments. Each change first enqueues its own completion, so that a death halfway leaves
/// nothing undone, and takes it back when it is done.</summary>
internal sealed class ManualPayments(PaymentBook payments, PaymentDrive drive, WorkQueues queues)
{
    /// <summary>The id of the payment that a caller's key names.</summary>
    public static PaymentId IdOf(string sellerId, string key) => new("manual", sellerId, $"pay_{Keys.Hash(key)}");

    public Task<Payment?> FindAsync(PaymentId id, CancellationToken cancellation) => payments.FindAsync(id, cancellation);

    /// <summary>Records a payment and brings it to the account that its reference names. The same key and payment again changes nothing.</summary>
    public async Task<PaymentOutcome> RecordAsync(ManualPayment manual, string actor, string? reason, CancellationToken cancellation)
    {
        var id = IdOf(manual.SellerId, manual.Key);
        if (!manual.Amount.IsPositive)
            return new PaymentOutcome(null, new Refusal("amount-not-positive", $"A payment must be above 0; {manual.Amount} is not."));
        return await CompleteAsync(
            id, manual.SellerId, payment => (payment.With(new PaymentSucceeded(manual.Amount, manual.ValueDate)).Referring(manual.Reference), null),
            new PaymentChange(actor, reason, manual.Key, Keys.Hash(BillingJson.Write(manual))), cancellation);
    }

    /// <summary>Gives parts of what is in suspense to accounts. The same key and request again changes nothing. An account may still refuse its part: then
    /// the assignment says so, and that money is in suspense as before.</summary>
    public async Task<PaymentOutcome> AssignAsync(PaymentId id, IReadOnlyList<AssignmentLine> lines, string key, string actor, string? reason, CancellationToken cancellation)
    {
        if (await payments.FindAsync(id, cancellation) is not { } known)
            return Unknown(id);
        if (lines.Select(line => WrongAccount(known, line.Target, line.Amount)).FirstOrDefault(refusal => refusal is not null) is { } wrong)
            return new PaymentOutcome(known, wrong);
        return await CompleteAsync(
            id, known.SellerId, payment => PaymentDecider.AssignManually(payment, lines), new PaymentChange(actor, reason, key, Keys.Hash(BillingJson.Write(lines))), cancellation);
    }

    /// <summary>Takes a payment back that the bank did not honour. The same key and request again changes nothing.</summary>
    public async Task<PaymentOutcome> ReverseAsync(PaymentId id, PaymentReversal reversal, DateOnly today, string key, string actor, CancellationToken cancellation)
    {
        if (await payments.FindAsync(id, cancellation) is not { } known)
            return Unknown(id);
        return await CompleteAsync(
            id, known.SellerId, payment => PaymentDecider.Reverse(payment, reversal, today), new PaymentChange(actor, reversal.Code, key, Keys.Hash(BillingJson.Write(reversal))), cancellation);
    }

    /// <summary>Moves money that an account has to another one, of the same seller and currency. The same key and request again changes nothing.</summary>
    public async Task<PaymentOutcome> MoveAsync(PaymentId id, string fromAccountId, PaymentTarget target, Money amount, DateOnly valueDate, string key, string actor, string? reason, CancellationToken cancellation)
    {
        if (await payments.FindAsync(id, cancellation) is not { } known)
            return Unknown(id);
        if (WrongAccount(known, target, amount) is { } wrong)
            return new PaymentOutcome(known, wrong);
        return await CompleteAsync(
            id, known.SellerId, payment => PaymentDecider.Move(payment, fromAccountId, target, amount, valueDate),
            new PaymentChange(actor, reason, key, Keys.Hash(BillingJson.Write(new { fromAccountId, target, amount }))), cancellation);
    }

    private async Task<PaymentOutcome> CompleteAsync(PaymentId id, string sellerId, Func<Payment, (Payment, Refusal?)> decide, PaymentChange change, CancellationToken cancellation)
    {
        var receipt = await queues.SendAsync(StorageNames.DrivePayments, new DrivePaymentMessage(id.ToString()), cancellation, Completion.ShowsAfter);
        using var deadline = Completion.Deadline(cancellation);
        var outcome = await payments.ChangeAsync(id, sellerId, decide, change, deadline.Token);
        if (outcome.Refusal is null)
            outcome = new PaymentOutcome(await drive.DriveAsync(id, cancellation), null);
        await queues.DeleteAsync(StorageNames.DrivePayments, receipt, CancellationToken.None);
        return outcome;
    }

    private static PaymentOutcome Unknown(PaymentId id) => new(null, new Refusal("unknown-payment", $"There is no payment {id}."));

    private static Refusal? WrongAccount(Payment payment, PaymentTarget target, Money amount)
    {
        try
        {
            var account = AccountId.Parse(target.AccountId);
            return account.Seller != payment.SellerId ? new Refusal("other-seller", $"The payment is {payment.SellerId}'s, and account {account} is not.")
                : account.Currency != amount.Currency ? new Refusal("wrong-currency", $"{amount} cannot be assigned to account {account}, which is in {account.Currency}.")
                : null;
        }
        catch (FormatException e)
        {
            return new Refusal("account-id-invalid", e.Message);
        }
    }
}
