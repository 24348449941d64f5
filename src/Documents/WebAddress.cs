namespace Billing.Documents;

/// <summary>What documents and messages may link to: a page of the web, and nothing that runs something.</summary>
internal static class WebAddress
{
    internal static bool IsOne(Uri address) => address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
