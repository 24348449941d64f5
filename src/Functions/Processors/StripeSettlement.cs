using Billing.Domain;

namespace Billing.Functions.Processors;

/// <summary>What a payout of Stripe's consists of: its balance transactions, which also tell what each charge costs. Stripe can list them for automatic payouts,
/// once it has reconciled them (docs.stripe.com/payouts/reconciliation).</summary>
internal static class StripeSettlement
{
    private const int MostPages = 500;

    /// <summary>The lines of a payout; null where there is no key to ask by, or Stripe has not reconciled it.</summary>
    /// <exception cref="HttpRequestException">Stripe is out of reach; try again.</exception>
    public static async Task<IReadOnlyList<SettlementLine>?> LinesAsync(ProcessorApi api, WebhookSettings settings, StoredEvent stored, EventJson payout, CancellationToken cancellation)
    {
        if (settings.OfStored(StripeAccess.Section, stored.MerchantAccount)["ApiKey"] is null || payout["reconciliation_status"].TextOrEmpty() is not ("completed" or ""))
            return null;
        var access = StripeAccess.Of(settings, stored.MerchantAccount);
        var (lines, after) = (new List<SettlementLine>(), "");
        for (var page = 0; page < MostPages; page++)
        {
            var url = new Uri($"{access.Url}/v1/balance_transactions?limit=100&payout={Uri.EscapeDataString(payout["id"].Text())}&expand[]=data.source{after}");
            if (await api.GetAsync(url, access.Key, access.Headers, cancellation) is not { } answer)
                return null;
            var transactions = answer["data"].Items();
            lines.AddRange(transactions.Where(one => !one["type"].Text().StartsWith("payout", StringComparison.Ordinal)).Select(one => Line(stored, one)));
            if (transactions is not [.., var last] || !answer["has_more"].Flag())
                return lines;
            after = $"&starting_after={Uri.EscapeDataString(last["id"].Text())}";
        }

        throw new FormatException($"Payout {payout["id"].Text()} has more than {MostPages * 100} balance transactions.");
    }

    private static SettlementLine Line(StoredEvent stored, EventJson transaction)
    {
        var (type, currency) = (transaction["type"].Text(), transaction["currency"].Text());
        var (amount, fee) = (StripeMoney.Any(transaction["amount"].Whole(), currency), StripeMoney.Any(transaction["fee"].Whole(), currency));
        var (source, created) = (transaction["source"], stored.DateAt(transaction["created"].UnixTime()));
        var intent = source.IsObject ? source["payment_intent"] : source["none"];
        var payment = intent.Exists ? stored.Payment((intent.IsObject ? intent["id"] : intent).Text()).ToString() : "";
        var kind = type switch
        {
            "charge" or "payment" => SettlementKind.Charge,
            "refund" or "payment_refund" or "refund_failure" or "payment_failure_refund" or "payment_reversal" => SettlementKind.Refund,
            "adjustment" when source["object"].TextOrEmpty() == "dispute" => SettlementKind.Dispute,
            "stripe_fee" or "stripe_fx_fee" or "tax_fee" => SettlementKind.Fee,
            _ => SettlementKind.Adjustment,
        };
        var zero = Money.Zero(amount.Currency);
        return kind == SettlementKind.Fee
            ? new SettlementLine(transaction["id"].Text(), kind, payment, zero, fee - amount, created, Text: type)
            : new SettlementLine(transaction["id"].Text(), kind, payment, amount, fee, created, Text: type);
    }
}
