namespace Billing.Domain;

/// <summary>Decides about agreeing upon payment, and about calling that off.</summary>
internal static class ArrangementDecider
{
    /// <summary>How many arrangements run at once, so that what ends all of them fits one transaction.</summary>
    public const int MostRunning = 4;

    /// <summary>How many invoices one covers.</summary>
    public const int MostInvoices = 40;

    public static Decision Agree(Account account, AgreeInstalments command, DecisionContext context)
    {
        var arrangementId = account.NotVoided(DocumentIds.OfArrangement(account.AccountId, command.Key));
        if (account.Arrangements.Any(known => known.ItemId == arrangementId))
            return AccountDecider.Accept();
        var (invoices, refusal) = ToCover(account, command.DocumentIds);
        if (refusal is not null)
            return new Decision.Refused(refusal);
        (var instalments, refusal) = command.Schedule.Over(Money.Sum(invoices.Select(item => item.Balance), account.Currency()), command.Deposit, context.Today);
        if (refusal is not null)
            return new Decision.Refused(refusal);
        return BillingDecider.ToNumber([(arrangementId, DocumentKind.Arrangement)], context) is { Count: > 0 } unnumbered
            ? new Decision.NeedsNumbers(unnumbered)
            : AccountDecider.Accept(Agreed(account, arrangementId, context.Numbers[arrangementId], ArrangementKind.InstalmentPlan, invoices, instalments, command.GraceDays, context));
    }

    public static Decision Promise(Account account, PromisePayment command, DecisionContext context)
    {
        var arrangementId = DocumentIds.OfArrangement(account.AccountId, command.Key);
        if (account.Arrangements.Any(known => known.ItemId == arrangementId))
            return AccountDecider.Accept();
        var (invoices, refusal) = ToCover(account, command.DocumentIds);
        if (refusal is not null)
            return new Decision.Refused(refusal);
        var open = Money.Sum(invoices.Select(item => item.Balance), account.Currency());
        if (command.Amount is { } asked && (asked.Currency != open.Currency || !asked.IsPositive || asked > open))
            return AccountDecider.Refuse("exceeds-balance", $"{open} is owed of these invoices; a promise is above 0 and no more than that.");
        IReadOnlyList<Instalment> instalments = [new Instalment(1, command.DueOn, command.Amount ?? open)];
        return InstalmentSchedule.WhyNot(instalments, context.Today) is { } faulty
            ? new Decision.Refused(faulty)
            : AccountDecider.Accept(Agreed(account, arrangementId, "", ArrangementKind.PromiseToPay, invoices, instalments, command.GraceDays, context));
    }

    public static Decision Cancel(Account account, CancelArrangement command, DecisionContext context) =>
        account.Arrangements.FirstOrDefault(known => known.ItemId == command.ArrangementId) is not { } arrangement
            ? AccountDecider.Refuse("unknown-arrangement", $"The account has no arrangement {command.ArrangementId}.")
            : arrangement.Status switch
            {
                ArrangementStatus.Running => AccountDecider.Accept(new ArrangementCancelled(arrangement.ItemId, command.Reason, account.PaidOf(arrangement), context.Today)),
                ArrangementStatus.Cancelled => AccountDecider.Accept(),
                _ => AccountDecider.Refuse("arrangement-ended", $"The arrangement ended on {arrangement.EndedOn:O}: it was {(arrangement.Status == ArrangementStatus.Kept ? "kept" : "broken")}."),
            };

    /// <summary>Why an invoice cannot be covered, if so.</summary>
    public static Refusal? WhyNot(Account account, InvoiceItem item) => item switch
    {
        { CancelledBy: not null } => new Refusal("already-void", $"Invoice {item.Number} is cancelled."),
        { IsOpen: false } => new Refusal("not-open", $"Nothing is owed of invoice {item.Number}."),
        { DisputedBecause: not null } => new Refusal("disputed", $"The customer contests invoice {item.Number}; settle that first."),
        { InCollectionsSince: not null } => new Refusal("in-collections", $"Invoice {item.Number} is in collections since {item.InCollectionsSince:O}."),
        _ when account.ArrangementOf(item) is not null => new Refusal("already-arranged", $"Invoice {item.Number} is under an arrangement already; cancel that first."),
        _ => null,
    };

    private static (IReadOnlyList<InvoiceItem> Invoices, Refusal? Refusal) ToCover(Account account, IReadOnlyList<string>? documentIds)
    {
        if (account.Arrangements.Count(known => known.IsRunning) >= MostRunning)
            return ([], new Refusal("too-many-arrangements", $"{MostRunning} arrangements run already; cancel one first."));
        if (documentIds?.FirstOrDefault(id => account.Invoices.All(item => item.ItemId != id)) is { } unknown)
            return ([], new Refusal("unknown-invoice", $"The account has no issued invoice {unknown}."));
        List<InvoiceItem> invoices = [.. documentIds is null
            ? account.Invoices.Where(item => WhyNot(account, item) is null)
            : account.Invoices.Where(item => documentIds.Contains(item.ItemId))];
        if (invoices.Select(item => WhyNot(account, item)).FirstOrDefault(why => why is not null) is { } refusal)
            return ([], refusal);
        return invoices.Count switch
        {
            0 => ([], new Refusal("nothing-open", "There is no open invoice that an arrangement could cover.")),
            > MostInvoices => ([], new Refusal("too-many-invoices", $"An arrangement covers {MostInvoices} invoices at most; name these.")),
            _ => (invoices, null),
        };
    }

    private static ArrangementAgreed Agreed(
        Account account, string arrangementId, string number, ArrangementKind kind, IReadOnlyList<InvoiceItem> invoices, IReadOnlyList<Instalment> instalments, int? graceDays, DecisionContext context)
    {
        var policy = context.Policy.Arrangements;

        // Who agrees today need not be reminded of tomorrow.
        var told = instalments.LastOrDefault(instalment => policy.ReminderDays is { } days && instalment.DueOn.AddDays(-days) <= context.Today)?.No ?? -1;
        var arrangement = new PaymentArrangement(
            arrangementId, number, kind, context.Today, [.. invoices.Select(item => item.ItemId)], Money.Sum(invoices.Select(item => item.Balance), account.Currency()), instalments,
            graceDays ?? policy.GraceDays, told, null, ArrangementStatus.Running, null, null);
        return new ArrangementAgreed(
            arrangement, [.. invoices.Select(item => new ArrangedInvoice(item.ItemId, item.Number, item.IssueDate, item.DueDate, item.Balance))], account.ProfileVersion, context.Policy.Version);
    }
}
