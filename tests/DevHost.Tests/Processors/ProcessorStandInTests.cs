using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.DevHost.Azurite;
using Billing.DevHost.Processors;

namespace Billing.DevHost.Tests.Processors;

/// <summary>The processors' own npm libraries take the stand-in for the processors: clients.cjs in Node.</summary>
public sealed class ProcessorStandInTests : IAsyncLifetime
{
    private ProcessorStandIn standIn = null!;

    public async Task InitializeAsync() => standIn = await ProcessorStandIn.StartAsync();

    public async Task DisposeAsync() => await standIn.DisposeAsync();

    [Fact]
    public Task Stripes_library_charges_once_for_a_key_and_finds_what_it_charged() => RunAsync("stripeCharges");

    [Fact]
    public Task Stripes_library_knows_each_refusal_by_its_type_and_code() => RunAsync("stripeRefusals");

    [Fact]
    public Task Stripes_library_finds_what_was_saved_on_the_page_of_a_link() => RunAsync("stripeLinks");

    [Fact]
    public async Task What_was_done_before_the_connection_broke_is_not_done_again()
    {
        standIn.Faults.Next("POST", "/v1/customers", new Fault.Status(HttpStatusCode.TooManyRequests));
        standIn.Faults.Next("POST", "/v1/customers", new Fault.Status(HttpStatusCode.InternalServerError));
        standIn.Faults.Next("POST", "/v1/customers", new Fault.DropAfter());
        standIn.Faults.Next("POST", "/v1/customers", new Fault.DropAfter());

        await RunAsync("stripeFaults");
    }

    [Fact]
    public Task GoCardlesss_library_debits_once_for_a_key_and_knows_each_refusal() => RunAsync("goCardlessDebits");

    [Theory]
    [InlineData("stripeLinks", "verifyStripe")]
    [InlineData("goCardlessDebits", "verifyGoCardless")]
    public async Task The_libraries_believe_the_webhooks(string make, string verify)
    {
        await RunAsync(make);
        var (outbox, secret) = verify == "verifyStripe" ? (standIn.Stripe.Webhooks, standIn.Stripe.Secret) : (standIn.GoCardless.Webhooks, standIn.GoCardless.Secret);
        var webhooks = new JsonArray();
        foreach (var webhook in outbox.All)
            webhooks.Add(new JsonObject { ["body"] = webhook.Body, ["signature"] = (await outbox.SignAsync(webhook.Body)).Value });

        await RunAsync(verify, new JsonObject { ["webhooks"] = webhooks, ["secret"] = secret });
    }

    [Fact]
    public async Task A_person_sees_the_debits_under_way_and_has_their_bank_answer()
    {
        await RunAsync("goCardlessDebits");
        var (id, _) = Assert.Single(standIn.GoCardless.PendingDebits);
        using var browser = new HttpClient { BaseAddress = standIn.Url };

        Assert.Contains(id, await browser.GetStringAsync("/"), StringComparison.Ordinal);
        (await browser.PostAsync($"debits/{id}/confirm", null)).EnsureSuccessStatusCode();

        Assert.Empty(standIn.GoCardless.PendingDebits);
        Assert.Equal(["payments.submitted", "payments.confirmed"], standIn.GoCardless.Webhooks.All.Where(webhook => webhook.Subject == id).TakeLast(2).Select(webhook => webhook.Type));
    }

    private async Task RunAsync(string part, JsonObject? more = null)
    {
        var given = more ?? [];
        (given["url"], given["stripeKey"], given["goCardlessToken"]) = (standIn.Url.ToString(), standIn.Stripe.Key, standIn.GoCardless.Token);
        var packages = Path.GetDirectoryName(Path.GetDirectoryName(await NodePackages.EnsureAsync(Path.Combine("stripe", "package.json"), null, default)))!;
        var start = new ProcessStartInfo("node", [Script(), part]) { RedirectStandardInput = true, RedirectStandardError = true };
        start.Environment["NODE_PATH"] = packages;
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(given));
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
    }

    private static string Script([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "clients.cjs");
}
