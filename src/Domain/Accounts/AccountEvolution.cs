namespace Billing.Domain;

/// <summary>Folds events into an account. Total: it decides nothing and refuses nothing.</summary>
public static partial class AccountEvolution
{
    /// <summary>The account after the events of one command; null stands for an account that was never opened.</summary>
    public static Account? Apply(Account? account, IReadOnlyList<AccountEvent> events)
    {
        if (events.Count == 0)
            return account;
        var after = events.Aggregate(account, Evolve)!;
        return after with { Version = after.Version + 1 };
    }

    /// <summary>The account after one event.</summary>
    /// <exception cref="InvalidOperationException">The event names an item that is not loaded, or comes before the account was opened.</exception>
    public static Account Evolve(Account? account, AccountEvent happened) =>
        happened is AccountOpened opened
            ? new Account(opened.AccountId, 0, opened.ProfileVersion, [], [], [], [], null, null, null, [], [], [], null, AccountTerms.AsPolicy, [], false)
            : Recorded(account ?? throw new InvalidOperationException($"{happened.GetType().Name} came before the account was opened."), happened);

    private static Account Recorded(Account account, AccountEvent happened) => BalanceHistory.Record(account, Moved(Interrupted(account, After(account, happened), happened), happened), happened);

    private static Account After(Account account, AccountEvent happened) => happened switch
    {
        ProfileChanged e => account with { ProfileVersion = e.ProfileVersion },
        ParentLinked e => account with { Parent = e.Parent },
        CustomerErased e => account with { ProfileVersion = e.ProfileVersion, ErasedOn = e.Date, Parent = null, Methods = [], VirtualIban = null },
        VirtualIbanSet e => account with { VirtualIban = e.Iban },
        SubscriptionStarted e => account with { Subscriptions = [.. account.Subscriptions, e.Subscription] },
        BillingAnchorSet e => account with { BillingAnchor = e.Anchor },
        SubscriptionChanged e => SubscriptionEvolution.Changed(account, e),
        SubscriptionPaused e => SubscriptionEvolution.Paused(account, e),
        SubscriptionResumed e => SubscriptionEvolution.Resumed(account, e),
        SubscriptionCancelled e => SubscriptionEvolution.Cancelled(account, e),
        SubscriptionReactivated e => SubscriptionEvolution.Reactivated(account, e),
        CouponApplied e => account with { Coupons = [.. account.Coupons, e.Coupon] },
        CouponRemoved e => account with { Coupons = [.. account.Coupons.Where(known => known.CouponId != e.CouponId || known.SubscriptionId != e.SubscriptionId)] },
        ChargeAdded e => account with { Charges = [.. account.Charges, e.Charge] },
        ChargeRemoved e => SubscriptionEvolution.Removed(account, e),
        BillingCarriedOver e => CarriedOver(account, e),
        InvoiceDrafted e => Billed(account, e.Invoice) with { Drafts = [.. account.Drafts, new Draft(e.Invoice.DocumentId, e.FinalizeOn, e.Invoice.Totals.Total, [.. e.Invoice.Periods.Where(period => period.IsMetered).Select(period => period.UsageKey)], [])] },
        InvoiceFinalized e => Finalized(account, e),
        InvoiceVoided e => Undoubted(Voided(account, e), e.VoidedDocumentId),
        NumberVoided e => account with { VoidedDocumentIds = [.. account.VoidedDocumentIds, e.DocumentId] },
        BillingParked e => account with { ParkedBecause = e.Reason },
        BillingResumed => account with { ParkedBecause = null },
        PaymentApplied e => Applied(account, e),
        PaymentReversed e => Reversed(account, e),
        CreditReallocated e => Reallocated(account, e),
        ReceiptIssued => account,
        StatementIssued e => e.Progress is null ? account : account with { Stated = e.Progress },
        StatementSkipped e => account with { Stated = e.Progress },
        CreditUsed e => Allocate(UseCredit(account, e.Allocations), e.Allocations),
        InvoiceBecameOverdue e => OnInvoices(account, [e.DocumentId], item => item with { OverdueSince = e.Date }),
        NoticeIssued e => Noticed(account, e),
        AccountSentToCollections e => HandedOff(account, e),
        DunningStopped e => OnInvoices(account, [e.DocumentId], item => item with { StoppedStep = e.DunningStep, Stopped = e.StepDays is { } days ? new DunningReach(days, e.Action).And(item.Stopped) : item.Stopped }),
        SubscriptionsSuspended e => Suspended(account, e),
        SubscriptionsReinstated => account with { Suspension = null },
        DunningAssigned e => account with { Assignment = new DunningAssignment(e.AssignTo, e.Date, [.. account.Assignment?.DocumentIds ?? [], .. e.DocumentIds]) },
        DunningAssignmentEnded => account with { Assignment = null },
        CollectionsCaseAcknowledged e => Acknowledged(account, e),
        CollectionsCaseChanged e => Changed(account, e),
        CollectionsCaseDisputed e => Contested(account, e.CaseId, e.DocumentId, e.Reason),
        CollectionsCaseDisputeSettled e => Contested(account, e.CaseId, e.DocumentId, null),
        CollectionsCaseRecalled e => Ended(account, e.CaseId, CaseStatus.Recalled, e.Outcome, e.Reason, e.Date, e.DocumentIds, e.Until),
        CollectionsCaseClosed e => Ended(account, e.CaseId, CaseStatus.Closed, e.Outcome, e.Reason, e.Date, e.DocumentIds),
        DunningHeld e => account with { Hold = new DunningHold(e.Reason, e.Until) },
        DunningReleased => account with { Hold = null },
        DisputeOpened e => OnInvoices(account, [e.DocumentId], item => Contested(item, e.Date) with { DisputedBecause = e.Reason }),
        DisputeClosed e => OnInvoices(account, [e.DocumentId], item => Settled(item, e.Date) with { DisputedBecause = null }),
        LateChargeIssued e => Charged(account, e),
        InterestDeferred e => OnInvoices(account, [e.DocumentId], item => item with { Late = (item.Late ?? Lateness.None) with { DeferredAt = e.Points } }),
        LateChargeDoubted e => account with { LateChargeDoubts = [.. account.LateChargeDoubts.Where(known => known.DocumentId != e.Doubt.DocumentId || known.InvoiceNumber != e.Doubt.InvoiceNumber), e.Doubt] },
        BillingTermsChanged e => account with { Terms = e.Terms },
        ProvisionChanged e => OnInvoices(account, [e.DocumentId], item => item with { ProvisionPercent = e.Percent, Provision = e.Amount }),
        ApprovalRequested e => account with { Approvals = [.. account.Approvals, e.Approval] },
        ApprovalGranted e => account with { Approvals = [.. account.Approvals.Where(known => known.ApprovalId != e.ApprovalId)] },
        ApprovalRejected e => account with { Approvals = [.. account.Approvals.Where(known => known.ApprovalId != e.ApprovalId)] },
        BalanceTakenOver e => TakenOver(account, e),
        CreditNoteIssued e => Undoubted(Credited(account, e), e.Corrects.DocumentId),
        InvoiceWrittenOff e => OnInvoices(account, [e.DocumentId], item => item with { Balance = item.Balance - e.Amount, WrittenOff = item.WrittenOff + e.Amount, Provision = item.Provision - e.FromProvision }),
        BalanceAdjusted e => WithCredit(account, new CreditItem(e.AdjustmentId, CreditKind.Adjustment, e.Text, e.Date, e.Amount, e.Amount, Money.Zero(e.Amount.Currency), false, [])),
        AdjustmentWithdrawn e => OnCredit(account, e.AdjustmentId, credit => credit with { Amount = credit.Amount - e.Amount, Unused = credit.Unused - e.Amount }),
        RefundPaid e => OnCredit(account, e.CreditId, credit => credit with { Unused = credit.Unused - e.Amount, Refunded = credit.Refunded + e.Amount }),
        RefundForgone e => OnCredit(account, e.CreditId, credit => credit with { ForRefund = false }),
        EarlyDiscountTaken e => OnInvoices(account, [e.DocumentId], item => item with { Balance = item.Balance - e.Amount, Discount = new TakenDiscount(e.PaymentId, e.Amount, e.Taxes) }),
        PaymentMethodSaved e => Saved(account, e),
        PaymentMethodPreferred e => Preferred(account, e.MethodId),
        PaymentMethodEnded e => account with { Methods = [.. account.Methods.Where(known => known.MethodId != e.MethodId)] },
        PaymentAttemptStarted e => Started(account, e),
        PaymentAttemptSent e => OnAttempt(account, e.DocumentId, e.AttemptId, new AttemptState.Sent(e.Date)),
        PaymentAttemptWithdrawn e => OnAttempt(account, e.DocumentId, e.AttemptId, new AttemptState.Withdrawn(e.Date, e.Because)),
        PaymentAttemptSucceeded e => OnAttempt(account, e.DocumentId, e.AttemptId, new AttemptState.Succeeded(e.Date)),
        PaymentAttemptFailed e => Failed(account, e),
        EarlyDiscountWithdrawn e => OnInvoices(account, [e.DocumentId], item => Withdrawn(item, e)),
        ArrangementAgreed e => Agreed(account, e),
        InstalmentReminded e => OnArrangement(account, e.ArrangementId, known => known with { RemindedThrough = e.No }),
        InstalmentMissed e => OnArrangement(account, e.ArrangementId, known => known with { RemindedThrough = Math.Max(known.RemindedThrough, e.No), Missed = new MissedInstalment(e.No, e.Date, e.GraceEndsOn) }),
        InstalmentCaughtUp e => OnArrangement(account, e.ArrangementId, known => known with { Missed = null }),
        ArrangementKept e => Ended(account, e.ArrangementId, ArrangementStatus.Kept, e.Paid, e.Date),
        ArrangementBroken e => Ended(account, e.ArrangementId, ArrangementStatus.Broken, e.Paid, e.Date),
        ArrangementCancelled e => Ended(account, e.ArrangementId, ArrangementStatus.Cancelled, e.Paid, e.Date),
        DeductionTaken e => OnInvoices(account, [e.DocumentId], item => item with { Balance = item.Balance - e.Deduction.Amount, Deductions = [.. item.Deductions, e.Deduction] }),
        DeductionWithdrawn e => OnInvoices(account, [e.DocumentId], item => Withdrawn(item, e)),
        CertificateRecorded e => OnInvoices(account, [e.DocumentId], item => item with { Deductions = [.. item.Deductions.Select(known => known.DeductionId == e.DeductionId ? known with { Certificate = e.Certificate } : known)] }),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} has no effect on an account; give it one."),
    };

    /// <summary>The account once an invoice is written: its periods are taken, its charges are no longer pending, its coupons have been used.</summary>
    /// <param name="account">Before.</param>
    /// <param name="invoice">The invoice.</param>
    /// <param name="waiting">What of it waits for a later one, where it is too little to be issued.</param>
    internal static Account Billed(Account account, Invoice invoice, IReadOnlyList<PendingCharge>? waiting = null)
    {
        var periods = invoice.Periods.ToLookup(period => period.SubscriptionId, StringComparer.Ordinal);
        var charges = account.Charges.Count == 0 ? [] : invoice.Lines.Where(line => line.ChargeId.Length > 0).ToDictionary(line => line.ChargeId, line => line.LineNo, StringComparer.Ordinal);
        return account with
        {
            Subscriptions = [.. account.Subscriptions.Select(subscription => periods[subscription.SubscriptionId].Aggregate(waiting is null ? subscription.CarriedOver(invoice.DocumentId, charges) : subscription, (billed, period) => billed.Billed(period, invoice)))],
            Charges = charges.Count == 0 ? account.Charges : [.. account.Charges.Where(charge => !charges.ContainsKey(charge.ChargeId))],
            Coupons = invoice.ReplacesNumber.Length > 0 ? account.Coupons : Discounting.After(account.Coupons, invoice.Lines),
        };
    }

    private static Account CarriedOver(Account account, BillingCarriedOver e)
    {
        var billed = account.Drafts.Any(draft => draft.DocumentId == e.Invoice.DocumentId)
            ? account with { Drafts = [.. account.Drafts.Where(draft => draft.DocumentId != e.Invoice.DocumentId)] }
            : Billed(account, e.Invoice, e.Charges);
        return billed with { Charges = [.. billed.Charges, .. e.Charges] };
    }

    private static Account Finalized(Account account, InvoiceFinalized e)
    {
        var total = e.Invoice.Totals.Total;
        var item = InvoiceItem.Issued(e.Invoice.DocumentId, e.Number, e.IssueDate, e.DueDate, total, e.Discount) with { Withholding = e.Withholding };
        var draft = account.Drafts.FirstOrDefault(known => known.DocumentId == e.Invoice.DocumentId);
        var billed = draft is null ? Billed(account, e.Invoice) : account;
        item = draft is { UnusedTime.Count: > 0 } ? item with { UnusedTime = draft.UnusedTime } : item;
        return billed with
        {
            Drafts = draft is null ? account.Drafts : [.. account.Drafts.Where(known => known != draft)],
            HasIssued = true,
            Invoices = [.. account.Invoices.Append(item).InOrder()],
        };
    }

    private static Account Voided(Account account, InvoiceVoided e)
    {
        var ahead = account with { Subscriptions = [.. account.Subscriptions.Select(subscription => subscription.Ahead.Any(known => known.DocumentId == e.VoidedDocumentId) ? subscription with { Ahead = [.. subscription.Ahead.Where(known => known.DocumentId != e.VoidedDocumentId)] } : subscription)] };
        var voided = OnInvoices(ahead, [e.VoidedDocumentId], item => item with { Balance = Money.Zero(item.Total.Currency), Allocations = [], CancelledBy = e.Cancellation.DocumentId });
        return OnCredits(voided, e.Released, (credit, released) => credit with
        {
            Unused = credit.Unused + Sum(released, credit.Unused.Currency),
            Allocations = [.. credit.Allocations.Where(allocation => allocation.DocumentId != e.VoidedDocumentId)],
        });
    }

    private static Account Applied(Account account, PaymentApplied e)
    {
        var known = account.Credits.FirstOrDefault(credit => credit.ItemId == e.PaymentId)
            ?? Received(e.PaymentId, e.ValueDate, e.Amount.Currency);
        var after = known with { Amount = known.Amount + e.Amount, Unused = known.Unused + e.ToCredit, Allocations = Merge(known.Allocations, e.Allocations) };
        return Allocate(account with { Credits = [.. account.Credits.Where(credit => credit.ItemId != e.PaymentId).Append(after).InOrder()] }, e.Allocations);
    }

    private static Account Reversed(Account account, PaymentReversed e)
    {
        var credit = account.Credits.FirstOrDefault(known => known.ItemId == e.PaymentId) ?? throw Missing(e.PaymentId);
        var after = credit with { Amount = credit.Amount - e.Amount, Unused = credit.Unused - e.FromCredit, Allocations = Subtract(credit.Allocations, e.Reopened) };
        var reopened = account with { Credits = [.. account.Credits.Select(known => known.ItemId == e.PaymentId ? after : known)] };
        return OnInvoices(reopened, e.Reopened.Select(part => part.DocumentId), item => Reopened(e.DisputedBecause is null ? item : Contested(item, e.ValueDate), e.Reopened) with
        {
            DisputedBecause = e.DisputedBecause ?? item.DisputedBecause,
            TakenBack = [.. item.TakenBack.Append(e.PaymentId).Distinct()],
        });
    }

    private static Account Noticed(Account account, NoticeIssued e)
    {
        var dunned = e.Items.ToDictionary(item => item.DocumentId, StringComparer.Ordinal);
        return OnInvoices(account, dunned.Keys, item =>
        {
            var final = item.FinalNoticeOn ?? (dunned[item.ItemId].Action == DunningAction.FinalNotice ? e.Date : null);
            var reach = dunned[item.ItemId].Reach()?.And(item.Dunned) ?? item.Dunned;

            // What is only listed again stays the same object, so that its row is not written again.
            return dunned[item.ItemId].DunningStep == item.DunningStep && reach == item.Dunned && final == item.FinalNoticeOn
                ? item
                : item with { DunningStep = dunned[item.ItemId].DunningStep, Dunned = reach, FinalNoticeOn = final };
        }) with
        { LastNoticeOn = e.Date };
    }

    private static Account UseCredit(Account account, IReadOnlyList<Allocation> allocations) => OnCredits(account, allocations, (credit, parts) => credit with
    {
        Unused = credit.Unused - Sum(parts, credit.Unused.Currency),
        Allocations = Merge(credit.Allocations, parts),
    });

    private static Account Allocate(Account account, IReadOnlyList<Allocation> allocations) =>
        OnInvoices(account, allocations.Select(allocation => allocation.DocumentId), item =>
        {
            var parts = allocations.Where(allocation => allocation.DocumentId == item.ItemId).ToList();
            return item with
            {
                Balance = item.Balance - Sum(parts, item.Balance.Currency, AllocationKind.Settlement),
                WrittenOff = item.WrittenOff - Sum(parts, item.Balance.Currency, AllocationKind.Recovery),
                Allocations = Merge(item.Allocations, parts),
            };
        });

    private static Account OnInvoices(Account account, IEnumerable<string> documentIds, Func<InvoiceItem, InvoiceItem> change)
    {
        var named = documentIds.ToHashSet(StringComparer.Ordinal);
        var changed = account.Invoices.Select(item => named.Remove(item.ItemId) ? change(item) : item).ToList();
        return named.Count == 0 ? account with { Invoices = changed } : throw Missing(named.First());
    }

    private static Account OnCredits(Account account, IReadOnlyList<Allocation> parts, Func<CreditItem, IReadOnlyList<Allocation>, CreditItem> change)
    {
        var named = parts.GroupBy(part => part.PaymentId).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var changed = account.Credits.Select(credit => named.Remove(credit.ItemId, out var own) ? change(credit, own) : credit).ToList();
        return named.Count == 0 ? account with { Credits = changed } : throw Missing(named.Keys.First());
    }

    private static InvalidOperationException Missing(string itemId) => new($"Item {itemId} is not loaded with the account.");

    private static Money Sum(IEnumerable<Allocation> parts, Currency currency) => Money.Sum(parts.Select(part => part.Amount), currency);

    private static List<Allocation> Merge(IReadOnlyList<Allocation> known, IReadOnlyList<Allocation> added) =>
        [.. known.Concat(added).GroupBy(part => (part.PaymentId, part.DocumentId, part.Kind))
            .Select(alike => new Allocation(alike.Key.PaymentId, alike.Key.DocumentId, Sum(alike, alike.First().Amount.Currency), alike.Key.Kind))];

    private static List<Allocation> Subtract(IReadOnlyList<Allocation> known, IReadOnlyList<Allocation> taken) =>
        [.. known.Select(part => part with { Amount = part.Amount - Sum(taken.Where(t => t.PaymentId == part.PaymentId && t.DocumentId == part.DocumentId && t.Kind == part.Kind), part.Amount.Currency) })
            .Where(part => !part.Amount.IsZero)];
}
