namespace Billing.Domain;

/// <summary>Decides about an account: from its state and a command to events, or to a refusal with a reason. Pure.</summary>
public static class AccountDecider
{
    /// <summary>Decides one command.</summary>
    /// <param name="account">The account with the items that <see cref="NamedRows"/> asks for, or null where it was never opened.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="context">What is known beside it.</param>
    public static Decision Decide(Account? account, AccountCommand command, DecisionContext context) =>
        account is null
            ? Decided(account, command, context)
            : ReceiptDecider.Follow(account, command, Provisioning.Follow(account, StepConsequences.Follow(account, ArrangementWatch.Follow(account, CollectionsWatch.Follow(account, command, LateChargeDoubts.Follow(account, Decided(account, command, context), context), context), context), context), context), context);

    internal static Decision Accept(params IReadOnlyList<AccountEvent> events) => new Decision.Accepted(events);

    internal static Decision Refuse(string code, string message) => new Decision.Refused(new Refusal(code, message));

    private static Decision Decided(Account? account, AccountCommand command, DecisionContext context) => (account, command) switch
    {
        (null, OpenAccount open) => Accept(new AccountOpened(open.AccountId, open.ProfileVersion)),
        (null, _) => Refuse("account-not-open", "The account does not exist; create the customer first."),
        (not null, OpenAccount) => Refuse("account-exists", "The account exists already; change its profile instead."),
        (not null, _) when CustomerDecider.AfterErasure(account, command) is { } refused => refused,
        (_, ChangeProfile change) => change.ProfileVersion <= account.ProfileVersion ? Accept() : Accept(new ProfileChanged(change.ProfileVersion)),
        (_, LinkParent link) => CustomerDecider.Link(account, link, context),
        (_, SetVirtualIban iban) => CustomerDecider.Set(account, iban, context),
        (_, EraseCustomer erase) => CustomerDecider.Erase(account, erase, context),
        (_, StartSubscription start) => SubscriptionDecider.Start(account, start, context),
        (_, CancelSubscription cancel) => SubscriptionDecider.Cancel(account, cancel, context),
        (_, SetBillingAnchor anchor) => account.BillingAnchor == anchor.Anchor ? Accept() : Accept(new BillingAnchorSet(anchor.Anchor)),
        (_, ChangeSubscription change) => ChangeDecider.Change(account, change, context),
        (_, PauseSubscription pause) => PauseDecider.Pause(account, pause, context),
        (_, ResumeSubscription resume) => PauseDecider.Resume(account, resume, context),
        (_, ReactivateSubscription reactivate) => SubscriptionDecider.Reactivate(account, reactivate, context),
        (_, ApplyCoupon coupon) => CouponDecider.Apply(account, coupon, context),
        (_, RemoveCoupon coupon) => CouponDecider.Remove(account, coupon),
        (_, AddCharge charge) => Charges.Add(account, charge, context),
        (_, RemoveCharge charge) => Charges.Remove(account, charge),
        (_, IssueInvoice invoice) => OneOffDecider.Issue(account, invoice, context),
        (_, FinalizeDraft draft) => OneOffDecider.FinalizeDraft(account, draft, context),
        (_, RebillInvoice rebill) => OneOffDecider.Rebill(account, rebill, context),
        (_, RunBilling) => BillingDecider.Run(account, context),
        (_, ResumeBilling) => account.ParkedBecause is null ? Accept() : Accept(new BillingResumed(context.Today)),
        (_, VoidInvoice @void) => VoidDecider.Void(account, @void, context),
        (_, VoidNumber number) => VoidDecider.VoidNumber(account, number, context),
        (_, ApplyPayment payment) => PaymentApplication.Apply(account, payment, context),
        (_, ReversePayment payment) => PaymentApplication.Reverse(account, payment, context),
        (_, ReallocateCredit reallocate) => ReallocationDecider.Reallocate(account, reallocate, context),
        (_, RunCollections) => LateCharging.Follow(account, DunningDecider.Run(account, context), context),
        (_, SendToCollections send) => CollectionsDecider.Send(account, send, context),
        (_, AcknowledgeCase acknowledge) => CollectionsDecider.Acknowledge(account, acknowledge, context),
        (_, RecallCase recall) => CollectionsDecider.Recall(account, recall, context),
        (_, CloseCase close) => CollectionsDecider.Close(account, close, context),
        (_, HoldDunning { Until: { } until }) when until <= context.Today => Refuse("date-in-past", $"The hold would end on {until:O}; name a day after today, or release dunning."),
        (_, HoldDunning hold) => account.Hold == new DunningHold(hold.Reason, hold.Until) ? Accept() : Accept(new DunningHeld(hold.Reason, hold.Until)),
        (_, ReleaseDunning) => account.Hold is null ? Accept() : Accept(new DunningReleased()),
        (_, OpenDispute dispute) => DunningDecider.Dispute(account, dispute, context.Today),
        (_, CloseDispute dispute) => DunningDecider.Settle(account, dispute, context.Today),
        (_, ChangeBillingTerms change) => account.Terms == change.Terms ? Accept() : Accept(new BillingTermsChanged(change.Terms)),
        (_, ApprovableCommand approvable) => ApprovalDecider.Ask(account, approvable, context),
        (_, Approve approve) => ApprovalDecider.Approve(account, approve, context),
        (_, RejectApproval reject) => ApprovalDecider.Reject(account, reject, context),
        (_, TakeOverBalance opening) => OpeningDecider.TakeOver(account, opening, context),
        (_, WithdrawAdjustment withdraw) => AdjustmentDecider.Withdraw(account, withdraw, context),
        (_, WithdrawDeduction withdraw) => DeductionDecider.Withdraw(account, withdraw, context),
        (_, RecordCertificate certificate) => DeductionDecider.Certify(account, certificate, context),
        (_, KeepAsCredit keep) => RefundDecider.Keep(account, keep),
        (_, AgreeInstalments agree) => ArrangementDecider.Agree(account, agree, context),
        (_, PromisePayment promise) => ArrangementDecider.Promise(account, promise, context),
        (_, CancelArrangement cancel) => ArrangementDecider.Cancel(account, cancel, context),
        (_, IssueStatement statement) => StatementDecider.Issue(account, statement, context),
        (_, RunStatements) => StatementDecider.Run(account, context),
        (_, SaveMethod save) => SavedMethodDecider.Save(account, save, context),
        (_, PreferMethod prefer) => SavedMethodDecider.Prefer(account, prefer),
        (_, EndMethod end) => SavedMethodDecider.End(account, end, context),
        (_, RunCharging) => ChargingDecider.Run(account, context),
        (_, StartPaymentAttempt start) => ChargingDecider.Start(account, start, context),
        (_, SendPaymentAttempt send) => ChargingDecider.Send(account, send, context),
        (_, WithdrawPaymentAttempt withdraw) => ChargingDecider.Withdraw(account, withdraw, context),
        (_, AnswerPaymentAttempt answer) => ChargingDecider.Answer(account, answer, context),
        _ => throw new InvalidOperationException($"{command.GetType().Name} is not decided anywhere."),
    };
}
