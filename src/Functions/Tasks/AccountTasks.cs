using Billing.Domain;
using Billing.Functions.Accounts;

namespace Billing.Functions.Tasks;

/// <summary>Keeps the tasks that follow from the state of an account: opened and closed by what it is now, whatever message tells of it.</summary>
internal sealed class AccountTasks(AccountRows rows, TaskBook tasks)
{
    public async Task KeepAsync(AccountId account, CommandRecord record, CancellationToken cancellation)
    {
        var watched = Watched(account, record.Events).DistinctBy(task => (task.Kind, task.Subject)).ToList();
        if (watched.Count == 0)
            return;

        // By the state as it is now, and again where it changed meanwhile: messages come late, twice and in any order.
        for (Account? shown = null, state = await StateAsync(); shown?.Version != state.Version; (shown, state) = (state, await StateAsync()))
        {
            foreach (var (kind, subject, textOf) in watched)
            {
                if (textOf(state) is { } text)
                    await tasks.OpenAsync(new WorkTask(account.Seller, TaskBook.IdOf(kind, subject), kind, subject, text, record.At), cancellation);
                else
                    await tasks.CloseAsync(account.Seller, TaskBook.IdOf(kind, subject), cancellation);
            }
        }

        async Task<Account> StateAsync() => (await rows.StateAsync(account, cancellation)).Account ?? throw new InvalidOperationException($"Account {account} has events and no state.");
    }

    private static IEnumerable<(string Kind, string Subject, Func<Account, string?> TextOf)> Watched(AccountId account, IReadOnlyList<AccountEvent> events) => events.SelectMany(happened => happened switch
    {
        BillingParked or BillingResumed => [("billing-parked", account.ToString(), (Func<Account, string?>)(state => state.ParkedBecause))],
        CreditNoteIssued { Disposition: CreditDisposition.Refund } e => [RefundDue(account, e.Note.DocumentId)],
        RefundPaid e => [RefundDue(account, e.CreditId)],
        RefundForgone e => [RefundDue(account, e.CreditId)],
        ApprovalRequested e => [ApprovalWaiting(account, e.Approval.ApprovalId)],
        ApprovalGranted e => [ApprovalWaiting(account, e.ApprovalId)],
        ApprovalRejected e => [ApprovalWaiting(account, e.ApprovalId)],
        _ => Enumerable.Empty<(string, string, Func<Account, string?>)>(),
    });

    private static (string Kind, string Subject, Func<Account, string?> TextOf) RefundDue(AccountId account, string creditId) => ("refund-due", $"{account}/{creditId}", state =>
        state.Credits.FirstOrDefault(credit => credit.ItemId == creditId) is { ForRefund: true, IsOpen: true } credit
            ? $"{credit.Unused} of credit note {credit.Reference} are to be paid out to {account}. Send the money, then record the refund; or keep it as credit."
            : null);

    private static (string Kind, string Subject, Func<Account, string?> TextOf) ApprovalWaiting(AccountId account, string approvalId) => ("approval-waiting", $"{account}/{approvalId}", state =>
        state.Approvals.FirstOrDefault(pending => pending.ApprovalId == approvalId) is { } pending
            ? $"{pending.RequestedBy} asked for {pending.Amount} on {account} ({NameOf(pending.Command)}). Somebody else must approve or reject it."
            : null);

    private static string NameOf(ApprovableCommand command) => command switch
    {
        IssueCreditNote => "a credit note",
        WriteOffInvoice => "a write-off",
        AdjustBalance => "an adjustment",
        _ => "a refund",
    };
}
