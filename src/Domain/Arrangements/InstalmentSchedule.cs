using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>What is paid at once of a plan.</summary>
/// <param name="Amount">Above 0 and less than all.</param>
/// <param name="DueOn">Its day; nothing for the day of the agreement.</param>
public sealed record Deposit(Money Amount, DateOnly? DueOn);

/// <summary>How the instalments of a plan are laid out.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "schedule")]
[JsonDerivedType(typeof(Equal), "equal")]
[JsonDerivedType(typeof(Custom), "custom")]
public abstract record InstalmentSchedule
{
    /// <summary>How many instalments a plan may have, beside its deposit.</summary>
    public const int MostInstalments = 60;

    /// <summary>How far ahead the last one may lie.</summary>
    public const int MonthsAhead = 60;

    private const int LongestInterval = 12;

    private InstalmentSchedule()
    {
    }

    /// <summary>Equal parts in an even rhythm. The parts sum exactly; what does not divide is spread over the first.</summary>
    /// <param name="Count">How many.</param>
    /// <param name="FirstDueOn">The day of the first; the others are reckoned from it, so that the 31st comes back after a shorter month.</param>
    /// <param name="Interval">From one to the next: a week, two weeks, a month.</param>
    public sealed record Equal(int Count, DateOnly FirstDueOn, BillingInterval Interval) : InstalmentSchedule;

    /// <summary>Parts as they were agreed upon.</summary>
    /// <param name="Parts">In order of their days; they sum to all that is left after a deposit.</param>
    public sealed record Custom(IReadOnlyList<PlannedPart> Parts) : InstalmentSchedule;

    /// <summary>The instalments over a total, or why there can be none.</summary>
    internal (IReadOnlyList<Instalment> Instalments, Refusal? Refusal) Over(Money total, Deposit? deposit, DateOnly today)
    {
        if (deposit is not null && (deposit.Amount.Currency != total.Currency || !deposit.Amount.IsPositive || deposit.Amount >= total))
            return ([], new Refusal("deposit-too-large", $"The deposit of {deposit.Amount} must be above 0 and below {total}, which is what the invoices leave open."));
        var rest = deposit is null ? total : total - deposit.Amount;
        var (parts, refusal) = LaidOut(rest, today);
        if (refusal is not null)
            return ([], refusal);
        IReadOnlyList<Instalment> instalments =
        [
            .. deposit is null ? [] : new[] { new Instalment(0, deposit.DueOn ?? today, deposit.Amount) },
            .. parts.Select((part, index) => new Instalment(index + 1, part.DueOn, part.Amount)),
        ];
        return WhyNot(instalments, today) is { } faulty ? ([], faulty) : (instalments, null);
    }

    /// <summary>What is wrong with the days and amounts of instalments, if anything is.</summary>
    internal static Refusal? WhyNot(IReadOnlyList<Instalment> instalments, DateOnly today) =>
        instalments.FirstOrDefault(instalment => !instalment.Amount.IsPositive) is { } empty ? new Refusal("instalment-too-small", $"Instalment {empty.No} would be {empty.Amount}; take fewer instalments.")
        : instalments.FirstOrDefault(instalment => instalment.DueOn < today) is { } past ? new Refusal("date-in-past", $"Instalment {past.No} would be due on {past.DueOn:O}, which is past.")
        : instalments.Zip(instalments.Skip(1)).Any(pair => pair.First.DueOn >= pair.Second.DueOn) ? new Refusal("dates-not-rising", "Each instalment must be due after the one before it, and after the deposit.")
        : instalments[^1].DueOn > today.AddMonths(MonthsAhead) ? new Refusal("date-too-far", $"The last instalment would be due on {instalments[^1].DueOn:O}; that is more than {MonthsAhead} months ahead.")
        : null;

    private (IReadOnlyList<PlannedPart> Parts, Refusal? Refusal) LaidOut(Money rest, DateOnly today) => this switch
    {
        Equal { Count: < 1 or > MostInstalments } or Custom { Parts.Count: < 1 or > MostInstalments } => ([], new Refusal("too-many-instalments", $"A plan has 1 to {MostInstalments} instalments.")),
        Equal { Interval.Count: < 1 or > LongestInterval } => ([], new Refusal("interval-out-of-range", $"An interval is 1 to {LongestInterval} of its unit.")),
        Equal { FirstDueOn: var first } when first > today.AddMonths(MonthsAhead) => ([], new Refusal("date-too-far", $"The first instalment would be due on {first:O}; that is more than {MonthsAhead} months ahead.")),
        Equal equal => ([.. rest.Split([.. Enumerable.Repeat(1m, equal.Count)]).Select((amount, k) => new PlannedPart(equal.Interval.After(equal.FirstDueOn, k), amount))], null),
        Custom custom when custom.Parts.Any(part => part.Amount.Currency != rest.Currency) => ([], new Refusal("wrong-currency", $"The instalments must be in {rest.Currency}.")),
        Custom custom when Money.Sum(custom.Parts.Select(part => part.Amount), rest.Currency) is var sum && sum != rest => ([], new Refusal("sum-mismatch", $"The instalments come to {sum}; they must come to {rest}, which is what is left to pay.")),
        Custom custom => (custom.Parts, null),
        _ => throw new InvalidOperationException($"{GetType().Name} is laid out nowhere."),
    };
}

/// <summary>A day and what is to be paid on it.</summary>
public sealed record PlannedPart(DateOnly DueOn, Money Amount);
