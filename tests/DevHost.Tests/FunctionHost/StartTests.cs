using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Billing.DevHost.FunctionHost;
using Microsoft.Extensions.Logging;

namespace Billing.DevHost.Tests.FunctionHost;

[Collection(SampleAppGroup.Name)]
public sealed class StartTests(SampleApp app)
{
    [Fact]
    public void A_function_whose_queue_names_a_missing_setting_is_stopped_with_a_clear_message_and_the_others_run()
    {
        Assert.Equal(["ListensNowhere"], app.Environment.Host.FunctionErrors.Keys);
        Assert.Equal("'%NoSuchSetting%' does not resolve to a value.", app.Environment.Host.FunctionErrors["ListensNowhere"]);
        var entry = Assert.Single(app.Environment.Log.Entries, e => e.Message.Contains("'ListensNowhere' is in error", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.Equal(12, app.Environment.Host.Functions.Count);
    }

    [Fact]
    public async Task The_admin_api_tells_state_and_errors_and_knows_no_other_function()
    {
        using var admin = app.Environment.CreateAdminClient();

        var status = await admin.GetFromJsonAsync<JsonElement>("admin/host/status");
        var broken = await admin.GetFromJsonAsync<JsonElement>("admin/functions/ListensNowhere/status");
        using var unknown = await admin.PostAsJsonAsync("admin/functions/Nobody", new { input = "" });
        using var inError = await admin.PostAsJsonAsync("admin/functions/ListensNowhere", new { input = "" });
        using var withoutKey = await app.Client.PostAsJsonAsync("admin/functions/Hourly", new { input = "" });

        Assert.Equal("Running", status.GetProperty("state").GetString());
        Assert.Equal(1, broken.GetProperty("errors").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, inError.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, withoutKey.StatusCode);
    }

    [Fact]
    public async Task A_worker_that_cannot_start_says_what_it_printed()
    {
        var settings = app.Environment.Settings.Where(s => s.Key != "Storage__ConnectionString").ToDictionary();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => WorkerHost.StartAsync(new WorkerHostOptions
        {
            WorkerFolder = SampleApp.Folder,
            Settings = settings,
        }));

        Assert.Contains("The setting Storage__ConnectionString is missing.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Storage:ConnectionString", "the one")]
    [InlineData("Storage__ConnectionString", "the one")]
    [InlineData("Storage", "the one")]
    [InlineData("Other", "the other")]
    [InlineData("%Which%", "the other")]
    public void A_connection_is_found_by_its_name_or_its_section(string name, string expected)
    {
        var settings = new AppSettings(new Dictionary<string, string>
        {
            ["Storage__ConnectionString"] = "the one",
            ["AzureWebJobsOther"] = "the other",
            ["Which"] = "Other",
        });

        Assert.Equal(expected, settings.Connection(name));
    }

    [Fact]
    public void A_connection_that_only_Azure_can_open_is_named_as_such()
    {
        var settings = new AppSettings(new Dictionary<string, string> { ["Work__queueServiceUri"] = "https://example.queue.core.windows.net" });

        var failure = Assert.Throws<UnresolvedSettingException>(() => settings.Connection("Work"));

        Assert.Contains("identity", failure.Message, StringComparison.Ordinal);
    }
}
