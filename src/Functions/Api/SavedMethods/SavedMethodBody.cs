using Billing.Domain;
using Billing.Functions.Api.Contract;

namespace Billing.Functions.Api.SavedMethods;

/// <summary>A method that was saved at a processor without a link of ours, as when a customer is taken over.</summary>
/// <param name="Processor">Where.</param>
/// <param name="MerchantAccount">The seller's account there; nothing where the seller has one alone.</param>
/// <param name="PayerReference">The processor's id of the customer, or empty.</param>
/// <param name="MethodReference">The processor's id of the method or mandate.</param>
/// <param name="Kind">A card, or a direct debit.</param>
/// <param name="Label">As people know it, with the last four digits at most.</param>
internal sealed record SavedMethodBody(string Processor, string? MerchantAccount, string PayerReference, string MethodReference, SavedMethodKind Kind, string Label) : IRequestBody<SavedMethodBody>
{
    private static readonly TextForm Reference = new("^[A-Za-z0-9_.-]{1,255}$", "a processor's id: letters, digits, hyphens, dots and underscores");

    public static SavedMethodBody Read(BodyReader body) => new(
        body.Text("processor", 40, TextForm.Slug), body.TextOrNothing("merchantAccount", 100), body.OptionalText("payerReference", 255, Reference), body.Text("methodReference", 255, Reference),
        body.Choice<SavedMethodKind>("kind"), body.Text("label", 60));
}

/// <summary>What a link for a customer is to be.</summary>
/// <param name="Processor">Where it leads.</param>
/// <param name="MerchantAccount">The seller's account there; nothing where the seller has one alone.</param>
/// <param name="ReturnTo">Where the customer is sent afterwards.</param>
internal sealed record LinkBody(string Processor, string? MerchantAccount, Uri ReturnTo) : IRequestBody<LinkBody>
{
    public static LinkBody Read(BodyReader body) => new(body.Text("processor", 40, TextForm.Slug), body.TextOrNothing("merchantAccount", 100), ReadReturnTo(body));

    private static Uri ReadReturnTo(BodyReader body)
    {
        var isUrl = Uri.TryCreate(body.Text("returnTo", 500), UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps;
        body.Check(isUrl || body.HasFaultAt("returnTo"), "returnTo", "must be an https URL");
        return isUrl ? url! : new Uri("https://localhost");
    }
}

/// <summary>A link for a customer.</summary>
/// <param name="Url">Where it leads.</param>
/// <param name="ExpiresAt">When it ends, where the processor says.</param>
internal sealed record LinkResource(Uri Url, DateTimeOffset? ExpiresAt);
