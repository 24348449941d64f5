using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.Collections;

/// <summary>What the agency calls a case.</summary>
internal sealed record AcknowledgeCaseBody(string Reference) : IRequestBody<AcknowledgeCaseBody>
{
    public static AcknowledgeCaseBody Read(BodyReader body) => new(body.Text("reference", 100));
}

/// <summary>Why a case ends.</summary>
internal sealed record EndCaseBody(string Reason) : IRequestBody<EndCaseBody>
{
    public static EndCaseBody Read(BodyReader body) => new(body.Text("reason", 500));
}
