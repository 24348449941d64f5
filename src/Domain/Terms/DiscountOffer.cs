namespace Billing.Domain;

/// <summary>The discount for early payment that an invoice offers. Worked out when it is issued, so that what is taken later fits the document.</summary>
/// <param name="Percent">Of the total.</param>
/// <param name="Until">The last value date of a payment that may take it.</param>
/// <param name="Amount">With tax: total × percent, rounded once, half away from zero.</param>
/// <param name="Taxes">The taxes in it by jurisdiction: a discount lowers the taxable amount.</param>
public sealed record DiscountOffer(decimal Percent, DateOnly Until, Money Amount, IReadOnlyList<DiscountTax> Taxes);

/// <summary>A tax's part of a discount.</summary>
/// <param name="Jurisdiction">Whom the tax is owed to.</param>
/// <param name="Amount">How much less.</param>
public sealed record DiscountTax(string Jurisdiction, Money Amount)
{
    /// <summary>The EN 16931 category.</summary>
    public TaxTreatment Treatment { get; init; }

    /// <summary>In percent.</summary>
    public decimal Rate { get; init; }

    /// <summary>What the invoice has without tax that is taxed so: the discount falls on the taxes by these. Nothing on older events, whose taxes are by jurisdiction alone.</summary>
    public Money? Base { get; init; }

    /// <summary>Whether another is a part of the same tax.</summary>
    public bool IsOfSameTaxAs(DiscountTax other) => Jurisdiction == other.Jurisdiction && Treatment == other.Treatment && Rate == other.Rate;

    /// <summary>How it is posted; nothing on older events.</summary>
    internal PostedTax? Posted() => Base is null ? null : new PostedTax(Treatment, Rate, Jurisdiction);
}

/// <summary>A discount that was taken.</summary>
/// <param name="PaymentId">The payment that came early.</param>
/// <param name="Amount">With tax.</param>
/// <param name="Taxes">The taxes in it by jurisdiction.</param>
public sealed record TakenDiscount(string PaymentId, Money Amount, IReadOnlyList<DiscountTax> Taxes);
