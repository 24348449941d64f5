using Billing.Domain;
using Billing.Functions.Api.Arrangements;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Collections;

/// <summary>What the agency calls a case.</summary>
internal sealed record AcknowledgeCaseBody(string Reference) : IRequestBody<AcknowledgeCaseBody>
{
    public static AcknowledgeCaseBody Read(BodyReader body) => new(body.Text("reference", 100));
}

/// <summary>What is handed off.</summary>
/// <param name="Documents">The invoices; left out or empty for all overdue ones that no rule keeps back.</param>
/// <param name="AgencyId">Who is to collect; whom the policy names, where it is left out.</param>
/// <param name="Reason">Why.</param>
internal sealed record HandOffBody(IReadOnlyList<string> Documents, string AgencyId, string Reason) : IRequestBody<HandOffBody>
{
    public static HandOffBody Read(BodyReader body) => new(
        body.Texts("documents", CollectionsCase.MostItems, 40, InstalmentPlanBody.InvoiceId), body.TextOrNothing("agencyId", 33, TextForm.Slug) ?? "", body.Text("reason", 500));

    public SendToCollections ToCommand() => new(Documents.Count > 0 ? Documents : null, AgencyId, Reason);
}

/// <summary>Why a case is taken back, and until when.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Until">The first day that its invoices may be handed off again by policy; only by an operator, where it is left out.</param>
internal sealed record RecallCaseBody(string Reason, DateOnly? Until) : IRequestBody<RecallCaseBody>
{
    public static RecallCaseBody Read(BodyReader body) => new(body.Text("reason", 500), body.OptionalDate("until"));
}

/// <summary>Why a case ends.</summary>
internal sealed record EndCaseBody(string Reason) : IRequestBody<EndCaseBody>
{
    public static EndCaseBody Read(BodyReader body) => new(body.Text("reason", 500));
}
