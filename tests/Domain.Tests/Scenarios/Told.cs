using System.Globalization;

namespace Billing.Domain.Tests;

/// <summary>An event in one line, as an accountant would note it.</summary>
internal static class Told
{
    public static string Of(AccountEvent happened, Func<string, string> numberOf) => happened switch
    {
        AccountOpened => "opened",
        ProfileChanged e => $"profile {e.ProfileVersion}",
        ParentLinked e => e.Parent is { } link ? $"child of {link.AccountId}{(link.Billed ? ", who is billed" : "")}" : "child of none",
        CustomerErased e => $"erased, profile {e.ProfileVersion}",
        SubscriptionStarted e => $"{e.Subscription.SubscriptionId} starts {Day(e.Subscription.Start)}",
        SubscriptionCancelled e => $"{e.SubscriptionId} ends {Day(e.End)}{Anew(e.Anew)}",
        VirtualIbanSet e => e.Iban is null ? "no virtual IBAN" : $"paid to {e.Iban}",
        BillingAnchorSet e => $"billed by {(e.Anchor is { } anchor ? Day(anchor) : "each start")}",
        SubscriptionChanged e => $"{e.SubscriptionId} is {e.Terms.PriceId} × {e.Terms.Quantity.ToString(CultureInfo.InvariantCulture)} from {Day(e.Terms.From)}{Anew(e.Anew)}",
        SubscriptionPaused e => $"{e.SubscriptionId} paused {Day(e.Pause.From)}..{(e.Pause.Until is { } until ? Day(until) : "")}{Anew(e.Anew)}",
        SubscriptionResumed e => $"{e.SubscriptionId} resumed {Day(e.On)}",
        SubscriptionReactivated e => $"{e.SubscriptionId} reactivated {Day(e.From)}",
        CouponApplied e => $"coupon {e.Coupon.CouponId}{(e.Coupon.SubscriptionId.Length > 0 ? $" for {e.Coupon.SubscriptionId}" : "")}",
        CouponRemoved e => $"coupon {e.CouponId} removed",
        ChargeAdded e => $"charge {e.Charge.ChargeId} of {Amount(e.Charge.Line.Gross)} on {Day(e.Charge.BillOn!.Value)}",
        ChargeRemoved e => $"charge {e.ChargeId} removed",
        BillingCarriedOver e => $"{e.Invoice.Totals.Total} carried over{string.Concat(e.Charges.Select(charge => $"; {Amount(charge.Line.Gross)} to {(charge.BillOn is { } billOn ? Day(billOn) : "an operator")}"))}",
        InvoiceDrafted e => $"draft of {e.Invoice.Totals.Total}, final on {Day(e.FinalizeOn)}: {Lines(e.Invoice)}",
        InvoiceFinalized e => $"invoice {e.Number} of {e.Invoice.Totals.Total} on {Day(e.IssueDate)} due {Day(e.DueDate)}{(e.Discount is { } offer ? $", {Amount(offer.Amount)} less until {Day(offer.Until)}" : "")}: {Lines(e.Invoice)}",
        InvoiceVoided e => $"{e.Number} cancels {e.VoidedNumber} on {Day(e.IssueDate)}: {e.Written} no longer owed{Parts(e.Released, ", to credit again ", part => part.PaymentId)}",
        NumberVoided e => $"number {e.Number} void",
        BillingParked e => $"parked: {e.Reason}",
        BillingResumed => "resumed",
        PaymentApplied e => $"{e.PaymentId} of {e.Amount}{Parts(e.Allocations, " pays ", part => numberOf(part.DocumentId))}{Credit(e.ToCredit, "to")}",
        PaymentReversed e => $"{e.PaymentId} less {e.Amount}{Parts(e.Reopened, " reopens ", part => numberOf(part.DocumentId))}{Credit(e.FromCredit, "from")}",
        ReceiptIssued e => $"receipt {e.Number} of {e.Receipt.Amount}{string.Concat(e.Receipt.Lines.Select(line => $"; {line.Number} {Amount(line.Before)} - {Amount(line.Paid)}{(line.Recovered.IsZero ? "" : $" ({Amount(line.Recovered)} recovered)")}{string.Concat(line.Reductions.Select(part => $" - {Amount(part.Amount)} {part.Kind}"))} = {Amount(line.Open)}"))}{(e.Receipt.ToCredit.IsZero ? "" : $"; credit {Amount(e.Receipt.ToCredit)}")}{(e.Receipt.TakenBack is { } cause ? $"; {cause}" : "")}; owes {Amount(e.Receipt.Owed)}, has {Amount(e.Receipt.Credit)}",
        StatementIssued e => $"statement {e.Number} of {Day(e.From)}..{Day(e.Through)}, {Amount(e.Opening)} to {Amount(e.Closing)}{(e.Progress is null ? "" : ", monthly")}",
        StatementSkipped e => $"no statement through {Day(e.Progress.Through!.Value)}",
        CreditReallocated e => $"{e.CreditId} moved{Parts(e.Released, ", reopens ", part => numberOf(part.DocumentId))}{Parts(e.Settled, ", pays ", part => numberOf(part.DocumentId))}{(e.ToCredit.IsNegative ? Credit(-e.ToCredit, "from") : Credit(e.ToCredit, "to"))}",
        CreditUsed e => $"credit pays {string.Join(", ", e.Allocations.Select(part => $"{numberOf(part.DocumentId)} {Amount(part.Amount)} from {part.PaymentId}"))}",
        BillingTermsChanged => "terms changed",
        ProvisionChanged e => $"{e.Number} provision {Amount(e.Amount)} at {e.Percent} %",
        ApprovalRequested e => $"{e.Approval.RequestedBy} asks for {e.Approval.Amount}: {e.Approval.Command.GetType().Name}",
        ApprovalGranted e => $"{e.ApprovedBy} approves for {e.RequestedBy}",
        ApprovalRejected e => $"{e.RejectedBy} rejects: {e.Reason}",
        BalanceTakenOver e => $"taken over {string.Join(", ", e.Invoices.Select(taken => $"{taken.Opening.Number} {Amount(taken.Opening.Balance)} of {Amount(taken.Opening.Total)}").Concat(e.Credits.Select(taken => $"{taken.Opening.Reference} -{Amount(taken.Opening.Unused)}")))}",
        CreditNoteIssued e => $"{e.Number} credits {-e.Note.Totals.Total} of {e.Corrects.Number} on {Day(e.IssueDate)}: {string.Join(", ", e.Credited.Select(line => $"line {line.LineNo} {Amount(line.Net)}"))}{Parts(e.Allocations, ", settles ", part => numberOf(part.DocumentId))}{Credit(e.ToCredit, "to")}",
        InvoiceWrittenOff e => $"{e.Number} written off {e.Amount}{(e.FromProvision.IsZero ? "" : $", {Amount(e.FromProvision)} from the provision")}",
        BalanceAdjusted e => $"adjusted by {e.Amount}: {e.Text}",
        AdjustmentWithdrawn e => $"adjustment of {e.Amount} taken back",
        RefundPaid e => $"refund of {e.Amount} by {e.Method} on {Day(e.PaidOn)}",
        RefundForgone => "kept as credit",
        EarlyDiscountTaken e => $"{e.Number} less discount {Amount(e.Amount)}{Taxes(e.Taxes)}",
        EarlyDiscountWithdrawn e => $"{e.Number} discount {Amount(e.Amount)} owed again{Taxes(e.Taxes)}",
        DeductionTaken e => $"{e.Number} less {Kept(e.Deduction)}",
        DeductionWithdrawn e => $"{e.Number} {Kept(e.Deduction)} owed again",
        CertificateRecorded e => $"{e.Number} tax withheld is certified: {e.Certificate}",
        InvoiceBecameOverdue e => $"{e.Number} overdue",
        NoticeIssued e => $"{e.Action}{(e.Items.Count > 0 ? $" of {e.Total}" : "")}: {string.Join("; ", e.Items.Select(Item).Concat(e.Instalments.Select(Instalment)))}",
        AccountSentToCollections e => $"collections get {e.Total}{(e.IsAddition ? " more" : "")}: {string.Join("; ", e.Items.Select(Item))}{(e.Reason.Length > 0 ? $", as {e.By} says: {e.Reason}" : "")}",
        CollectionsCaseAcknowledged e => $"the agency calls the case {e.Reference}",
        CollectionsCaseChanged e => $"the case is {Amount(e.Open)}: {string.Join("; ", e.Changes.Select(change => $"{change.Number} {change.Kind} {Amount(change.Amount)}, {Amount(change.Balance)} left"))}{(e.Fee is { } fee ? $"; {Amount(fee)} kept" : "")}",
        CollectionsCaseDisputed e => $"the agency waits with {e.Number}, {Amount(e.Balance)}: {e.Reason}",
        CollectionsCaseDisputeSettled e => $"the agency goes on with {e.Number}, {Amount(e.Balance)}",
        CollectionsCaseRecalled e => $"the case is recalled, {e.Outcome}{(e.Reason.Length > 0 ? $": {e.Reason}" : "")}{string.Concat(e.DocumentIds.Select(id => $"; {numberOf(id)} is back"))}{(e.Until is { } until ? $" until {Day(until)}" : "")}",
        CollectionsCaseClosed e => $"the case is closed, {e.Outcome}{(e.Reason.Length > 0 ? $": {e.Reason}" : "")}{string.Concat(e.DocumentIds.Select(id => $"; {numberOf(id)} is back"))}",
        PaymentMethodSaved e => $"{e.Method.Label} saved",
        PaymentMethodPreferred => "another method preferred",
        PaymentMethodEnded e => $"method {e.Why}: {e.Text}",
        PaymentAttemptStarted e => $"{e.Number} is charged {e.Amount} by {e.Method.Label}{(e.ByHand ? ", by hand" : "")}",
        PaymentAttemptSent => "sent",
        PaymentAttemptWithdrawn e => $"withdrawn: {e.Because}",
        PaymentAttemptSucceeded => "attempt succeeded",
        PaymentAttemptFailed e => $"{e.Number} failed{(e.AfterSuccess ? " late" : "")}: {e.Code}, {(e.Hard ? "hard" : e.RetryOn is { } retry ? $"again on {Day(retry)}" : "not again")}",
        DunningStopped e => $"{e.Number} {e.Action} {e.DunningStep} stopped by {e.Rule}: {e.Why}",
        SubscriptionsSuspended e => $"suspended {string.Join(", ", e.Subscriptions.Select(known => $"{known.SubscriptionId} from {Day(known.From)}"))} until {string.Join(", ", e.DocumentIds.Select(numberOf))} paid",
        SubscriptionsReinstated e => $"reinstated {string.Join(", ", e.SubscriptionIds)}",
        DunningAssigned e => $"assigned to {e.AssignTo}: {string.Join(", ", e.DocumentIds.Select(numberOf))}",
        DunningAssignmentEnded e => $"{e.AssignTo} has nothing to care for",
        LateChargeIssued e => $"late charge {e.Number} of {e.Charge.Totals.Total} on {Day(e.IssueDate)} due {Day(e.DueDate)}: {string.Join("; ", e.Charge.Lines.Select(line => $"{line.Description} {(line.Kind == LineKind.Interest ? $"{Day(line.Period.Start)}..{Day(line.Period.LastDay)} " : "")}{Amount(line.Net)}"))}",
        LateChargeDoubted { Doubt: var doubt } => $"{doubt.Number} charges {Amount(doubt.Excess)} too much for {doubt.InvoiceNumber}: {doubt.Because}",
        InterestDeferred e => $"interest of {Amount(e.Interest)} on {e.Number} waits",
        DunningHeld e => $"held: {e.Reason}",
        DunningReleased => "released",
        DisputeOpened e => $"{numberOf(e.DocumentId)} disputed: {e.Reason}",
        DisputeClosed e => $"{numberOf(e.DocumentId)} no longer disputed",
        ArrangementAgreed { Arrangement: var agreed } e => $"{(agreed.Number.Length > 0 ? agreed.Number : "promise")} over {agreed.Covered} of {string.Join(", ", e.Invoices.Select(covered => $"{covered.Number} {Amount(covered.Balance)}"))}: {string.Join(", ", agreed.Instalments.Select(part => $"{(part.No == 0 ? "deposit" : part.No)} {Day(part.DueOn)} {Amount(part.Amount)}"))}; grace {agreed.GraceDays}",
        InstalmentReminded e => $"instalment {e.No} of {Day(e.DueOn)} is to come: {Amount(e.ToPay)}",
        InstalmentMissed e => $"instalment {e.No} of {Day(e.DueOn)} missed: {Amount(e.ToPay)} until {Day(e.GraceEndsOn)}",
        InstalmentCaughtUp e => $"instalment {e.No} caught up",
        ArrangementKept e => $"arrangement kept with {Amount(e.Paid)} paid",
        ArrangementBroken e => $"arrangement broken at instalment {e.No}: {Amount(e.Missing)} missing, {Amount(e.Paid)} paid",
        ArrangementCancelled e => $"arrangement cancelled with {Amount(e.Paid)} paid: {e.Reason}",
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is not told."),
    };

    private static string Lines(Invoice invoice) =>
        string.Join("; ", invoice.Lines.Select(line => $"{line.SubscriptionId} {Day(line.Period.Start)}..{Day(line.Period.LastDay)} {Amount(line.Net)}"));

    private static string Anew(BilledAnew? anew) => anew is null ? "" : $", billed anew from {Day(anew.From)}{(anew.DueOn is { } due ? $" on {Day(due)}" : "")}{string.Concat(anew.Unused.Select(charge => $"; unused {Amount(charge.Line.Gross)}"))}";

    private static string Item(DunnedItem item) => $"{item.Number} {Amount(item.Balance)} {item.Action} {item.DunningStep}";

    private static string Instalment(NoticedInstalment listed) =>
        $"instalment {listed.No} of {listed.Of} {Day(listed.DueOn)} {Amount(listed.ToPay)}{(listed.GraceEndsOn is { } end ? $" until {Day(end)}" : "")}";

    private static string Parts(IReadOnlyList<Allocation> parts, string lead, Func<Allocation, string> what) =>
        parts.Count == 0 ? "" : lead + string.Join(", ", parts.Select(part => $"{what(part)} {Amount(part.Amount)}{(part.Kind == AllocationKind.Recovery ? " written off" : "")}"));

    private static string Taxes(IReadOnlyList<DiscountTax> taxes) => string.Concat(taxes.Select(tax => $", {tax.Jurisdiction} {Amount(tax.Amount)}"));

    private static string Kept(Deduction deduction) => $"{deduction.Kind switch { DeductionKind.ShortPayment => "short payment", DeductionKind.BankCharges => "bank charges", _ => $"tax withheld for {deduction.Jurisdiction}" }} {Amount(deduction.Amount)}";

    private static string Credit(Money amount, string direction) => amount.IsZero ? "" : $", {Amount(amount)} {direction} credit";

    private static string Amount(Money money) => money.Amount.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
