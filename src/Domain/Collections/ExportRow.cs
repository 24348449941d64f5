namespace Billing.Domain;

/// <summary>What a line of an export tells of an invoice in a case.</summary>
/// <param name="News">What is new of it.</param>
/// <param name="Case">The case.</param>
/// <param name="Item">The invoice.</param>
/// <param name="Debtor">Who owes it.</param>
/// <param name="AccountId">The debtor's account.</param>
/// <param name="ExportedOn">The day of the export.</param>
public sealed record ExportRow(ExportNews News, CollectionsCase Case, CaseItem Item, CustomerProfile Debtor, string AccountId, DateOnly ExportedOn)
{
    /// <summary>What a source is.</summary>
    public static ExportKind KindOf(ExportSource source) => source switch
    {
        ExportSource.SentOn or ExportSource.HandedOffOn or ExportSource.IssueDate or ExportSource.DueDate or ExportSource.ExportedOn => ExportKind.Date,
        ExportSource.HandedOff or ExportSource.Balance or ExportSource.Collected or ExportSource.PaidDirectly or ExportSource.Credited or ExportSource.WrittenOff => ExportKind.Amount,
        ExportSource.CaseId or ExportSource.Reference or ExportSource.AccountId or ExportSource.VatId or ExportSource.DocumentId or ExportSource.InvoiceNumber or ExportSource.Currency => ExportKind.Id,
        _ => ExportKind.Text,
    };

    /// <summary>The text of a source that is one.</summary>
    public string Text(ExportSource source) => source switch
    {
        ExportSource.News => TextOf(News),
        ExportSource.CaseId => Case.ItemId,
        ExportSource.Reference => Case.Reference,
        ExportSource.AccountId => AccountId,
        ExportSource.DebtorName => Debtor.Name,
        ExportSource.Street => Debtor.Address.Street,
        ExportSource.PostalCode => Debtor.Address.PostalCode,
        ExportSource.City => Debtor.Address.City,
        ExportSource.Region => Debtor.Address.Region,
        ExportSource.Country => Debtor.Address.Country,
        ExportSource.Email => Debtor.Email,
        ExportSource.VatId => Debtor.VatId,
        ExportSource.DocumentId => Item.DocumentId,
        ExportSource.InvoiceNumber => Item.Number,
        ExportSource.Currency => Item.Balance.Currency.Code,
        _ => throw new ArgumentException($"{source} is no text.", nameof(source)),
    };

    /// <summary>The date of a source that is one.</summary>
    public DateOnly Date(ExportSource source) => source switch
    {
        ExportSource.SentOn => Case.SentOn,
        ExportSource.HandedOffOn => Item.HandedOffOn,
        ExportSource.IssueDate => Item.IssueDate,
        ExportSource.DueDate => Item.DueDate,
        ExportSource.ExportedOn => ExportedOn,
        _ => throw new ArgumentException($"{source} is no date.", nameof(source)),
    };

    /// <summary>The amount of a source that is one.</summary>
    public Money Amount(ExportSource source) => source switch
    {
        ExportSource.HandedOff => Item.HandedOff,
        ExportSource.Balance => Item.Balance,
        ExportSource.Collected => Item.Collected,
        ExportSource.PaidDirectly => Item.PaidDirectly,
        ExportSource.Credited => Item.Credited,
        ExportSource.WrittenOff => Item.WrittenOff,
        _ => throw new ArgumentException($"{source} is no amount.", nameof(source)),
    };

    /// <summary>What is new of an invoice since it was exported last.</summary>
    /// <param name="known">The case now.</param>
    /// <param name="item">The invoice now.</param>
    /// <param name="before">The invoice as it was exported last; nothing where it never was.</param>
    /// <param name="wasEnded">Whether the case had ended by then.</param>
    public static ExportNews NewsOf(CollectionsCase known, CaseItem item, CaseItem? before, bool wasEnded)
    {
        if (known.Outcome is { } outcome && !item.Balance.IsZero)
            return before is null || wasEnded ? ExportNews.Unchanged : outcome == CaseOutcome.Uncollectible ? ExportNews.Closed : ExportNews.Recalled;
        if (before is null && item.Balance.IsZero)
            return ExportNews.Unchanged;
        if (item.DisputedBecause is not null && before?.DisputedBecause is null)
            return ExportNews.Disputed;
        if (before is null)
            return ExportNews.New;
        if (item == before)
            return ExportNews.Unchanged;
        if (item.HandedOff != before.HandedOff)
            return ExportNews.New;
        if (item.DisputedBecause is null && before.DisputedBecause is not null && !item.Balance.IsZero)
            return ExportNews.Resumed;
        return item.PaidDirectly != before.PaidDirectly ? ExportNews.PaidDirectly
            : item.WrittenOff != before.WrittenOff ? ExportNews.WrittenOff
            : item.Credited != before.Credited ? ExportNews.Withdrawn
            : ExportNews.Collected;
    }

    /// <summary>The words for what is new.</summary>
    public static string TextOf(ExportNews news) => news switch
    {
        ExportNews.New => "new",
        ExportNews.PaidDirectly => "paid directly",
        ExportNews.Withdrawn => "withdrawn",
        ExportNews.Collected => "collected",
        ExportNews.WrittenOff => "written off",
        ExportNews.Disputed => "disputed",
        ExportNews.Resumed => "resumed",
        ExportNews.Recalled => "recalled",
        ExportNews.Closed => "closed",
        _ => "open",
    };
}

/// <summary>What is new of an invoice in a case since the export before.</summary>
public enum ExportNews
{
    /// <summary>Nothing.</summary>
    Unchanged,

    /// <summary>It was handed off.</summary>
    New,

    /// <summary>The customer paid to the seller, all of it or a part.</summary>
    PaidDirectly,

    /// <summary>It is owed no more, or less, for another reason.</summary>
    Withdrawn,

    /// <summary>What the agency collected is booked.</summary>
    Collected,

    /// <summary>It was written off.</summary>
    WrittenOff,

    /// <summary>The customer contests it; the agency is to wait.</summary>
    Disputed,

    /// <summary>It is contested no more; the agency is to go on.</summary>
    Resumed,

    /// <summary>The seller took it back; the agency is to stop.</summary>
    Recalled,

    /// <summary>The agency returned it.</summary>
    Closed,
}

/// <summary>What kind of value a field shows.</summary>
public enum ExportKind
{
    /// <summary>A text, which may be cut.</summary>
    Text,

    /// <summary>What names something, which is another thing's name or nobody's when it is cut.</summary>
    Id,

    /// <summary>A date.</summary>
    Date,

    /// <summary>An amount.</summary>
    Amount,
}

/// <summary>What a field shows.</summary>
public enum ExportSource
{
    /// <summary>What the layout says.</summary>
    Constant,

    /// <summary>What is new.</summary>
    News,

    /// <summary>The case.</summary>
    CaseId,

    /// <summary>What the agency calls it.</summary>
    Reference,

    /// <summary>The day of the case's first hand-off.</summary>
    SentOn,

    /// <summary>The day the invoice was handed off.</summary>
    HandedOffOn,

    /// <summary>The day of the export.</summary>
    ExportedOn,

    /// <summary>The debtor's account.</summary>
    AccountId,

    /// <summary>The debtor's name.</summary>
    DebtorName,

    /// <summary>The debtor's street.</summary>
    Street,

    /// <summary>The debtor's postal code.</summary>
    PostalCode,

    /// <summary>The debtor's city.</summary>
    City,

    /// <summary>The debtor's state or region.</summary>
    Region,

    /// <summary>The debtor's country, ISO 3166-1.</summary>
    Country,

    /// <summary>The debtor's e-mail address.</summary>
    Email,

    /// <summary>The debtor's tax id.</summary>
    VatId,

    /// <summary>The invoice's id.</summary>
    DocumentId,

    /// <summary>The invoice's number.</summary>
    InvoiceNumber,

    /// <summary>The invoice's date.</summary>
    IssueDate,

    /// <summary>The invoice's due date.</summary>
    DueDate,

    /// <summary>The currency of the amounts, ISO 4217.</summary>
    Currency,

    /// <summary>What was owed when it was handed off.</summary>
    HandedOff,

    /// <summary>What is owed now.</summary>
    Balance,

    /// <summary>What the agency collected.</summary>
    Collected,

    /// <summary>What the customer paid to the seller.</summary>
    PaidDirectly,

    /// <summary>What is owed no more for another reason.</summary>
    Credited,

    /// <summary>What was given up.</summary>
    WrittenOff,
}
