namespace Billing.Functions.Processors;

/// <summary>The direct debits that GoCardless collects by.</summary>
internal static class GoCardlessSchemes
{
    /// <summary>A scheme as payers know it.</summary>
    public static string NameOf(string scheme) => scheme switch
    {
        "ach" => "ACH",
        "autogiro" => "Autogiro",
        "bacs" => "Bacs",
        "becs" => "BECS",
        "becs_nz" => "BECS NZ",
        "betalingsservice" => "Betalingsservice",
        "pad" => "PAD",
        "pay_to" => "PayTo",
        "sepa_core" or "sepa_cor1" => "SEPA",
        _ => "Direct debit",
    };
}
