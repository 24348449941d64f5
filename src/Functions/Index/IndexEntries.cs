using Billing.Domain;

namespace Billing.Functions.Index;

/// <summary>A document as lists show it.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Its number; empty for a draft.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="IssueDate">Its date; of a draft, the day it is to be issued on.</param>
/// <param name="DueDate">The last day to pay without being late; nothing where nothing is to pay.</param>
/// <param name="Total">With tax.</param>
/// <param name="Balance">What is still owed.</param>
/// <param name="Status">Where an invoice stands; nothing for other documents.</param>
/// <param name="Disputed">Whether the customer contests it.</param>
internal sealed record InvoiceEntry(
    string DocumentId, DocumentKind Kind, string Number, string AccountId, DateOnly IssueDate, DateOnly? DueDate, Money Total, Money Balance,
    InvoiceStatus? Status, bool Disputed)
{
    public static InvoiceEntry Of(AccountId account, InvoiceItem item) => new(
        item.ItemId, item.IsLateCharge ? DocumentKind.LateCharge : DocumentKind.Invoice, item.Number, account.ToString(), item.IssueDate, item.DueDate, item.Total, item.Balance, item.Status, item.DisputedBecause is not null);

    public static InvoiceEntry Of(AccountId account, InvoiceDrafted drafted) => new(
        drafted.Invoice.DocumentId, DocumentKind.Invoice, "", account.ToString(), drafted.FinalizeOn, null, drafted.Invoice.Totals.Total, drafted.Invoice.Totals.Total, InvoiceStatus.Draft, false);

    public static InvoiceEntry Of(AccountId account, InvoiceVoided voided) => new(
        voided.Cancellation.DocumentId, DocumentKind.Cancellation, voided.Number, account.ToString(), voided.IssueDate, null, voided.Cancellation.Totals.Total,
        Money.Zero(voided.Cancellation.Currency), null, false);

    public static InvoiceEntry Of(AccountId account, CreditNoteIssued credited) => new(
        credited.Note.DocumentId, DocumentKind.CreditNote, credited.Number, account.ToString(), credited.IssueDate, null, credited.Note.Totals.Total, Money.Zero(credited.Note.Currency), null, false);

    public static InvoiceEntry Of(AccountId account, NumberVoided number) => new(
        number.DocumentId, DocumentKind.VoidNumber, number.Number, account.ToString(), number.Date, null, Money.Zero(number.Currency), Money.Zero(number.Currency), null, false);
}

/// <summary>A collections case as lists show it.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="AgencyId">Who collects; empty where nobody is configured.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reference">What the agency calls it; empty until it is acknowledged.</param>
/// <param name="SentOn">The day of its first hand-off.</param>
/// <param name="Invoices">How many invoices it has.</param>
/// <param name="HandedOff">What was handed off.</param>
/// <param name="Open">What of it is still owed.</param>
/// <param name="Collected">What the agency collected, before its fees.</param>
/// <param name="Fees">What it kept.</param>
internal sealed record CaseEntry(
    string CaseId, string AccountId, string AgencyId, CaseStatus Status, CaseOutcome? Outcome, string Reference, DateOnly SentOn, int Invoices, Money HandedOff, Money Open, Money Collected, Money Fees)
{
    /// <summary>What of that is contested; nothing on older rows.</summary>
    public Money? Disputed { get; init; }

    public static CaseEntry Of(AccountId account, CollectionsCase known) => new(
        known.ItemId, account.ToString(), known.AgencyId, known.Status, known.Outcome, known.Reference, known.SentOn, known.Items.Count, known.HandedOff(), known.Open(), known.Collected(), known.Fees)
    { Disputed = known.Disputed() };
}

/// <summary>A receipt as lists show it.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="ValueDate">When the money came or went.</param>
/// <param name="Amount">What came; below 0 where it was taken back.</param>
/// <param name="TakenBack">Why the money went again; nothing where it came.</param>
internal sealed record ReceiptEntry(string DocumentId, string Number, DateOnly IssueDate, string PaymentId, DateOnly ValueDate, Money Amount, ReversalCause? TakenBack)
{
    public static ReceiptEntry Of(ReceiptIssued issued) => new(
        issued.Receipt.DocumentId, issued.Number, issued.IssueDate, issued.Receipt.PaymentId, issued.Receipt.ValueDate, issued.Receipt.Amount, issued.Receipt.TakenBack);
}

/// <summary>A statement as lists show it.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssueDate">Its date.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="From">The first day.</param>
/// <param name="Through">The last day.</param>
/// <param name="Closing">The balance after it.</param>
/// <param name="IsMonthly">Whether it was issued by the month, not because somebody asked for it.</param>
internal sealed record StatementEntry(string DocumentId, string Number, DateOnly IssueDate, StatementKind Kind, DateOnly From, DateOnly Through, Money Closing, bool IsMonthly)
{
    public static StatementEntry Of(StatementIssued issued) => new(
        issued.DocumentId, issued.Number, issued.IssueDate, issued.Kind, issued.From, issued.Through, issued.Closing, issued.Progress is not null);
}

/// <summary>An account as lists show it. No name: personal data stands in the account's profile alone, so that it can be erased.</summary>
internal sealed record CustomerEntry(string AccountId, int ProfileVersion, Money Receivable, Money Credit, int OpenInvoices, int OverdueInvoices, int Subscriptions, bool BillingParked, bool DunningHeld)
{
    public static CustomerEntry Of(Account account) => new(
        account.AccountId, account.ProfileVersion, account.Receivable(), account.Credit(), account.Invoices.Count(item => item.IsOpen), account.Invoices.Count(item => item is { IsOpen: true, OverdueSince: not null }),
        account.Subscriptions.Count(subscription => subscription.NextPeriod() is not null), account.ParkedBecause is not null, account.Hold is not null);
}

/// <summary>A payment as lists show it.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="RecordedOn">The day it was first heard of, in UTC.</param>
/// <param name="Received">What came in; nothing while only failures or refunds are known.</param>
/// <param name="Held">Received less what went back.</param>
/// <param name="Suspense">What of it no account has.</param>
/// <param name="Reference">What the payer said it is for.</param>
internal sealed record PaymentEntry(string PaymentId, DateOnly RecordedOn, Money? Received, Money? Held, Money? Suspense, PaymentReference Reference)
{
    public static PaymentEntry Of(Payment payment, DateOnly recordedOn) => new(
        payment.Id.ToString(), recordedOn, payment.Facts.OfType<PaymentSucceeded>().FirstOrDefault()?.Amount, payment.Held(), payment.Suspense(), payment.Reference);
}
