using System.Collections.Frozen;

namespace Billing.Functions.Processors;

/// <summary>Which of Stripe's declines are final for the method.</summary>
internal static class StripeDeclines
{
    /// <summary>The decline of a payment that the customer must be present for.</summary>
    public const string AuthenticationRequired = "authentication_required";

    // docs.stripe.com/declines/codes: what the issuer will answer every time with the same method.
    private static readonly FrozenSet<string> Hard =
        ("account_closed bank_account_restricted bank_account_unusable card_not_supported debit_not_authorized expired_card fraudulent incorrect_number invalid_account invalid_account_number " +
         "invalid_card_type invalid_number lost_card merchant_blacklist new_account_information_available no_account payment_intent_mandate_invalid pickup_card restricted_card revocation_of_all_authorizations " +
         "revocation_of_authorization security_violation service_not_allowed stolen_card stop_payment_order testmode_decline transaction_not_allowed").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the same method must not be tried again.</summary>
    /// <param name="code">The decline code, or the error's code where there is none.</param>
    /// <param name="advice">The issuer's advice, or empty: a card network charges for tries against it.</param>
    public static bool IsHard(string code, string advice) => Hard.Contains(code) || advice == "do_not_try_again";
}
