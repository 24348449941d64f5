using Billing.Domain;
using Billing.Functions.Api.Balances;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Payments;

/// <summary>A payment that an operator records.</summary>
internal sealed record PaymentBody(string SellerId, Money Amount, DateOnly ValueDate, PaymentMethod Method, PaymentReference Reference, string? Reason) : IRequestBody<PaymentBody>
{
    public static PaymentBody Read(BodyReader body) => new(
        body.Text("sellerId", 40, TextForm.Slug), body.Amount("amount"), body.Date("valueDate"), body.Choice<PaymentMethod>("method"),
        body.OptionalObject("reference", reference => new PaymentReference(reference.OptionalText("invoiceNumber", 60), reference.OptionalText("documentId", 60), reference.OptionalText("text", 400), reference.OptionalText("payerName"), reference.OptionalText("payerAccount", 60)) { CreditorAccount = CreditorReference.Bare(reference.OptionalText("creditorAccount", 60)) }) ?? PaymentReference.None,
        body.TextOrNothing("reason", 500));
}

/// <summary>Where a part of what is in suspense is to go.</summary>
internal sealed record AssignmentBody(string AccountId, Money Amount, string? DocumentId, string? Reason) : IRequestBody<AssignmentBody>
{
    public static AssignmentBody Read(BodyReader body) => new(
        body.Text("accountId", 100, TextForm.AccountId), body.Amount("amount"), body.TextOrNothing("documentId", 60), body.TextOrNothing("reason", 500));
}

/// <summary>Where parts of what is in suspense are to go: one, or several as lines.</summary>
internal sealed record AssignmentsBody(IReadOnlyList<AssignmentLine> Lines, string? Reason) : IRequestBody<AssignmentsBody>
{
    public static AssignmentsBody Read(BodyReader body) => body.Either(
        "lines", with => new AssignmentsBody(with.List("lines", 1, PaymentDecider.LinesPerRequest, Line), with.TextOrNothing("reason", 500)), without => new AssignmentsBody([Line(without)], without.TextOrNothing("reason", 500)));

    private static AssignmentLine Line(BodyReader line) => new(new PaymentTarget(line.Text("accountId", 100, TextForm.AccountId), line.TextOrNothing("documentId", 60)), line.Amount("amount"));
}

/// <summary>Where a payment is put on an account that has it.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Lines">All that it is to settle there.</param>
/// <param name="Reason">Why.</param>
internal sealed record PaymentReallocationBody(string AccountId, IReadOnlyList<ReallocationLine> Lines, string Reason) : IRequestBody<PaymentReallocationBody>
{
    public static PaymentReallocationBody Read(BodyReader body) => new(body.Text("accountId", 100, TextForm.AccountId), ReallocationBody.ReadLines(body), body.Text("reason", 500));
}

/// <summary>What the bank did not honour, and what it took for that.</summary>
/// <param name="ValueDate">When the money went again.</param>
/// <param name="Reason">A code, such as <c>bounced</c> or <c>account-closed</c>.</param>
/// <param name="Fee">The bank's fee, if it took one.</param>
internal sealed record ReversalBody(DateOnly ValueDate, string Reason, Money? Fee) : IRequestBody<ReversalBody>
{
    public static ReversalBody Read(BodyReader body) => new(body.Date("valueDate"), body.Text("reason", 40, TextForm.Slug), body.OptionalAmount("fee"));
}
