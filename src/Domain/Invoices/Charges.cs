namespace Billing.Domain;

/// <summary>Decides about what is billed beside periods: charges for the next invoice.</summary>
internal static class Charges
{
    public static Decision Add(Account account, AddCharge command, DecisionContext context)
    {
        if (account.Charges.Any(known => known.ChargeId == command.ChargeId) || context.BilledCharges.Contains(command.ChargeId))
            return AccountDecider.Refuse("charge-exists", $"The account has a charge {command.ChargeId} already; choose another id.");
        var billOn = command.BillOn ?? account.Subscriptions.Select(subscription => subscription.NextPeriod()?.DueOn).Min() ?? context.Today;
        if (SubscriptionDecider.TooFarAhead([billOn], context) is { } tooFar)
            return tooFar;
        return Line(account, command.Line, 0, billOn, context, out var line) is { } refused
            ? refused
            : AccountDecider.Accept(new ChargeAdded(new PendingCharge(command.ChargeId, billOn, line with { ChargeId = command.ChargeId })));
    }

    public static Decision Remove(Account account, RemoveCharge command) => account.Charges.FirstOrDefault(known => known.ChargeId == command.ChargeId) switch
    {
        null => AccountDecider.Refuse("unknown-charge", $"The account has no pending charge {command.ChargeId}; what is billed is corrected by a credit note."),
        { Line.Kind: LineKind.UnusedTime } => AccountDecider.Refuse("credit-owed", $"Charge {command.ChargeId} is a credit that the customer is owed."),
        { } when account.Subscriptions.Any(subscription => subscription.Ahead.Any(known => PendingCharge.CarriedOverId(known.DocumentId, known.LineNo) == command.ChargeId)) => AccountDecider.Refuse("carried-over", $"Charge {command.ChargeId} is for days that are billed; credit it on the invoice that it comes on."),
        _ => AccountDecider.Accept(new ChargeRemoved(command.ChargeId)),
    };

    /// <summary>The fee that a subscription's first invoice bills.</summary>
    public static PendingCharge SetUpFee(Subscription subscription, Price price, decimal fee, DateOnly billOn)
    {
        var chargeId = $"set-up:{subscription.SubscriptionId}";
        var line = InvoiceLine.Of(0, LineKind.SetUpFee, price.Name, price.Product, new ServicePeriod(billOn, billOn.AddDays(1)), 1, "", fee, Undetermined, price.Currency) with
        {
            TaxIncluded = price.TaxIncluded,
            SubscriptionId = subscription.SubscriptionId,
            PriceId = price.PriceId,
            TaxCategory = price.TaxCategory,
            ForAccount = subscription.ForAccount,
            ChargeId = chargeId,
        };
        return new PendingCharge(chargeId, billOn, line);
    }

    /// <summary>What an operator bills, as a line; its tax is that of the day.</summary>
    /// <returns>Null, or why it cannot be billed.</returns>
    public static Decision? Line(Account account, ManualLine manual, int lineNo, DateOnly day, DecisionContext context, out InvoiceLine line)
    {
        line = null!;
        Price? price = null;
        if (manual.PriceId.Length > 0 && !context.Prices.TryGetValue(manual.PriceId, out price))
            return AccountDecider.Refuse("unknown-price", $"The seller has no price {manual.PriceId}.");
        if (price is { Interval: not null })
            return AccountDecider.Refuse("recurring-price", $"Price {price.PriceId} is sold for a period; start a subscription instead.");
        if (price is not null && price.Currency != account.Currency())
            return AccountDecider.Refuse("wrong-currency", $"Price {price.PriceId} is in {price.Currency}, the account is in {account.Currency()}.");

        var part = manual.UnitPrice is { } amount ? new PricedPart(manual.Quantity, amount) : price?.VersionFor(day, day, day).Pricing.Parts(manual.Quantity) is [var only] ? only : null;
        if (part is null || manual.Quantity <= 0 || part.UnitAmount < 0)
            return AccountDecider.Refuse("line-not-positive", "A line needs a quantity above 0 and a unit price of 0 or more; what lowers an invoice is a credit note.");
        var category = manual.TaxCategory.Length > 0 ? manual.TaxCategory : price?.TaxCategory ?? "";
        if (context.TaxOf(category, day) is not { } tax)
            return AccountDecider.Refuse("no-tax-rule", context.WhyNoTax(category, day));
        var gross = Money.Round(part.Quantity * part.UnitAmount, account.Currency());
        line = new InvoiceLine(
            lineNo, LineKind.Manual, manual.Description.Length > 0 ? manual.Description : price?.Name ?? "", manual.Product.Length > 0 ? manual.Product : price?.Product ?? "",
            manual.Period ?? new ServicePeriod(day, day.AddDays(1)), part.Quantity, UnitOf(manual, price, part), part.UnitAmount, gross, [], price?.TaxIncluded ?? manual.TaxIncluded, gross, tax,
            PriceId: manual.PriceId, TaxCategory: category);
        return null;
    }

    private static string UnitOf(ManualLine manual, Price? price, PricedPart part)
    {
        var unit = manual.Unit.Length > 0 ? manual.Unit : price?.Unit ?? "";
        return part.OwnUnit is null ? unit : $"{unit} {part.OwnUnit}".Trim();
    }

    private static readonly LineTax Undetermined = new(TaxTreatment.OutOfScope, 0, "", "");
}
