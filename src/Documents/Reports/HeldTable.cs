using Billing.Domain;

namespace Billing.Documents.Reports;

/// <summary>A table of a report whose rows were read.</summary>
internal sealed record HeldTable(ReportTable Table, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>Where a column stands.</summary>
    internal int IndexOf(string column)
    {
        for (var index = 0; index < Table.Columns.Count; index++)
        {
            if (Table.Columns[index].Name == column)
                return index;
        }

        throw new InvalidOperationException($"The table {Table.Name} has no column {column}.");
    }

    /// <summary>The numbers of a column, row by row.</summary>
    internal IReadOnlyList<decimal?> NumbersOf(string column)
    {
        var index = IndexOf(column);
        return [.. Rows.Select(row => row[index] as decimal?)];
    }

    /// <summary>The texts of a column, row by row.</summary>
    internal IReadOnlyList<string> TextsOf(string column)
    {
        var index = IndexOf(column);
        return [.. Rows.Select(row => row[index] as string ?? "")];
    }
}
