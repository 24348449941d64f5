using Billing.Functions.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Tests.Api;

public sealed class CallerTests
{
    [Fact]
    public void A_signed_in_person_is_believed_where_app_service_says_so() =>
        Assert.Equal("maria@acme", Caller(authenticated: "True").ActorOf(Request(("X-MS-CLIENT-PRINCIPAL-NAME", "maria@acme"), ("X-Billing-Actor", "paul@acme"))));

    [Theory]
    [InlineData(null)]
    [InlineData("False")]
    public void Elsewhere_the_header_may_be_anybodys(string? authenticated) =>
        Assert.Equal("key", Caller(authenticated).ActorOf(Request(("X-MS-CLIENT-PRINCIPAL-NAME", "maria@acme"))));

    [Fact]
    public void The_holder_of_a_key_says_for_whom() =>
        Assert.Equal("key (on behalf of paul@acme)", Caller(null).ActorOf(Request(("X-Billing-Actor", "paul@acme"))));

    [Theory]
    [InlineData("paul) key (on behalf of maria")]
    [InlineData("paul\u0007")]
    public void A_declared_name_cannot_pretend_to_be_another(string declared) =>
        Assert.Equal(400, Assert.Throws<ProblemException>(() => Caller(null).ActorOf(Request(("X-Billing-Actor", declared)))).Problem.Status);

    [Fact]
    public void A_command_is_named_by_caller_route_and_key()
    {
        var caller = Caller(null);
        var keys = new[]
        {
            caller.CommandKey(Request(("Idempotency-Key", "1"))),
            caller.CommandKey(Request(("Idempotency-Key", "2"))),
            caller.CommandKey(Request(("Idempotency-Key", "1"), ("X-Billing-Actor", "paul@acme"))),
            caller.CommandKey(Request("/api/payments", ("Idempotency-Key", "1"))),
        };

        Assert.Equal(4, keys.Distinct().Count());
        Assert.Equal(keys[0], caller.CommandKey(Request(("Idempotency-Key", "1"))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("schlüssel")]
    public void A_key_is_printable_text(string key) =>
        Assert.Equal("idempotency-key-required", Assert.Throws<ProblemException>(() => Caller(null).CommandKey(Request(("Idempotency-Key", key)))).Problem.Code);

    [Fact]
    public void What_failed_inside_is_not_told()
    {
        Assert.Null(Problems.Known(new InvalidOperationException("AccountKey=secret")));
        Assert.DoesNotContain("secret", Problems.Internal().ToString(), StringComparison.Ordinal);
    }

    private static Caller Caller(string? authenticated) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["WEBSITE_AUTH_ENABLED"] = authenticated }).Build());

    private static HttpRequest Request(params (string Name, string Value)[] headers) => Request("/api/customers", headers);

    private static HttpRequest Request(string path, params (string Name, string Value)[] headers)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Path) = ("POST", path);
        foreach (var (name, value) in headers)
            request.Headers[name] = value;
        return request;
    }
}
