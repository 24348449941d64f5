using System.Net;
using System.Text;
using Billing.Domain;
using Billing.Functions.Tests.Usage;
using Billing.Functions.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Api;

public sealed class UsageTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string CsvHeader = "account_id,subscription_id,event_id,at,quantity,unique_key\n";
    private ApiHost host = null!;
    private ApiClient client = null!;
    private AccountId account;

    [Fact]
    public async Task One_event_is_a_body_of_its_own()
    {
        var answer = (await client.PostAsync("/api/usage", Event("a", quantity: "1.5"), key: null)).Expect(HttpStatusCode.OK);

        Assert.Equal(1, answer["accepted"].GetInt32());
        var result = answer["results"][0];
        Assert.Equal(("a", "accepted", "2026-01-01"), (result.GetProperty("eventId").GetString(), result.GetProperty("result").GetString(), result.GetProperty("period").GetString()));
        Assert.Equal("1.5", (await UsageAsync("2026-01-20"))["sum"].GetString());
    }

    [Fact]
    public async Task A_batch_says_of_each_event_what_became_of_it()
    {
        await host.Services.GetRequiredService<UsageBook>().ReadAsync(account, Meters.January, close: true, default);
        await client.PostAsync("/api/usage", Event("known", at: "2026-02-02T10:00:00Z"), key: null);

        var answer = (await client.PostAsync("/api/usage", Batch(
            Event("new", at: "2026-02-03T10:00:00Z"), Event("known", at: "2026-02-02T10:00:00Z"), Event("late"), Event("known", at: "2026-02-02T11:00:00Z"),
            Event("x", subscription: "nothing"), Event("y", accountId: AccountId.Of(account.Seller, "nobody", account.Currency).ToString()), Event("z", at: "2026-07-01T10:00:00Z")), key: null)).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ["accepted", "duplicate", "late", "refused event-id-reused", "refused unknown-subscription", "refused unknown-account", "refused usage-in-future"],
            answer["results"].EnumerateArray().Select(result => $"{result.GetProperty("result").GetString()} {(result.TryGetProperty("code", out var code) ? code.GetString() : "")}".Trim()));
        Assert.Equal(Enumerable.Range(0, 7), answer["results"].EnumerateArray().Select(result => result.GetProperty("index").GetInt32()));
        Assert.Equal(("2026-02-01", "2026-01-01"), (answer["results"][2].GetProperty("period").GetString(), answer["results"][2].GetProperty("belongsTo").GetString()));
        Assert.Equal((1, 1, 1, 4), (answer["accepted"].GetInt32(), answer["duplicate"].GetInt32(), answer["late"].GetInt32(), answer["refused"].GetInt32()));
    }

    [Fact]
    public async Task Every_malformed_event_is_named_and_nothing_is_stored()
    {
        var answer = (await client.PostAsync("/api/usage", Batch(
            Event("good"), Event("", quantity: "1,5"), Event("c", at: "2026-01-15T10:00:00"), Event("d", accountId: "acme.customer.XXX"), new { eventId = "e" }), key: null)).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(
            ["#/events/1/eventId", "#/events/1/quantity", "#/events/2/at", "#/events/3/accountId", "#/events/4/accountId", "#/events/4/at", "#/events/4/subscriptionId"],
            answer.Pointers);
        Assert.Equal(0, (await UsageAsync("2026-01-01"))["eventCount"].GetInt32());
    }

    [Fact]
    public async Task A_thousand_events_are_taken_and_one_more_is_not()
    {
        var events = Enumerable.Range(0, 1001).Select(n => Event($"{new string('x', 190)}{n}", unique: $"{new string('y', 190)}{n % 10}")).ToArray();

        Assert.Equal(["#/events"], (await client.PostAsync("/api/usage", Batch(events), key: null)).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(1000, (await client.PostAsync("/api/usage", Batch(events[..1000]), key: null)).Expect(HttpStatusCode.OK)["accepted"].GetInt32());
        Assert.Equal(10, (await UsageAsync("2026-01-01"))["uniqueCount"].GetInt32());
    }

    [Fact]
    public async Task A_period_shows_its_figures_and_its_events_page_after_page()
    {
        await client.PostAsync("/api/usage", Batch([.. Enumerable.Range(1, 5).Select(n => Event($"e{n}", at: $"2026-01-{n:D2}T10:00:00Z", quantity: $"{n}"))]), key: null);

        var listed = new List<string>();
        for (var continuation = ""; continuation is not null;)
        {
            var page = await UsageAsync("2026-01-31", $"&limit=2{(continuation.Length > 0 ? $"&continuation={continuation}" : "")}");
            Assert.Equal(("15", "5", "5", 5, false), (page["sum"].GetString(), page["max"].GetString(), page["last"].GetString(), page["eventCount"].GetInt32(), page["closed"].GetBoolean()));
            listed.AddRange(page["events"].GetProperty("items").EnumerateArray().Select(used => used.GetProperty("eventId").GetString()!));
            continuation = page["events"].TryGetProperty("continuation", out var next) ? next.GetString() : null;
        }

        Assert.Equal(["e1", "e2", "e3", "e4", "e5"], listed);
    }

    [Fact]
    public async Task An_unknown_subscription_or_a_missing_period_is_said()
    {
        Assert.Equal("not-found", (await client.GetAsync($"/api/customers/{account}/subscriptions/nothing/usage?period=2026-01-01")).Expect(HttpStatusCode.NotFound).Code);
        Assert.Equal(["period"], (await client.GetAsync($"/api/customers/{account}/subscriptions/api/usage")).Expect(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(["period"], (await client.GetAsync($"/api/customers/{account}/subscriptions/api/usage?period=0001-01-01")).Expect(HttpStatusCode.BadRequest).Pointers);
    }

    [Fact]
    public async Task A_file_is_taken_and_taken_again_it_changes_nothing()
    {
        var file = Csv(Enumerable.Range(0, 2500).Select(n => $"{account},api,e{n},2026-01-15T10:00:00Z,0.5,\n"));

        Assert.Equal((2500, 2500, 0, 0), Counts(await ImportAsync(file)));
        Assert.Equal((2500, 0, 2500, 0), Counts(await ImportAsync(file)));
        Assert.Equal("1250.0", (await UsageAsync("2026-01-01"))["sum"].GetString());
    }

    [Fact]
    public async Task The_faults_of_a_file_name_their_lines_and_the_rest_is_taken()
    {
        var answer = await ImportAsync(Csv([
            $"{account},api,a,2026-01-15T10:00:00Z,1,\n",
            $"{account},api,b,yesterday,many,\n",
            $"{account},api,c,2026-01-15T10:00:00Z,1\n",
            $"{account},nothing,d,2026-01-15T10:00:00Z,1,\n",
            $"{account},api,\"e,1\",2026-01-15T10:00:00Z,2,\n"]));

        Assert.Equal((5, 2, 0, 3), Counts(answer));
        Assert.Equal(
            ["3 at invalid-line", "3 quantity invalid-line", "4  invalid-line", "5  unknown-subscription"],
            answer["faults"].EnumerateArray().Select(fault => $"{fault.GetProperty("line").GetInt32()} {(fault.TryGetProperty("column", out var column) ? column.GetString() : "")} {fault.GetProperty("code").GetString()}"));
        Assert.Equal("3", (await UsageAsync("2026-01-01"))["sum"].GetString());
    }

    [Theory]
    [InlineData("account_id,subscription_id,at,amount\n", "invalid-header-line")]
    [InlineData("", "invalid-csv")]
    public async Task A_file_without_the_right_first_line_is_refused(string text, string code) =>
        Assert.Equal(code, (await client.SendAsync(HttpMethod.Post, "/api/usage/import", Encoding.UTF8.GetBytes(text))).Expect(HttpStatusCode.UnprocessableEntity).Code);

    [Fact]
    public async Task What_comes_before_a_place_that_cannot_be_read_is_taken_and_the_line_is_named()
    {
        var answer = await client.SendAsync(HttpMethod.Post, "/api/usage/import", Csv([
            $"{account},api,a,2026-01-15T10:00:00Z,1,\n", $"{account},api,\"b,2026-01-15T10:00:00Z,1,\n", .. Enumerable.Range(0, 100).Select(n => $"{account},api,c{n},2026-01-15T10:00:00Z,1,\n")]));

        Assert.Equal("invalid-csv", answer.Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Contains("from line 3 on", answer["detail"].GetString(), StringComparison.Ordinal);
        Assert.Equal("1", (await UsageAsync("2026-01-01"))["sum"].GetString());
    }

    [Fact]
    public async Task The_sender_is_recorded_with_each_event()
    {
        client.Headers.Add("X-Billing-Actor", "meter-7");
        await client.PostAsync("/api/usage", Event("a"), key: null);

        Assert.Equal("key (on behalf of meter-7)", (await UsageAsync("2026-01-01"))["events"].GetProperty("items")[0].GetProperty("actor").GetString());
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        host = await ApiHost.StartAsync(azurite, new FakeTimeProvider(Meters.Now));
        client = host.CreateClient();
        account = await Given.AccountAsync(host.Services, await Meters.SellerAsync(host.Services));
        var start = new DateOnly(2026, 1, 1);
        await Given.TransactAsync(host.Services, account, new StartSubscription("api", "api", 1, start, start), "start");
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    private Dictionary<string, object> Event(string id, string at = "2026-01-15T10:00:00Z", string quantity = "1", string? unique = null, string subscription = "api", string? accountId = null)
    {
        var used = new Dictionary<string, object> { ["accountId"] = accountId ?? account.ToString(), ["subscriptionId"] = subscription, ["eventId"] = id, ["at"] = at, ["quantity"] = quantity };
        if (unique is not null)
            used["uniqueKey"] = unique;
        return used;
    }

    private static object Batch(params object[] events) => new { events };

    private static byte[] Csv(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(CsvHeader + string.Concat(lines));

    private async Task<ApiAnswer> ImportAsync(byte[] file) => (await client.SendAsync(HttpMethod.Post, "/api/usage/import", file)).Expect(HttpStatusCode.OK);

    private async Task<ApiAnswer> UsageAsync(string day, string query = "") => (await client.GetAsync($"/api/customers/{account}/subscriptions/api/usage?period={day}{query}")).Expect(HttpStatusCode.OK);

    private static (int Lines, int Accepted, int Duplicate, int Faulty) Counts(ApiAnswer answer) =>
        (answer["lines"].GetInt32(), answer["accepted"].GetInt32(), answer["duplicate"].GetInt32(), answer["faulty"].GetInt32());
}
