using Billing.Domain;
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
    public static TextForm AccountForm { get; } = new(@"^[a-z0-9-]+\.[a-z0-9-]+\.[A-Z]{3}$", "an account id, seller.customer.CUR");

    public static AssignmentBody Read(BodyReader body) => new(
        body.Text("accountId", 100, AccountForm), body.Amount("amount"), body.TextOrNothing("documentId", 60), body.TextOrNothing("reason", 500));
}
