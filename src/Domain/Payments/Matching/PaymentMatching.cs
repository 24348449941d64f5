namespace Billing.Domain;

/// <summary>What is known of a payment that names no account.</summary>
/// <param name="Amount">What came in.</param>
/// <param name="PayerName">As the bank or processor gives it, or empty.</param>
/// <param name="NamedNumbers">The document numbers that its text names.</param>
/// <param name="ValueDate">When it came.</param>
public sealed record PaymentEvidence(Money Amount, string PayerName, IReadOnlyList<string> NamedNumbers, DateOnly ValueDate)
{
    /// <summary>The invoices that it names and on which nothing can be paid any more.</summary>
    public IReadOnlyList<ClosedInvoice> ClosedInvoices { get; init; } = [];

    /// <summary>The references that it names and that nobody has.</summary>
    public IReadOnlyList<string> UnknownReferences { get; init; } = [];
}

/// <summary>An invoice on which nothing can be paid any more.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Number">Its number.</param>
/// <param name="Status">Paid or cancelled.</param>
public sealed record ClosedInvoice(string AccountId, string Number, InvoiceStatus Status);

/// <summary>An invoice, an instalment plan or an account that a payment may be for.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="DocumentId">The invoice or the plan; null for the account as a whole.</param>
/// <param name="Number">Its number, or empty.</param>
/// <param name="Owed">What is open: of the invoice, of the plan's next instalment, or of the account.</param>
/// <param name="PayersName">The customer's name.</param>
/// <param name="KnownPayer">Whether this payer has paid this account before.</param>
public sealed record MatchCandidate(string AccountId, string? DocumentId, string Number, Money Owed, string PayersName, bool KnownPayer)
{
    /// <summary>How the payment names the account, if it does.</summary>
    public AccountNaming? NamedBy { get; init; }

    /// <summary>Whether it is an account of the customer whose account in another currency is named.</summary>
    public bool IsNamedCustomers { get; init; }
}

/// <summary>A candidate with what speaks for it.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Score">0 to 100; only for the order.</param>
/// <param name="Reasons">What speaks for it, in words.</param>
public sealed record RankedMatch(MatchCandidate Candidate, int Score, IReadOnlyList<string> Reasons);

/// <summary>Finds whose a payment is. What is named is followed: a virtual IBAN before all, then invoices and creditor references, then the customer; else the
/// amount must be one invoice's alone and the payer its customer. Nothing is forced: what names a closed invoice, and all else, waits for an operator, with the
/// likely matches first.</summary>
public static class PaymentMatching
{
    private const int MostSuggestions = 10;

    /// <summary>Where the payment's money goes by itself; null where that is not beyond doubt.</summary>
    /// <param name="evidence">What is known of the payment.</param>
    /// <param name="candidates">Open invoices and accounts.</param>
    public static PaymentTarget? Unique(PaymentEvidence evidence, IReadOnlyList<MatchCandidate> candidates)
    {
        var fits = candidates.Where(candidate => candidate.Owed.Currency == evidence.Amount.Currency).ToList();
        if (candidates.Any(candidate => candidate.NamedBy == AccountNaming.VirtualIban))
            return One([.. fits.Where(candidate => candidate.NamedBy == AccountNaming.VirtualIban)], evidence);

        // A word that is somebody's name as well says nothing against a number or a reference with check digits.
        if (candidates.Any(candidate => IsNamed(candidate, evidence) || candidate.NamedBy == AccountNaming.CreditorReference))
            return One([.. fits.Where(candidate => IsNamed(candidate, evidence) || candidate.NamedBy == AccountNaming.CreditorReference)], evidence);
        if (evidence.ClosedInvoices.Count > 0)
            return null;
        if (fits.Where(candidate => candidate.NamedBy == AccountNaming.Reference).ToList() is { Count: > 0 } referred)
            return One(referred, evidence);

        var ofPayer = fits.Where(candidate => candidate.Owed == evidence.Amount && IsPayer(candidate, evidence)).DistinctBy(candidate => (candidate.AccountId, candidate.DocumentId)).ToList();
        return ofPayer.Where(candidate => candidate.DocumentId is not null).ToList() is [var invoice] && ofPayer.All(candidate => candidate.AccountId == invoice.AccountId)
            ? new PaymentTarget(invoice.AccountId, invoice.DocumentId)
            : null;
    }

    /// <summary>The candidates that something speaks for, the likeliest first.</summary>
    public static IReadOnlyList<RankedMatch> Rank(PaymentEvidence evidence, IReadOnlyList<MatchCandidate> candidates) =>
        [.. candidates.Select(candidate => Judge(candidate, evidence)).Where(match => match.Score > 0)
            .OrderByDescending(match => match.Score).ThenBy(match => match.Candidate.AccountId, StringComparer.Ordinal).ThenBy(match => match.Candidate.Number, StringComparer.Ordinal).Take(MostSuggestions)];

    // Where one account is named, it is that; the invoice only where one of it is named.
    private static PaymentTarget? One(IReadOnlyList<MatchCandidate> named, PaymentEvidence evidence) =>
        named.Select(candidate => candidate.AccountId).Distinct().ToList() is [var account]
            ? new PaymentTarget(account, named.Where(candidate => IsNamed(candidate, evidence)).ToList() is [var invoice] ? invoice.DocumentId : null)
            : null;

    private static RankedMatch Judge(MatchCandidate candidate, PaymentEvidence evidence)
    {
        var (score, reasons) = (0, new List<string>());
        void Speaks(bool holds, int weight, string reason)
        {
            if (!holds)
                return;
            score += weight;
            reasons.Add(reason);
        }

        var sameCurrency = candidate.Owed.Currency == evidence.Amount.Currency;
        var isNamed = IsNamed(candidate, evidence);
        Speaks(isNamed, 50, $"names {candidate.Number}");
        Speaks(!isNamed && candidate.NamedBy == AccountNaming.VirtualIban, 50, "was paid to the account's virtual IBAN");
        Speaks(!isNamed && candidate.NamedBy == AccountNaming.CreditorReference, 50, "names the account's creditor reference");
        Speaks(!isNamed && candidate.NamedBy == AccountNaming.Reference, 40, "names the customer");
        Speaks(candidate.IsNamedCustomers, 30, $"is in {candidate.Owed.Currency} as this account of the customer");
        Speaks(evidence.ClosedInvoices.Any(closed => closed.AccountId == candidate.AccountId), 10, "names another invoice of the customer, which is closed");
        Speaks(sameCurrency && candidate.Owed == evidence.Amount, 25, $"is exactly the {candidate.Owed} that are owed");
        Speaks(candidate.KnownPayer, 15, "paid this account before");
        Speaks(!candidate.KnownPayer && SameName(candidate.PayersName, evidence.PayerName), 10, $"comes from {evidence.PayerName}");
        if (score > 0 && !sameCurrency)
            reasons.Add($"is in {evidence.Amount.Currency}, the account in {candidate.Owed.Currency}");
        return new RankedMatch(candidate, score, reasons);
    }

    internal static bool IsNamed(MatchCandidate candidate, PaymentEvidence evidence) => candidate.Number.Length > 0 && evidence.NamedNumbers.Contains(candidate.Number);

    private static bool IsPayer(MatchCandidate candidate, PaymentEvidence evidence) => candidate.KnownPayer || SameName(candidate.PayersName, evidence.PayerName);

    // Legal forms and punctuation differ between the register and the bank.
    private static bool SameName(string a, string b) => Core(a) is { Length: > 2 } name && name == Core(b);

    private static string Core(string name) => string.Join(' ', name.ToUpperInvariant().Split([' ', ',', '.', '-', '&', '/', '\''], StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word is not ("GMBH" or "AG" or "KG" or "CO" or "LTD" or "LIMITED" or "INC" or "LLC" or "BV" or "NV" or "SA" or "SARL" or "SAS" or "SRL" or "SPA" or "OY" or "AB" or "AS" or "APS" or "PLC")));
}
