using Billing.Documents.Csv;
using Billing.Domain;

namespace Billing.Documents.Collections;

/// <summary>An export as a table: a line for each invoice.</summary>
public static class CaseExportCsv
{
    private static readonly (string Column, ExportSource Source)[] Columns =
    [
        ("status", ExportSource.News), ("case_id", ExportSource.CaseId), ("agency_reference", ExportSource.Reference), ("sent_on", ExportSource.SentOn), ("handed_off_on", ExportSource.HandedOffOn),
        ("account_id", ExportSource.AccountId), ("debtor_name", ExportSource.DebtorName), ("street", ExportSource.Street), ("postal_code", ExportSource.PostalCode), ("city", ExportSource.City),
        ("region", ExportSource.Region), ("country", ExportSource.Country), ("email", ExportSource.Email), ("vat_id", ExportSource.VatId), ("invoice_number", ExportSource.InvoiceNumber),
        ("document_id", ExportSource.DocumentId), ("issue_date", ExportSource.IssueDate), ("due_date", ExportSource.DueDate), ("currency", ExportSource.Currency), ("handed_off", ExportSource.HandedOff),
        ("balance", ExportSource.Balance), ("collected", ExportSource.Collected), ("paid_directly", ExportSource.PaidDirectly), ("credited", ExportSource.Credited), ("written_off", ExportSource.WrittenOff),
    ];

    /// <summary>The bytes of the table.</summary>
    public static byte[] Write(IReadOnlyList<ExportRow> rows) => [.. CsvText.Parts(Rows(rows)).SelectMany(part => part)];

    private static IEnumerable<IReadOnlyList<object?>> Rows(IEnumerable<ExportRow> rows) =>
        rows.Select(row => (IReadOnlyList<object?>)[.. Columns.Select(column => Cell(row, column.Source))]).Prepend([.. Columns.Select(column => column.Column)]);

    private static object Cell(ExportRow row, ExportSource source) => ExportRow.KindOf(source) switch
    {
        ExportKind.Date => row.Date(source),
        ExportKind.Amount => row.Amount(source).Amount,
        _ => row.Text(source),
    };
}
