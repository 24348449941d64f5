using Billing.Domain;

namespace Billing.Documents.PaymentCodes;

/// <summary>What a payer scans instead of typing it.</summary>
internal abstract record PaymentCode
{
    private PaymentCode()
    {
    }

    /// <summary>A SEPA credit transfer (EPC069-12, "GiroCode").</summary>
    /// <param name="Iban">In electronic form.</param>
    /// <param name="Bic">Or empty, which version 002 allows.</param>
    /// <param name="Name">Of at most 70 characters.</param>
    /// <param name="Amount">In euro.</param>
    /// <param name="Reference">A creditor reference (ISO 11649) in electronic form, or text of at most 140 characters.</param>
    internal sealed record Transfer(string Iban, string Bic, string Name, Money Amount, string Reference) : PaymentCode
    {
        internal bool IsStructured => CreditorReference.Read(Reference) is not null;
    }

    /// <summary>A Swiss QR bill (Swiss Implementation Guidelines for the QR-bill 2.3).</summary>
    /// <param name="Iban">An IBAN or QR-IBAN of Switzerland or Liechtenstein, in electronic form.</param>
    /// <param name="Creditor">Who is paid.</param>
    /// <param name="Debtor">Who pays, or null where the code cannot carry its name: the payer then writes it by hand.</param>
    /// <param name="Amount">In Swiss francs or euro.</param>
    /// <param name="Reference">Which fits the account.</param>
    /// <param name="Message">Unstructured, of at most 140 characters; or empty.</param>
    internal sealed record SwissBill(string Iban, SwissParty Creditor, SwissParty? Debtor, Money Amount, SwissReference Reference, string Message) : PaymentCode;

    /// <summary>A page to pay on.</summary>
    internal sealed record Link(Uri Page) : PaymentCode;
}
