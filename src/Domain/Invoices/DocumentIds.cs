using System.Security.Cryptography;
using System.Text;

namespace Billing.Domain;

/// <summary>Ids of documents, derived from what they are about, so that deciding again names the same document.</summary>
public static class DocumentIds
{
    /// <summary>The id of the invoice that bills some periods and pending charges of an account.</summary>
    public static string OfInvoice(string accountId, IEnumerable<BilledPeriod> periods, IEnumerable<string> chargeIds) =>
        Derive("inv", accountId, string.Join('|', periods
            .Select(period => $"{period.SubscriptionId}:{period.Period.Start:O}:{period.Period.End:O}{(period.Revision == 0 ? "" : $":{period.Revision}")}")
            .Concat(chargeIds).Order(StringComparer.Ordinal)));

    /// <summary>The id of an invoice that an operator writes, by the key it is asked for with.</summary>
    public static string OfOneOff(string accountId, string invoiceKey) => Derive("inv", accountId, $"one-off:{invoiceKey}");

    /// <summary>The id of the invoice that bills again what a cancelled one billed.</summary>
    public static string OfRebill(string accountId, string documentId) => Derive("inv", accountId, $"rebill:{documentId}");

    /// <summary>The id of the document that cancels another.</summary>
    public static string OfCancellation(string accountId, string documentId) => Derive("can", accountId, documentId);

    /// <summary>The id of the credit note that was asked for under a key.</summary>
    public static string OfCreditNote(string accountId, string key) => Derive("crn", accountId, key);

    /// <summary>The id of the receipt for a payment's assignment.</summary>
    public static string OfReceipt(string accountId, string assignmentId) => Derive("rcp", accountId, assignmentId);

    /// <summary>The id of the statement of a month, or of one that was asked for under a key.</summary>
    public static string OfStatement(string accountId, string key) => Derive("stm", accountId, key);

    /// <summary>The id of the adjustment that was asked for under a key.</summary>
    public static string OfAdjustment(string accountId, string key) => Derive("adj", accountId, key);

    /// <summary>The id of the refund that was recorded under a key.</summary>
    public static string OfRefund(string accountId, string key) => Derive("rfd", accountId, key);

    /// <summary>The id of the deduction of an invoice that a payment's assignment left, or that was accepted under a key. Whether there is such a one can be
    /// told from the invoice alone, which is all that is loaded of the account's closed items.</summary>
    public static string OfDeduction(string accountId, string documentId, string key) => Derive("ded", accountId, $"{documentId}|{key}");

    /// <summary>The id of the approval that a request under a key waits for.</summary>
    public static string OfApproval(string accountId, string key) => Derive("apr", accountId, key);

    /// <summary>The id of the arrangement that was asked for under a key; a plan's document has the same.</summary>
    public static string OfArrangement(string accountId, string key) => Derive("arr", accountId, key);

    /// <summary>The id of an invoice or credit of another system, by its number there.</summary>
    public static string OfOpening(string accountId, string number) => Derive("opn", accountId, number);

    /// <summary>The id of the n-th attempt to charge a saved method for an invoice.</summary>
    public static string OfAttempt(string accountId, string documentId, int n) => Derive("att", accountId, $"{documentId}|{n}");

    /// <summary>The id that follows one whose number was voided.</summary>
    public static string After(string documentId) => Derive(documentId[..3], documentId, "again");

    /// <summary>The id of the void sheet of a number whose document was issued under another number.</summary>
    public static string OfVoidNumber(string accountId, string number) => Derive("vod", accountId, number);

    /// <summary>The id of the notice that an account gets on a day.</summary>
    public static string OfNotice(string accountId, DateOnly date) => Derive("ntc", accountId, $"{date:O}");

    /// <summary>The id of the late charge that an account gets on a day.</summary>
    public static string OfLateCharge(string accountId, DateOnly date) => Derive("lch", accountId, $"{date:O}");

    /// <summary>The id of the late charge by which interest that waited is charged on a day.</summary>
    public static string OfWaitingInterest(string accountId, DateOnly date) => Derive("lch", accountId, $"waiting:{date:O}");

    /// <summary>The id of the collections case that is opened by the command after a version of the account.</summary>
    public static string OfCase(string accountId, long version) => Derive("cas", accountId, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{version}"));

    private static string Derive(string kind, string accountId, string of) =>
        $"{kind}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{accountId}\n{of}")).AsSpan(0, 12))}";
}
