namespace Billing.Documents.Emails;

/// <summary>How one copy of a document goes out: who is greeted, and how the files come.</summary>
public sealed record EmailDispatch
{
    /// <summary>As most go: to the customer, with the PDF attached.</summary>
    public static EmailDispatch ToCustomer { get; } = new();

    /// <summary>The name of the contact who gets this copy; empty where it is the customer's own, who is then greeted.</summary>
    public string Contact { get; init; } = "";

    /// <summary>Whether the PDF is attached; a customer may get the e-invoice alone.</summary>
    public bool HasPdf { get; init; } = true;

    /// <summary>The name of the attached file of the e-invoice; empty where none is attached.</summary>
    public string EInvoiceFile { get; init; } = "";

    /// <summary>Where the files are to be had, because they are too large to attach; empty where they are attached.</summary>
    public IReadOnlyList<DownloadLink> Links { get; init; } = [];
}

/// <summary>A page that gives out one file of a document.</summary>
public sealed record DownloadLink
{
    /// <param name="fileName">The file's name, as shown.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="availableUntil">The last day that it is there, in the seller's time zone; or null.</param>
    /// <exception cref="ArgumentException">The address is no web address.</exception>
    public DownloadLink(string fileName, Uri address, DateOnly? availableUntil = null)
    {
        if (!WebAddress.IsOne(address))
            throw new ArgumentException($"'{address}' is not an http or https address.", nameof(address));
        FileName = fileName;
        Address = address;
        AvailableUntil = availableUntil;
    }

    /// <summary>The file's name, as shown.</summary>
    public string FileName { get; }

    /// <summary>Where it is; http or https.</summary>
    public Uri Address { get; }

    /// <summary>The last day that it is there, or null.</summary>
    public DateOnly? AvailableUntil { get; }
}
