namespace Billing.Domain.Tests;

/// <summary>A step of a made-up history: some days pass, and something is asked that makes sense or not.</summary>
/// <param name="Kind">0 to 271: what is asked; billing and collection runs are the most frequent.</param>
/// <param name="A">Chooses.</param>
/// <param name="B">Chooses.</param>
/// <param name="Days">How many days pass before it.</param>
internal readonly record struct Step(int Kind, int A, int B, int Days);

/// <summary>One account led through a history twice: with its whole state in memory, and as it is stored. Both must decide alike, and every rule of the
/// books must hold after every command.</summary>
internal sealed class History
{
    private readonly PaperAccount full;
    private readonly StoredAccount stored;
    private readonly HistoryChecks checks;
    private readonly bool isChecked;
    private IReadOnlyDictionary<string, Price> catalogue;
    private DateOnly today = Dates.Day("2025-11-28");
    private readonly List<string> trail = [];
    private int made;

    /// <param name="currency">Of the account.</param>
    /// <param name="isChecked">Whether the rules are looked at; without that it is led through the same, much faster.</param>
    public History(string currency, bool isChecked = true)
    {
        this.isChecked = isChecked;
        var world = HistoryWorld.In(currency).WithPolicy(policy => policy with { Terms = AnyTerms(1), Charging = ChargingPolicy.Standard with { AutoCollect = currency != "KWD" }, Statements = new StatementPolicy(true, StatementKind.Transactions, 3, 0, null), ApprovalLimit = currency == "EUR" ? null : 20 });
        var usage = new PaperUsage();
        (full, stored, catalogue) = (new PaperAccount(world) { Usage = usage }, new StoredAccount(world) { Usage = usage }, world.Prices);
        checks = new HistoryChecks(full, stored);
        Do(new OpenAccount(world.AccountId, 1));
        if (currency != "EUR")
            Do(Opening(1));
    }

    public IReadOnlyList<AccountEvent> Events => full.Events;

    /// <summary>The events of each command, with the day it was made on.</summary>
    public List<(DateOnly Day, IReadOnlyList<AccountEvent> Events)> Recorded { get; } = [];

    /// <summary>What was asked and what came of it, for whoever looks for a fault.</summary>
    public string Trail() => string.Join('\n', trail);

    private Account State => full.Account!;

    private Currency Currency => State.Currency();

    public void Take(Step step)
    {
        today = today.AddDays(step.Days);
        made++;
        if (Command(step) is { } command)
            Do(command);
        if (isChecked)
            checks.Agenda(today, step.B % 60);
    }

    /// <summary>Everything is due one day: after as many runs as it takes, nothing is left.</summary>
    public void Settle()
    {
        Reconfigure(world => world.Asking(null) with { Prices = catalogue });
        for (var run = 0; State.ParkedBecause is not null || AccountAgenda.BillOn(State) <= today; run++)
        {
            Assert.True(run < 200, $"Billing does not come to rest: {State.ParkedBecause}");
            Do(new ResumeBilling());
            Do(new RunBilling());
        }

        if (!isChecked)
            return;
        checks.EverythingDueIsBilled(today);
        checks.Replay();
        new StatementChecks(full).Hold(today);
    }

    /// <summary>The customer leaves: subscriptions end, what is open is settled, and then nothing stands against the erasure of its data.</summary>
    public void Leave()
    {
        foreach (var subscription in State.Subscriptions.Where(known => known.NextPeriod() is not null || State.Suspension?.Subscriptions.Any(suspended => suspended.SubscriptionId == known.SubscriptionId) == true).ToList())
            Do(new CancelSubscription(subscription.SubscriptionId, Later(subscription.BilledThrough, subscription.Start), WaiveCommitment: true));
        today = today.AddDays(400);
        Reconfigure(world => world.WithPolicy(policy => policy with { ApprovalLimit = null }));
        foreach (var pending in State.Approvals)
            Do(new RejectApproval(pending.ApprovalId, "leaves"));
        Settle();
        today = today.AddDays(3);
        Settle();
        for (var round = 0; !State.Receivable().IsZero || !State.Credit().IsZero; round++)
        {
            Assert.True(round < 20, $"{State.Receivable()} and {State.Credit()} are not settled.");
            foreach (var credit in State.Credits.Where(item => item.IsOpen).ToList())
                Do(new RecordRefund($"leave {round} {credit.ItemId}", credit.ItemId, credit.Unused, today, "bank", ""));
            if (State.Receivable().IsPositive)
                Do(new ApplyPayment($"leave {round}", $"leave {round}", State.Receivable(), today, null));
            Settle();
        }

        Do(new EraseCustomer(State.ProfileVersion + 1));
        Assert.True(State.ErasedOn == today, trail[^1]);
        if (isChecked)
            checks.Replay();
    }

    private void Do(AccountCommand command)
    {
        var before = full.Commits.Count;
        trail.Add($"{today:yyyy-MM-dd} {command}");
        var decided = full.Do(command, today);
        Recorded.AddRange(full.Commits.Skip(before).Select(events => (today, events)));
        if (!isChecked)
            return;
        trail.AddRange(decided is Decision.Refused refused ? [$"  refused: {refused.Refusal.Message}"] : full.Commits.Skip(before).SelectMany(events => events).Select(happened => $"  {Told.Of(happened, id => id)}"));
        checks.Alike(decided, stored.Do(command, today));
        checks.Books(full.Commits.Skip(before).SelectMany(events => events).ToList(), today);
        if (IsDone(command))
            Assert.Empty(Assert.IsType<Decision.Accepted>(full.Decide(command, today)).Events);
    }

    // What had more to do than fits one transaction says so by its next day.
    private bool IsDone(AccountCommand command)
    {
        bool IsAhead(DateOnly? next) => next is not { } day || day > today;
        return command switch
        {
            SendPaymentAttempt or AnswerPaymentAttempt => true,
            RunBilling => State.ParkedBecause is not null || IsAhead(AccountAgenda.BillOn(State)),
            RunCollections => IsAhead(AccountAgenda.CollectOn(State, full.World.Policy, today)),
            RunCharging => IsAhead(AccountAgenda.ChargeOn(State, full.World.Policy)),
            RunStatements => IsAhead(AccountAgenda.StateOn(State, full.World.Policy)),
            _ => false,
        };
    }

    private AccountCommand? Command(Step step) => step.Kind switch
    {
        < 25 => new RunBilling(),
        < 43 => new RunCollections(),
        < 50 => Start(step),
        < 53 => Any(State.Subscriptions, step.A) is { } subscription ? new CancelSubscription(subscription.SubscriptionId, step.B % 3 == 0 ? null : today.AddDays(step.B % 90 - 20)) : null,
        < 66 => Pay(step),
        < 73 => Any(State.Credits, step.A) is { Amount.IsZero: false } credit ? new ReversePayment($"rev{made}", credit.ItemId, Share(credit.Amount, step.B), today) : null,
        < 77 => Any(State.Invoices, step.A) is { } invoice ? new VoidInvoice(invoice.ItemId) : null,
        < 80 => Any(State.Invoices, step.A) is { } invoice ? new OpenDispute(invoice.ItemId, $"reason {step.B % 2}") : null,
        < 83 => Any([.. State.Invoices.OrderBy(item => item.DisputedBecause is null).Take(1 + step.B % 5)], step.A) is { } invoice ? new CloseDispute(invoice.ItemId) : null,
        < 85 => new HoldDunning("asked", step.B % 4 == 0 ? null : today.AddDays(step.B % 30 - 3)),
        < 88 => new ReleaseDunning(),
        < 92 => new ResumeBilling(),
        < 93 => (step.B % 4) switch
        {
            0 => new LinkParent(step.A % 2 == 0 ? null : new ParentLink($"acme.group-{step.B % 2}.{Currency}", step.B % 2 == 0)),
            1 => new SetVirtualIban(step.A % 3 == 0 ? null : $"DE0{step.A % 3}"),
            _ => new ChangeProfile(State.ProfileVersion + step.A % 2),
        },
        < 95 => LoseANumber(),
        < 97 => Reconfigure(world => world with { FirstOpenDay = Later(world.FirstOpenDay, new DateOnly(today.Year, today.Month, 1).AddMonths(step.A % 2)) }),
        < 99 => Reconfigure(world => world.WithPolicy(policy => Policy(policy, step, today))),
        < 109 => Credit(step),
        < 113 => Any(State.Invoices, step.A) is { } invoice ? new WriteOffInvoice($"w{made}", invoice.ItemId, step.B % 3 == 0 || !invoice.IsOpen ? null : Share(invoice.Balance, step.B), ReasonCode.Uncollectible) : null,
        < 116 => new AdjustBalance($"a{made}", Money.OfMinorUnits(step.B, Currency), ReasonCode.Goodwill, "sorry"),
        < 118 => Any([.. State.Credits.OrderBy(credit => credit is not { Kind: CreditKind.Adjustment, IsOpen: true })], step.A % 2) is { } credit ? new WithdrawAdjustment(credit.ItemId, "wrong") : null,
        < 121 => Any([.. State.Credits.OrderBy(credit => !credit.ForRefund)], step.A % 3) is { } credit ? new RecordRefund($"f{made}", credit.ItemId, Share(credit.Unused, step.B), today.AddDays(-(step.A % 5)), "bank", "") : null,
        < 123 => new ChangeBillingTerms(new AccountTerms(step.A % 3 == 0 ? null : AnyTerms(step.A), step.B % 4 == 0 ? step.A % 3 : null, step.B % 2 == 0 ? "PO" : "", "") { AutoCollect = step.A % 5 == 0 ? false : step.A % 5 == 1 ? null : true, ChargeOn = step.B % 3 == 0 ? (ChargeDay)(step.B % 2) : null, Withholding = step.A % 2 == 0 ? new WithholdingTerms(1 + step.B % 20 * 0.5m, step.B % 2 == 0 ? "DE" : "IN") : null }),
        < 124 => Any([.. State.Credits.OrderBy(credit => !credit.ForRefund)], step.A % 3) is { } credit ? new KeepAsCredit(credit.ItemId) : null,
        < 128 => Any(State.Approvals, step.A) is { } pending ? new Approve(pending.ApprovalId) : null,
        < 129 => Any(State.Approvals, step.A) is { } pending ? new RejectApproval(pending.ApprovalId, "no") : null,
        < 130 => Opening(step.A % 3),
        < 131 => Reconfigure(world => world with { Actor = $"actor {step.A % 3}" }),
        < 132 => Reconfigure(world => world.Asking(AnyFormat(step.B))),
        < 133 => Reconfigure(world => step.A % 2 == 0 ? world.WithoutPrice(HistoryWorld.Recurring[step.B % HistoryWorld.Recurring.Count]) : world with { Prices = catalogue }),
        < 200 => SubscriptionSteps.Command(State, step, step.Kind - 133, today, made),
        < 206 => Use(step),
        < 208 => Raise(step),
        < 217 => ArrangementSteps.Command(State, step, step.Kind - 208, today, made),
        < 244 => ChargingSteps.Command(State, step, step.Kind - 217, today, made),
        < 248 => Deduct(step),
        < 250 => Any([.. State.Invoices.OrderBy(item => item.Deductions.Count == 0)], step.A % 3) is { } invoice ? new WithdrawDeduction(invoice.ItemId, Any(invoice.Deductions, step.B)?.DeductionId ?? "none", "wrong") : null,
        < 252 => Any([.. State.Invoices.OrderBy(item => !item.Deductions.Any(kept => kept.LacksCertificate))], step.A % 3) is { } invoice ? new RecordCertificate(invoice.ItemId, Any(invoice.Deductions, step.B)?.DeductionId ?? "none", $"certificate {step.B % 2}") : null,
        < 254 => Reallocate(step),
        < 256 => step.A % 3 == 0 ? new IssueStatement($"s{made}", (StatementKind)(step.B % 3), today.AddDays(-(step.A % 100)), today.AddDays(step.B % 20 - 15)) : new RunStatements(),
        _ => CollectionsSteps.Command(State, step, step.Kind - 256, today, made),
    };

    private AccountCommand? Use(Step step)
    {
        if (SubscriptionSteps.Usage(State, step, today, made) is var (subscription, used, day))
            full.Usage.Add(UsageMeter.Of(State, subscription), used, day, catalogue[subscription.TermsOn(day).PriceId].Meter, new DateTimeOffset(today, TimeOnly.MinValue, TimeSpan.Zero));
        return null;
    }

    private AccountCommand? Raise(Step step)
    {
        var raised = SubscriptionSteps.Raised(catalogue[HistoryWorld.Changing[step.A % HistoryWorld.Changing.Count]], step, today);
        catalogue = new Dictionary<string, Price>(catalogue) { [raised.PriceId] = raised };
        return Reconfigure(world => world with { Prices = catalogue });
    }

    private StartSubscription? Start(Step step)
    {
        var start = today.AddDays(step.A % 60 - 30);
        return State.Subscriptions.Count(known => known.NextPeriod() is not null) >= 6
            ? null
            : new StartSubscription($"sub-{step.B % 40}", HistoryWorld.Recurring[step.A % 7], 1 + step.B % 3 * 0.5m, start, start.AddDays(step.B % 5 == 0 ? step.A % 70 - 35 : 0));
    }

    private TakeOverBalance Opening(int number) => new(
        today.AddDays(-1),
        [new($"old-{number}", today.AddDays(-40), today.AddDays(-10), Money.OfMinorUnits(7001, Currency), Money.OfMinorUnits(5000 + number, Currency)), new($"older-{number}", today.AddDays(-90), today.AddDays(-60), Money.OfMinorUnits(1, Currency), Money.Zero(Currency))],
        [new($"paid-{number}", today.AddDays(-3), Money.OfMinorUnits(300, Currency))]);

    // All that is left, or parts that may be more than there is.
    private IssueCreditNote? Credit(Step step)
    {
        if (Any(State.Invoices, step.A) is not { } invoice || full.Documents.GetValueOrDefault(invoice.ItemId) is not IssuedInvoice document)
            return null;
        var lines = document.Invoice.Lines.Where(line => (line.LineNo + step.B) % 3 > 0 && line.Net.IsPositive).Select(line => step.B % 5 == 0
            ? new CreditedPart(line.LineNo, null, line.Quantity * (step.A % 4 + 1) / 4)
            : new CreditedPart(line.LineNo, Share(line.Net, step.B + line.LineNo), null));
        return new IssueCreditNote($"n{made}", invoice.ItemId, step.B % 4 == 0 ? null : [.. lines], ReasonCode.BillingError, (CreditDisposition)(step.A % 3));
    }

    private ApplyPayment Pay(Step step)
    {
        // Early and less than what is owed: with the discount taken.
        if (step.B % 3 == 1 && Any([.. State.Invoices.Where(item => EarlyPayment.Of(item, "", today) is not null)], step.A) is { } early)
            return new ApplyPayment($"pay{made}", $"p{made}", early.Balance - EarlyPayment.Of(early, "", today)!.Amount, today, early.ItemId);

        // Less by what is withheld, of the one that is named or of all; or by a little.
        if (step.B % 5 == 2)
        {
            List<InvoiceItem> meant = Any([.. State.Invoices.Where(item => item.IsOpen)], step.A) is { } only && step.A % 2 == 0 ? [only] : [.. State.Invoices.Where(item => item.IsOpen)];
            var withheld = Money.Sum(meant.Select(ExpectedWithholding.Left), Currency);
            var less = Money.Sum(meant.Select(item => item.Balance), Currency) - (withheld.IsZero ? Money.OfMinorUnits(1 + step.A % 60, Currency) : withheld);
            if (less.IsPositive)
                return new ApplyPayment($"pay{made}", $"p{made}", less, today.AddDays(-(step.A % 3)), meant is [var named] && step.A % 2 == 0 ? named.ItemId : null);
        }

        var again = step.B % 7 == 0 ? Any([.. State.Credits.Where(credit => credit.Kind == CreditKind.Payment)], step.A)?.ItemId : null;
        var amount = (step.B % 4) switch
        {
            0 => State.Receivable(),
            1 => Any(State.Invoices, step.A)?.Total ?? Money.OfMinorUnits(1 + step.A, Currency),
            _ => Money.OfMinorUnits(1 + step.A * 7, Currency),
        };
        return new ApplyPayment($"pay{made}", again ?? $"p{made}", amount.IsPositive ? amount : Money.OfMinorUnits(1, Currency), today.AddDays(-(step.A % 9)), step.B % 3 == 0 ? Any(State.Invoices, step.B)?.ItemId : null);
    }

    // Of what a credit settles something is kept, lessened or dropped, and something is put on another invoice: what is left over, or more than there is.
    private ReallocateCredit? Reallocate(Step step)
    {
        if (Any([.. State.Credits.OrderBy(known => known.Allocations.Count == 0)], step.A % 5) is not { Amount.IsZero: false } credit)
            return null;
        List<ReallocationLine> lines = [.. credit.Allocations.Where((_, index) => (step.B + index) % 3 > 0).Select((part, index) => new ReallocationLine(part.DocumentId, (step.B + index) % 2 == 0 ? part.Amount : Share(part.Amount, step.B + index)))];
        var left = credit.Amount - credit.Refunded - Money.Sum(lines.Select(line => line.Amount), Currency);
        if (step.A % 4 > 0 && Any([.. State.Invoices.OrderBy(item => !item.IsPayable)], step.B % 4) is { } invoice)
            lines.Add(new ReallocationLine(invoice.ItemId, step.A % 9 == 0 ? credit.Amount : Money.Min(left, invoice.Balance + invoice.WrittenOff)));
        return new ReallocateCredit(credit.ItemId, lines);
    }

    private TakeDeduction? Deduct(Step step) => Any(State.Invoices, step.A) is { } invoice
        ? new TakeDeduction($"d{made % 90}", invoice.ItemId, (DeductionKind)(step.B % 3), Share(invoice.Balance, step.B), step.A % 5 == 0 ? "" : "IN", step.B % 2 == 0 ? "" : "certificate 0", "")
        : null;

    // A number was reserved, the command died, and the sweep voids the number before the command comes again.
    private VoidNumber? LoseANumber()
    {
        if (full.Decide(new RunBilling(), today) is not Decision.NeedsNumbers needed)
            return null;
        var lost = needed.Documents[0];
        full.Numbers.Reserve([lost]);
        stored.Numbers.Reserve([lost]);
        return new VoidNumber(lost.DocumentId, full.Numbers.ByDocument[lost.DocumentId]);
    }

    private AccountCommand? Reconfigure(Func<World, World> change)
    {
        full.World = stored.World = change(full.World);
        return null;
    }

    // The customer has no electronic address, so that Peppol parks the account until another format is chosen.
    private static EInvoiceFormat? AnyFormat(int chooses) => (chooses % 5) switch
    {
        0 => null,
        1 => EInvoiceFormat.None,
        2 => EInvoiceFormat.PeppolBis,
        3 => EInvoiceFormat.XRechnungCii,
        _ => EInvoiceFormat.Ubl,
    };

    private static BillingPolicy Policy(BillingPolicy policy, Step step, DateOnly today) => policy with
    {
        Version = policy.Version + 1,
        DraftWindowDays = step.A % 3,
        Charging = new ChargingPolicy(step.A % 4 > 0, (ChargeDay)(step.B % 2), step.B % 5 == 0 ? [] : [3, 5, 7], step.A % 20) { RetryBeforeDunning = step.A % 2 == 0 },
        Terms = AnyTerms(step.B),
        Statements = new StatementPolicy(step.A % 7 > 0, (StatementKind)(step.B % 3), 1 + step.A % 28, step.B % 4 == 0 ? 60 : 0, step.A % 5 == 0 ? new DateOnly(2026, 1 + step.B % 6, 1) : null),
        Provision = step.B % 3 == 0 ? [] : [new(1 + step.A % 20, 10), new(30, 50), new(60, 50 + step.B % 51)],
        ApprovalLimit = step.A % 2 == 0 ? null : step.B % 50,
        MinimumInvoice = step.B % 3 == 0 ? 25 : 0,
        ShortPayment = step.A % 3 == 0 ? null : new ShortPaymentTolerance(step.A % 3 == 1 ? null : step.B % 5 * 0.11m, step.B % 2 == 0 ? null : step.A % 7),
        Arrangements = new ArrangementPolicy(step.A % 4 == 0 ? null : step.A % 9, step.B % 5) { LiftsSuspension = (SuspensionLift)(step.A % 3) },
        Dunning = [DunningPolicy.ForAll(Ladder(step.B), step.A % 40, step.B % 3 * 7) with
        {
            QuietDays = Quiet(step, today),
            LateCharges = step.A % 4 == 0 ? LateChargePolicy.Off : HistoryWorld.NoLessThan(step.B % 4 * 0.2m),
            Collections = CollectionsPolicy.Standard with { DaysAfterFinalNotice = step.B % 3 * 7, MinimumAmount = step.A % 5 == 0 ? step.B % 300 : 0, WriteOffAfterDays = step.A % 3 == 0 ? 1 + step.B % 30 : null },
        }],
    };

    private static IReadOnlyList<DunningStep> Ladder(int choice) => (choice % 4) switch
    {
        0 => [new(5, DunningAction.OverdueNotice) { AssignTo = "ann" }, new(12, DunningAction.FinalNotice) { SuspendsSubscriptions = true }, new(20, DunningAction.Collections) { AssignTo = "bob" }],
        1 => [new(-3, DunningAction.Reminder) { Channel = NoticeChannel.Both }, new(3, DunningAction.OverdueNotice) { SuspendsSubscriptions = true, AssignTo = "cid", ChargesInterest = true }],
        _ => World.Ladder,
    };

    private static QuietDays Quiet(Step step, DateOnly today) => (step.A % 3) switch
    {
        0 => QuietDays.None,
        1 => new QuietDays(true, ["DE"], []) { Holidays = Enumerable.Range(0, step.B % 30).Select(n => today.AddDays(n * 4)).ToHashSet() },
        _ => new QuietDays(step.B % 2 == 0, step.B % 5 == 0 ? ["SA", "IN"] : [], [.. Enumerable.Range(0, step.B % 50).Select(n => today.AddDays(n + n / 3))]),
    };

    private static PaymentTerms AnyTerms(int choice) => (choice % 4) switch
    {
        0 => PaymentTerms.Net(0),
        1 => new(PaymentTermsKind.Net, 30, null, new EarlyPaymentDiscount(2, 10)),
        2 => new(PaymentTermsKind.EndOfMonth, choice % 20, choice % 3 == 0 ? 10 : null, new EarlyPaymentDiscount(0.5m, 40)),
        _ => PaymentTerms.Net(14),
    };

    private static Money Share(Money amount, int part) => Money.OfMinorUnits(Math.Max(1, amount.MinorUnits * (part % 11) / 9), amount.Currency);

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static T? Any<T>(IReadOnlyList<T> all, int choice)
        where T : class => all.Count == 0 ? null : all[choice % all.Count];
}
