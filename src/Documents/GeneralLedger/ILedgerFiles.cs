namespace Billing.Documents.GeneralLedger;

/// <summary>Where the files of an export go, one after the other.</summary>
public interface ILedgerFiles
{
    /// <summary>Begins a file; the one before is complete.</summary>
    /// <param name="name">Its name, safe in a path.</param>
    /// <param name="contentType">With the charset.</param>
    /// <returns>What it is written to. It is left open by who writes.</returns>
    Stream Begin(string name, string contentType);
}
