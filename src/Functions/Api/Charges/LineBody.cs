using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Charges;

/// <summary>Reads what an operator bills by hand: by a price that is sold once, or with all that a line says.</summary>
internal static class LineBody
{
    /// <summary>The property that tells the two apart.</summary>
    public const string Price = "priceId";

    private const decimal Largest = 999_999_999;

    public static ManualLine Read(BodyReader line) => line.Either(Price, ByPrice, InFull);

    public static ManualLine ByPrice(BodyReader line) => new(
        line.OptionalText("description"), line.OptionalText("product", 40, TextForm.Slug), Quantity(line), line.OptionalText("unit", 40), line.OptionalNumber("unitPrice", 0, Largest, 8),
        line.OptionalText("taxCategory", 40, TextForm.Slug), false, line.OptionalValue("period", Period), line.Text(Price, 40, TextForm.Slug));

    public static ManualLine InFull(BodyReader line) => new(
        line.Text("description"), line.Text("product", 40, TextForm.Slug), Quantity(line), line.OptionalText("unit", 40), line.Number("unitPrice", 0, Largest, 8),
        line.Text("taxCategory", 40, TextForm.Slug), line.Flag("taxIncluded", otherwise: false), line.OptionalValue("period", Period));

    private static decimal Quantity(BodyReader line)
    {
        var quantity = line.Number("quantity", 0, Largest, 6, otherwise: 1);
        line.Check(quantity > 0 || line.HasFaultAt("quantity"), "quantity", "must be above 0; what lowers an invoice is a credit note");
        return quantity;
    }

    private static ServicePeriod Period(BodyReader period)
    {
        var read = new ServicePeriod(period.Date("start"), period.Date("end"));
        period.Check(read.Start < read.End || period.HasFaultAt("start") || period.HasFaultAt("end"), "end", "must be after start; it is the day after the last");
        return read;
    }
}

/// <summary>A charge for the next invoice: a line, and when an invoice takes it.</summary>
/// <param name="ChargeId">Unique within the account; made up where it is left out.</param>
/// <param name="Line">What is billed.</param>
/// <param name="BillOn">The first day that an invoice takes it; the next invoice where it is left out.</param>
internal sealed record ChargeBody(string? ChargeId, ManualLine Line, DateOnly? BillOn) : IRequestBody<ChargeBody>
{
    public static ChargeBody Read(BodyReader body) => body.Either(LineBody.Price, priced => Rest(priced, LineBody.ByPrice(priced)), full => Rest(full, LineBody.InFull(full)));

    private static ChargeBody Rest(BodyReader body, ManualLine line) => new(body.TextOrNothing("chargeId", 40, TextForm.Slug), line, body.OptionalDate("billOn"));
}
