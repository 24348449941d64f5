using System.Globalization;
using System.Text;
using Billing.Domain;
using CsvHelper;
using CsvHelper.Configuration;

namespace Billing.Functions.BankStatements;

/// <summary>Reads bank statements as CSV with the columns statement_id, account, entry_id, booked_on, value_on, amount, currency, payer_name, payer_account, text,
/// creditor_account, end_to_end_id, charges, is_return, original_entry_id. An amount below 0 went out; entry_id, value_on and all behind the currency may be empty or left out.</summary>
internal static class StatementCsv
{
    private static readonly string[] Required = ["statement_id", "account", "booked_on", "amount", "currency"];

    /// <exception cref="StatementFormatException">The file is no CSV, or a line has a fault; it says where.</exception>
    public static IReadOnlyList<BankStatement> Read(Stream file)
    {
        using var text = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, MissingFieldFound = null });
        var lines = new List<(string Statement, string Account, BankEntry Entry)>();
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
                throw new StatementFormatException("the file", "is empty");
            if (Required.Except(csv.HeaderRecord!, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
                throw new StatementFormatException("line 1", $"lacks the columns {string.Join(", ", missing)}");
            while (csv.Read())
                lines.Add(Line(csv, lines.Count + 1));
        }
        catch (Exception e) when (e is CsvHelperException or DecoderFallbackException)
        {
            throw new StatementFormatException($"line {csv.Parser.RawRow}", e is DecoderFallbackException ? "the text is no UTF-8" : "the quotes are not closed");
        }

        return [.. lines.GroupBy(line => (line.Statement, line.Account)).Select(statement => new BankStatement(statement.Key.Statement, statement.Key.Account, null, null, [.. statement.Select(line => line.Entry)]))];
    }

    private static (string Statement, string Account, BankEntry Entry) Line(CsvReader csv, int index)
    {
        string Field(string column) => csv.GetField(column) ?? "";
        StatementFormatException Fault(string column, string wrong) => new($"line {csv.Parser.RawRow}, {column}", wrong);
        DateOnly? Date(string column) => Field(column) is not { Length: > 0 } text ? null
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Fault(column, $"'{text}' is no date such as 2026-01-31");

        if (!Currency.TryParse(Field("currency"), out var currency))
            throw Fault("currency", $"'{Field("currency")}' is no currency of ISO 4217");
        if (!decimal.TryParse(Field("amount"), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) || decimal.Round(amount, currency.MinorDigits) != amount || amount == 0)
            throw Fault("amount", $"'{Field("amount")}' is no amount in {currency}");
        if (Field("statement_id").Length == 0 || Field("account").Length == 0)
            throw Fault("statement_id", "the statement's id and account must not be empty");
        Money? charges = Field("charges").Length == 0 ? null
            : decimal.TryParse(Field("charges"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var kept) && decimal.Round(kept, currency.MinorDigits) == kept ? (kept > 0 ? new Money(kept, currency) : null)
            : throw Fault("charges", $"'{Field("charges")}' is no amount in {currency}");
        if (charges is { } fee && amount < 0 && fee.Amount >= -amount)
            throw Fault("charges", "must be less than what went out");
        if (Field("is_return") is not ("" or "true" or "false"))
            throw Fault("is_return", $"'{Field("is_return")}' is neither true nor false");
        var booked = Date("booked_on") ?? throw Fault("booked_on", "must not be empty");
        var id = Field("entry_id") is { Length: > 0 } given ? given : $"{Field("statement_id")}/{index}";
        return (Field("statement_id"), CreditorReference.Bare(Field("account")), new BankEntry(
            id, new Money(amount, currency), booked, Date("value_on") ?? booked, Field("payer_name"), CreditorReference.Bare(Field("payer_account")), Field("text"), Field("is_return") == "true")
        {
            CreditorAccount = CreditorReference.Bare(Field("creditor_account")),
            EndToEndId = Field("end_to_end_id"),
            Charges = charges,
            OriginalEntryId = Field("original_entry_id"),
        });
    }
}
