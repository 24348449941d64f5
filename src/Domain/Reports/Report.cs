namespace Billing.Domain;

/// <summary>What every report answers: tables, one for each currency, and what they were held against. CSV, JSON and PDF are written from it.</summary>
/// <param name="Kind">Which report, by its name in the API.</param>
/// <param name="SellerId">Whose books.</param>
/// <param name="From">The first day of the period, where the report is about one; else null.</param>
/// <param name="Moment">As of when, known at when.</param>
/// <param name="CompleteTo">Nothing that was recorded by then is missing; what was recorded after it may have been on its way.</param>
/// <param name="Tables">The numbers. Where there are several of one name, each is in a currency of its own, in the order of their codes.</param>
/// <param name="Controls">What was held against the control accounts, and ties.</param>
public sealed record Report(
    string Kind, string SellerId, DateOnly? From, ReportMoment Moment, DateTimeOffset CompleteTo, IReadOnlyList<ReportTable> Tables, IReadOnlyList<ReportControl> Controls);

/// <summary>A table in one currency.</summary>
/// <param name="Name">In kebab-case; says with the kind what its rows are.</param>
/// <param name="Currency">Of every amount.</param>
/// <param name="Columns">What stands in a row.</param>
/// <param name="Rows">A cell for each column: text, decimal, date, whole number, or null. Large tables are streamed: read them once.</param>
/// <param name="Totals">A cell for each column: the sum of those that are totalled, null for the others.</param>
public sealed record ReportTable(string Name, Currency Currency, IReadOnlyList<ReportColumn> Columns, IEnumerable<IReadOnlyList<object?>> Rows, IReadOnlyList<object?> Totals);

/// <summary>A column.</summary>
/// <param name="Name">In camel case.</param>
/// <param name="Type">What its cells are.</param>
/// <param name="IsTotalled">Whether its sum means something.</param>
public sealed record ReportColumn(string Name, ReportColumnType Type, bool IsTotalled)
{
    /// <summary>A column of texts.</summary>
    public static ReportColumn Text(string name) => new(name, ReportColumnType.Text, false);

    /// <summary>A column of amounts, in major units of the table's currency.</summary>
    public static ReportColumn Amount(string name, bool isTotalled = true) => new(name, ReportColumnType.Amount, isTotalled);

    /// <summary>A column of dates.</summary>
    public static ReportColumn Date(string name) => new(name, ReportColumnType.Date, false);

    /// <summary>A column of whole numbers.</summary>
    public static ReportColumn Count(string name, bool isTotalled = true) => new(name, ReportColumnType.Count, isTotalled);

    /// <summary>A column of ratios and days, which have decimals and no currency.</summary>
    public static ReportColumn Ratio(string name) => new(name, ReportColumnType.Ratio, false);
}

/// <summary>What the cells of a column are.</summary>
public enum ReportColumnType
{
    /// <summary>A <see cref="string"/>.</summary>
    Text,

    /// <summary>A <see cref="decimal"/> in major units of the table's currency, with its decimals.</summary>
    Amount,

    /// <summary>A <see cref="DateOnly"/>.</summary>
    Date,

    /// <summary>A <see cref="long"/>.</summary>
    Count,

    /// <summary>A <see cref="decimal"/> without a currency.</summary>
    Ratio,
}

/// <summary>A figure of a report that was held against the books and ties.</summary>
/// <param name="Shown">Which figure of the report.</param>
/// <param name="Accounts">The ledger accounts it is held against, one that ends with a colon meaning all that start so; none where it must be 0.</param>
/// <param name="Amount">Both are this.</param>
public sealed record ReportControl(string Shown, IReadOnlyList<string> Accounts, Money Amount);

/// <summary>A figure of a report and what it must be equal to.</summary>
/// <param name="Shown">Which figure of the report.</param>
/// <param name="Accounts">The ledger accounts whose sum it must be, one that ends with a colon meaning all that start so; none where it must be 0.</param>
/// <param name="Basis">The balance, the balance before the period, or what moved in it.</param>
/// <param name="Amount">The figure with the sign of the books: a debit is above 0.</param>
public sealed record ReportTie(string Shown, IReadOnlyList<string> Accounts, TieBasis Basis, Money Amount);

/// <summary>What of a ledger account a figure is held against.</summary>
public enum TieBasis
{
    /// <summary>The balance at the moment of the report.</summary>
    Balance,

    /// <summary>The balance before the first day of the report's period, known at the report's instant.</summary>
    Opening,

    /// <summary>The closing balance less the opening balance.</summary>
    Movement,
}
