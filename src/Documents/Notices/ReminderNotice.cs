using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Domain;

namespace Billing.Documents.Notices;

/// <summary>How urgent a reminder is.</summary>
public enum ReminderStage
{
    /// <summary>A friendly reminder, before the due date or soon after it.</summary>
    PaymentReminder,

    /// <summary>The payment is overdue.</summary>
    OverdueNotice,

    /// <summary>The last notice before collections.</summary>
    FinalNotice,
}

/// <summary>A reminder as it is to be sent: one for an account, at its highest stage, listing everything that is open.</summary>
public sealed record ReminderNotice
{
    /// <summary>How urgent it is.</summary>
    public required ReminderStage Stage { get; init; }

    /// <summary>How it speaks; as its stage does where nobody says.</summary>
    public NoticeTone? Tone { get; init; }

    /// <summary>The day it is written, in the seller's time zone.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Who is owed, as of the notice's date.</summary>
    public required Seller Seller { get; init; }

    /// <summary>Who owes, as of the notice's date.</summary>
    public required CustomerProfile Customer { get; init; }

    /// <summary>All open items, in the order to print; none where only agreed payments are told of.</summary>
    public required IReadOnlyList<OpenItem> Items { get; init; }

    /// <summary>The sum of the items.</summary>
    public required Money Total { get; init; }

    /// <summary>The agreed payments that are to come soon, and those that did not come.</summary>
    public IReadOnlyList<DueInstalment> Instalments { get; init; } = [];

    /// <summary>How to pay, or null.</summary>
    public PaymentInstructions? Payment { get; init; }

    /// <summary>Until when a final notice waits, or null.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>The language it is written in, a BCP 47 tag.</summary>
    internal string Language => Seller.LanguageFor(Customer);

    /// <summary>Whether it tells of agreed payments alone, and one did not come.</summary>
    internal bool IsOfMissedInstalments => Items.Count == 0 && Instalments.Any(instalment => instalment.GraceEndsOn is not null);

    /// <summary>How it speaks.</summary>
    internal NoticeTone Voice => Tone ?? Stage switch
    {
        ReminderStage.PaymentReminder => NoticeTone.Friendly,
        ReminderStage.OverdueNotice => NoticeTone.Firm,
        _ => NoticeTone.Final,
    };

    /// <summary>What one transfer pays: all open items, or the one agreed payment; 0 where there is no such amount.</summary>
    internal Money PaidAtOnce => (Items.Count, Instalments) switch
    {
        ( > 0, { Count: 0 }) => Total,
        (0, [var only]) => only.ToPay,
        _ => Money.Zero(Total.Currency),
    };

    /// <summary>Reads a notice as the ledger keeps it; amounts are taken over.</summary>
    /// <param name="notice">The event.</param>
    /// <param name="seller">The seller, as of the notice's date.</param>
    /// <param name="customer">The profile that the notice names.</param>
    /// <param name="paymentLink">A page to pay on, or null.</param>
    public static ReminderNotice Of(NoticeIssued notice, Seller seller, CustomerProfile customer, Uri? paymentLink) => new()
    {
        Stage = notice.Action switch
        {
            DunningAction.Reminder => ReminderStage.PaymentReminder,
            DunningAction.OverdueNotice => ReminderStage.OverdueNotice,
            DunningAction.FinalNotice => ReminderStage.FinalNotice,
            _ => throw new ArgumentOutOfRangeException(nameof(notice), notice.Action, "This dunning action sends no notice."),
        },
        Tone = notice.Tone,
        Date = notice.Date,
        Seller = seller,
        Customer = customer,
        Items = [.. notice.Items.Select(i => new OpenItem(i.Number, i.IssueDate, i.DueDate, i.Balance, Math.Max(0, notice.Date.DayNumber - i.DueDate.DayNumber)))],
        Total = notice.Total,
        Instalments = [.. notice.Instalments.Select(i => new DueInstalment(i.Number, i.No, i.Of, i.DueOn, i.ToPay, i.GraceEndsOn))],
        Deadline = notice.PayBy,
        Payment = new PaymentInstructions(seller.BankFor(notice.Total.Currency), string.Join(", ", notice.Items.Select(i => i.Number).Concat(notice.Instalments.Select(i => i.Number)).Where(n => n.Length > 0).Distinct()), paymentLink),
    };
}

/// <summary>An invoice that is not paid in full.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="DueDate">When it was or is due.</param>
/// <param name="Open">What is still to pay.</param>
/// <param name="DaysOverdue">How many days the due date has passed; 0 where it has not.</param>
public sealed record OpenItem(string Number, DateOnly IssueDate, DateOnly DueDate, Money Open, int DaysOverdue)
{
    /// <summary>Whether the due date has passed.</summary>
    public bool IsOverdue => DaysOverdue > 0;
}

/// <summary>An agreed payment that is to come soon, or that did not come.</summary>
/// <param name="Number">The number of the plan; empty for a promise.</param>
/// <param name="No">Which instalment; 0 for a deposit.</param>
/// <param name="Of">How many there are.</param>
/// <param name="DueOn">Its day.</param>
/// <param name="ToPay">What is to pay.</param>
/// <param name="GraceEndsOn">The last day for it, where it did not come; or null.</param>
public sealed record DueInstalment(string Number, int No, int Of, DateOnly DueOn, Money ToPay, DateOnly? GraceEndsOn);
