using Billing.Domain;

namespace Billing.DevHost.Demo;

/// <summary>Something that happens to an invoice on a day, as the script has it.</summary>
/// <param name="Day">The day.</param>
/// <param name="Account">The account.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="Deed">What happens.</param>
internal sealed record PlannedDeed(DateOnly Day, AccountId Account, string DocumentId, string Number, Deed Deed);

/// <summary>What a customer, a processor or an operator does.</summary>
internal abstract record Deed
{
    /// <summary>A payment of what is open then, with more or less; delivered by webhook so often, perhaps to an invoice that does not exist.</summary>
    public sealed record Pay(int Deliveries = 1, decimal More = 0, decimal? Only = null, bool UnknownReference = false, bool FailureAfterwards = false, int ReportedAfterDays = 0) : Deed;

    /// <summary>A payment whose refund is reported before it.</summary>
    public sealed record PayAfterItsRefund(decimal Refunded) : Deed;

    /// <summary>An operator records a cheque over what is open.</summary>
    public sealed record Cheque : Deed;

    /// <summary>An operator assigns what this invoice's payment left in suspense.</summary>
    public sealed record AssignFromSuspense : Deed;

    /// <summary>A payment that was made earlier is reported.</summary>
    public sealed record Reported(string Body) : Deed;

    /// <summary>An operator cancels the invoice.</summary>
    public sealed record Cancel : Deed;

    /// <summary>An operator credits a net amount of the invoice's first line.</summary>
    public sealed record Credit(decimal Net) : Deed;

    /// <summary>An operator writes off what is open.</summary>
    public sealed record WriteOff : Deed;
}

/// <summary>Reads the script: what happens to the n-th invoice of an account. The first line that fits holds.</summary>
internal sealed class PaymentPlan(IReadOnlyList<ScriptRow> script)
{
    /// <summary>The deeds of one invoice.</summary>
    /// <param name="n">1 for the account's first.</param>
    public IEnumerable<PlannedDeed> For(AccountId account, int n, string documentId, string number, DateOnly dueDate)
    {
        var line = script.FirstOrDefault(row => row.CustomerId == account.Customer && row.SellerId == account.Seller && row.Currency == account.Currency.Code && Fits(row.Invoices, n));
        if (line is null or { Behaviour: "never" })
            yield break;

        PlannedDeed On(int? days, Deed deed) => new(dueDate.AddDays(days ?? 0), account, documentId, number, deed);
        yield return On(line.Days, Deed(line));
        if (line.SettledDays is { } settled && line.Behaviour is "pay-partial" or "refund-before-payment" or "credited")
            yield return On(settled, new Deed.Pay());
        else if (line.SettledDays is { } assigned && line.Behaviour == "pay-unknown-reference")
            yield return On(assigned, new Deed.AssignFromSuspense());
    }

    private static Deed Deed(ScriptRow line) => line.Behaviour switch
    {
        "pay" => new Deed.Pay(),
        "pay-twice-delivered" => new Deed.Pay(Deliveries: 2),
        "pay-out-of-order" => new Deed.Pay(FailureAfterwards: true),
        "pay-reported-late" => new Deed.Pay(ReportedAfterDays: (line.SettledDays ?? 0) - (line.Days ?? 0)),
        "pay-partial" => new Deed.Pay(Only: line.Amount),
        "pay-too-much" => new Deed.Pay(More: line.Amount ?? 0),
        "pay-unknown-reference" => new Deed.Pay(UnknownReference: true),
        "refund-before-payment" => new Deed.PayAfterItsRefund(line.Amount ?? 0),
        "cheque" => new Deed.Cheque(),
        "cancelled" => new Deed.Cancel(),
        "credited" => new Deed.Credit(line.Amount ?? 0),
        "written-off" => new Deed.WriteOff(),
        _ => throw new DemoException($"script.csv: there is no behaviour {line.Behaviour}; samples/README.md lists them."),
    };

    private static bool Fits(string invoices, int n)
    {
        if (invoices == "all")
            return true;
        var range = invoices.Split('-').Select(bound => int.Parse(bound, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return n >= range[0] && n <= range[^1];
    }
}
