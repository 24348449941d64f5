using Billing.Domain;

namespace Billing.Functions.Processors;

/// <summary>What a payout of GoCardless's consists of: its payout items. Fees are told in tenths of the minor unit; what they come to is split over the payments
/// by these.</summary>
internal static class GoCardlessSettlement
{
    private const int MostPages = 500;

    /// <summary>The lines of a payout; null where GoCardless no longer has them (after six months).</summary>
    /// <param name="get">Gets a path; nothing where GoCardless does not have it.</param>
    /// <param name="stored">The event that tells of the payout.</param>
    /// <param name="payout">The payout's id.</param>
    /// <param name="currency">What it is in.</param>
    /// <param name="day">The payout's day.</param>
    /// <exception cref="HttpRequestException">GoCardless is out of reach; try again.</exception>
    public static async Task<IReadOnlyList<SettlementLine>?> LinesAsync(Func<string, Task<EventJson?>> get, StoredEvent stored, string payout, Currency currency, DateOnly day)
    {
        var (items, after) = (new List<EventJson>(), "");
        for (var page = 0; ; page++)
        {
            if (page == MostPages)
                throw new FormatException($"Payout {payout} has more than {MostPages} pages of items.");
            if (await get($"payout_items?limit=500&payout={Uri.EscapeDataString(payout)}{after}") is not { } answer)
                return null;
            items.AddRange(answer["payout_items"].Items());
            if (answer["meta"]["cursors"]["after"].TextOrEmpty() is not { Length: > 0 } cursor)
                break;
            after = $"&after={Uri.EscapeDataString(cursor)}";
        }

        var fees = Whole([.. items.Where(IsFee)], currency);
        return [.. items.Where(item => !IsFee(item)).Select((item, index) => Line(stored, payout, item, index, currency, day)), .. fees.Select((fee, index) => Fee(stored, payout, fee.Item, fee.Amount, index, day))];
    }

    private static bool IsFee(EventJson item) => item["type"].Text() is "gocardless_fee" or "app_fee" or "surcharge_fee";

    private static SettlementLine Line(StoredEvent stored, string payout, EventJson item, int index, Currency currency, DateOnly day)
    {
        var type = item["type"].Text();
        var kind = type switch
        {
            "payment_paid_out" => SettlementKind.Charge,
            "payment_refunded" or "refund" or "refund_funds_returned" or "payment_failed" => SettlementKind.Refund,
            "payment_charged_back" => SettlementKind.Dispute,
            _ => SettlementKind.Adjustment,
        };
        var payment = PaymentOf(stored, item);
        return new SettlementLine($"{payout}:{type}:{(payment.Length > 0 ? item["links"]["payment"].Text() : index)}", kind, payment, Amounts.Any(Tenths(item) * currency.MinorUnit, currency.Code), Money.Zero(currency), day, Text: type);
    }

    private static SettlementLine Fee(StoredEvent stored, string payout, EventJson item, Money amount, int index, DateOnly day) =>
        new($"{payout}:{item["type"].Text()}:{index}", SettlementKind.Fee, PaymentOf(stored, item), Money.Zero(amount.Currency), amount, day, Text: item["type"].Text());

    // The exact fees add up to what the payout is lower by; the tenths are shared out by the largest remainder.
    private static IEnumerable<(EventJson Item, Money Amount)> Whole(IReadOnlyList<EventJson> fees, Currency currency)
    {
        foreach (var sign in fees.GroupBy(fee => Tenths(fee) > 0))
        {
            var parts = sign.ToList();
            var exact = parts.Select(Tenths).ToList();
            if (exact.Sum() == 0)
                continue;
            var shares = Money.Round(-exact.Sum() * currency.MinorUnit, currency).Split([.. exact.Select(Math.Abs)]);
            for (var index = 0; index < parts.Count; index++)
                yield return (parts[index], shares[index]);
        }
    }

    private static decimal Tenths(EventJson item) => item["amount"].Decimal();

    private static string PaymentOf(StoredEvent stored, EventJson item) => item["links"]["payment"].Exists ? stored.Payment(item["links"]["payment"].Text()).ToString() : "";
}
