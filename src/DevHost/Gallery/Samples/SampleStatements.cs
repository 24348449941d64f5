using Billing.Documents.Invoices;
using Billing.Documents.Statements;
using Billing.Domain;

namespace Billing.DevHost.Gallery.Samples;

/// <summary>Statements of account whose balances add up.</summary>
internal static class SampleStatements
{
    private static readonly DateOnly From = new(2026, 7, 1);
    private static readonly DateOnly To = new(2026, 9, 30);

    /// <summary>A quarter with most of what can happen on an account.</summary>
    internal static StatementDocument Of(StatementKind kind, string language = "en-GB") => Of(kind, language,
    [
        (new(2026, 7, 1), StatementLineKind.Invoice, "NL-INV-2026-000090", "", new DateOnly(2026, 7, 15), 238m),
        (new(2026, 7, 10), StatementLineKind.Payment, "NL-RCP-2026-000041", "Bank transfer", null, -233.24m),
        (new(2026, 7, 10), StatementLineKind.Discount, "NL-INV-2026-000090", "", null, -4.76m),
        (new(2026, 7, 22), StatementLineKind.PaymentTakenBack, "NL-RCP-2026-000044", "The bank returned the payment", null, 119m),
        (new(2026, 8, 1), StatementLineKind.Invoice, "NL-INV-2026-000104", "", new DateOnly(2026, 8, 15), 1190m),
        (new(2026, 8, 12), StatementLineKind.CreditNote, "NL-CN-2026-000007", "Not delivered as agreed", null, -190m),
        (new(2026, 9, 1), StatementLineKind.Invoice, "NL-INV-2026-000121", "", new DateOnly(2026, 10, 1), 238m),
        (new(2026, 9, 15), StatementLineKind.Payment, "NL-RCP-2026-000060", "Stripe", null, -500m),
    ]);

    /// <summary>As many transactions as wanted, over several pages.</summary>
    internal static StatementDocument Long(StatementKind kind, int transactions) => Of(kind, "en-GB",
        [.. Enumerable.Range(0, transactions).Select(i => i % 3 == 2
            ? (From.AddDays(i % 90), StatementLineKind.Payment, $"NL-RCP-2026-{i:D6}", "Bank transfer", (DateOnly?)null, -150m)
            : (From.AddDays(i % 90), StatementLineKind.Invoice, $"NL-INV-2026-{i:D6}", "", From.AddDays((i % 90) + 14), 119.5m))
            .OrderBy(transaction => transaction.Item1)]);

    private static StatementDocument Of(
        StatementKind kind, string language, IReadOnlyList<(DateOnly Date, StatementLineKind Kind, string Number, string Description, DateOnly? DueDate, decimal Amount)> transactions)
    {
        var opening = 119m;
        var balance = opening;
        var lines = transactions.Select(t => new StatementLine(
            t.Date, t.Kind, t.Number, t.Description, t.DueDate, t.Amount > 0 ? Eur(t.Amount) : null, t.Amount < 0 ? Eur(-t.Amount) : null, Eur(balance += t.Amount))).ToList();
        var items = Open(lines, balance);
        return new StatementDocument
        {
            Kind = kind,
            Date = To.AddDays(1),
            Number = "NL-STM-2026-000003",
            From = From,
            To = To,
            Seller = SampleParties.Seller,
            Customer = SampleParties.Customer(language),
            Opening = Eur(opening),
            Lines = kind == StatementKind.OpenItems ? [] : lines,
            Charged = Money.Sum(lines.Select(line => line.Debit).OfType<Money>(), SampleParties.Euro),
            Credited = Money.Sum(lines.Select(line => line.Credit).OfType<Money>(), SampleParties.Euro),
            Closing = Eur(balance),
            OpenItems = items,
            OpenTotal = Eur(balance),
            ToPay = Eur(balance),
            Aging =
            [
                Bucket(items, 0, 0), Bucket(items, 1, 30), Bucket(items, 31, 60), Bucket(items, 61, 90), Bucket(items, 91, null),
            ],
            Payment = new PaymentInstructions(SampleParties.Seller.Bank[0], "K-17", null),
        };
    }

    // What was paid settled the oldest; so what is open are the youngest invoices, the oldest of them in part.
    private static List<StatementItem> Open(IReadOnlyList<StatementLine> lines, decimal balance)
    {
        var items = new List<StatementItem>();
        foreach (var line in lines.Where(line => line.Kind == StatementLineKind.Invoice).Reverse().TakeWhile(_ => balance > 0))
        {
            var open = Math.Min(balance, line.Debit!.Value.Amount);
            balance -= open;
            items.Insert(0, new StatementItem(StatementLineKind.Invoice, line.Number, line.Date, line.DueDate!.Value, Math.Max(0, To.DayNumber - line.DueDate.Value.DayNumber), line.Debit.Value, Eur(open)));
        }
        return items;
    }

    private static StatementAge Bucket(List<StatementItem> items, int from, int? to) => new(
        from, to, Money.Sum(items.Where(item => item.DaysOverdue >= from && (to is null || item.DaysOverdue <= to)).Select(item => item.Open), SampleParties.Euro));

    private static Money Eur(decimal amount) => new(amount, SampleParties.Euro);
}
