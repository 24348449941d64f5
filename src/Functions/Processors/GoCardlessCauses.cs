using System.Collections.Frozen;

namespace Billing.Functions.Processors;

/// <summary>Which of GoCardless's reasons are final for the mandate.</summary>
internal static class GoCardlessCauses
{
    // developer.gocardless.com, "Event causes" and "Errors": the mandate or the account will not do, or the mandate is not there.
    private static readonly FrozenSet<string> Hard =
        ("authorisation_disputed bank_account_closed bank_account_disabled bank_account_transferred customer_approval_denied direct_debit_not_enabled initial_one_off_payment_failed invalid_bank_details mandate_cancelled mandate_expired " +
         "mandate_is_inactive payer_deceased resource_not_found").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the same mandate must not be tried again.</summary>
    public static bool IsHard(string cause) => Hard.Contains(cause);
}
