using System.Net;
using Billing.DevHost.Processors;
using Billing.Domain;
using Billing.Functions.Tests.Charging;

namespace Billing.Functions.Tests.Api;

public sealed class SavedMethodTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private ProcessorStandIn server = null!;
    private ApiHost host = null!;
    private ApiClient client = null!;
    private AccountId account;

    public async Task InitializeAsync()
    {
        server = await ProcessorStandIn.StartAsync();
        host = await ApiHost.StartAsync(azurite, settings: ChargingSeller.Settings(server));
        client = host.CreateClient();
        account = await Given.AccountAsync(host.Services, await Given.SellerAsync(host.Services));
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Methods_are_kept_listed_preferred_and_ended()
    {
        var visa = (await client.PostAsync(Path, Body("pm_1", "Visa ···· 4242, 12/29"), "first")).Expect(HttpStatusCode.Created);
        var debit = (await client.PostAsync(Path, Body("pm_2", "SEPA ···· 3000", "directDebit"))).Expect(HttpStatusCode.Created);
        Assert.Equal(visa.Text, (await client.PostAsync(Path, Body("pm_1", "Visa ···· 4242, 12/29"), "first")).Expect(HttpStatusCode.Created).Text);
        Assert.Equal(["SEPA ···· 3000", "Visa ···· 4242, 12/29"], await LabelsAsync());

        (await client.SendAsync(HttpMethod.Put, $"{Path}/{visa["methodId"]}/default", null)).Expect(HttpStatusCode.OK);
        Assert.Equal(["Visa ···· 4242, 12/29", "SEPA ···· 3000"], await LabelsAsync());
        Assert.True((await client.GetAsync(Path)).Expect(HttpStatusCode.OK)["items"][0].GetProperty("isDefault").GetBoolean());

        (await client.DeleteAsync($"{Path}/{debit["methodId"]}?reason=Asked")).Expect(HttpStatusCode.OK);
        (await client.DeleteAsync($"{Path}/{debit["methodId"]}?reason=Asked")).Expect(HttpStatusCode.OK);
        Assert.Equal(["Visa ···· 4242, 12/29"], await LabelsAsync());
        Assert.Equal("unknown-method", (await client.SendAsync(HttpMethod.Put, $"{Path}/{debit["methodId"]}/default", null)).Expect(HttpStatusCode.NotFound).Code);
    }

    [Fact]
    public async Task Every_fault_of_a_method_is_listed_and_whole_numbers_are_refused()
    {
        Assert.Equal(["#/kind", "#/label", "#/methodReference", "#/processor"], (await client.PostAsync(Path, new { processor = "?", methodReference = "a|b", kind = "cash" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/processor"], (await client.PostAsync(Path, new { processor = "paypal", methodReference = "ba_1", kind = "card", label = "PayPal" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/merchantAccount"], (await client.PostAsync(Path, new { processor = "stripe", merchantAccount = "acct_x", methodReference = "pm_1", kind = "card", label = "Visa" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal("number-in-label", (await client.PostAsync(Path, Body("pm_1", "4242 4242 4242 4242"))).Expect(HttpStatusCode.UnprocessableEntity).Code);
        (await client.PostAsync("/api/customers/acme.nobody.EUR/saved-methods", Body("pm_1", "Visa"))).Expect(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_link_to_save_a_method_leads_to_the_processor()
    {
        var body = new { processor = "stripe", returnTo = "https://acme.example/thanks" };
        var link = (await client.PostAsync($"{Path}/set-up-links", body, "link")).Expect(HttpStatusCode.Created);
        Assert.StartsWith(server.Url.ToString(), link["url"].GetString(), StringComparison.Ordinal);
        Assert.Equal(link["url"].GetString(), (await client.PostAsync($"{Path}/set-up-links", body, "link")).Expect(HttpStatusCode.Created)["url"].GetString());
        Assert.Equal("key-reused", (await client.PostAsync($"{Path}/set-up-links", new { processor = "stripe", returnTo = "https://acme.example/other" }, "link")).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Equal(["#/processor", "#/returnTo"], (await client.PostAsync($"{Path}/set-up-links", new { returnTo = "http://acme.example" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
        Assert.Equal(["#/merchantAccount"], (await client.PostAsync($"{Path}/set-up-links", new { processor = "gocardless", returnTo = "https://acme.example" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task A_link_to_pay_is_for_what_is_owed_and_for_nothing_else()
    {
        var invoice = await Given.InvoiceAsync(host.Services, account);
        var body = new { processor = "stripe", returnTo = "https://acme.example/thanks" };
        var path = $"/api/invoices/{invoice.Invoice.DocumentId}/payment-links";
        var link = (await client.PostAsync(path, body)).Expect(HttpStatusCode.Created);
        Assert.StartsWith(server.Url.ToString(), link["url"].GetString(), StringComparison.Ordinal);

        await Given.TransactAsync(host.Services, account, new ApplyPayment("a", "transfer", invoice.Invoice.Totals.Total, invoice.IssueDate, null), "paid");
        Assert.Equal("not-open", (await client.PostAsync(path, body)).Expect(HttpStatusCode.Conflict).Code);
        (await client.PostAsync("/api/invoices/inv_x/payment-links", body)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_operator_charges_a_method_now_and_sees_what_comes_of_it()
    {
        var invoice = await Given.InvoiceAsync(host.Services, account);
        var path = $"/api/invoices/{invoice.Invoice.DocumentId}/payment-attempts";
        Assert.Equal("unknown-method", (await client.PostAsync(path, new { })).Expect(HttpStatusCode.NotFound).Code);
        var method = (await client.PostAsync(Path, Body("pm_1", "Visa ···· 4242"))).Expect(HttpStatusCode.Created);

        var started = (await client.PostAsync(path, new { methodId = method["methodId"].GetString(), reason = "Asked on the phone" }, "now")).Expect(HttpStatusCode.Created);
        Assert.Equal(("waiting", "119.00", true), (started["state"].GetString(), started["amount"].GetProperty("amount").GetString(), started["byHand"].GetBoolean()));
        Assert.Equal(started.Text, (await client.PostAsync(path, new { methodId = method["methodId"].GetString(), reason = "Asked on the phone" }, "now")).Expect(HttpStatusCode.Created).Text);
        Assert.Equal("attempt-live", (await client.PostAsync(path, new { })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("attempt-live", (await client.PostAsync($"/api/invoices/{invoice.Invoice.DocumentId}/payment-links", new { processor = "stripe", returnTo = "https://acme.example" })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(started.Text, (await client.GetAsync(path)).Expect(HttpStatusCode.OK)["items"][0].GetRawText());
        Assert.Equal(started.Text, (await client.GetAsync($"/api/customers/{account}/payment-attempts")).Expect(HttpStatusCode.OK)["items"][0].GetRawText());

        (await client.PostAsync($"{path}/{started["attemptId"]}/withdraw", new { reason = "Stripe does not have it" })).Expect(HttpStatusCode.OK);
        var withdrawn = (await client.GetAsync(path)).Expect(HttpStatusCode.OK)["items"][0];
        Assert.Equal(("withdrawn", "Stripe does not have it"), (withdrawn.GetProperty("state").GetString(), withdrawn.GetProperty("because").GetString()));
        Assert.Equal("unknown-attempt", (await client.PostAsync($"{path}/att_x/withdraw", new { reason = "x" })).Expect(HttpStatusCode.NotFound).Code);
        Assert.Equal(["#/methodId"], (await client.PostAsync(path, new { methodId = "visa" })).Expect(HttpStatusCode.UnprocessableEntity).Pointers);
    }

    [Fact]
    public async Task Where_no_key_is_configured_nothing_is_charged_and_no_link_made()
    {
        await using var without = await ApiHost.StartAsync(azurite);
        using var other = without.CreateClient();
        var invoice = await Given.InvoiceAsync(host.Services, account);
        (await other.PostAsync(Path, Body("pm_1", "Visa ···· 4242"))).Expect(HttpStatusCode.Created);

        Assert.Equal("charging-withheld", (await other.PostAsync($"{Path}/set-up-links", new { processor = "stripe", returnTo = "https://acme.example" })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("charging-withheld", (await other.PostAsync($"/api/invoices/{invoice.Invoice.DocumentId}/payment-links", new { processor = "stripe", returnTo = "https://acme.example" })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("charging-withheld", (await other.PostAsync($"/api/invoices/{invoice.Invoice.DocumentId}/payment-attempts", new { })).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task A_run_over_what_is_to_be_collected_is_started_and_can_be_dry() =>
        Assert.Equal("charge", (await client.PostAsync("/api/runs/charging", new { dryRun = true, sellerId = account.Seller })).Expect(HttpStatusCode.Accepted)["kind"].GetString());

    private string Path => $"/api/customers/{account}/saved-methods";

    private static object Body(string reference, string label, string kind = "card") => new { processor = "stripe", payerReference = "cus_1", methodReference = reference, kind, label };

    private async Task<IEnumerable<string>> LabelsAsync() => (await client.GetAsync(Path)).Expect(HttpStatusCode.OK)["items"].EnumerateArray().Select(method => method.GetProperty("label").GetString()!);
}
