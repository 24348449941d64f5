using Billing.Domain;
using Billing.Functions.BankStatements;
using Billing.Functions.Payments;
using Billing.Functions.Tests.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.BankStatements;

public sealed class StatementImportTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Account = "DE02120300000000202051";

    [Fact]
    public async Task A_transfer_settles_its_invoice_once_whatever_statement_shows_it()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var import = seller.Services.GetRequiredService<StatementImport>();
        var entry = Credit("REF1", 119, seller.Invoice.Number);

        var first = await import.TakeAsync(seller.SellerId, new BankStatement("S1", Account, null, null, [entry]), "ann", default);
        await DriveAsync(seller, "REF1");
        var again = await import.TakeAsync(seller.SellerId, new BankStatement("S2", Account, null, null, [entry with { BookedOn = entry.BookedOn.AddDays(1) }]), "ann", default);
        await DriveAsync(seller, "REF1");

        Assert.Equal((1, 0), (first.Received, first.Known));
        Assert.Equal((1, 1), (again.Received, again.Known));
        Assert.Equal(0, await seller.OwedAsync());
        var payment = (await seller.Payments.FindAsync(StatementImport.IdOf(Account, "REF1"), default))!;
        Assert.Equal((1, new DateOnly(2026, 2, 2)), (payment.Assignments.Count, payment.Facts[0].ValueDate));
    }

    [Fact]
    public async Task What_names_nothing_waits_and_what_goes_out_is_no_payment()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var import = seller.Services.GetRequiredService<StatementImport>();

        var taken = await import.TakeAsync(seller.SellerId, new BankStatement("S1", Account, null, null, [Credit("A", 5, "thanks"), Credit("B", -7, "rent"), Credit("C", 9, "back") with { IsReturn = true }]), "ann", default);
        await DriveAsync(seller, "A");

        Assert.Equal(1, taken.Received);
        Assert.Equal(["B", "C"], taken.NotTaken.Select(entry => entry.EntryId));
        Assert.Equal(5, (await seller.Payments.FindAsync(StatementImport.IdOf(Account, "A"), default))!.Suspense()!.Value.Amount);
        Assert.Null(await seller.Payments.FindAsync(StatementImport.IdOf(Account, "B"), default));
    }

    [Fact]
    public async Task A_statement_of_a_foreign_account_is_named()
    {
        await using var seller = await StripeSeller.CreateAsync(azurite);
        var import = seller.Services.GetRequiredService<StatementImport>();

        Assert.Empty(await import.ForeignAsync(seller.SellerId, [new BankStatement("S", Account, null, null, [])], default));
        Assert.Equal(["XX1"], await import.ForeignAsync(seller.SellerId, [new BankStatement("S", "XX1", null, null, [])], default));
    }

    private static BankEntry Credit(string id, decimal amount, string text) =>
        new(id, new Money(amount, Currency.Of("EUR")), new DateOnly(2026, 2, 3), new DateOnly(2026, 2, 2), "Somebody", "", text, false);

    private static Task DriveAsync(StripeSeller seller, string entryId) =>
        seller.Services.GetRequiredService<PaymentDrive>().DriveAsync(StatementImport.IdOf(Account, entryId), default);
}
