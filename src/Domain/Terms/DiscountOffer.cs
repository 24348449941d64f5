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
public sealed record DiscountTax(string Jurisdiction, Money Amount);

/// <summary>A discount that was taken.</summary>
/// <param name="PaymentId">The payment that came early.</param>
/// <param name="Amount">With tax.</param>
/// <param name="Taxes">The taxes in it by jurisdiction.</param>
public sealed record TakenDiscount(string PaymentId, Money Amount, IReadOnlyList<DiscountTax> Taxes);
