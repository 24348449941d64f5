using System.Globalization;
using System.Text;
using Billing.Domain;
using Billing.Functions.BankStatements;
using Billing.Functions.Processors;
using CsvHelper;
using CsvHelper.Configuration;

namespace Billing.Functions.Settlements;

/// <summary>A payout as a processor's report breaks it down.</summary>
/// <param name="Payout">Which payout.</param>
/// <param name="Made">What was paid out, where the report says it.</param>
/// <param name="Lines">What it consists of.</param>
internal sealed record SettledPayout(PaymentId Payout, PayoutMade? Made, IReadOnlyList<SettlementLine> Lines);

/// <summary>Reads settlement reports as CSV: Adyen's settlement details, PayPal's settlement report, and of every other processor the columns payout_id, line_id,
/// kind (charge, refund, dispute, fee, adjustment, or payout for what was paid out), payment_id, gross, fee, currency, value_date, fee_id, text.</summary>
internal sealed class SettlementCsv
{
    private static readonly string[] GenericColumns = ["payout_id", "line_id", "kind", "gross", "currency", "value_date"];
    private static readonly string[] AdyenColumns = ["Merchant Account", "Psp Reference", "Type", "Creation Date", "Net Currency", "Net Debit (NC)", "Net Credit (NC)", "Batch Number"];
    private static readonly string[] AdyenFees = ["Commission (NC)", "Markup (NC)", "Scheme Fees (NC)", "Interchange (NC)"];
    private static readonly string[] PayPalColumns = ["Transaction ID", "Transaction Event Code", "Transaction Completion Date", "Transaction Debit or Credit", "Gross Transaction Amount", "Gross Transaction Currency", "Fee Debit or Credit", "Fee Amount"];
    private readonly string processor;
    private readonly string merchantAccount;
    private readonly CsvReader csv;
    private readonly List<(PaymentId Payout, PayoutMade? Made, SettlementLine? Line)> rows = [];

    private SettlementCsv(string processor, string merchantAccount, CsvReader csv) => (this.processor, this.merchantAccount, this.csv) = (processor, merchantAccount, csv);

    /// <exception cref="StatementFormatException">The file is no such report, or a line has a fault; it says where.</exception>
    public static IReadOnlyList<SettledPayout> Read(string processor, string merchantAccount, Stream file)
    {
        using var text = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, MissingFieldFound = null });
        var reading = new SettlementCsv(processor, merchantAccount, csv);
        try
        {
            reading.ReadAll();
        }
        catch (Exception e) when (e is CsvHelperException or DecoderFallbackException or FormatException and not StatementFormatException)
        {
            throw new StatementFormatException($"line {csv.Parser.RawRow}", e switch { DecoderFallbackException => "the text is no UTF-8", CsvHelperException => "the quotes are not closed", _ => e.Message });
        }

        return [.. reading.rows.GroupBy(row => row.Payout).Select(payout => new SettledPayout(
            payout.Key, payout.Select(row => row.Made).FirstOrDefault(made => made is not null), [.. payout.Select(row => row.Line).OfType<SettlementLine>()]))];
    }

    private void ReadAll()
    {
        if (!csv.Read())
            throw new StatementFormatException("the file", "is empty");
        if (processor == "paypal")
        {
            while (csv.GetField(0) != "CH" && csv.Read())
            {
                // Before the column header stand those of the report, the file and the section.
            }
        }

        csv.ReadHeader();
        var needed = processor switch { "adyen" => AdyenColumns, "paypal" => PayPalColumns, _ => GenericColumns };
        if (needed.Except(csv.HeaderRecord ?? [], StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
            throw new StatementFormatException("the header", $"lacks the columns {string.Join(", ", missing)}");
        while (csv.Read())
        {
            if (processor == "adyen")
                AddAdyen();
            else if (processor != "paypal")
                AddGeneric();
            else if (csv.GetField(0) == "SB")
                AddPayPal();
        }
    }

    private void AddGeneric()
    {
        var currency = CurrencyOf("currency");
        var (gross, fee, day) = (Decimal("gross", currency), Decimal("fee", currency), Day("value_date", "yyyy-MM-dd"));
        var payout = Id("payout_id");
        switch (Field("kind"))
        {
            case "payout":
                rows.Add((payout, new PayoutMade(gross, Money.Zero(currency), day, Field("text")), null));
                break;
            case "charge" or "refund" or "dispute" or "fee" or "adjustment":
                rows.Add((payout, null, new SettlementLine(
                    Required("line_id"), Enum.Parse<SettlementKind>(Field("kind"), ignoreCase: true), Field("payment_id").Length > 0 ? Id("payment_id").ToString() : "", gross, fee, day, Field("fee_id"), Field("text"))));
                break;
            default:
                throw Fault("kind", $"'{Field("kind")}' must be charge, refund, dispute, fee, adjustment or payout");
        }
    }

    // docs.adyen.com, "Settlement details report". The batch is the payout, and its line of type MerchantPayout what was paid out.
    private void AddAdyen()
    {
        var currency = CurrencyOf("Net Currency");
        var net = Decimal("Net Credit (NC)", currency) - Decimal("Net Debit (NC)", currency);
        var (type, day) = (Required("Type"), Day("Creation Date", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd"));
        var payout = new PaymentId(processor, merchantAccount, $"{Required("Merchant Account")}:{Required("Batch Number")}");
        if (type == "MerchantPayout")
        {
            rows.Add((payout, new PayoutMade(-net, Money.Zero(currency), day), null));
            return;
        }

        var kind = type switch
        {
            "Settled" or "SettledReversed" => SettlementKind.Charge,
            "Refunded" or "RefundedReversed" => SettlementKind.Refund,
            "Chargeback" or "SecondChargeback" or "ChargebackReversed" => SettlementKind.Dispute,
            "Fee" or "PaymentCost" or "MiscCosts" or "InvoiceDeduction" => SettlementKind.Fee,
            _ => SettlementKind.Adjustment,
        };
        var fee = kind == SettlementKind.Fee ? -net : Money.Sum(AdyenFees.Select(column => Decimal(column, currency)), currency);
        var payment = Field("Psp Reference").Length > 0 ? Id("Psp Reference").ToString() : "";
        var lineId = payment.Length > 0 ? $"{type}:{Field("Psp Reference")}:{Field("Modification Reference")}" : $"{type}:{csv.Parser.Row}";
        rows.Add((payout, null, new SettlementLine(lineId, kind, payment, net + fee, fee, day, Text: type)));
    }

    // developer.paypal.com, "Settlement report": unsigned minor units beside CR or DR, and transaction event codes. A withdrawal (T04) is a payout of its own, of
    // any amount; what the account moved that day has no payout, and stands under the day.
    private void AddPayPal()
    {
        var (currency, code, transaction) = (CurrencyOf("Gross Transaction Currency"), Required("Transaction Event Code"), Required("Transaction ID"));
        var day = Day("Transaction Completion Date", "yyyy/MM/dd HH:mm:ss zzz", "yyyy/MM/dd HH:mm:ss");
        var gross = MinorUnits("Gross Transaction Amount", "Transaction Debit or Credit", currency);
        var fee = -MinorUnits("Fee Amount", "Fee Debit or Credit", currency);
        if (code.StartsWith("T04", StringComparison.Ordinal))
        {
            rows.Add((Id("Transaction ID"), new PayoutMade(-gross, Money.Zero(currency), day), null));
            return;
        }

        var kind = code[..3] switch
        {
            "T00" => SettlementKind.Charge,
            "T11" when code != "T1106" => SettlementKind.Refund,
            "T11" or "T12" => SettlementKind.Dispute,
            "T01" => SettlementKind.Fee,
            _ => SettlementKind.Adjustment,
        };
        var original = kind == SettlementKind.Charge ? transaction : Field("PayPal Reference ID");
        var payment = original.Length > 0 && kind != SettlementKind.Adjustment ? new PaymentId(processor, merchantAccount, original).ToString() : "";
        rows.Add((new PaymentId(processor, merchantAccount, $"settlement-{day:O}-{currency}"), null, kind == SettlementKind.Fee
            ? new SettlementLine(transaction, kind, payment, Money.Zero(currency), fee - gross, day, Text: code)
            : new SettlementLine(transaction, kind, payment, gross, fee, day, Text: code)));
    }

    private string Field(string column) => csv.GetField(column) ?? "";

    private string Required(string column) => Field(column) is { Length: > 0 } text ? text : throw Fault(column, "must not be empty");

    private PaymentId Id(string column) => StoredEvent.IsId(Required(column)) ? new PaymentId(processor, merchantAccount, Required(column)) : throw Fault(column, $"'{Field(column)}' is no id");

    private Currency CurrencyOf(string column) => Currency.TryParse(Field(column), out var currency) ? currency : throw Fault(column, $"'{Field(column)}' is no currency of ISO 4217");

    private Money Decimal(string column, Currency currency) => Field(column).Length == 0 ? Money.Zero(currency)
        : decimal.TryParse(Field(column), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) ? Amounts.Any(amount, currency.Code)
        : throw Fault(column, $"'{Field(column)}' is no amount in {currency}");

    private Money MinorUnits(string column, string side, Currency currency) => Field(column).Length == 0 ? Money.Zero(currency)
        : long.TryParse(Field(column), NumberStyles.None, CultureInfo.InvariantCulture, out var units) ? Amounts.AnyMinorUnits(Field(side) switch { "CR" => units, "DR" => -units, _ => throw Fault(side, "must be CR or DR") }, currency.Code)
        : throw Fault(column, $"'{Field(column)}' is no amount in minor units");

    private DateOnly Day(string column, params string[] forms) =>
        DateTimeOffset.TryParseExact(Field(column), forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? DateOnly.FromDateTime(moment.DateTime) : throw Fault(column, $"'{Field(column)}' is no date as {forms[0]}");

    private StatementFormatException Fault(string column, string wrong) => new($"line {csv.Parser.RawRow}, {column}", wrong);
}
