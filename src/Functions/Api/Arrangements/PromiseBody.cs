using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Arrangements;

/// <summary>What a customer promises to pay, and by when.</summary>
/// <param name="Documents">The invoices; left out or empty for all open ones that nothing stands against.</param>
/// <param name="DueOn">The day.</param>
/// <param name="Amount">How much; all that is owed of them where it is left out.</param>
/// <param name="GraceDays">How many days later it may still come; the policy's where it is left out.</param>
internal sealed record PromiseBody(IReadOnlyList<string> Documents, DateOnly DueOn, Money? Amount, int? GraceDays) : IRequestBody<PromiseBody>
{
    public static PromiseBody Read(BodyReader body) => new(InstalmentPlanBody.ReadDocuments(body), body.Date("dueOn"), body.OptionalAmount("amount"), InstalmentPlanBody.ReadGrace(body));

    public PromisePayment ToCommand(string key) => new(key, Documents.Count > 0 ? Documents : null, DueOn, Amount, GraceDays);
}
