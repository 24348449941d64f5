using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.CreditNotes;

/// <summary>What of an invoice is to be given back, why, and what becomes of it.</summary>
internal sealed record CreditNoteBody(IReadOnlyList<CreditedPart>? Lines, ReasonCode Reason, CreditDisposition Disposition, string? Text) : IRequestBody<CreditNoteBody>
{
    public static CreditNoteBody Read(BodyReader body)
    {
        var lines = body.List("lines", 0, 1000, line =>
        {
            var part = new CreditedPart(line.Integer("lineNo", 1, 100_000), line.OptionalAmount("net"), line.OptionalNumber("quantity", 0, 999_999_999, 9));
            line.Check(line.HasFaultAt("net") || line.HasFaultAt("quantity") || part.Net is null != part.Quantity is null, "net", "say either the net amount or the quantity");
            return part;
        });
        return new CreditNoteBody(lines.Count > 0 ? lines : null, body.Choice<ReasonCode>("reason"), body.Choice<CreditDisposition>("disposition", CreditDisposition.SettleInvoice), body.TextOrNothing("text", 500));
    }
}
