using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>What a line of an invoice bills.</summary>
public enum LineKind
{
    /// <summary>A period of a subscription.</summary>
    Recurring,

    /// <summary>Metered usage of a period.</summary>
    Usage,

    /// <summary>The units of a period that cost nothing.</summary>
    Included,

    /// <summary>What a minimum commitment exceeds the fees of its period by.</summary>
    MinimumCommitment,

    /// <summary>A fee that is billed once, when a subscription starts.</summary>
    SetUpFee,

    /// <summary>Time that was billed and is not used, as a change, pause or end leaves it; below 0.</summary>
    UnusedTime,

    /// <summary>What an operator wrote, or a one-off price.</summary>
    Manual,

    /// <summary>A fee for a dunning notice, on a late charge.</summary>
    LateFee,

    /// <summary>The flat compensation for the costs of recovery, on a late charge.</summary>
    Compensation,

    /// <summary>Interest for late payment, on a late charge.</summary>
    Interest,
}

/// <summary>One line of an invoice. Amount = Gross - discounts; where prices exclude tax, Net is the amount, and where they include it, Net is the
/// amount less its share of the tax.</summary>
/// <param name="LineNo">1 for the first; on a credit note, that of the line it corrects.</param>
/// <param name="Kind">What it bills.</param>
/// <param name="Description">As printed.</param>
/// <param name="Product">The product whose revenue it is.</param>
/// <param name="Period">The days served.</param>
/// <param name="Quantity">How many units.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="UnitPrice">For one unit over the days served, in major units; it may have more decimals than the currency.</param>
/// <param name="Gross">Quantity × UnitPrice, rounded once, half away from zero; for a part of a period from the exact price, of which UnitPrice has 12 decimals.</param>
/// <param name="Discounts">What coupons take off.</param>
/// <param name="TaxIncluded">Whether UnitPrice, Gross and discounts include the tax.</param>
/// <param name="Net">Without tax.</param>
/// <param name="Tax">How it is taxed.</param>
/// <param name="SubscriptionId">Whose period it bills, or empty.</param>
/// <param name="PriceId">The price it was billed by, or empty.</param>
/// <param name="PriceEffectiveFrom">The version of the price, where there is one.</param>
/// <param name="ChargeId">The pending charge that it bills, or empty.</param>
/// <param name="ForAccount">The child account that it is for, or empty for the account itself.</param>
/// <param name="TaxCategory">The seller's name for how it is taxed, or empty where the tax mirrors that of another line.</param>
/// <param name="LateEvents">How many events of earlier periods, reported after these were billed, are in the quantity.</param>
public sealed record InvoiceLine(
    int LineNo,
    LineKind Kind,
    string Description,
    string Product,
    ServicePeriod Period,
    decimal Quantity,
    string Unit,
    decimal UnitPrice,
    Money Gross,
    IReadOnlyList<LineDiscount> Discounts,
    bool TaxIncluded,
    Money Net,
    LineTax Tax,
    string SubscriptionId = "",
    string PriceId = "",
    DateOnly? PriceEffectiveFrom = null,
    string ChargeId = "",
    string ForAccount = "",
    string TaxCategory = "",
    long LateEvents = 0)
{
    /// <summary>What a line of a late charge is reckoned from; nothing on other lines.</summary>
    public LateDebt? Late { get; init; }

    /// <summary>Whether it bills no supply but charges for late payment.</summary>
    [JsonIgnore]
    public bool IsLateCharge => Kind is LineKind.LateFee or LineKind.Compensation or LineKind.Interest;

    /// <summary>A line without discounts whose tax comes on top.</summary>
    public static InvoiceLine Of(int lineNo, LineKind kind, string description, string product, ServicePeriod period, decimal quantity, string unit, decimal unitPrice, LineTax tax, Currency currency)
    {
        var gross = Money.Round(quantity * unitPrice, currency);
        return new InvoiceLine(lineNo, kind, description, product, period, quantity, unit, unitPrice, gross, [], false, gross, tax);
    }

    /// <summary>Gross less the discounts, with or without tax as the price has it.</summary>
    public Money Amount() => Gross - Money.Sum(Discounts.Select(discount => discount.Amount), Gross.Currency);
}

/// <summary>What a coupon takes off a line.</summary>
/// <param name="CouponId">The coupon.</param>
/// <param name="Name">As printed.</param>
/// <param name="Percent">Of the line, at full precision; nothing where the coupon is an amount.</param>
/// <param name="Amount">0 or more.</param>
public sealed record LineDiscount(string CouponId, string Name, decimal? Percent, Money Amount);
