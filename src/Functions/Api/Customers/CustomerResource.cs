using Billing.Domain;
using Billing.Functions.Api.Approvals;
using Billing.Functions.Api.Charges;
using Billing.Functions.Api.Coupons;
using Billing.Functions.Api.Subscriptions;

namespace Billing.Functions.Api.Customers;

/// <summary>A customer's account as it stands.</summary>
/// <param name="AccountId">seller.customer.currency.</param>
/// <param name="SellerId">The seller.</param>
/// <param name="CustomerId">The customer's id with the seller.</param>
/// <param name="Currency">The currency of every amount.</param>
/// <param name="Version">How many commands the account has recorded.</param>
/// <param name="Profile">Who the customer is.</param>
/// <param name="Receivable">What the customer owes.</param>
/// <param name="Credit">What the customer has to its credit and has not used.</param>
/// <param name="Subscriptions">Those with something left to bill.</param>
/// <param name="BillingAnchor">The date that subscriptions without an anchor of their own are billed by.</param>
/// <param name="Charges">What waits for an invoice beside the periods.</param>
/// <param name="Coupons">What still takes something off, in the order it is applied.</param>
/// <param name="NextBillOn">The day that something is billed next; nothing where nothing is to come, or billing is parked.</param>
/// <param name="Drafts">Invoices without a number.</param>
/// <param name="OpenInvoices">What can be paid, oldest due date first; what is written off as well.</param>
/// <param name="Credits">What the credit comes from.</param>
/// <param name="DunningHold">Why nothing is dunned at present, if so.</param>
/// <param name="Terms">What differs from the seller's policy.</param>
/// <param name="Approvals">What waits for a second person.</param>
/// <param name="BillingParkedBecause">Why nothing is billed until it is resumed, if so.</param>
/// <param name="Parent">The account that it belongs to, if any.</param>
/// <param name="CreditorReference">What payers name to pay to the account as a whole: ISO 11649.</param>
/// <param name="VirtualIban">The IBAN that is this account's alone, if it has one.</param>
/// <param name="ErasedOn">The day the customer's personal data was erased, if it was.</param>
internal sealed record CustomerResource(
    string AccountId, string SellerId, string CustomerId, Currency Currency, long Version, CustomerProfile Profile, Money Receivable, Money Credit,
    IReadOnlyList<SubscriptionResource> Subscriptions, DateOnly? BillingAnchor, IReadOnlyList<ChargeResource> Charges, IReadOnlyList<AppliedCouponResource> Coupons, DateOnly? NextBillOn,
    IReadOnlyList<Draft> Drafts, IReadOnlyList<OpenInvoice> OpenInvoices, IReadOnlyList<UnusedCredit> Credits,
    DunningHold? DunningHold, AccountTerms Terms, IReadOnlyList<ApprovalResource> Approvals, string? BillingParkedBecause, ParentLink? Parent, string CreditorReference, string? VirtualIban, DateOnly? ErasedOn)
{
    public static CustomerResource Of(Account account, CustomerProfile profile)
    {
        var id = Domain.AccountId.Parse(account.AccountId);
        return new CustomerResource(
            account.AccountId, id.Seller, id.Customer, id.Currency, account.Version, profile, account.Receivable(), account.Credit(), [.. account.Subscriptions.Where(subscription => subscription.NextPeriod() is not null).Select(subscription => SubscriptionResource.Of(id, subscription))],
            account.BillingAnchor, [.. account.Charges.Select(ChargeResource.Of)], [.. account.Coupons.Select(AppliedCouponResource.Of)], AccountAgenda.BillOn(account) is { } next && next > DateOnly.MinValue ? next : null, account.Drafts,
            [.. account.Invoices.Where(item => item.IsPayable).Select(item => OpenInvoice.Of(account, item))], [.. account.Credits.Where(item => item.IsOpen).Select(item => new UnusedCredit(item.ItemId, item.Kind, item.Reference, item.ValueDate, item.Amount, item.Unused, item.ForRefund))],
            account.Hold, account.Terms, [.. account.Approvals.Select(pending => ApprovalResource.Of(account.AccountId, pending))], account.ParkedBecause, account.Parent, Domain.CreditorReference.OfAccount(account.AccountId), account.VirtualIban, account.ErasedOn);
    }
}

/// <summary>An invoice that something is owed on; where an arrangement that runs covers it, with that.</summary>
internal sealed record OpenInvoice(string DocumentId, string Number, DateOnly IssueDate, DateOnly DueDate, Money Total, Money Balance, Money WrittenOff, InvoiceStatus Status, string? DisputedBecause, string? ArrangementId)
{
    public static OpenInvoice Of(Account account, InvoiceItem item) => new(
        item.ItemId, item.Number, item.IssueDate, item.DueDate, item.Total, item.Balance, item.WrittenOff, item.Status, item.DisputedBecause, account.ArrangementOf(item)?.ItemId);
}

/// <summary>A payment, credit note or other credit that is not used up.</summary>
internal sealed record UnusedCredit(string CreditId, CreditKind Kind, string Reference, DateOnly ValueDate, Money Amount, Money Unused, bool ForRefund);

/// <summary>A customer in a list.</summary>
internal sealed record CustomerSummary(string AccountId, string CustomerId, string Name, string Country, Money Receivable, Money Credit, int OpenInvoices, int OverdueInvoices, int Subscriptions, bool BillingParked, bool DunningHeld);

/// <summary>What a command changed.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Version">Its version after it.</param>
/// <param name="Events">What happened; nothing where all was so already.</param>
internal sealed record CommandResource(string AccountId, long Version, IReadOnlyList<string> Events);
