using System.CommandLine;
using Billing.DevHost.Azurite;
using Billing.DevHost.FunctionHost;

namespace Billing.DevHost;

/// <summary>The verb without a name: starts everything, says where it is, and runs until Ctrl-C.</summary>
internal static class RunCommand
{
    public static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BankAnswersAfter = TimeSpan.FromSeconds(20);

    public static RootCommand Create()
    {
        var port = new Option<int>("--port") { Description = "The port of the function app's HTTP front (a free one by default)" };
        var blobPort = new Option<int?>("--blob-port") { Description = "Azurite's blob port; give all three or none" };
        var queuePort = new Option<int?>("--queue-port") { Description = "Azurite's queue port" };
        var tablePort = new Option<int?>("--table-port") { Description = "Azurite's table port" };
        var mailPort = new Option<int>("--mail-port") { Description = "The mail catcher's port (a free one by default)" };
        var busPort = new Option<int>("--service-bus-port") { Description = "The Service Bus stand-in's port (a free one by default)" };
        var processorPort = new Option<int>("--processor-port") { Description = "The port of Stripe's and GoCardless's stand-in (a free one by default)" };
        var mail = new Option<DirectoryInfo?>("--mail") { Description = "A folder that gets every mail as .eml (a temporary one by default)" };
        var location = new Option<DirectoryInfo?>("--location") { Description = "A folder that keeps storage between runs (in memory by default)" };
        var noTimers = new Option<bool>("--no-timers") { Description = "Timers don't tick; start them by POST /admin/functions/{name}" };
        var useFunc = new Option<bool>("--func") { Description = "Run the function app in the Azure Functions Core Tools, if func is on the PATH" };
        var root = new RootCommand("Runs Billing on one machine: storage, mail, messages, and the function app.")
        {
            port, blobPort, queuePort, tablePort, mailPort, busPort, processorPort, mail, location, noTimers, useFunc,
        };
        root.Validators.Add(result =>
        {
            int?[] ports = [result.GetValue(blobPort), result.GetValue(queuePort), result.GetValue(tablePort)];
            if (ports.Any(p => p is null) && ports.Any(p => p is not null))
                result.AddError("Give --blob-port, --queue-port and --table-port together.");
        });
        root.SetAction((parsed, cancel) => RunAsync(
            new DevEnvironmentOptions
            {
                HttpPort = parsed.GetValue(port),
                AzuritePorts = parsed.GetValue(blobPort) is { } blob
                    ? new AzuritePorts(blob, parsed.GetValue(queuePort)!.Value, parsed.GetValue(tablePort)!.Value)
                    : null,
                MailPort = parsed.GetValue(mailPort),
                ServiceBusPort = parsed.GetValue(busPort),
                ProcessorPort = parsed.GetValue(processorPort),
                DebitsSettleAfter = BankAnswersAfter,
                MailFolder = parsed.GetValue(mail)?.FullName ?? TemporaryPath("mail"),
                Location = parsed.GetValue(location)?.FullName,
                Timers = !parsed.GetValue(noTimers),
                UseFunc = parsed.GetValue(useFunc) && FuncCli.Find() is not null,
                LogFile = TemporaryPath("host.log"),
                OnProgress = Console.WriteLine,
            },
            parsed.GetValue(useFunc),
            cancel));
        return root;
    }

    private static async Task<int> RunAsync(DevEnvironmentOptions options, bool wantsFunc, CancellationToken cancel)
    {
        if (wantsFunc && !options.UseFunc)
            Console.WriteLine("func is not on the PATH: the host of this program runs the functions.");
        try
        {
            await using var environment = await DevEnvironment.StartAsync(options, cancel);
            Print(environment, options);
            if (!options.UseFunc)
                environment.Log.Written += PrintProblem;
            await Task.Delay(Timeout.Infinite, cancel);
            return 0;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return 0;
        }
        catch (InvalidOperationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static void Print(DevEnvironment environment, DevEnvironmentOptions options)
    {
        Row("Function app", $"{environment.Url}");
        if (!options.UseFunc)
        {
            Row("Host key", environment.Host.Keys.Default);
            Row("Master key", environment.Host.Keys.Master);
            Row("Functions", string.Join(", ", environment.Host.Functions.Select(f => f.Name)));
            foreach (var (function, error) in environment.Host.FunctionErrors)
                Row("In error", $"{function}: {error}");
            Row("Log", options.LogFile!);
        }
        Row("Storage", environment.StorageConnectionString);
        Row("Storage data", options.Location ?? "in memory");
        Row("Mail", $"{environment.Mail.Url} (SendGrid key {environment.SendGridKey})");
        Row("Mail folder", options.MailFolder!);
        Row("Service Bus", environment.ServiceBus.ConnectionString);
        Row("Processors", $"{environment.Processors.Url} (Stripe key {environment.Processors.Stripe.Key}, GoCardless token {environment.Processors.GoCardless.Token})");
        Row("Stripe webhook secret", environment.StripeSecret);
        Console.WriteLine("Ctrl-C ends all of it.");

        // One line each whatever the width, so that a connection string can be copied.
        static void Row(string what, string where) => Console.WriteLine($"{what,-22} {where}");
    }

    private static string TemporaryPath(string name) =>
        Path.Combine(Path.GetTempPath(), $"billing-devhost-{Environment.ProcessId}", name);

    private static void PrintProblem(LogEntry entry)
    {
        if (entry.Level >= LogLevel.Warning)
            Console.WriteLine($"{entry.At:HH:mm:ss} {entry.Level} {entry.Category}: {entry.Message}");
    }
}
