using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Billing.DevHost.Tests.FunctionHost;

[Collection(SampleAppGroup.Name)]
public sealed class HttpFrontTests(SampleApp app)
{
    [Fact]
    public async Task A_request_reaches_the_function_with_its_route_query_headers_and_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/echo/ann/7?q=a%20b%26c") { Content = new StringContent("héllo") };
        request.Headers.Add("x-question", "who are you");

        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("from the worker", response.Headers.GetValues("x-answer").Single());
        var echo = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("ann", echo.GetProperty("name").GetString());
        Assert.Equal(7, echo.GetProperty("count").GetInt32());
        Assert.Equal("POST", echo.GetProperty("method").GetString());
        Assert.Equal("/api/echo/ann/7", echo.GetProperty("path").GetString());
        Assert.Equal("a b&c", echo.GetProperty("query").GetString());
        Assert.Equal("who are you", echo.GetProperty("header").GetString());
        Assert.Equal(6, echo.GetProperty("length").GetInt64());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_000)]
    public async Task A_raw_body_arrives_byte_for_byte(int length)
    {
        var body = new byte[length];
        new Random(length).NextBytes(body);

        using var response = await app.Client.PostAsync("api/echo/raw", new ByteArrayContent(body));

        var echo = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(Convert.ToHexString(SHA256.HashData(body)), echo.GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task A_json_body_is_not_reformatted_on_its_way()
    {
        const string body = "{ \"b\" : 1.0,\r\n\t\"a\":\"\\u00e9\" }  ";

        using var response = await app.Client.PostAsync("api/echo/json", new StringContent(body, Encoding.UTF8, "application/json"));

        var echo = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(body))), echo.GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task Many_requests_at_once_get_each_its_own_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            var echo = await app.Client.GetFromJsonAsync<JsonElement>($"api/echo/caller{i}/{i}");
            return (echo.GetProperty("name").GetString(), echo.GetProperty("count").GetInt32());
        }));

        Assert.Equal(Enumerable.Range(0, 40).Select(i => ($"caller{i}", i)), answers.Select(a => (a.Item1!, a.Item2)));
    }

    [Theory]
    [InlineData("GET", "api/nothing")]
    [InlineData("GET", "api/echo/ann/seven")] // The route's constraint wants a number.
    [InlineData("DELETE", "api/echo/ann")] // A method that the function does not take is not found either.
    [InlineData("GET", "echo/ann")] // Without host.json's route prefix.
    public async Task What_no_function_answers_is_not_found(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_function_that_throws_answers_500_and_the_log_says_why()
    {
        using var response = await app.Client.GetAsync("api/throws");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
        var entry = await app.Environment.LogAsync(e => e.Function == "Throws" && e.Message.Contains("(Failed", StringComparison.Ordinal));
        Assert.Contains("This function always fails.", entry.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_goes_away_cancels_the_function()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Client.GetAsync("api/slow", patience.Token));

        await app.Environment.LogAsync(e => e.Function == "Slow" && e.Message.Contains("(Failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_no_worker_is_up_the_answer_is_503()
    {
        await app.Environment.KillWorkerAsync(hold: true);

        using var without = await app.Client.GetAsync("api/echo/ann");
        await app.Environment.Host.ReleaseWorkerAsync();
        using var with = await app.Client.GetAsync("api/echo/ann");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, without.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, with.StatusCode);
    }
}
