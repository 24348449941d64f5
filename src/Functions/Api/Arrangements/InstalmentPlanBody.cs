using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Arrangements;

/// <summary>How far equal instalments lie apart.</summary>
internal enum InstalmentInterval
{
    /// <summary>A week.</summary>
    Week,

    /// <summary>Two weeks.</summary>
    TwoWeeks,

    /// <summary>A month; the day is kept where the month has it.</summary>
    Month,
}

/// <summary>An instalment plan: which invoices, what is paid at once, and how the rest is paid.</summary>
/// <param name="Documents">The invoices; left out or empty for all open ones that nothing stands against.</param>
/// <param name="Deposit">What is paid at once.</param>
/// <param name="Schedule">How the rest is paid.</param>
/// <param name="GraceDays">How many days after its day an instalment may still come; the policy's where it is left out.</param>
internal sealed record InstalmentPlanBody(IReadOnlyList<string> Documents, Deposit? Deposit, InstalmentSchedule Schedule, int? GraceDays) : IRequestBody<InstalmentPlanBody>
{
    private const int MostGraceDays = 60;

    internal static readonly TextForm InvoiceId = new("^[a-z]{3}_[0-9a-f]{24}$", "an invoice's id");

    public static InstalmentPlanBody Read(BodyReader body) => new(
        ReadDocuments(body),
        body.OptionalObject("deposit", deposit => new Deposit(deposit.Amount("amount"), deposit.OptionalDate("dueOn"))),
        body.OneOf<InstalmentSchedule>("schedule", "kind", ("equal", ReadEqual), ("custom", ReadCustom)),
        ReadGrace(body));

    public AgreeInstalments ToCommand(string key) => new(key, Documents.Count > 0 ? Documents : null, Deposit, Schedule, GraceDays);

    internal static IReadOnlyList<string> ReadDocuments(BodyReader body) => body.Texts("documents", 40, 40, InvoiceId);

    internal static int? ReadGrace(BodyReader body) => body.OptionalInteger("graceDays", 0, MostGraceDays);

    private static InstalmentSchedule.Equal ReadEqual(BodyReader schedule) => new(
        schedule.Integer("count", 1, InstalmentSchedule.MostInstalments), schedule.Date("firstDueOn"),
        schedule.Choice<InstalmentInterval>("interval") switch
        {
            InstalmentInterval.Week => new BillingInterval(1, IntervalUnit.Week),
            InstalmentInterval.TwoWeeks => new BillingInterval(2, IntervalUnit.Week),
            _ => new BillingInterval(1, IntervalUnit.Month),
        });

    private static InstalmentSchedule.Custom ReadCustom(BodyReader schedule) => new(
        schedule.List("instalments", 1, InstalmentSchedule.MostInstalments, part => new PlannedPart(part.Date("dueOn"), part.Amount("amount"))));
}
