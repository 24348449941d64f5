namespace Billing.Domain;

/// <summary>How overdue invoices are dunned: for every customer, or for those of a segment or currency.</summary>
/// <param name="Segment">The customers it is for; empty for every customer.</param>
/// <param name="Currency">The ISO 4217 code of the accounts it is for; empty for every currency.</param>
/// <param name="Steps">The ladder, in order of its days; empty where nothing is dunned.</param>
/// <param name="MinimumDunned">A balance below this is not dunned, in major units of the account's currency.</param>
public sealed record DunningPolicy(string Segment, string Currency, IReadOnlyList<DunningStep> Steps, decimal MinimumDunned)
{
    /// <summary>3 days before the due date, on it, 3, 7 and 14 days after; a final notice after 30 days, and collections after 45.</summary>
    public static IReadOnlyList<DunningStep> StandardSteps { get; } =
    [
        new(-3, DunningAction.Reminder), new(0, DunningAction.Reminder), new(3, DunningAction.OverdueNotice), new(7, DunningAction.OverdueNotice),
        new(14, DunningAction.OverdueNotice), new(30, DunningAction.FinalNotice), new(45, DunningAction.Collections),
    ];

    /// <summary>Nothing is dunned.</summary>
    public static DunningPolicy None { get; } = new("", "", [], 0);

    /// <summary>The days that nothing goes out on.</summary>
    public QuietDays QuietDays { get; init; } = QuietDays.None;

    /// <summary>What goes to collections, and when.</summary>
    public CollectionsPolicy Collections { get; init; } = CollectionsPolicy.Standard;

    /// <summary>Interest on what is paid late.</summary>
    public LateChargePolicy LateCharges { get; init; } = LateChargePolicy.Off;

    /// <summary>For every customer and currency.</summary>
    public static DunningPolicy ForAll(IReadOnlyList<DunningStep> steps, decimal minimumDunned, int daysAfterFinalNotice) =>
        new("", "", steps, minimumDunned) { Collections = CollectionsPolicy.Standard with { DaysAfterFinalNotice = daysAfterFinalNotice } };

    /// <summary>Whether it is for the accounts of a currency and the customers of a segment.</summary>
    internal bool IsFor(string currency, string segment) => (Currency.Length == 0 || Currency == currency) && (Segment.Length == 0 || Segment == segment);
}

/// <summary>What a dunning step does.</summary>
public enum DunningAction
{
    /// <summary>A friendly reminder, before or on the due date.</summary>
    Reminder,

    /// <summary>A notice that the invoice is overdue.</summary>
    OverdueNotice,

    /// <summary>The last notice before collections.</summary>
    FinalNotice,

    /// <summary>The hand-off to collections.</summary>
    Collections,
}

/// <summary>How a notice goes out.</summary>
public enum NoticeChannel
{
    /// <summary>By e-mail.</summary>
    Email,

    /// <summary>By conventional mail.</summary>
    Letter,

    /// <summary>By both.</summary>
    Both,
}

/// <summary>How a notice speaks; the later, the sterner.</summary>
public enum NoticeTone
{
    /// <summary>As to someone who may have forgotten.</summary>
    Friendly,

    /// <summary>As to someone who is late.</summary>
    Firm,

    /// <summary>As the last word before collections.</summary>
    Final,
}

/// <summary>One step of the dunning ladder.</summary>
/// <param name="Days">Relative to the due date; below 0 is before it.</param>
/// <param name="Action">What is done.</param>
public sealed record DunningStep(int Days, DunningAction Action)
{
    /// <summary>How its notice goes out.</summary>
    public NoticeChannel Channel { get; init; } = NoticeChannel.Email;

    /// <summary>How its notice speaks; if nobody says, as its action is.</summary>
    public NoticeTone Tone { get; init; } = ToneOf(Action);

    /// <summary>The fee that it charges, in major units of the account's currency; nothing for none.</summary>
    public decimal? LateFee { get; init; }

    /// <summary>Whether it charges the interest that has run up.</summary>
    public bool ChargesInterest { get; init; }

    /// <summary>Whether the customer's subscriptions are suspended until what was overdue is paid.</summary>
    public bool SuspendsSubscriptions { get; init; }

    /// <summary>The person who gets a task; empty for nobody.</summary>
    public string AssignTo { get; init; } = "";

    private static NoticeTone ToneOf(DunningAction action) => action switch
    {
        DunningAction.Reminder => NoticeTone.Friendly,
        DunningAction.OverdueNotice => NoticeTone.Firm,
        _ => NoticeTone.Final,
    };
}
