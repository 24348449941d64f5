using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Charging;

namespace Billing.Functions.Tasks;

/// <summary>Keeps the tasks that follow from the state of an account: opened and closed by what it is now, whatever message tells of it.</summary>
internal sealed class AccountTasks(AccountRows rows, TaskBook tasks)
{
    private const string AssignedTask = "dunning-assigned";

    // The others are shown with the account.
    private const int MostNamed = 5;

    public async Task KeepAsync(AccountId account, CommandRecord record, CancellationToken cancellation)
    {
        var watched = Watched(account, record.Events).Concat(record.Events.SelectMany(Settled).Select(documentId => NotCollected(account, documentId))).DistinctBy(task => (task.Kind, task.Subject)).ToList();
        if (watched.Count == 0)
            return;

        // By the state as it is now, and again where it changed meanwhile: messages come late, twice and in any order.
        for (Account? shown = null, state = await StateAsync(); shown?.Version != state.Version; (shown, state) = (state, await StateAsync()))
        {
            foreach (var (kind, subject, textOf) in watched)
            {
                if (textOf(state) is { } text)
                    await tasks.OpenAsync(new WorkTask(account.Seller, TaskBook.IdOf(kind, subject), kind, subject, text, record.At) { AssignedTo = kind == AssignedTask ? state.Assignment!.AssignTo : "" }, cancellation);
                else
                    await tasks.CloseAsync(account.Seller, TaskBook.IdOf(kind, subject), cancellation);
            }
        }

        async Task<Account> StateAsync() => (await rows.StateAsync(account, cancellation)).Account ?? throw new InvalidOperationException($"Account {account} has events and no state.");
    }

    private static IEnumerable<(string Kind, string Subject, Func<Account, string?> TextOf)> Watched(AccountId account, IReadOnlyList<AccountEvent> events) => events.SelectMany(happened => happened switch
    {
        DunningAssigned or DunningAssignmentEnded => [Assigned(account)],
        BillingParked or BillingResumed => [("billing-parked", account.ToString(), (Func<Account, string?>)(state => state.ParkedBecause))],
        CreditNoteIssued { Disposition: CreditDisposition.Refund } e => [RefundDue(account, e.Note.DocumentId), Doubtful(account, e.Corrects.DocumentId)],
        RefundPaid e => [RefundDue(account, e.CreditId)],
        RefundForgone e => [RefundDue(account, e.CreditId)],
        PaymentAttemptStarted e => [NotCollected(account, e.DocumentId)],
        PaymentAttemptFailed e => [NotCollected(account, e.DocumentId), Answered(e.AttemptId)],
        PaymentAttemptSucceeded e => [NotCollected(account, e.DocumentId), Answered(e.AttemptId)],
        PaymentAttemptWithdrawn e => [Answered(e.AttemptId)],
        DeductionTaken { Deduction.LacksCertificate: true } e => [CertificateDue(account, e.DocumentId, e.Deduction.DeductionId)],
        DeductionWithdrawn { Deduction.Kind: DeductionKind.WithholdingTax } e => [CertificateDue(account, e.DocumentId, e.Deduction.DeductionId)],
        CertificateRecorded e => [CertificateDue(account, e.DocumentId, e.DeductionId)],
        LateChargeDoubted e => [Doubtful(account, e.Doubt.DocumentId)],
        CreditNoteIssued e => [Doubtful(account, e.Corrects.DocumentId)],
        InvoiceVoided e => [Doubtful(account, e.VoidedDocumentId)],
        ApprovalRequested e => [ApprovalWaiting(account, e.Approval.ApprovalId)],
        ApprovalGranted e => [ApprovalWaiting(account, e.ApprovalId)],
        ApprovalRejected e => [ApprovalWaiting(account, e.ApprovalId)],
        _ => Enumerable.Empty<(string, string, Func<Account, string?>)>(),
    });

    // The invoices that may owe nothing any more, whatever settled them: then nobody has to collect them.
    private static IEnumerable<string> Settled(AccountEvent happened) => happened switch
    {
        PaymentApplied e => e.Allocations.Select(part => part.DocumentId),
        CreditUsed e => e.Allocations.Select(part => part.DocumentId),
        CreditNoteIssued e => [e.Corrects.DocumentId],
        InvoiceVoided e => [e.VoidedDocumentId],
        InvoiceWrittenOff e => [e.DocumentId],
        DeductionTaken e => [e.DocumentId],
        _ => [],
    };

    private static (string Kind, string Subject, Func<Account, string?> TextOf) RefundDue(AccountId account, string creditId) => ("refund-due", $"{account}/{creditId}", state =>
        state.Credits.FirstOrDefault(credit => credit.ItemId == creditId) is { ForRefund: true, IsOpen: true } credit
            ? $"{credit.Unused} of credit note {credit.Reference} are to be paid out to {account}. Send the money, then record the refund; or keep it as credit."
            : null);

    private static (string Kind, string Subject, Func<Account, string?> TextOf) CertificateDue(AccountId account, string documentId, string deductionId) => ("certificate-due", $"{account}/{documentId}/{deductionId}", state =>
        state.Invoices.FirstOrDefault(item => item.ItemId == documentId) is { } item && item.Deductions.FirstOrDefault(known => known.DeductionId == deductionId) is { LacksCertificate: true } deduction
            ? $"{account} withheld {deduction.Amount} of invoice {item.Number} as tax of {deduction.Jurisdiction}. Get the certificate, then record it; or withdraw the deduction, and the invoice owes it again."
            : null);

    // Nothing is taken back by itself: the customer got the document, and somebody decides what of it stands.
    private static (string Kind, string Subject, Func<Account, string?> TextOf) Doubtful(AccountId account, string documentId) => ("late-charge-doubtful", $"{account}/{documentId}", state =>
        state.LateChargeDoubts.Where(known => known.DocumentId == documentId).ToList() is { Count: > 0 } doubts
            ? $"{string.Join(" ", doubts.Select(doubt => $"Late charge {doubt.Number} to {account} charges {doubt.Excess} too much for invoice {doubt.InvoiceNumber}, which {Learned(doubt.Because)}."))} Credit that much of it; or close this task, and it stands."
            : null);

    private static string Learned(LateChargeDoubtCause because) => because switch
    {
        LateChargeDoubtCause.PaidEarlier => "was paid earlier than was known",
        LateChargeDoubtCause.Credited => "was credited",
        _ => "was cancelled",
    };

    private static (string Kind, string Subject, Func<Account, string?> TextOf) ApprovalWaiting(AccountId account, string approvalId) => ("approval-waiting", $"{account}/{approvalId}", state =>
        state.Approvals.FirstOrDefault(pending => pending.ApprovalId == approvalId) is { } pending
            ? $"{pending.RequestedBy} asked for {pending.Amount} on {account} ({NameOf(pending.Command)}). Somebody else must approve or reject it."
            : null);

    // Nobody charges it any more by itself: the ladder is used up, or the method was declined for good.
    private static (string Kind, string Subject, Func<Account, string?> TextOf) NotCollected(AccountId account, string documentId) => ("payment-failed", $"{account}/{documentId}", state =>
        state.Invoices.FirstOrDefault(item => item.ItemId == documentId) is { IsOpen: true, Attempts: [.., { State: AttemptState.Failed { RetryOn: null } failed } attempt] } item
            ? $"{item.Balance} of invoice {item.Number} could not be collected from {account} by {attempt.Method.Label}: {failed.Code}. "
                + $"{(failed.Hard ? "The method is charged no more" : "It is not tried again by itself")}; ask the customer for another way to pay, or charge another saved method."
            : null);

    private static (string Kind, string Subject, Func<Account, string?> TextOf) Assigned(AccountId account) => (AssignedTask, account.ToString(), state =>
        state.Assignment is { } assignment && state.Invoices.Where(item => assignment.DocumentIds.Contains(item.ItemId)).ToList() is var owed
            ? $"{assignment.AssignTo} is to care for what {account} owes: {string.Join(", ", owed.Take(MostNamed).Select(item => $"{item.Balance} of invoice {item.Number}, due on {item.DueDate:O}"))}"
                + $"{(owed.Count > MostNamed ? $" and {owed.Count - MostNamed} more" : "")}. It ends when that is paid."
            : null);

    private static (string Kind, string Subject, Func<Account, string?> TextOf) Answered(string attemptId) => (MakePaymentAttempts.UnknownTask, attemptId, _ => null);

    private static string NameOf(ApprovableCommand command) => command switch
    {
        IssueCreditNote => "a credit note",
        WriteOffInvoice => "a write-off",
        AdjustBalance => "an adjustment",
        TakeDeduction => "a deduction",
        _ => "a refund",
    };
}
