using Billing.Domain;

namespace Billing.Functions.Collections;

/// <summary>What an agency has to know of a case, as it was after an event of it.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="SellerId">Whose money it is.</param>
/// <param name="SellerName">The seller's name.</param>
/// <param name="AgencyId">Who collects; empty where nobody is configured.</param>
/// <param name="AgencyName">The agency's name; empty where it is not known.</param>
/// <param name="AsOf">The day it is of.</param>
/// <param name="Status">Where the case stands.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reference">What the agency calls it; empty until it is acknowledged.</param>
/// <param name="SentOn">The day of its first hand-off.</param>
/// <param name="HandedOff">What was handed off.</param>
/// <param name="Open">What of it is still owed.</param>
/// <param name="Disputed">What of that is contested, with which the agency is to wait.</param>
/// <param name="Collected">What the agency collected, before its fees.</param>
/// <param name="Fees">What it kept.</param>
/// <param name="Debtor">Who owes it.</param>
/// <param name="Invoices">What is owed, in the order of the hand-off.</param>
/// <param name="Contacts">What went between seller and debtor, the oldest first.</param>
internal sealed record CaseDocument(
    string CaseId, string SellerId, string SellerName, string AgencyId, string AgencyName, DateOnly AsOf, CaseStatus Status, CaseOutcome? Outcome, string Reference, DateOnly SentOn,
    Money HandedOff, Money Open, Money Disputed, Money Collected, Money Fees, CaseDebtor Debtor, IReadOnlyList<CaseInvoice> Invoices, IReadOnlyList<CaseContact> Contacts);

/// <summary>Who owes.</summary>
internal sealed record CaseDebtor(string AccountId, string Name, PostalAddress Address, string Email, string VatId, string Language, IReadOnlyList<BillingContact> Contacts);

/// <summary>An invoice in a case, and where its PDF is.</summary>
/// <param name="DocumentId">The invoice.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="DueDate">Its due date.</param>
/// <param name="Total">With tax, as issued; nothing where it was not issued here.</param>
/// <param name="HandedOffOn">The day it was handed off.</param>
/// <param name="HandedOff">What was owed then.</param>
/// <param name="Balance">What is owed.</param>
/// <param name="Collected">What the agency collected.</param>
/// <param name="PaidDirectly">What the debtor paid to the seller.</param>
/// <param name="Credited">What is owed no more for another reason.</param>
/// <param name="WrittenOff">What was given up.</param>
/// <param name="DisputedBecause">Why the debtor contests it; nothing where it does not.</param>
/// <param name="Pdf">Its PDF; nothing where there is none.</param>
internal sealed record CaseInvoice(
    string DocumentId, string Number, DateOnly IssueDate, DateOnly DueDate, Money? Total, DateOnly HandedOffOn, Money HandedOff, Money Balance, Money Collected, Money PaidDirectly, Money Credited, Money WrittenOff, string? DisputedBecause, CasePdf? Pdf);

/// <summary>A PDF.</summary>
/// <param name="Path">In the container <c>documents</c>.</param>
/// <param name="Sha256">Of its bytes, in hex.</param>
/// <param name="Url">A signed link to it; nothing where links are not configured.</param>
/// <param name="Expires">Until when the link holds.</param>
internal sealed record CasePdf(string Path, string Sha256, Uri? Url, DateTimeOffset? Expires);

/// <summary>Something that went between seller and debtor.</summary>
/// <param name="Date">The day.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Text">In words.</param>
/// <param name="Amount">How much it was about, where it was about an amount.</param>
internal sealed record CaseContact(DateOnly Date, CaseContactKind Kind, string Text, Money? Amount);

/// <summary>What went between seller and debtor.</summary>
internal enum CaseContactKind
{
    /// <summary>A reminder or notice.</summary>
    Notice,

    /// <summary>An e-mail that went out, and what became of it.</summary>
    Email,

    /// <summary>An instalment plan or a promise, and how it went.</summary>
    Arrangement,

    /// <summary>The debtor contested an invoice, or that was settled.</summary>
    Dispute,

    /// <summary>Money came, or went back.</summary>
    Payment,

    /// <summary>The case itself.</summary>
    Case,
}
