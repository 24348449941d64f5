using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Configuration;
using Billing.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests;

/// <summary>What tests start from: sellers, customers and invoices, written as the app writes them.</summary>
internal static class Given
{
    /// <summary>An id that no other test uses.</summary>
    public static string NewId(string start) => $"{start}-{Guid.NewGuid():N}"[..(start.Length + 13)];

    /// <summary>The merchant account of a seller of <see cref="SellerAsync"/>.</summary>
    public static string MerchantAccountOf(string sellerId) => $"acct_{sellerId}";

    /// <summary>A German seller with 14 days to pay, 19 % tax, and the price <c>crm</c>: 100.00 a month in advance, in euros and as <c>crm-usd</c> in dollars.</summary>
    public static async Task<string> SellerAsync(IServiceProvider services, string timeZone = "Europe/Berlin", IReadOnlyList<DunningStep>? dunning = null, string vatId = "DE136695976")
    {
        var id = NewId("seller");
        var book = services.GetRequiredService<ConfigurationBook>();
        var seller = new Seller(
            id, "Acme GmbH", new PostalAddress("Hauptstr. 1", "10115", "Berlin", "", "DE"), timeZone, Currency.Of("EUR"), [new TaxId("VAT ID", vatId)],
            id.ToUpperInvariant(), new SellerContact("ar@acme.example", "+49 30 1", "acme.example"),
            [new BankAccount(Currency.Of("EUR"), "Bank", "DE02120300000000202051", "BYLADEM1001")], "HRB 1", "", "#224466", "de",
            [new MerchantAccount("stripe", MerchantAccountOf(id))], 60, []);
        await book.WriteAsync(ConfigurationNoun.Seller, id, id, seller, null, default);
        await book.WriteAsync(ConfigurationNoun.Policy, id, id, new BillingPolicy(1, PaymentTerms.Net(14), 0, 3, [DunningPolicy.ForAll(dunning ?? [new DunningStep(3, DunningAction.OverdueNotice), new DunningStep(30, DunningAction.FinalNotice)], 1, 14)], [], null), null, default);
        await book.WriteAsync(ConfigurationNoun.TaxTable, id, id, new TaxTable(1, new TaxScheme.Configured(), [new TaxRule("DE", "", "standard", false, new DateOnly(2020, 1, 1), TaxTreatment.Standard, 19, "DE", "")], []), null, default);
        foreach (var (price, currency) in new[] { ("crm", "EUR"), ("crm-usd", "USD") })
        {
            await book.WriteAsync(ConfigurationNoun.Price, price, id, new Price(
                price, id, "crm", "CRM", "seat", Currency.Of(currency), new BillingInterval(1, IntervalUnit.Month), BillingTiming.InAdvance, "standard",
                [new PriceVersion(new DateOnly(2020, 1, 1), new PerUnitPricing(100))]), null, default);
        }

        return id;
    }

    /// <summary>Who the customer of <see cref="AccountAsync"/> is.</summary>
    public static CustomerProfile Customer { get; } = new(1, "Kunde AG", new PostalAddress("Weg 2", "20095", "Hamburg", "", "DE"), "a@kunde.example", "", "", "PO 1");

    /// <summary>A customer's account.</summary>
    public static async Task<AccountId> AccountAsync(IServiceProvider services, string sellerId, string currency = "EUR", Func<CustomerProfile, CustomerProfile>? with = null)
    {
        var account = AccountId.Of(sellerId, NewId("customer"), Currency.Of(currency));
        await TransactAsync(services, account, new OpenAccount(account.ToString(), 1), "open", with?.Invoke(Customer) ?? Customer);
        return account;
    }

    /// <summary>An invoice of the current month: 119.00 a seat.</summary>
    public static async Task<InvoiceFinalized> InvoiceAsync(IServiceProvider services, AccountId account, decimal seats = 1)
    {
        var today = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var start = new DateOnly(today.Year, today.Month, 1);
        var subscription = NewId("sub");
        await TransactAsync(services, account, new StartSubscription(subscription, account.Currency.Code == "EUR" ? "crm" : "crm-usd", seats, start, start), subscription);
        var billed = await TransactAsync(services, account, new RunBilling(), $"bill {subscription}");
        return billed.Events.OfType<InvoiceFinalized>().Single();
    }

    /// <summary>Carries out a command on an account.</summary>
    public static async Task<AccountOutcome.Committed> TransactAsync(IServiceProvider services, AccountId account, AccountCommand command, string key, CustomerProfile? profile = null) =>
        Assert.IsType<AccountOutcome.Committed>(await services.GetRequiredService<AccountLedger>().TransactAsync(
            new AccountRequest(account, command, new CommandId("test", key), null, "test", null, profile), default));

    /// <summary>The account with its closed items, from all of its events.</summary>
    public static async Task<Account> StateAsync(IServiceProvider services, AccountId account) =>
        (await services.GetRequiredService<AccountRows>().ReplayAsync(account, default))!;

    /// <summary>Takes all messages out of a queue.</summary>
    public static async Task<IReadOnlyList<T>> TakeMessagesAsync<T>(IServiceProvider services, string queue)
    {
        var client = services.GetRequiredService<BillingStorage>().Queue(queue);
        var taken = new List<T>();
        while ((await client.ReceiveMessagesAsync(32)).Value is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                taken.Add(BillingJson.Read<T>(message.Body.ToString()));
                await client.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            }
        }

        return taken;
    }
}
