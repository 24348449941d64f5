using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Charging;

/// <summary>A processor that charges saved methods and gives the customer links to save one or to pay an invoice.</summary>
internal interface IChargingProcessor
{
    /// <summary>The processor's lower-case name.</summary>
    string Name { get; }

    /// <summary>Why nothing can be asked of the processor for one of our accounts there, or null: no key, a live key outside production, a test key in production.</summary>
    string? WithheldBecause(string merchantAccount);

    /// <summary>Charges a method. The same key again charges nothing again and answers what came of the first call.</summary>
    /// <exception cref="HttpRequestException">It is not known whether the processor took it: ask with <see cref="FindAsync"/>, then call again with the same key.</exception>
    /// <exception cref="InvalidOperationException">It is withheld.</exception>
    Task<ChargeAnswer> ChargeAsync(ChargeCall call, CancellationToken cancellation);

    /// <summary>What came of a call whose answer was lost; null where the processor certainly does not have it.</summary>
    /// <exception cref="HttpRequestException">The processor is out of reach.</exception>
    Task<ChargeAnswer?> FindAsync(ChargeCall call, CancellationToken cancellation);

    /// <summary>A link under which the customer saves a method; its webhook then tells of it as <c>MethodSaved</c>.</summary>
    /// <exception cref="ProblemException">The processor refuses, and says why.</exception>
    /// <exception cref="HttpRequestException">The processor is out of reach; ask again with the same key.</exception>
    /// <exception cref="InvalidOperationException">It is withheld.</exception>
    Task<CustomerLink> SetUpLinkAsync(SetUpLinkRequest request, CancellationToken cancellation);

    /// <summary>A link under which the customer pays; the payment bears our reference.</summary>
    /// <exception cref="ProblemException">The processor refuses, and says why.</exception>
    /// <exception cref="HttpRequestException">The processor is out of reach; ask again with the same key.</exception>
    /// <exception cref="InvalidOperationException">It is withheld.</exception>
    Task<CustomerLink> PaymentLinkAsync(PaymentLinkRequest request, CancellationToken cancellation);
}

/// <summary>One call to charge a saved method.</summary>
/// <param name="AttemptId">Ours; the key of the call, and what the payment bears as metadata <c>payment_attempt</c>.</param>
/// <param name="AccountId">Whom it is for.</param>
/// <param name="Method">What is charged.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="DocumentId">The invoice it is for; metadata <c>invoice_id</c>.</param>
/// <param name="InvoiceNumber">Its number; metadata <c>invoice_number</c>, and what the customer reads.</param>
internal sealed record ChargeCall(string AttemptId, AccountId AccountId, SavedMethod Method, Money Amount, string DocumentId, string InvoiceNumber);

/// <summary>What came of a call.</summary>
internal abstract record ChargeAnswer
{
    /// <summary>The processor has it: the money is here, or is on its way and told of by webhook.</summary>
    /// <param name="PaymentId">The processor's id.</param>
    /// <param name="Settled">Whether the money is here already.</param>
    public sealed record Taken(string PaymentId, bool Settled) : ChargeAnswer;

    /// <summary>The payer's bank or the processor declined it.</summary>
    /// <param name="PaymentId">The processor's id, or null where it made none.</param>
    /// <param name="Code">The processor's reason.</param>
    /// <param name="Hard">Whether the same method must not be tried again.</param>
    public sealed record Declined(string? PaymentId, string Code, bool Hard) : ChargeAnswer;
}

/// <summary>What is needed for a link to save a method.</summary>
/// <param name="Key">The caller's; the same key makes nothing twice, and its link leads to the same.</param>
/// <param name="AccountId">Whose method it will be; it comes back with the webhook.</param>
/// <param name="MerchantAccount">The seller's account at the processor.</param>
/// <param name="PayerReference">The processor's id of the customer where one is known, or empty.</param>
/// <param name="Name">The customer's name.</param>
/// <param name="Email">The customer's address, or empty.</param>
/// <param name="Currency">Of the account; a direct debit's scheme follows from it.</param>
/// <param name="ReturnTo">Where the customer is sent afterwards.</param>
internal sealed record SetUpLinkRequest(string Key, AccountId AccountId, string MerchantAccount, string PayerReference, string Name, string Email, Currency Currency, Uri ReturnTo);

/// <summary>What is needed for a link to pay.</summary>
/// <param name="Key">The caller's; the same key makes nothing twice, and its link leads to the same.</param>
/// <param name="AccountId">Whose invoice it is.</param>
/// <param name="MerchantAccount">The seller's account at the processor.</param>
/// <param name="Amount">What is to pay.</param>
/// <param name="DocumentId">The invoice.</param>
/// <param name="InvoiceNumber">Its number.</param>
/// <param name="Email">The customer's address, or empty.</param>
/// <param name="ReturnTo">Where the customer is sent afterwards.</param>
internal sealed record PaymentLinkRequest(string Key, AccountId AccountId, string MerchantAccount, Money Amount, string DocumentId, string InvoiceNumber, string Email, Uri ReturnTo);

/// <summary>A link for a customer.</summary>
/// <param name="Url">Where it leads.</param>
/// <param name="ExpiresAt">When it ends, where the processor says.</param>
internal sealed record CustomerLink(Uri Url, DateTimeOffset? ExpiresAt);
