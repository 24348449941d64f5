namespace Billing.Domain;

/// <summary>Gives back part of an invoice, or what is left of it, by a document of its own.</summary>
/// <param name="Key">Names the note for ever; its id derives from it.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Lines">What of which lines; nothing for all that is left.</param>
/// <param name="Reason">Why, as the note prints it.</param>
/// <param name="Disposition">What becomes of the amount.</param>
public sealed record IssueCreditNote(string Key, string DocumentId, IReadOnlyList<CreditedPart>? Lines, ReasonCode Reason, CreditDisposition Disposition) : ApprovableCommand(Key);

/// <summary>What of a line is given back: an amount or a number of units, exactly one of them.</summary>
/// <param name="LineNo">The line of the invoice; its net must be above 0.</param>
/// <param name="Net">Without tax, above 0.</param>
/// <param name="Quantity">Units, above 0: their share of the line's net.</param>
/// <param name="Period">The days that it is given back for, within the line's, whose revenue it takes back; nothing for all of them.</param>
public sealed record CreditedPart(int LineNo, Money? Net, decimal? Quantity, ServicePeriod? Period = null);

/// <summary>What becomes of the amount of a credit note. What was written off of the invoice is recovered first in any case: nobody gets credit for what
/// he never paid.</summary>
public enum CreditDisposition
{
    /// <summary>It settles the invoice; what exceeds the balance is credit on the account.</summary>
    SettleInvoice,

    /// <summary>It is credit on the account, for whatever is due first.</summary>
    AccountCredit,

    /// <summary>It settles what is owed of the invoice; what exceeds it waits to be paid out, and settles nothing else.</summary>
    Refund,
}
