using System.Net;

namespace Billing.DevHost.Tests.FunctionHost;

[Collection(SampleAppGroup.Name)]
public sealed class AccessKeyTests(SampleApp app)
{
    [Theory]
    [InlineData("api/echo/ann", "none", HttpStatusCode.Accepted)]
    [InlineData("api/echo/ann", "wrong", HttpStatusCode.Accepted)]
    [InlineData("api/keyed", "none", HttpStatusCode.Unauthorized)]
    [InlineData("api/keyed", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("api/keyed", "another-functions-key", HttpStatusCode.Unauthorized)]
    [InlineData("api/keyed", "the-functions-own-key", HttpStatusCode.OK)]
    [InlineData("api/keyed", "host", HttpStatusCode.OK)]
    [InlineData("api/keyed", "master", HttpStatusCode.OK)]
    [InlineData("api/master", "none", HttpStatusCode.Unauthorized)]
    [InlineData("api/master", "host", HttpStatusCode.Unauthorized)]
    [InlineData("api/master", "master", HttpStatusCode.OK)]
    [InlineData("admin/host/status", "none", HttpStatusCode.Unauthorized)]
    [InlineData("admin/host/status", "host", HttpStatusCode.Unauthorized)]
    [InlineData("admin/host/status", "master", HttpStatusCode.OK)]
    public async Task A_key_opens_what_its_level_covers(string path, string key, HttpStatusCode expected)
    {
        using var anonymous = app.Environment.CreateClient(null);
        using var byHeader = app.Environment.CreateClient(Key(key));

        using var answerToHeader = await byHeader.GetAsync(path);
        using var answerToQuery = await anonymous.GetAsync($"{path}?code={Key(key)}");

        Assert.Equal(expected, answerToHeader.StatusCode);
        Assert.Equal(expected, answerToQuery.StatusCode);
    }

    [Fact]
    public async Task A_wrong_key_in_the_header_is_not_mended_by_a_right_one_in_the_query()
    {
        using var client = app.Environment.CreateClient("wrong");

        using var response = await client.GetAsync($"api/keyed?code={Key("host")}");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private string? Key(string name) => name switch
    {
        "none" => null,
        "host" => app.Environment.Host.Keys.Default,
        "master" => app.Environment.Host.Keys.Master,
        _ => name,
    };
}
