namespace Billing.Domain;

/// <summary>The lines of payouts against the payments that they settle.</summary>
internal static class SettlementCheck
{
    /// <summary>How long a payment may wait for its payout.</summary>
    private const int DaysToSettle = 14;

    public static IEnumerable<Discrepancy> Of(ReconciliationInput input) =>
        input.Settlements.SelectMany(settlement => OfPayout(settlement, input)).Concat(SettledTwice(input)).Concat(NotSettled(input));

    /// <summary>What lines add up to, in the payout's currency.</summary>
    public static Money Sum(IEnumerable<SettlementLine> lines, Currency currency) => Money.Sum(lines.Where(line => line.Gross.Currency == currency).Select(line => line.Net), currency);

    /// <summary>What the lines of the payouts made in the period say of a cash account; null where there are none.</summary>
    public static SettledFlow? Settled(ReconciliationInput input, string account, Currency currency)
    {
        var made = input.Payouts.Where(payout => payout.Made is { } told && told.ValueDate >= input.From && told.ValueDate <= input.Through).Select(payout => payout.Id).ToHashSet();
        var lines = input.Settlements.Where(settlement => made.Contains(settlement.Payout) && ChartOfAccounts.Cash(settlement.Payout.Processor) == account).SelectMany(settlement => settlement.Lines).Where(line => line.Gross.Currency == currency).ToList();
        Money Gross(SettlementKind kind) => Money.Sum(lines.Where(line => line.Kind == kind).Select(line => line.Gross), currency);
        return lines.Count == 0 ? null : new SettledFlow(
            Gross(SettlementKind.Charge), Gross(SettlementKind.Refund), Gross(SettlementKind.Dispute), Gross(SettlementKind.Fee) - Money.Sum(lines.Select(line => line.Fee), currency), Gross(SettlementKind.Adjustment));
    }

    private static IEnumerable<Discrepancy> OfPayout(PayoutSettlement settlement, ReconciliationInput input)
    {
        var payout = input.Payouts.FirstOrDefault(known => known.Id == settlement.Payout);
        if (payout?.Made is { } made)
        {
            var (net, kept) = (Sum(settlement.Lines, made.Amount.Currency), Money.Sum(settlement.Lines.Where(line => line.Fee.Currency == made.Amount.Currency).Select(line => line.Fee), made.Amount.Currency));
            if (net != made.Amount)
                yield return new Discrepancy("payout-does-not-sum", settlement.Payout.ToString(), net - made.Amount, $"Its lines add up to {net}, and {made.Amount} were paid out. Fetch or import its lines again; else ask the processor.");
            if (!made.Fees.IsZero && kept != made.Fees)
                yield return new Discrepancy("payout-fees-differ", settlement.Payout.ToString(), kept - made.Fees, $"Its lines keep {kept}, and the payout told {made.Fees}. Ask the processor which it is.");
        }

        foreach (var line in settlement.Lines)
        {
            if (OfLine(line, settlement.Payout, feeIsOfLine: payout?.Made is not { Fees.IsZero: false }, input) is { } found)
                yield return found;
        }
    }

    private static Discrepancy? OfLine(SettlementLine line, PaymentId payout, bool feeIsOfLine, ReconciliationInput input)
    {
        if (line.Kind == SettlementKind.Fee && line.Gross.IsZero && line.PaymentId.Length == 0)
            return null;
        if (line.PaymentId.Length == 0)
            return new Discrepancy("settlement-line-unexplained", $"{payout} {line.LineId}", line.Net, $"{line.Net} ({line.Kind.ToString().ToLowerInvariant()}{(line.Text.Length > 0 ? $": {line.Text}" : "")}) of the payout belong to no payment, and are not in the books. Book them.");
        if (!input.Payments.TryGetValue(line.PaymentId, out var payment) || payment.Currency() is not { } currency || !payment.Facts.Any(fact => fact is not FeeCharged))
            return new Discrepancy("settled-payment-unknown", line.PaymentId, line.Gross, $"The processor settled it in {payout}, and none of its events came. Ask the processor for its events, or record it.");
        if (currency != line.Gross.Currency)
            return new Discrepancy("settled-in-other-currency", line.PaymentId, line.Gross, $"The payment is in {currency}, and {payout} settles {line.Gross}: the processor exchanged it. Book the difference as exchange.");
        if (!line.Gross.IsZero && !Amounts(payment, line.Kind).Contains(line.Gross))
            return new Discrepancy("settled-amount-differs", line.PaymentId, line.Gross, $"{payout} settles {line.Gross} ({line.Kind.ToString().ToLowerInvariant()}), which no event of the payment told. Ask the processor for its events.");
        return feeIsOfLine && !line.Fee.IsZero && payment.Facts.OfType<FeeCharged>().FirstOrDefault(fee => fee.Key == line.ToFee().Key) is { } fee && fee.Amount != line.Fee
            ? new Discrepancy("fee-differs", line.PaymentId, line.Fee - fee.Amount, $"Its events told a fee of {fee.Amount}, and {payout} keeps {line.Fee}. Ask the processor which it is.")
            : null;
    }

    // Refunds may be told as running totals: then each step from one to the next is a refund.
    private static HashSet<Money> Amounts(Payment payment, SettlementKind kind)
    {
        var totals = payment.Facts.OfType<PaymentRefunded>().Select(fact => fact.TotalSoFar).Order().ToList();
        var came = payment.Facts.OfType<PaymentSucceeded>().Select(fact => fact.Amount).ToList();
        IEnumerable<Money> amounts = kind switch
        {
            SettlementKind.Charge => [.. came, Money.Sum(came, payment.Currency()!.Value), .. payment.Facts.Any(fact => fact is CaptureFailed) ? came.Select(amount => -amount) : []],
            SettlementKind.Refund => payment.Facts.OfType<RefundMade>().Select(fact => -fact.Amount).Concat(payment.Facts.OfType<RefundFailed>().SelectMany(fact => new[] { fact.Amount, -fact.Amount }))
                .Concat(totals.Select(total => -total)).Concat(totals.Skip(1).Select((total, index) => totals[index] - total)).Concat(payment.Facts.Any(fact => fact is CaptureFailed) ? came.Select(amount => -amount) : []),
            SettlementKind.Dispute => payment.Facts.SelectMany(fact => fact switch
            {
                DisputeRaised raised => [raised.Amount, -raised.Amount],
                DisputeDecided decided => [decided.Amount, -decided.Amount],
                _ => Enumerable.Empty<Money>(),
            }),
            _ => [],
        };
        return [.. amounts];
    }

    private static IEnumerable<Discrepancy> SettledTwice(ReconciliationInput input) =>
        input.Settlements.SelectMany(settlement => settlement.Lines).Where(line => line is { Kind: SettlementKind.Charge, Gross.IsPositive: true, PaymentId.Length: > 0 }).GroupBy(line => line.PaymentId)
            .Where(charges => input.Payments.TryGetValue(charges.Key, out var payment) && payment.Facts.OfType<PaymentSucceeded>().Count() is > 0 and var times && charges.Count() > times)
            .Select(charges => new Discrepancy("settled-twice", charges.Key, charges.Last().Gross, $"The processor settled it {charges.Count()} times. Ask which of them is right; it will take one back."));

    // Only where the processor tells what its payouts consist of, and since when it does: an earlier payout may have settled it.
    private static IEnumerable<Discrepancy> NotSettled(ReconciliationInput input)
    {
        var settled = input.Settlements.SelectMany(settlement => settlement.Lines).Select(line => line.PaymentId).ToHashSet(StringComparer.Ordinal);
        var told = input.Settlements.GroupBy(settlement => (settlement.Payout.Processor, settlement.Payout.MerchantAccount))
            .ToDictionary(account => account.Key, account => account.SelectMany(settlement => settlement.Lines).Select(line => line.ValueDate).DefaultIfEmpty(DateOnly.MaxValue).Min());
        return input.Facts.Movements.Where(fact => fact.Account == ChartOfAccounts.Suspense && fact.Amount.IsNegative && (fact.Key == "succeeded" || fact.Key.StartsWith("captured:", StringComparison.Ordinal)) && !settled.Contains(fact.Source)
                && fact.On >= input.From && fact.On <= input.Through && fact.On.AddDays(DaysToSettle) < input.Today)
            .Where(fact => PaymentId.Parse(fact.Source) is var id && told.TryGetValue((id.Processor, id.MerchantAccount), out var since) && fact.On >= since)
            .Select(fact => new Discrepancy("payment-not-settled", fact.Source, -fact.Amount, $"It came in on {fact.On:O}, and none of the processor's payouts since has it. Ask the processor."));
    }
}
