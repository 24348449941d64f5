namespace Billing.Domain;

/// <summary>What runs up on overdue invoices until a day, charged or not.</summary>
/// <param name="Invoices">The overdue invoices, oldest due date first.</param>
public sealed record LateChargeForecast(IReadOnlyList<AccruedInterest> Invoices)
{
    /// <summary>What runs up on an account until the day of a context.</summary>
    public static LateChargeForecast Of(Account account, DecisionContext context)
    {
        var policy = context.Policy.DunningOf(account);
        var waitsUntil = WaitingInterest.NextOn(account, policy, context.Today);
        return new LateChargeForecast([.. account.Invoices.Where(item => LateChargeCalculation.IsLate(item, context.Today)).Select(item => Of(account, item, policy, waitsUntil, context))]);
    }

    private static AccruedInterest Of(Account account, InvoiceItem item, DunningPolicy policy, DateOnly? waitsUntil, DecisionContext context)
    {
        var days = LateInterest.Uncharged(item, policy.QuietDays, context.Today);
        var spans = InterestTerms.Of(policy, context.Profile.IsBusiness) is { } terms ? LateInterest.Spans(account, item, days, terms) : [];
        var next = DunningLadder.Of(account, item, policy).NextCharge();
        return new AccruedInterest(
            item.ItemId, item.Number, item.DueDate, item.Balance, days, spans, LateInterest.Of(spans, account.Currency()), next?.On ?? (WaitingInterest.TermsOf(item, policy) is null ? null : waitsUntil), next?.Step.LateFee,
            WhyNot(account, item, policy, spans.Count > 0, next is not null, context));
    }

    private static string? WhyNot(Account account, InvoiceItem item, DunningPolicy policy, bool bearsInterest, bool hasStep, DecisionContext context) => policy.LateCharges switch
    {
        _ when new DunningSubject(account, item, policy, context.Today) is var subject && DunningStop.Of(subject) is { } stop => stop.Why(subject),
        { MinimumInterest: var least } when !hasStep && WaitingInterest.TermsOf(item, policy) is not null => $"It waits until what waits comes to {Money.Round(least, account.Currency())}, the least that is charged.",
        _ when !hasStep => "No step that is still to come charges anything.",
        { Interest: null } => "The policy has no rates of interest.",
        { Interest.ConsumerPoints: null } when !context.Profile.IsBusiness => "Customers without a tax id are charged no interest.",
        _ when !bearsInterest => "No day that was not charged bears interest: it was contested or arranged, credit covers it, or the rates begin later.",
        _ => null,
    };
}

/// <summary>What runs up on one invoice.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="DueDate">Its due date.</param>
/// <param name="Balance">What is owed.</param>
/// <param name="Days">The days that are not charged yet.</param>
/// <param name="Spans">Those of them that bear interest, by balance and rate.</param>
/// <param name="Interest">Their interest, rounded once.</param>
/// <param name="NextChargeOn">The day of the next step that charges something, or on which interest that waits is enough, if there is one.</param>
/// <param name="NextFee">The fee of that step, in major units of the account's currency.</param>
/// <param name="WhyNot">Why nothing, or no interest, is charged; nothing where it is.</param>
public sealed record AccruedInterest(
    string DocumentId, string Number, DateOnly DueDate, Money Balance, ServicePeriod Days, IReadOnlyList<InterestSpan> Spans, Money Interest, DateOnly? NextChargeOn, decimal? NextFee, string? WhyNot);
