using System.Globalization;
using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.GeneralLedger;

/// <summary>What is to be exported.</summary>
/// <param name="Period">The month, <c>yyyy-MM</c>.</param>
/// <param name="Format">In which format.</param>
/// <param name="Currency">The currency, where the format has one; the seller's where it is left out.</param>
/// <param name="Preview">Whether it is only looked at: then the month may be open, and nothing is marked.</param>
internal sealed record LedgerExportBody(string Period, LedgerFormat Format, Currency? Currency, bool Preview) : IRequestBody<LedgerExportBody>
{
    /// <summary>The month, by its first day.</summary>
    public DateOnly Month() => DateOnly.ParseExact($"{Period}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static LedgerExportBody Read(BodyReader body)
    {
        var (period, format) = (body.Text("period", 7, new TextForm("^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$", "a month such as 2026-01")), body.Choice<LedgerFormat>("format"));
        var code = body.TextOrNothing("currency", 3, new TextForm("^[A-Z]{3}$", "an ISO 4217 code such as EUR"));
        var isCurrency = Domain.Currency.TryParse(code, out var currency);
        body.Check(code is null || isCurrency || body.HasFaultAt("currency"), "currency", $"'{code}' is not an active ISO 4217 currency");
        body.Check(code is null || format.IsOfOneCurrency() || body.HasFaultAt("format"), "currency", "belongs to formats of one currency; csv has all");
        return new LedgerExportBody(period, format, isCurrency ? currency : null, body.Flag("preview", otherwise: false));
    }
}
