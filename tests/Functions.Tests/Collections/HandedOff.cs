using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Collections;
using Billing.Functions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Collections;

/// <summary>What tests of collections start from: a seller with an agency, and an account that was handed off.</summary>
internal static class HandedOff
{
    public const string Agency = "nord";

    private static readonly DunningStep[] Ladder = [new(3, DunningAction.OverdueNotice), new(10, DunningAction.FinalNotice), new(20, DunningAction.Collections)];

    /// <summary>A seller that hands off to <see cref="Agency"/>, by CSV unless a layout is given.</summary>
    public static async Task<string> SellerAsync(IServiceProvider services, ExportLayout? layout = null)
    {
        var seller = await Given.SellerAsync(services, dunning: Ladder);
        await services.GetRequiredService<ConfigurationBook>().WriteAsync(
            ConfigurationNoun.Agency, Agency, seller, new Agency(Agency, seller, "Inkasso Nord", layout is null ? ExportFormat.Csv : ExportFormat.FixedWidth, layout), null, default);
        return seller;
    }

    /// <summary>An account whose invoices A of 100.00 and B of 40.00, taken over long overdue, had their final notice 20 days ago and are handed off today.</summary>
    public static async Task<(AccountId Account, string CaseId)> AccountAsync(IServiceProvider services, string seller)
    {
        var account = await OverdueAsync(services, seller);
        var today = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        await TransactAsync(services, account, new RunCollections(), today.AddDays(-20));
        var handedOff = await TransactAsync(services, account, new RunCollections(), today);
        return (account, handedOff.Events.OfType<AccountSentToCollections>().Single().CaseId);
    }

    /// <summary>An account whose invoices A of 100.00 and B of 40.00 are long overdue and had no notice.</summary>
    public static async Task<AccountId> OverdueAsync(IServiceProvider services, string seller)
    {
        var account = await Given.AccountAsync(services, seller);
        var today = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        OpeningInvoice Invoice(string letter, decimal amount) => new($"{letter}-{account.Customer}", today.AddDays(-90), today.AddDays(-60), new Money(amount, account.Currency), new Money(amount, account.Currency));
        await TransactAsync(services, account, new TakeOverBalance(today.AddDays(-40), [Invoice("A", 100), Invoice("B", 40)], []), today.AddDays(-40));
        return account;
    }

    /// <summary>The number of an invoice of <see cref="AccountAsync"/>.</summary>
    public static string Number(AccountId account, string letter) => $"{letter}-{account.Customer}";

    /// <summary>Writes the documents that an announcement of the account's events writes.</summary>
    public static async Task DocumentAsync(IServiceProvider services, AccountId account)
    {
        await foreach (var record in services.GetRequiredService<AccountRows>().HistoryAsync(account, default))
        {
            for (var index = 0; index < record.Events.Count; index++)
                await services.GetRequiredService<CaseDocuments>().WriteAsync(account, record, index, default);
        }
    }

    private static async Task<AccountOutcome.Committed> TransactAsync(IServiceProvider services, AccountId account, AccountCommand command, DateOnly on) =>
        Assert.IsType<AccountOutcome.Committed>(await services.GetRequiredService<AccountLedger>().TransactAsync(new AccountRequest(account, command, new CommandId("test", $"{command.GetType().Name} {on:O}"), on, "test"), default));
}
