using Billing.Domain;

namespace Billing.Functions.Deliveries;

/// <summary>Whose address a copy goes to.</summary>
internal enum RecipientKind
{
    /// <summary>The customer's main address.</summary>
    Customer,

    /// <summary>One of the customer's further billing contacts.</summary>
    Contact,

    /// <summary>An address that an operator gave.</summary>
    Other,
}

/// <summary>Who gets a copy.</summary>
/// <param name="Kind">Whose address it is.</param>
/// <param name="Name">How they are greeted.</param>
/// <param name="Email">Where it goes; empty where there is none.</param>
internal sealed record Recipient(RecipientKind Kind, string Name, string Email)
{
    /// <summary>Who gets a customer's documents and notices: the main address first, then the contacts in their order. The n-th of them gets copy n.</summary>
    public static IReadOnlyList<Recipient> Of(CustomerProfile customer) =>
        [MainOf(customer), .. customer.Contacts.Select(contact => new Recipient(RecipientKind.Contact, contact.Name, contact.Email))];

    /// <summary>A customer's main address.</summary>
    public static Recipient MainOf(CustomerProfile customer) => new(RecipientKind.Customer, customer.Name, customer.Email);
}
