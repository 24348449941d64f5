using Billing.DevHost;
using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Api;
using Billing.Functions.Documents;
using Billing.Functions.Journal;
using Billing.Functions.Storage;
using Billing.Functions.Tests.Api;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Pipeline;

/// <summary>The whole pipeline: the compiled worker in its host, with wires between it and what it calls. The tests share it, each with its own sellers.</summary>
public sealed class PipelineFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    internal DevEnvironment Environment { get; private set; } = null!;

    /// <summary>The app's own services on the same storage, past the wires.</summary>
    internal ServiceProvider Services { get; private set; } = null!;

    /// <summary>A client of the API, with the host key.</summary>
    internal ApiClient CreateClient()
    {
        var client = new ApiClient(Environment.Url);
        client.Headers.Add("x-functions-key", Environment.Host.Keys.Default);
        return client;
    }

    /// <summary>Waits until no message is left in any queue.</summary>
    internal async Task SettledAsync()
    {
        var storage = Services.GetRequiredService<BillingStorage>();
        var quiet = 0;
        await UntilAsync("every queue is empty", async () =>
        {
            var lengths = await Task.WhenAll(StorageNames.Queues.Select(async queue => (await storage.Queue(queue).GetPropertiesAsync()).Value.ApproximateMessagesCount));
            quiet = lengths.Sum() == 0 ? quiet + 1 : 0;
            return quiet == 3;
        });
    }

    internal async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        for (var deadline = DateTime.UtcNow + Patience; !await holds(); await Task.Delay(200))
        {
            if (DateTime.UtcNow > deadline)
                Assert.Fail($"After {Patience.TotalSeconds:F0} s it does not hold that {what}.\n{string.Join('\n', Environment.Log.Entries.TakeLast(40))}");
        }
    }

    /// <summary>Subscriptions that start today, each of an account of its own.</summary>
    internal async Task<IReadOnlyList<AccountId>> SubscribedAsync(string seller, int accounts)
    {
        var subscribed = new List<AccountId>();
        var start = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1);
        for (var n = 0; n < accounts; n++)
        {
            subscribed.Add(await Given.AccountAsync(Services, seller));
            await Given.TransactAsync(Services, subscribed[n], new StartSubscription("sub", "crm", 1, start, start), "subscribe");
        }

        return subscribed;
    }

    /// <summary>What must hold once everything is done: each account has one invoice, numbered without a gap, with its PDF, its e-mail, its journal and its events.</summary>
    internal async Task AssertBilledOnceAsync(string seller, IReadOnlyList<AccountId> accounts, int mostEmails = 1)
    {
        var rows = Services.GetRequiredService<AccountRows>();
        var numbers = new List<string>();
        foreach (var account in accounts)
        {
            var invoice = Assert.Single((await Given.StateAsync(Services, account)).Invoices);
            numbers.Add(invoice.Number[^6..]);
            var stored = await Services.GetRequiredService<DocumentStore>().FindAsync(account, invoice.ItemId, default);
            Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString((await Services.GetRequiredService<DocumentStore>().ReadAsync(stored!.Pdf, default)).ToArray()[..5]), StringComparison.Ordinal);
            Assert.InRange(Environment.Mail.Messages.Count(mail => mail.CustomArgs["subjectId"] == invoice.ItemId), 1, mostEmails);
            await foreach (var record in rows.HistoryAsync(account, default).Where(record => record.Command.Source == "run"))
                Assert.All(Enumerable.Range(0, record.Events.Count), index => Assert.Single(Environment.ServiceBus.Published("billing-events"), message => message.MessageId == $"{account}/{record.Version}/{index}"));
        }

        Assert.Equal(Enumerable.Range(1, accounts.Count).Select(n => n.ToString("D6", System.Globalization.CultureInfo.InvariantCulture)), numbers.Order(StringComparer.Ordinal));
        var journal = await Services.GetRequiredService<JournalBook>().ReadAsync(seller, new DateOnly(2000, 1, 1), new DateOnly(2100, 1, 1), default).ToListAsync();
        Assert.Equal(0, journal.Sum(line => line.Amount.Amount));
        Assert.Equal(119m * accounts.Count, journal.Where(line => line.LedgerAccount == ChartOfAccounts.Receivables).Sum(line => line.Amount.Amount));
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        Environment = await DevEnvironment.StartAsync(new DevEnvironmentOptions
        {
            Timers = false,
            Tripwires = true,
            Settings = new Dictionary<string, string>
            {
                ["Environment"] = "Development",
                ["Email__AllowRealRecipients"] = "true",
                ["Email__LeaseSeconds"] = "3",
                ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01",
                ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.500",
            },
        });
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] = Environment.StorageConnectionString,
            ["ServiceBus:ConnectionString"] = Environment.ServiceBus.ConnectionString,
        }).Build();
        Services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddBilling(configuration).AddApi().BuildServiceProvider();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await Services.DisposeAsync();
        await Environment.DisposeAsync();
    }
}

/// <summary>The tests that share the pipeline.</summary>
[CollectionDefinition(Name)]
public sealed class OnPipeline : ICollectionFixture<PipelineFixture>
{
    public const string Name = "Pipeline";
}
