using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Tests.Api;

public sealed class ViesTests(AzuriteFixture azurite) : ApiTest(azurite), IAsyncLifetime
{
    private const string Taken = "ATU13585627";
    private const string Refused = "FI20774740";
    private const string Unavailable = "DE136695976";

    private readonly List<string> asked = [];
    private WebApplication? taxOffices;
    private string url = "";

    internal override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Vies:Url"] = url };

    [Fact]
    public async Task A_VAT_id_that_the_tax_office_does_not_know_is_refused()
    {
        var seller = await Given.SellerAsync(Host.Services);

        var answer = (await Client.PostAsync("/api/customers", Customer(seller, "FI", "00100", Refused))).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["#/profile/vatId"], answer.Pointers);
        Assert.Equal([Refused], asked);
    }

    [Fact]
    public async Task A_VAT_id_that_it_knows_is_taken()
    {
        var seller = await Given.SellerAsync(Host.Services);
        var account = (await Client.PostAsync("/api/customers", Customer(seller, "AT", "1010", Taken))).Expect(HttpStatusCode.Created)["accountId"].GetString();

        Assert.Empty((await Client.GetAsync($"/api/tasks?seller={seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());

        var path = $"/api/customers/{account}/profile";
        var change = (await Client.PutAsync(path, Profile("FI", "00100", Refused), (await Client.GetAsync(path)).ETag)).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["#/vatId"], change.Pointers);
    }

    [Fact]
    public async Task Where_it_cannot_be_asked_the_customer_is_taken_and_a_task_is_left()
    {
        var seller = await Given.SellerAsync(Host.Services);

        var account = (await Client.PostAsync("/api/customers", Customer(seller, "DE", "20095", Unavailable))).Expect(HttpStatusCode.Created)["accountId"].GetString();

        var task = Assert.Single((await Client.GetAsync($"/api/tasks?seller={seller}")).Expect(HttpStatusCode.OK)["items"].EnumerateArray());
        Assert.Equal(("vat-id-unverified", account), (task.GetProperty("kind").GetString(), task.GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task What_it_does_not_cover_or_is_wrong_already_is_not_asked()
    {
        var seller = await Given.SellerAsync(Host.Services);

        (await Client.PostAsync("/api/customers", Customer(seller, "CH", "8001", "CHE-100.155.212 MWST"))).Expect(HttpStatusCode.Created);
        (await Client.PostAsync("/api/customers", Customer(seller, "AT", "1010", "ATU13585626"))).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Empty(asked);
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        taxOffices = builder.Build();
        taxOffices.MapPost("/rest-api/check-vat-number", AnswerAsync);
        await taxOffices.StartAsync();
        url = $"{taxOffices.Urls.Single()}/rest-api";
        await StartAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await StopAsync();
        await taxOffices!.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var question = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        var (country, number) = (question.GetProperty("countryCode").GetString()!, question.GetProperty("vatNumber").GetString()!);
        asked.Add(country + number);
        object answer = country == "DE"
            ? new { actionSucceed = false, errorWrappers = new[] { new { error = "MS_UNAVAILABLE" } } }
            : new { countryCode = country, vatNumber = number, valid = country + number == Taken };
        await context.Response.WriteAsJsonAsync(answer);
    }

    private static object Customer(string seller, string country, string postalCode, string vatId) =>
        new { sellerId = seller, currency = "EUR", profile = Profile(country, postalCode, vatId) };

    private static object Profile(string country, string postalCode, string vatId) =>
        new { name = "Kunde AG", address = new { street = "Weg 2", postalCode, city = "Town", country }, email = "a@kunde.example", vatId };
}
