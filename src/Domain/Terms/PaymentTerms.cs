namespace Billing.Domain;

/// <summary>How the due date of an invoice follows from its date.</summary>
public enum PaymentTermsKind
{
    /// <summary>On the day of the invoice.</summary>
    DueOnReceipt,

    /// <summary>So many days after it.</summary>
    Net,

    /// <summary>So many days after the end of its month.</summary>
    EndOfMonth,
}

/// <summary>When an invoice is to be paid, and what paying earlier is worth.</summary>
/// <param name="Kind">What the days are counted from.</param>
/// <param name="Days">0 or more; not used where due on receipt.</param>
/// <param name="DayOfMonth">For the end of the month: the next such day of a month on or after; the last day of a shorter month. Nothing for the day itself.</param>
/// <param name="Discount">The discount for early payment, if there is one.</param>
public sealed record PaymentTerms(PaymentTermsKind Kind, int Days, int? DayOfMonth, EarlyPaymentDiscount? Discount)
{
    /// <summary>So many days after the invoice, without a discount.</summary>
    public static PaymentTerms Net(int days) => new(days == 0 ? PaymentTermsKind.DueOnReceipt : PaymentTermsKind.Net, days, null, null);

    /// <summary>The last day to pay without being late.</summary>
    /// <param name="issueDate">The date of the invoice.</param>
    public DateOnly DueDate(DateOnly issueDate) => Kind switch
    {
        PaymentTermsKind.DueOnReceipt => issueDate,
        PaymentTermsKind.Net => issueDate.AddDays(Days),
        _ => OnDayOfMonth(new DateOnly(issueDate.Year, issueDate.Month, DateTime.DaysInMonth(issueDate.Year, issueDate.Month)).AddDays(Days)),
    };

    private DateOnly OnDayOfMonth(DateOnly earliest)
    {
        if (DayOfMonth is not { } day)
            return earliest;
        var wanted = InMonth(earliest, day);
        return wanted >= earliest ? wanted : InMonth(new DateOnly(earliest.Year, earliest.Month, 1).AddMonths(1), day);
    }

    private static DateOnly InMonth(DateOnly month, int day) => new(month.Year, month.Month, Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month)));
}

/// <summary>A discount for early payment: <c>2/10 net 30</c> has 2 percent and 10 days.</summary>
/// <param name="Percent">Of the invoice's total, above 0.</param>
/// <param name="Days">The last day counts: a payment whose value date is so many days after the invoice's date is early.</param>
public sealed record EarlyPaymentDiscount(decimal Percent, int Days);
