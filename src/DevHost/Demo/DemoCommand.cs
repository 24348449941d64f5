using System.CommandLine;
using System.Text.Json;
using Billing.DevHost.Demo.Senders;
using Billing.Functions;
using Billing.Functions.Api;
using Spectre.Console;

namespace Billing.DevHost.Demo;

/// <summary>The verb <c>demo</c>: bills six months of the sample data and leaves everything it made in a folder. Ends with 1 where an invariant does not hold.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out") { Description = "Where to leave documents, e-mails, letters, reports, exports, events and journal", DefaultValueFactory = _ => new DirectoryInfo("out") };
        var json = new Option<bool>("--json") { Description = "Print the result as one JSON object on the last line" };
        var command = new Command("demo", "Bills six months of the sample data, with payments, reminders, late charges, collections, statements, reports and the general ledger.") { folder, json };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(folder)!, parsed.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, bool json, CancellationToken cancel)
    {
        var startedAt = DateTime.UtcNow;
        var storage = Directory.CreateTempSubdirectory("billing-demo-");
        void Progress(string what) => Console.WriteLine($"{(DateTime.UtcNow - startedAt).TotalSeconds,6:F1} s  {what}");
        try
        {
            if (folder.Exists)
                folder.Delete(recursive: true);
            folder.Create();
            var samples = Samples.Read(RepositoryRoot.Combine("samples"));
            await using var senders = await ProcessorSenders.StartAsync(Progress, cancel);
            await using var environment = await DevEnvironment.StartAsync(Options(folder, storage, senders.SettingsFor(samples.MerchantAccounts), Progress), cancel);
            await using var app = AppServices(environment);
            using var operators = new OperatorClient(environment);
            using var desk = new WebhookDesk(environment, senders);
            var desks = new DemoDesks(desk, new DemoBank(samples, operators), new BackOffice(samples, operators, folder), new DemoReports(samples, operators, folder));

            Progress($"Billing {samples.Customers.Count} customers of {samples.Sellers.Count} sellers from {DemoRun.FirstDay:O} to {DemoRun.LastDay:O}");
            await new DemoRun(environment, samples, operators, desks, app, Progress).RunAsync(cancel);
            Progress("Writing the files and checking the invariants");
            await desks.Office.WriteCasesAsync(cancel);
            await new DemoFiles(folder, app).WriteAsync(environment, samples, cancel);
            var result = await new InvariantCheck(app, environment, samples, desks).CheckAsync(startedAt, cancel);
            await new DemoIndex(folder).WriteAsync(result, cancel);
            Print(result, folder, json);
            return result.Broken.Count == 0 ? 0 : 1;
        }
        catch (Exception e) when (e is DemoException or InvalidDataException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        finally
        {
            storage.Delete(recursive: true);
        }
    }

    private static DevEnvironmentOptions Options(DirectoryInfo folder, DirectoryInfo storage, IReadOnlyDictionary<string, string> webhooks, Action<string> progress) => new()
    {
        Timers = false,

        // In memory, Azurite stands still for up to half a minute whenever it clears away the bodies of some thousand queue messages.
        Location = storage.FullName,
        MailFolder = DemoFiles.EmailsOf(folder),
        LogFile = Path.Combine(folder.FullName, "host.log"),
        OnProgress = progress,
        Settings = new Dictionary<string, string>(webhooks)
        {
            ["Environment"] = "Development",
            ["TestClock"] = "true",
            ["Email__AllowRealRecipients"] = "true",

            // A delivery that is told twice at once waits for the lease of the first, and the demo for it.
            ["Email__LeaseSeconds"] = "20",
            ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.100",
        },
    };

    // The app's own readers, for the checks; the app itself runs in its process.
    private static ServiceProvider AppServices(DevEnvironment environment)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] = environment.StorageConnectionString,
            ["ServiceBus:ConnectionString"] = environment.ServiceBus.ConnectionString,
        }).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddBilling(configuration).AddApi().BuildServiceProvider();
    }

    private static void Print(DemoResult result, DirectoryInfo folder, bool json)
    {
        var table = new Table().AddColumns("what", "how much").HideHeaders();
        foreach (var property in JsonSerializer.SerializeToElement(result, JsonSerializerOptions.Web).EnumerateObject())
            table.AddRow(property.Name, Markup.Escape(property.Value.ToString()));
        AnsiConsole.Write(table);
        foreach (var fault in result.Broken)
            Console.WriteLine($"Does not hold: {fault}");
        Console.WriteLine(result.Broken.Count == 0 ? $"Every invariant holds. Look at {folder.FullName}." : $"{result.Broken.Count} invariants do not hold.");
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
    }
}
