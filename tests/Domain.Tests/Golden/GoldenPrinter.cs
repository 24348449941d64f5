using System.Globalization;
using System.Text;

namespace Billing.Domain.Tests;

/// <summary>Prints what comes of a golden case: under each command its documents as tables, or what else happened; then the journal and the balance.</summary>
internal sealed class GoldenPrinter(PaperAccount account)
{
    private readonly StringBuilder text = new();

    public void Used(string moment, string words, string outcome) => text.Append(CultureInfo.InvariantCulture, $"{moment} {words}: {outcome}\n");

    public void Decided(string moment, string words, Decision decision)
    {
        text.Append(CultureInfo.InvariantCulture, $"{moment} {words}\n");
        if (decision is Decision.Refused refused)
            text.Append(CultureInfo.InvariantCulture, $"  refused, {refused.Refusal.Code}: {refused.Refusal.Message}\n");
        foreach (var happened in decision is Decision.Accepted accepted ? accepted.Events : [])
            Happened(happened);
    }

    public override string ToString()
    {
        var journal = new StringBuilder("\njournal\n");
        foreach (var entry in account.Journal.Where(entry => entry.Lines.Count > 0).Select((entry, index) => (entry, index)).OrderBy(entry => entry.entry.PostingDate).ThenBy(entry => entry.index).Select(entry => entry.entry))
        {
            journal.Append(CultureInfo.InvariantCulture, $"  {Day(entry.PostingDate)} {entry.Text}\n");
            foreach (var line in entry.Lines)
                journal.Append(CultureInfo.InvariantCulture, $"    {line.Account,-24}{(line.Amount.IsPositive ? Amount(line.Amount) : new string(' ', 12) + Amount(-line.Amount).PadLeft(12)),12}\n");
        }

        var state = account.Account!;
        foreach (var document in account.Documents.Values)
            text.Replace(document.DocumentId, document.Number);
        foreach (var credit in state.Credits.Where(credit => credit.Reference.Length > 0))
            text.Replace(credit.ItemId, credit.Reference);
        return $"{text}{journal}\nbalance\n  receivable {Amount(state.Receivable())}, credit {Amount(state.Credit())}\n";
    }

    private void Happened(AccountEvent happened)
    {
        switch (happened)
        {
            case InvoiceFinalized e:
                Document($"{e.Number}, due {Day(e.DueDate)}{(e.Discount is { } offer ? $", {Amount(offer.Amount)} less until {Day(offer.Until)}" : "")}{(e.Invoice.ReplacesNumber.Length > 0 ? $", bills {e.Invoice.ReplacesNumber} again" : "")}", e.Invoice);
                break;
            case LateChargeIssued e:
                Document($"{e.Number}, due {Day(e.DueDate)}", e.Charge);
                break;
            case InvoiceVoided e:
                Document($"{e.Number} cancels {e.VoidedNumber}", e.Cancellation);
                break;
            case CreditNoteIssued e:
                Document(Told.Of(e, NumberOf), e.Note);
                break;
            case InvoiceDrafted e:
                Document($"draft, final on {Day(e.FinalizeOn)}", e.Invoice);
                break;
            case StatementIssued e:
                text.Append(CultureInfo.InvariantCulture, $"  {Told.Of(e, NumberOf)}\n");
                Statement(((IssuedStatement)account.Documents[e.DocumentId]).Statement);
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"  {Told.Of(happened, NumberOf)}\n");
                break;
        }
    }

    private void Document(string head, Invoice invoice)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {head}\n");
        var rows = invoice.Lines.Select(Row).ToList();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => rows.Max(other => other[column].Length) is var width && column is 3 or 4 or 5 or 6 ? cell.PadLeft(width) : cell.PadRight(width)).Where((_, column) => rows.Any(other => other[column].Length > 0));
            text.Append(CultureInfo.InvariantCulture, $"    {string.Join("  ", cells).TrimEnd()}\n");
        }

        foreach (var tax in invoice.Taxes)
            text.Append(CultureInfo.InvariantCulture, $"    {Tax(tax.Tax)} {tax.Tax.Jurisdiction}: {Amount(tax.Base)} taxed {Amount(tax.Amount)}{(tax.Tax.Note.Length > 0 ? $" ({tax.Tax.Note})" : "")}\n");
        var totals = invoice.Totals;
        text.Append(CultureInfo.InvariantCulture, $"    net {Amount(totals.Net)}, tax {Amount(totals.Tax)}{(totals.Rounding.IsZero ? "" : $", rounding {Amount(totals.Rounding)}")}, total {totals.Total}\n");
    }

    private void Statement(Statement statement)
    {
        List<string[]> rows = statement.Kind == StatementKind.OpenItems
            ? [.. statement.OpenItems.Select(item => new[] { Day(item.IssueDate), item.Kind.ToString(), item.Number, item.DueDate is { } due ? $"due {Day(due)}" : "", item.DaysOverdue > 0 ? $"{item.DaysOverdue} days" : "", Amount(item.Total), Amount(item.Open), item.Mark?.ToString() ?? "" })]
            : [.. statement.Lines.Select(Row)];
        if (statement.Kind == StatementKind.BalanceForward)
            rows.InsertRange(0, [.. Preceding(statement), [Day(statement.From), "opening", "", "", "", "", "", Amount(statement.Opening)]]);
        if (statement.Kind == StatementKind.BalanceForward)
            rows.Add([Day(statement.Through), "closing", "", "", "", Amount(statement.Charged), Amount(statement.Credited), Amount(statement.Closing)]);
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => rows.Max(other => other[column].Length) is var width && column is 5 or 6 or 7 ? cell.PadLeft(width) : cell.PadRight(width)).Where((_, column) => rows.Any(other => other[column].Length > 0));
            text.Append(CultureInfo.InvariantCulture, $"    {string.Join("  ", cells).TrimEnd()}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"    to pay {Amount(statement.ToPay)}; by days overdue {string.Join(", ", statement.Ages.Select(age => $"{age.FromDays}{(age.ToDays is { } to && to > age.FromDays ? $"-{to}" : age.ToDays is null ? "+" : "")}: {Amount(age.Open)}"))}\n");
    }

    private static IEnumerable<string[]> Preceding(Statement statement)
    {
        if (statement.Preceding is not { } before)
            yield break;
        yield return [Day(before.Through), "preceding", before.Number, "", "", "", "", Amount(before.Closing)];
        foreach (var change in before.Changes)
            yield return Row(change);
        if (!before.Unstated.IsZero)
            yield return [Day(statement.From.AddDays(-1)), "unstated", "", "", "", before.Unstated.IsPositive ? Amount(before.Unstated) : "", before.Unstated.IsNegative ? Amount(-before.Unstated) : "", Amount(statement.Opening)];
    }

    private static string[] Row(StatementLine line) =>
        [Day(line.Date), line.Kind.ToString(), line.Number, line.Description, line.DatedOn is { } own ? $"of {Day(own)}" : "", line.Debit is { } debit ? Amount(debit) : "", line.Credit is { } credit ? Amount(credit) : "", Amount(line.Balance)];

    // number, description, period, quantity and unit price, amount with discounts, net where prices include tax, tax.
    private static string[] Row(InvoiceLine line) =>
    [
        line.LineNo.ToString(CultureInfo.InvariantCulture),
        $"{line.Description}{Kind(line.Kind)}{(line.LateEvents > 0 ? $" ({line.LateEvents} late)" : "")}",
        $"{Day(line.Period.Start)}..{Day(line.Period.LastDay)}",
        $"{Number(line.Quantity)} {line.Unit} at {Number(line.UnitPrice)}".Replace("  ", " ", StringComparison.Ordinal),
        Amount(line.Gross),
        string.Join(", ", line.Discounts.Select(discount => $"{discount.Name} {Amount(-discount.Amount)}")),
        line.TaxIncluded ? $"incl. tax, net {Amount(line.Net)}" : line.Discounts.Count > 0 ? $"net {Amount(line.Net)}" : "",
        Tax(line.Tax),
    ];

    private static string Kind(LineKind kind) => kind switch
    {
        LineKind.Included => ", included",
        LineKind.MinimumCommitment => ", up to the minimum",
        LineKind.SetUpFee => ", set-up",
        LineKind.UnusedTime => ", unused time",
        _ => "",
    };

    private static string Tax(LineTax tax) => tax.Treatment switch
    {
        TaxTreatment.Standard => $"S {Number(tax.Rate)} %",
        TaxTreatment.ZeroRated => "Z",
        TaxTreatment.Exempt => "E",
        TaxTreatment.ReverseCharge => "AE",
        TaxTreatment.IntraCommunity => "K",
        TaxTreatment.Export => "G",
        _ => "O",
    };

    private string NumberOf(string documentId) => account.Documents.TryGetValue(documentId, out var document) ? document.Number : documentId;

    private static string Number(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Amount(Money money) => money.Amount.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
