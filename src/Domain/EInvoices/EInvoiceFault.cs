namespace Billing.Domain;

/// <summary>What keeps a document from being a valid e-invoice.</summary>
/// <param name="Rule">As the standard numbers it, such as <c>BR-CO-26</c> or <c>BR-DE-5</c>.</param>
/// <param name="Term">The business term, such as <c>BT-41</c>.</param>
/// <param name="Field">Where it is set, such as <c>seller.contact.name</c> or <c>customer.vatId</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record EInvoiceFault(string Rule, string Term, string Field, string Message);
