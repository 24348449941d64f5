using System.Collections.Frozen;

namespace Billing.Domain;

/// <summary>What a bank statement says of money that came or went.</summary>
/// <param name="Amount">Above 0 came in, below 0 went out.</param>
/// <param name="ValueOn">From when on it counts.</param>
/// <param name="PayerName">Who paid, or was paid; or empty.</param>
/// <param name="PayerAccount">Their account, or empty.</param>
/// <param name="Text">What was written.</param>
public sealed record EntryEvidence(Money Amount, DateOnly ValueOn, string PayerName, string PayerAccount, string Text);

/// <summary>Money of a payout that the bank should show.</summary>
/// <param name="Payout">Which payout.</param>
/// <param name="Amount">Above 0 comes in, below 0 goes out.</param>
/// <param name="ExpectedOn">When, as the processor says.</param>
/// <param name="Reference">What the processor lets the bank write; may be empty.</param>
public sealed record ExpectedEntry(PaymentId Payout, Money Amount, DateOnly ExpectedOn, string Reference);

/// <summary>Tells payouts from payments in a bank statement: by exactly the amount, within days of the processor's date, and by the payout's id or
/// reference, or at least its processor's name. What names an invoice of ours is a payment whatever else it says.</summary>
public static class PayoutMatching
{
    /// <summary>A bank may show a payout before the day that the processor expects.</summary>
    public const int DaysEarly = 3;

    /// <summary>Weekends and holidays come between.</summary>
    public const int DaysLate = 7;

    // Shorter ones stand in too many texts by chance.
    private const int ShortestReference = 6;

    // As they name themselves in transfers; a seller's own list comes first where a bank writes something else.
    private static readonly FrozenDictionary<string, string[]> KnownNames = new Dictionary<string, string[]>
    {
        ["stripe"] = ["STRIPE"],
        ["paypal"] = ["PAYPAL"],
        ["adyen"] = ["ADYEN"],
        ["gocardless"] = ["GOCARDLESS"],
        ["square"] = ["SQUARE", "SQUAREUP"],
        ["mollie"] = ["MOLLIE"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The processors that an entry names by their names, or by the payers that the seller configured.</summary>
    public static IReadOnlyList<string> ProcessorsIn(EntryEvidence evidence, IReadOnlyList<PayoutPayer> payers)
    {
        var words = Words($"{evidence.PayerName} {evidence.Text}");
        var account = CreditorReference.Bare(evidence.PayerAccount);
        var configured = payers.Where(payer => (payer.Account.Length > 0 && CreditorReference.Bare(payer.Account) == account)
            || (payer.Name.Length > 0 && evidence.PayerName.Contains(payer.Name, StringComparison.OrdinalIgnoreCase))).Select(payer => payer.Processor);
        return [.. configured.Concat(KnownNames.Where(known => known.Value.Any(words.Contains)).Select(known => known.Key)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The expected money that an entry is; null where none fits. Of several the one whose id is written wins, then the nearest day.</summary>
    /// <param name="evidence">The entry.</param>
    /// <param name="processors">The processors that it names.</param>
    /// <param name="numberPrefix">The start of the seller's document numbers.</param>
    /// <param name="expected">What payouts the bank has not shown.</param>
    public static ExpectedEntry? Find(EntryEvidence evidence, IReadOnlyList<string> processors, string numberPrefix, IEnumerable<ExpectedEntry> expected) =>
        RemittanceText.InvoiceNumbers(evidence.Text, numberPrefix).Count > 0 ? null : expected
            .Where(one => one.Amount == evidence.Amount && Distance(one, evidence) is >= -DaysEarly and <= DaysLate)
            .Select(one => (Expected: one, IsNamed: IsNamed(one, evidence)))
            .Where(one => one.IsNamed || processors.Contains(one.Expected.Payout.Processor))
            .OrderByDescending(one => one.IsNamed).ThenBy(one => Math.Abs(Distance(one.Expected, evidence))).ThenBy(one => one.Expected.Payout.ToString(), StringComparer.Ordinal)
            .Select(one => one.Expected).FirstOrDefault();

    private static int Distance(ExpectedEntry expected, EntryEvidence evidence) => evidence.ValueOn.DayNumber - expected.ExpectedOn.DayNumber;

    // Banks break lines within what they were given.
    private static bool IsNamed(ExpectedEntry expected, EntryEvidence evidence)
    {
        var text = CreditorReference.Bare(evidence.Text);
        return new[] { expected.Payout.Id, expected.Reference }.Select(CreditorReference.Bare).Any(name => name.Length >= ShortestReference && text.Contains(name, StringComparison.Ordinal));
    }

    private static FrozenSet<string> Words(string text) =>
        string.Concat(text.Select(character => char.IsLetterOrDigit(character) ? char.ToUpperInvariant(character) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
