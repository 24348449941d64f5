using System.Text.Json;
using Billing.Domain;

namespace Billing.Functions.Statements;

/// <summary>A statement as one table: its lines between the opening and the closing balance, before them what changed since the statement before, or its open items and their sum.</summary>
internal static class AccountStatementCsv
{
    public static IEnumerable<IReadOnlyList<object?>> Rows(Statement statement) => statement.Kind == StatementKind.OpenItems ? OpenItems(statement) : Lines(statement);

    private static IEnumerable<IReadOnlyList<object?>> Lines(Statement statement)
    {
        var currency = statement.Closing.Currency.Code;
        return
        [
            ["date", "type", "number", "description", "dated_on", "due_on", "debit", "credit", "balance", "currency"],
            .. Preceding(statement, currency),
            [statement.From, "opening", null, null, null, null, null, null, statement.Opening.Amount, currency],
            .. statement.Lines.Select(line => Row(line, currency)),
            [statement.Through, "closing", null, null, null, null, statement.Charged.Amount, statement.Credited.Amount, statement.Closing.Amount, currency],
        ];
    }

    // What leads from the closing balance of the statement before to the opening balance.
    private static IEnumerable<IReadOnlyList<object?>> Preceding(Statement statement, string currency)
    {
        if (statement.Preceding is not { } before)
            yield break;
        yield return [before.Through, "preceding", before.Number, null, null, null, null, null, before.Closing.Amount, currency];
        foreach (var change in before.Changes)
            yield return Row(change, currency);
        if (!before.Unstated.IsZero)
            yield return [statement.From.AddDays(-1), "unstated", null, null, null, null, before.Unstated.IsPositive ? before.Unstated.Amount : null, before.Unstated.IsNegative ? -before.Unstated.Amount : null, statement.Opening.Amount, currency];
    }

    private static IReadOnlyList<object?> Row(StatementLine line, string currency) =>
        [line.Date, Name(line.Kind), line.Number, line.Description, line.DatedOn, line.DueDate, line.Debit?.Amount, line.Credit?.Amount, line.Balance.Amount, currency];

    private static IEnumerable<IReadOnlyList<object?>> OpenItems(Statement statement)
    {
        var currency = statement.Closing.Currency.Code;
        return
        [
            ["type", "number", "date", "due_on", "days_overdue", "total", "open", "mark", "currency"],
            .. statement.OpenItems.Select(item => (IReadOnlyList<object?>)[Name(item.Kind), item.Number, item.IssueDate, item.DueDate, item.DaysOverdue, item.Total.Amount, item.Open.Amount, item.Mark is { } mark ? Name(mark) : null, currency]),
            ["closing", null, statement.Through, null, null, null, statement.Closing.Amount, null, currency],
        ];
    }

    // As the API calls it elsewhere.
    private static string Name(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
