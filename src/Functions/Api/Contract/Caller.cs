using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Api.Contract;

/// <summary>Who asks, as it is recorded with every change.</summary>
internal sealed class Caller(IConfiguration settings)
{
    private const string SignedInPerson = "X-MS-CLIENT-PRINCIPAL-NAME";
    private const string DeclaredPerson = "X-Billing-Actor";
    private const string KeyAlone = "key";
    private const string IdempotencyKey = "Idempotency-Key";

    /// <summary>The signed-in person, or the key with the person that its holder declares.</summary>
    public string ActorOf(HttpRequest request)
    {
        // App Service sets this header, and removes it from what comes in, only where its authentication is enabled; elsewhere anybody can send it.
        if (string.Equals(settings["WEBSITE_AUTH_ENABLED"], "True", StringComparison.OrdinalIgnoreCase) && request.Headers[SignedInPerson].ToString() is { Length: > 0 } person)
            return person;
        var declared = request.Headers[DeclaredPerson].ToString();
        if (declared.Length > 100 || declared.Any(c => char.IsControl(c) || c is '(' or ')'))
            throw new ProblemException(Problem.Of(StatusCodes.Status400BadRequest, "invalid-header", "A header is not as expected.", [new Fault("must be a name of at most 100 characters, without brackets", Parameter: DeclaredPerson)]));
        return declared.Length > 0 ? $"{KeyAlone} (on behalf of {declared})" : KeyAlone;
    }

    /// <summary>Refuses a request that names no person: what a second person confirms is worth nothing where nobody stands behind it.</summary>
    public void RequirePerson(HttpRequest request)
    {
        if (ActorOf(request) == KeyAlone)
        {
            throw new ProblemException(Problem.Of(StatusCodes.Status403Forbidden, "person-required", "A person must do this, not a key alone: sign in, or say who you are.",
                [new Fault("names the person", Parameter: DeclaredPerson)]));
        }
    }

    /// <summary>Names a command for ever, by caller, route and the caller's key: the same three again are the same command.</summary>
    /// <exception cref="ProblemException">The header Idempotency-Key is missing or unfit.</exception>
    public string CommandKey(HttpRequest request)
    {
        var key = request.Headers[IdempotencyKey].ToString();
        if (key.Length is < 1 or > 255 || key.Any(c => c is < ' ' or > '~'))
        {
            throw new ProblemException(Problem.Of(StatusCodes.Status400BadRequest, "idempotency-key-required", "Send a key of your own making, unique for what you ask, so that asking twice does it once.",
                [new Fault("must be 1 to 255 printable ASCII characters", Parameter: IdempotencyKey)]));
        }

        return KeyOf(request, key);
    }

    /// <summary>The same for a change that carries no key of its own, named by what it is based on.</summary>
    public string KeyOf(HttpRequest request, string key) => Keys.Hash($"{ActorOf(request)}\n{request.Method} {request.Path}\n{key}");
}
