using System.Text.RegularExpressions;

namespace Billing.Domain;

/// <summary>Names one customer's ledger with one seller in one currency: <c>seller.customer.CUR</c>.</summary>
public readonly partial record struct AccountId
{
    private AccountId(string seller, string customer, Currency currency) => (Seller, Customer, Currency) = (seller, customer, currency);

    /// <summary>The seller's id.</summary>
    public string Seller { get; }

    /// <summary>The customer's id, as the seller knows it.</summary>
    public string Customer { get; }

    /// <summary>The currency of the ledger.</summary>
    public Currency Currency { get; }

    /// <summary>Names an account.</summary>
    /// <exception cref="FormatException">An id has other characters than lower-case letters, digits and hyphens, or more than 40 of them.</exception>
    public static AccountId Of(string seller, string customer, Currency currency) =>
        IsSlug(seller) && IsSlug(customer)
            ? new AccountId(seller, customer, currency)
            : throw new FormatException($"'{seller}' and '{customer}' must be 1 to 40 lower-case letters, digits and hyphens.");

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is not <c>seller.customer.CUR</c>.</exception>
    public static AccountId Parse(string text) =>
        text.Split('.') is [var seller, var customer, var currency]
            ? Of(seller, customer, Currency.Of(currency))
            : throw new FormatException($"'{text}' is not an account id; it reads seller.customer.CUR.");

    /// <summary>Whether a text can be the id of a seller, customer or price.</summary>
    public static bool IsSlug(string text) => Slug().IsMatch(text);

    /// <summary>The id as text, safe in a URL and as a storage key.</summary>
    public override string ToString() => $"{Seller}.{Customer}.{Currency.Code}";

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Slug();
}
